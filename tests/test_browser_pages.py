"""The course as pages, in Chromium from file://: a telephone's width, no network, by keyboard and by touch; work kept, saved, read by Python."""

import json
import re

import pytest
from browser import answer, barriers, saved
from test_pages import built

from helpers import content, html, journal, keep, live, notebooks, way

COURSE = content.course()
WIDTH, HEIGHT = 390, 844
# Texts that are heard after what stands below them: first lines in the order of the page, rows of a table or of a list to order as one, notes and pictures left out.
OUT_OF_ORDER = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [], line = document.createRange();
  let last = null, row = null;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const e = node.parentElement;
    if (!node.data.trim() || !e.checkVisibility() || e.closest("svg, script, style, select, textarea, .skip, details > div[style*=absolute]")) continue;
    line.selectNodeContents(node);
    const box = line.getClientRects()[0];
    if (!box) continue;
    if (last && box.bottom <= last.top && !(row && row === e.closest("tr, .rc-ordered"))) found.push(node.data.trim().slice(0, 60));
    [last, row] = [box, e.closest("tr, .rc-ordered")];
  }
  return found;
}"""


class Reader:
    """Someone who opens pages from a folder, off the network."""

    def __init__(self, browser, **options):
        self.context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, offline=True, **options)
        self.errors, self.asked = [], []
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda m: m.type in ("error", "warning") and self.errors.append(m.text))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def open(self, name):
        self.page.goto((built() / f"{name}.html").as_uri())
        self.page.wait_for_function("document.querySelectorAll('.rc').length > 1")
        self.page.wait_for_function("[...document.querySelectorAll('.rc-picture')].every((p) => p.children.length)")

    def step(self, key):
        found = self.page.locator(f".rc[data-ids~='{key}']").first
        found.scroll_into_view_if_needed()
        return found

    def leave(self):
        strangers = [url for url in self.asked if not url.startswith((built().as_uri(), "data:", "blob:"))]
        self.context.close()
        assert not strangers, strangers
        assert not self.errors, self.errors


@pytest.fixture
def reader(browser):
    someone = Reader(browser, accept_downloads=True)
    yield someone
    someone.leave()


@pytest.fixture
def finger(browser):
    someone = Reader(browser, has_touch=True, is_mobile=True)
    yield someone
    someone.leave()


def stored(page):
    """The records in the browser's storage, in the order of their sessions."""
    found = page.evaluate("Object.entries(localStorage).filter(([k]) => k.includes('journal-')).map(([, v]) => v).join('')")
    return journal.parse(found)


def tab_to(page, target, most=400):
    """Press Tab until the target has the focus, as someone without a mouse does."""
    for _ in range(most):
        if target.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab does not get there")


def test_a_sitting_by_keyboard_alone(reader, tmp_path, own_work):
    """Hear, draw, handle, answer wrongly and rightly; come back; save; Python reads it and counts it."""
    page = reader.page
    reader.open("a_1_what_is_it")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.get_by_text("Southern countries, led by China, go on supplying resources").first.is_visible()

    fair = reader.step("A.1-q1")  # wrong, feedback, right
    tab_to(page, fair.locator("input").first)
    right = next(r.when["option"] for r in COURSE.items["A.1-q1"].reply if r.outcome == "right")
    order = [o.id for o in COURSE.items["A.1-q1"].options]
    wrong = next(n for n, one in enumerate(order) if one != right)
    page.keyboard.press("Space")
    for _ in range(wrong):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    fair.get_by_text("✗ Not yet.").wait_for()
    saved(fair)
    for _ in range((order.index(right) - wrong) % len(order)):
        page.keyboard.press("ArrowDown")
    assert fair.get_by_text("✗ Not yet.").count() == 0  # it was said of another answer
    page.keyboard.press("Enter")
    fair.get_by_text("✓ Right.").wait_for()

    board = reader.step("A.1-p1")  # draw with the arrow keys
    panel = reader.step("A.1-i1")
    panel.get_by_text("Draw your line first").wait_for()
    last = board.locator(".rc-handle").last
    tab_to(page, last)
    before = float(last.get_attribute("aria-valuenow"))
    page.keyboard.press("PageUp")
    assert float(last.get_attribute("aria-valuenow")) > before
    tab_to(page, board.get_by_role("button", name="Keep my line"))
    page.keyboard.press("Enter")
    board.get_by_text("the figures say").wait_for()
    saved(board)

    panel.locator("select").wait_for()  # the gate is open
    summary = panel.locator(".rc-summary")
    tab_to(page, panel.locator("select").first)
    at_start = summary.inner_text()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("([e, was]) => e.innerText !== was", arg=[summary.element_handle(), at_start])
    handled = summary.inner_text()
    saved(panel)

    words = reader.step("A.1-s3")
    tab_to(page, words.locator("textarea"))
    page.keyboard.type("It moved to a certain extent & <b>no</b> further.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    saved(words)

    page.reload()  # everything is where it was
    page.wait_for_function("document.querySelectorAll('.rc').length > 1")
    reader.step("A.1-q1").get_by_text("✓ Right.").wait_for()
    reader.step("A.1-p1").get_by_text("the figures say").wait_for()
    assert reader.step("A.1-s3").locator("textarea").input_value() == "It moved to a certain extent & <b>no</b> further."
    page.wait_for_function("([e, was]) => e.innerText === was", arg=[reader.step("A.1-i1").locator(".rc-summary").element_handle(), handled])
    page.get_by_text("Welcome back. 4 of 14 steps are done.").wait_for()
    page.get_by_role("button", name="Go to my bookmark").press("Enter")
    assert page.evaluate("document.activeElement.closest('.rc') !== null")

    with page.expect_download() as given:
        page.get_by_role("button", name="Save a copy of my work").press("Enter")
    copy = given.value
    assert re.fullmatch(r"my-course-work-\d{4}-\d\d-\d\d\.jsonl", copy.suggested_filename)
    copy.save_as(tmp_path / "copy.jsonl")
    taken = (tmp_path / "copy.jsonl").read_text(encoding="utf-8")
    assert keep.bring_back(taken)["said"].startswith(f"Read {len(journal.parse(taken))} entries; {len(journal.parse(taken))} of them are new here.")
    log = journal.current()
    assert log.last("A.1-q1", "answered")["result"] == {"response": right, "outcome": "right", "misconception": "", "attempt": 2}
    first = next(r for r in log.records() if r["object"] == "A.1-q1")
    reply = next(r for r in COURSE.items["A.1-q1"].reply if r.when in ({"option": order[wrong]}, {"else": True}))
    assert (first["result"]["outcome"], first["result"]["misconception"]) == ("wrong", reply.misconception)
    assert log.done(COURSE.hashes) >= {"A.1-q1", "A.1-p1", "A.1-i1", "A.1-s3"}
    assert {r["notebook"] for r in log.records()} == {"a_1_what_is_it"} and len({r["actor"] for r in log.records()}) == 1
    assert log.last("A.1-p1", "predicted")["result"]["outcome"] in ("right", "almost", "wrong")
    live._views.clear()
    assert "4 of 14 steps" in way.progress().spec["items"][0]["html"]


def draw(finger, start, *through):
    """Put a finger down, move it on, lift it."""
    client = finger.context.new_cdp_session(finger.page)
    for kind, (x, y) in (("touchStart", start), *(("touchMove", point) for point in through)):
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_slider_by_touch(finger):
    finger.open("b_03_tired")
    panel = finger.step("B.P3-i2")
    slider, summary = panel.locator("input[type=range]").first, panel.locator(".rc-summary")
    at_start, box = summary.inner_text(), slider.bounding_box()
    y, points = box["y"] + box["height"] / 2, [box["x"] + box["width"] * share for share in (0.05, 0.3, 0.6, 0.9)]
    draw(finger, *((x, y) for x in points))
    assert int(slider.input_value()) > int(slider.get_attribute("max")) * 0.7
    finger.page.wait_for_function("([e, was]) => e.innerText !== was", arg=[summary.element_handle(), at_start])
    saved(panel)


def test_a_sitting_by_touch(finger):
    """Every step of one sitting's core: drawn and pressed with a finger."""
    page = finger.page
    finger.open("b_03_tired")
    board = finger.step("B.P3-p1")
    handle = board.locator(".rc-handle").last
    before = float(handle.get_attribute("aria-valuenow"))
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    draw(finger, (x, y), (x, y - 10), (x, y - 25), (x, y - 40))
    assert float(handle.get_attribute("aria-valuenow")) > before
    board.get_by_role("button", name="Keep my line").tap()
    board.get_by_text("the figures say").wait_for()
    saved(board)
    for key in notebooks.steps(COURSE, COURSE.sittings["b_03_tired"]):
        item = COURSE.items[key]
        if isinstance(item, content.schema.Question):
            answer(finger.step(key), item)
    panel = finger.step("B.P3-i1")
    summary = panel.locator(".rc-summary")
    at_start = summary.inner_text()
    panel.get_by_label("United Kingdom", exact=True).tap()
    page.wait_for_function("([e, was]) => e.innerText !== was", arg=[summary.element_handle(), at_start])
    panel.locator("xpath=ancestor::*[contains(@class,'card')]/following-sibling::p[1]").get_by_text("of the 128,000 settings").wait_for()
    saved(panel)
    sizes = page.evaluate("[...document.querySelectorAll('.rc button, .rc select')].filter((e) => e.offsetParent).map((e) => e.getBoundingClientRect().height)")
    assert min(sizes) >= 24, min(sizes)


def test_a_saved_copy_is_opened_in_a_page(reader, own_work, tmp_path):
    """Made in a notebook, opened in a page; a range with values left out comes back where the page offers the value, and Python reads what the page made of it."""
    log = journal.Journal(own_work)
    log.notebook = "a_3_three_promises"
    item, values = COURSE.items["A.3-i1"], [50, 73, 25]
    log.append("handled", item.id, {"response": values, "found": [0]}, COURSE.hashes[item.id])
    log.append("skipped", "A.3-p1", {}, COURSE.hashes["A.3-p1"])
    log.append("explained", "A.3-s1", {"response": "Mine, of an earlier day."}, COURSE.hashes["A.3-s1"])
    later = journal.Journal(own_work)  # a second session: its numbers begin at one again
    later.append("explained", "A.3-s1", {"response": "Mine & <i>so</i>."}, COURSE.hashes["A.3-s1"])
    later.append("answered", "A.3-q1", {"response": "?", "outcome": "wrong", "misconception": ""}, "00000000")  # of another edition
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes(b"".join(map(journal.line, log.records())) + b"{torn")
    reader.open("a_3_three_promises")
    page = reader.page
    field = page.locator(".keep-work input[type=file]")
    for name, said in (("empty", "That file is empty."), ("strange", "holds no work from this course")):
        (tmp_path / name).write_text("" if name == "empty" else '{"v": 2}\n\x00[[[')
        field.set_input_files(tmp_path / name)
        page.get_by_text(said).wait_for()
    field.set_input_files(copy)
    page.get_by_text("Read 5 entries; 5 of them are new here.").wait_for()
    assert reader.step("A.3-s1").locator("textarea").input_value() == "Mine & <i>so</i>."
    reader.step("A.3-q1").get_by_text("has changed since you answered it").wait_for()
    panel = reader.step("A.3-i1")
    panel.get_by_text("✓ Found").first.wait_for()
    assert [panel.locator("select").nth(n).input_value() for n in range(3)] == [str(v) for v in values]
    field.set_input_files(copy)
    page.get_by_text("Read 5 entries; 0 of them are new here.").wait_for()
    panel.locator("select").last.select_option("0")
    saved(panel)
    last = max((r for r in stored(page) if r["object"] == item.id), key=lambda r: r["timestamp"])
    assert live.values_fit(item, last["result"]["response"]) and last["result"]["response"] == [50, 73, 0]
    page.get_by_role("button", name="Remove my answers").click()
    assert stored(page)
    page.get_by_role("button", name="Yes, remove them").click()
    page.get_by_text("Removed.").wait_for()
    assert not stored(page) and reader.step("A.3-s1").locator("textarea").input_value() == ""


def test_a_strange_copy_stops_no_card(reader, own_work, tmp_path):
    """A stranger's file: answers of the wrong kind, markup in every field, a time that is none."""
    bad = ['<img src=x onerror="document.title=1">', {"a": ["b"]}, [None, {"x": 1}], 5, None, True]
    keys = [key for key in notebooks.steps(COURSE, COURSE.sittings["b_03_tired"])]
    verbs = ("answered", "tagged", "predicted", "handled", "explained", "judged", "reflected", "finished", "started")
    lines = [json.dumps({"v": 1, "id": f"{key}{verb}{n}", "actor": bad[0], "verb": verb, "object": key, "result": {"response": one, "found": one, "because": one},
                         "timestamp": bad[0] if n == 1 else "9999-12-31T23:59:59.999Z", "n": n, "hash": ""}) for key in (*keys, "b_03_tired") for verb in verbs for n, one in enumerate(bad)]
    (tmp_path / "copy.jsonl").write_text("\n".join(["[" * 9999, "{", "null", *lines]), encoding="utf-8")
    reader.open("b_03_tired")
    page = reader.page
    page.locator(".keep-work input[type=file]").set_input_files(tmp_path / "copy.jsonl")
    page.get_by_text(f"{len(lines)} of them are new here").wait_for()
    page.reload()
    page.wait_for_function("document.querySelectorAll('.rc').length > 1")
    assert page.title() != "1" and page.locator("img[src=x]").count() == 0
    assert page.locator(".card.twin").count() == 0 and page.locator(".card").count() == page.locator(".card > .rc").count()
    page.get_by_role("button", name="Remove my answers").click()
    page.get_by_role("button", name="Yes, remove them").click()
    answer(reader.step("B.P3-q1"), COURSE.items["B.P3-q1"])


def test_two_pages_and_the_index_know_of_each_other(reader):
    """Where the browser lets pages of one folder share their storage, as Chromium does."""
    reader.open("b_07_difference")
    card = reader.step("B.I-s2")
    card.locator("textarea").fill("A sentence for the page <script>alert(1)</script>.")
    card.get_by_role("button", name="Keep my words").click()
    saved(card)
    reader.open("index")
    row = reader.page.get_by_role("row", name="Two savannas")
    assert "1 of 11 steps" in row.inner_text() and "you were here last" in row.inner_text()
    row.get_by_role("link").click()
    reader.page.wait_for_url("**/b_07_difference.html")
    reader.open("a_1_what_is_it")
    answer(reader.step("A.1-q5"), COURSE.items["A.1-q5"])
    reader.open("a_2_who_said_that")  # asked afresh there: an earlier answer does not show
    recall = reader.step("recall")
    recall.get_by_text("From What is South-South cooperation?").wait_for()
    assert recall.locator("input:checked").count() == 0
    item = recall.locator(".rc-item", has_text="A line shows what share")
    item.get_by_label("The share of world goods trade").check()
    item.get_by_role("button", name="Check").click()
    item.get_by_text("✓ Right.").wait_for()
    saved(item)
    assert [r["result"]["attempt"] for r in stored(reader.page) if r["object"] == "A.1-q5"] in ([1, 2], [2, 1])
    reader.open("c_2_the_brief")
    reader.page.get_by_text("A sentence for the page <script>alert(1)</script>.").first.wait_for()
    records = stored(reader.page)
    assert len({r["id"] for r in records}) == len(records) and {r["verb"] for r in records} == {"started", "explained", "answered"}


@pytest.mark.parametrize("how, said", [
    ("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })", "This browser keeps no answers"),
    ("Storage.prototype.setItem = function (key) { if (key.includes('journal')) throw new DOMException('full', 'QuotaExceededError'); }", "storage is full"),
])
def test_without_storage_the_page_goes_on_and_says_so(reader, how, said):
    reader.context.add_init_script(how)
    reader.open("b_07_difference")
    page = reader.page
    card = reader.step("B.I-p1")
    card.get_by_role("button", name="Show without guessing").click()
    card.get_by_text(said).wait_for()
    with page.expect_download() as given:
        page.get_by_role("button", name="Save a copy of my work").click()
    kept = journal.parse(given.value.path().read_text(encoding="utf-8"))
    assert [r["verb"] for r in kept if r["object"] == "B.I-p1"] == ["skipped"]


def test_an_old_browser_shows_the_start_and_says_so(reader):
    reader.context.add_init_script("delete window.DecompressionStream")
    reader.page.goto((built() / "b_07_difference.html").as_uri())
    place = reader.page.locator(".card", has=reader.page.get_by_text("too old to unpack"))
    assert place.locator("img").get_attribute("alt")


def test_without_scripts_all_of_it_can_be_read(browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": WIDTH, "height": HEIGHT})
    page = context.new_page()
    page.goto((built() / "a_1_what_is_it.html").as_uri())
    for words in ("Would the author sign this?", "Draw how that share went on to 2014", "The claim: As the developing countries"):
        assert page.get_by_text(words).first.is_visible(), words
    assert page.locator("img[alt]").count() >= 4
    context.close()


@pytest.mark.parametrize("name", ["index", *COURSE.sittings])
def test_every_page_fits_a_telephone(reader, name):
    reader.open(name)
    page = reader.page
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.wait_for_function("[...document.querySelectorAll('.rc-picture')].every((p) => p.children.length)")
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, name
    assert page.locator(".card.twin").count() == 0  # each has woken up
    levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3')].map((one) => Number(one.tagName[1]))")
    assert levels[0] == 1 and levels.count(1) == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:])), levels
    assert page.evaluate(OUT_OF_ORDER) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", *COURSE.sittings])
def test_nothing_stands_in_the_way(browser, name, scheme):
    reader = Reader(browser, color_scheme=scheme)
    reader.open(name)
    reader.page.evaluate("document.querySelectorAll('.fold, .card details, .shown > section > details').forEach((one) => { one.open = true; })")
    reader.page.wait_for_timeout(300)
    assert barriers(reader.page, "html") == []
    reader.leave()


FAINT = """<main style="color: #8a929b"><p>A faint text</p><p style="opacity: .5; color: #1f2933">faded</p><button style="border: 1px solid #ddd; background: #fff; color: #000">Edge</button>
  <p style="transition: color 1s; color: #000">late</p><img alt="" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='200' height='30'%3E%3Crect width='200' height='30' fill='%23444'/%3E
  %3Ctext x='9' y='20'%3Edark on dark%3C/text%3E%3C/svg%3E"></main>"""


def test_what_is_faint_or_moves_is_found(browser):
    page = browser.new_page()
    page.set_content(FAINT)
    found = barriers(page, "main")
    page.close()
    for words, times in (("A faint text", 1), ("faded", 1), ("Edge</button>", 1), ("moves: ", 1), ("dark on dark", 3)):
        assert sum(words in one and not one.startswith("color-contrast") for one in found) == times, (words, found)


def test_on_paper_everything_is_open_and_nothing_is_to_be_pressed(reader, tmp_path):
    reader.open("a_1_what_is_it")
    page = reader.page
    page.pdf(path=tmp_path / "print.pdf", prefer_css_page_size=True)
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", (tmp_path / "print.pdf").read_bytes())
    assert [round(float(side)) for side in box.groups()] == [595, 842]
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open]):not([style])").count() == 0
    assert page.locator("button:visible, select:visible, nav:visible, input[type=range]:visible, input[type=file]:visible").count() == 0
    assert page.get_by_text("read as a lawyer would").count() == 0 and page.get_by_text("The South's rise caused the advance").first.is_visible()
    assert page.get_by_text("To choose from:").first.is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.get_by_text("To choose from:").count() == 0
    assert page.locator("details:not([open])").count() > 5


def test_html_name_of_each_step_is_known(reader):
    reader.open("b_07_difference")
    names = json.loads(reader.page.locator("#page").text_content())["names"]
    assert names and all(html.name(key) == name for key, name in names.items())
