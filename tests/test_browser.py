"""A learner at work in a real JupyterLab and Notebook 7: mouse, keyboard, telephone, bad luck."""

import json
import re
import shutil

import pytest
from browser import ROOT, Learner, chromium, copy_notebooks, need_browser, serving

from helpers import content, course_map, schema

CARDS = {"00_start_here": 11, "a_1_what_is_it": 20}


NOT_OURS = ("favicon", "reading 'schema'", "'filebrowser:open-path' not registered",  # Notebook 7's own complaints
            "widget model not found", "Could not process update")  # views of a kernel that the test itself ended


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    need_browser()
    with serving(tmp_path_factory.mktemp("lab")) as (address, work), chromium() as browser:
        yield browser, address, work


@pytest.fixture
def learner(lab):
    browser, address, work = lab
    shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(work.parent / "notebooks")
    copy_notebooks(work.parent)
    someone = Learner(browser, address)
    yield someone
    someone.leave()
    strangers = [url for url in someone.asked if not url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))]
    assert not strangers, strangers
    assert not [e for e in someone.errors if not any(known in e for known in NOT_OURS)], someone.errors


def records(work):
    lines = [line for path in sorted(work.glob("journal-*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [json.loads(line) for line in lines]


def saved(card):
    """Wait until the card says that the answer was kept."""
    card.get_by_text(re.compile(r"^saved \d")).first.wait_for()


def right_answer(question):
    when = next(r.when for r in question.reply if r.outcome == "right")
    return when.get("option") or when.get("options") or sum(when["between"]) / 2


def answer(card, question):
    """Answer one question rightly, by mouse."""
    item = card.locator(".rc-item").filter(has_text=question.prompt.split("*")[0][:40])
    wanted = right_answer(question)
    if question.type == "number":
        item.get_by_role("textbox").first.fill(str(wanted))
    else:
        order = [o.id for o in question.options]
        for one in [wanted] if isinstance(wanted, str) else wanted:
            item.locator("fieldset input").nth(order.index(one)).check()
    item.get_by_role("button", name="Check").click()
    item.get_by_text("✓ Right.").wait_for()
    saved(item)


def work_through(learner, name):
    """Do every step of a notebook's core once, by mouse."""
    course = content.course()
    here = [(key, course.items[key]) for key in course_map.steps(course, course.sittings[name])]
    for key, item in here:
        if isinstance(item, schema.Prediction):
            board = learner.card("sketch", "Draw")
            box = board.locator(".rc-handle").last.bounding_box()
            learner.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            learner.page.mouse.down()
            learner.page.mouse.move(box["x"] + box["width"] / 2, box["y"] - 60, steps=4)
            learner.page.mouse.up()
            board.get_by_role("button", name="Keep my line").click()
            board.get_by_text("the figures say").wait_for()
            saved(board)
    for key, item in here:
        if isinstance(item, schema.Interactive):
            panel = learner.card("panel", item.title)
            seen = set()
            for control in item.control:  # every control at both ends
                if control.type == "range":
                    field = panel.get_by_label(control.label, exact=True)
                    for end in ("Home", "End"):
                        field.press(end)
                        seen.add(panel.locator(".rc-summary").inner_text())
                elif len(control.options) > 4:
                    for option in (control.options[-1], control.options[0], control.options[2]):
                        panel.get_by_label(control.label, exact=True).select_option(option.id)
                        panel.page.wait_for_timeout(250)
                        seen.add(panel.locator(".rc-summary").inner_text())
                else:
                    for option in (control.options[-1], control.options[0]):
                        panel.get_by_label(option.text, exact=True).check()
                        panel.page.wait_for_timeout(250)
                        seen.add(panel.locator(".rc-summary").inner_text())
            assert len(seen) > 1, f"{key}: the picture never changed"
            for setting in item.setting:
                for control in item.control:
                    value = setting.example[control.id]
                    if control.type == "range":
                        panel.get_by_label(control.label, exact=True).fill(str(value))
                    elif len(control.options) > 4:
                        panel.get_by_label(control.label, exact=True).select_option(value)
                    else:
                        panel.get_by_label(next(o.text for o in control.options if o.id == value), exact=True).check()
                panel.page.wait_for_timeout(1300)
            if item.setting:
                assert panel.get_by_text("✓ Found").count() == len(item.setting), key
            saved(panel)
        elif isinstance(item, schema.Question):
            answer(learner.card("ask", item.prompt.split("*")[0][:40]), item)
        elif isinstance(item, (schema.Sentence, schema.Reflection)):
            card = learner.card("ask", re.sub(r"\*", "", item.prompt)[:40])
            card.get_by_role("textbox").fill(f"My own words on {key}, with <b>marks</b> & all.")
            card.get_by_role("button", name="Keep my words").click()
            saved(card)
        elif isinstance(item, schema.Claim):
            card = learner.card("ask", item.text[:40])
            card.get_by_label("Supported in part").check()
            card.get_by_role("button", name="Keep my verdict").click()
            card.get_by_text("The course's verdict").wait_for()
            saved(card)
    end = learner.card("ask", "In a nutshell")
    end.get_by_role("button", name="I have finished").click()
    saved(end)


@pytest.mark.parametrize("name", CARDS)
def test_first_look_of_a_new_learner(learner, name):
    """Untrusted, nothing run: no pop-up, every picture with its words, every question."""
    learner.open(name)
    pictures = learner.page.locator(".jp-OutputArea-output figure img")
    learner.page.wait_for_function("document.querySelectorAll('.jp-OutputArea-output figure img').length >= 2")
    for n in range(pictures.count()):
        pictures.nth(n).scroll_into_view_if_needed()
        assert len(pictures.nth(n).get_attribute("alt")) > 30
        learner.page.wait_for_function("i => i.naturalWidth > 100", arg=pictures.nth(n).element_handle())
    assert learner.page.locator(".jp-toast-button, .Toastify__toast").count() == 0
    assert learner.axe(".jp-OutputArea-output") == []


@pytest.mark.parametrize("name", CARDS)
@pytest.mark.parametrize("where, width", [("lab", 1280), ("notebook", 390)])
def test_worked_through_by_mouse_then_reloaded_and_restarted(lab, learner, name, where, width):
    work = lab[2]
    learner.page.set_viewport_size({"width": width, "height": 844})
    learner.open(name, where)
    learner.run_all(CARDS[name])
    wide = learner.page.evaluate("[...document.querySelectorAll('.rc')].filter(e => e.scrollWidth > e.clientWidth + 1).length")
    assert wide == 0, "a card is wider than the page"
    work_through(learner, name)
    assert learner.axe(".jp-OutputArea-output") == []
    kept = {r["object"] for r in records(work)}
    drawn = next(r["result"]["response"] for r in records(work) if r["verb"] == "predicted")
    learner.page.keyboard.press("Control+s")
    for again in ("reload", "restart"):
        if again == "reload":
            learner.page.reload()
            learner.page.on("dialog", lambda dialog: dialog.accept())
        else:
            learner.menu("Kernel", "Restart Kernel…")
            learner.page.locator(".jp-Dialog button.jp-mod-accept").click()
            learner.page.wait_for_timeout(1500)
        learner.ready()
        learner.run_all(CARDS[name])
        learner.page.wait_for_timeout(1000)
        board = learner.card("sketch", "Draw")
        assert board.locator(".rc-fields input").last.input_value() == f"{drawn[-1]:g}", again
        words = learner.page.locator(".rc-ask textarea").evaluate_all("all => all.map(one => one.value)")
        assert sum("My own words" in w for w in words) >= 1, again
        assert learner.page.locator(".rc-ask").get_by_text("✓ Right.").count() >= 1, again
    assert kept <= {r["object"] for r in records(work)}


def test_by_keyboard_alone(lab, learner):
    """Shift+Enter down the page, Tab into the cards; JupyterLab must not take the keys."""
    page, work = learner.page, lab[2]
    learner.open("00_start_here")
    page.locator(".jp-Notebook .jp-Cell").first.click()
    page.keyboard.press("Escape")
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    for _ in range(cells):
        page.keyboard.press("Shift+Enter")
    page.wait_for_function(f"document.querySelectorAll('.jp-Notebook .rc').length >= {CARDS['00_start_here']}", timeout=60_000)
    page.wait_for_timeout(1000)
    assert page.locator(".jp-Notebook .jp-Cell").count() in (cells, cells + 1)  # the last Shift+Enter may add one

    def tab_to(test, back=False):
        for _ in range(200):
            if page.evaluate(f"(() => {{ const e = document.activeElement; return {test}; }})()"):
                return
            page.keyboard.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"no Tab leads to {test}")

    page.locator(".rc-ask", has_text="What comes first").locator("input").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == "hear"
    page.keyboard.press("Enter")
    page.get_by_text("✓ Right.").first.wait_for()
    tab_to("e.matches('.rc-handle')")
    for key in ("ArrowUp", "ArrowUp", "PageUp", "Home", "ArrowUp"):
        page.keyboard.press(key)
    assert float(page.evaluate("document.activeElement.getAttribute('aria-valuenow')")) > 0
    tab_to("e.matches('.rc-fields input')")
    page.keyboard.press("Control+a")
    page.keyboard.type("7,5")
    page.keyboard.press("Tab")
    assert page.locator(".rc-fields input").first.input_value() == "7.5"
    tab_to("e.textContent.startsWith('Keep my line')")
    page.keyboard.press("Enter")
    page.get_by_text("the figures say").wait_for()
    tab_to("e.matches('.rc-panel select')")
    page.keyboard.press("ArrowDown")
    tab_to("e.matches('.rc-panel input[type=range]')")
    for key in ("ArrowRight", "ArrowRight", "Home", "End"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.value") == "9"
    page.get_by_text("Whom China sold to").first.wait_for(state="attached")
    tab_to("e.matches('.rc-ask textarea') && e.rows === 3")
    page.keyboard.type("dd aa bb xx m y: letters that are commands in JupyterLab")
    tab_to("e.textContent === 'Keep my words'")
    page.keyboard.press("Enter")
    page.wait_for_timeout(1500)
    assert {"S.0-q1", "S.0-p1", "S.0-i1", "S.0-s1"} <= {r["object"] for r in records(work)}
    assert page.locator(".jp-Notebook .jp-Cell").count() in (cells, cells + 1), "a key reached JupyterLab as a command"


@pytest.mark.parametrize("name", CARDS)
def test_every_card_can_be_worked_by_keyboard(lab, learner, name):
    """Tab from card to card; arrows, Space, Enter and letters do all that a mouse can."""
    page, work = learner.page, lab[2]
    learner.open(name)
    learner.run_all(CARDS[name])
    page.locator(".rc").first.evaluate("e => { e.tabIndex = -1; e.focus(); }")
    here = """() => { const e = document.activeElement, c = e.closest('.rc'); return !c ? null :
        {kind: e.type || e.getAttribute('role') || e.tagName, main: e.matches('.rc-main'), done: e.dataset.done,
         visible: getComputedStyle(e).outlineStyle !== 'none' || e.matches('.rc-handle')}; }"""
    seen, outside = 0, 0
    while outside < 60 and seen < 400:
        page.keyboard.press("Tab")
        at = page.evaluate(here)
        if not at:
            outside += 1
            continue
        outside, seen = 0, seen + 1
        assert at["visible"], page.evaluate("document.activeElement.outerHTML")
        page.evaluate("document.activeElement.dataset.done = 1")
        if at["done"]:
            continue
        if at["kind"] in ("radio", "slider", "range"):
            page.keyboard.press("ArrowUp")
        elif at["kind"] == "select-one":
            page.keyboard.press("ArrowDown")
        elif at["kind"] == "checkbox":
            page.keyboard.press("Space")
        elif at["kind"] in ("text", "textarea"):
            page.keyboard.press("Control+a")
            page.keyboard.type("28")
        elif at["kind"] == "submit" or at["main"]:
            page.keyboard.press("Enter")
    page.wait_for_timeout(1500)
    course, done = content.course(), {r["object"] for r in records(work) if r["verb"] != "started"}
    assert {name, *course_map.steps(course, course.sittings[name])} <= done


def test_dark_theme_keeps_contrast(learner):
    learner.open("a_1_what_is_it")
    learner.page.evaluate("fetch('/lab/api/settings/@jupyterlab/apputils-extension:themes', {method: 'PUT', headers: "
                          "{'Content-Type': 'application/json', 'X-XSRFToken': document.cookie.match(/_xsrf=([^;]+)/)?.[1]}, "
                          "body: JSON.stringify({raw: '{\"theme\": \"JupyterLab Dark\"}'})})")
    learner.page.reload()
    learner.page.locator("body[data-jp-theme-name='JupyterLab Dark']").wait_for(state="attached")
    learner.run_all(CARDS["a_1_what_is_it"])
    answer(learner.card("ask", "Would the author sign"), content.course().items["A.1-q1"])
    assert learner.axe(".rc") == []


def test_no_kernel_says_so_and_keeps_the_words(learner):
    learner.open("00_start_here")
    learner.run_all(CARDS["00_start_here"])
    learner.menu("Kernel", "Shut Down Kernel")
    learner.page.wait_for_timeout(1500)
    card = learner.card("ask", "what would you like to know")
    card.get_by_role("textbox").fill("Words that must stay.")
    card.get_by_role("button", name="Keep my words").click()
    card.get_by_text("not answering").wait_for(timeout=6000)
    assert card.get_by_role("textbox").input_value() == "Words that must stay."


def test_absurd_input_gets_a_sentence(learner):
    learner.open("00_start_here")
    learner.run_all(CARDS["00_start_here"])
    card = learner.card("ask", "What per cent is that")
    for typed, said in [("", "no answer yet"), ("abc", "type a number"), ("1,234", "without the comma"), ("=1/0", "divides by zero"),
                        ("<img src=x onerror=alert(1)>", "type a number"), ("9" * 400, "Divide the part")]:
        card.get_by_role("textbox").first.fill(typed)
        card.get_by_role("button", name="Check").click()
        card.locator(".rc-feedback", has_text=said).wait_for()
    board = learner.card("sketch", "Draw")
    board.locator(".rc-fields input").first.fill("twelve")
    board.locator(".rc-fields input").first.press("Tab")
    board.get_by_text("Please type a number").wait_for()
    board.locator(".rc-fields input").first.fill("99999")
    board.locator(".rc-fields input").first.press("Tab")
    assert board.locator(".rc-fields input").first.input_value() == "20"


def test_a_broken_widget_turns_the_suite_red(lab, tmp_path):
    """The same walk, over helpers whose panel cannot be read, must fail."""
    for part in ("helpers", "data"):
        shutil.copytree(ROOT / part, tmp_path / "broken" / part)
    panel = tmp_path / "broken" / "helpers" / "widgets" / "panel.js"
    panel.write_text(panel.read_text(encoding="utf-8").replace("function panel(", "function pannel("), encoding="utf-8")
    (tmp_path / "lab").mkdir()
    with serving(tmp_path / "lab", tmp_path / "broken") as (address, _):
        learner = Learner(lab[0], address)
        learner.page.set_default_timeout(5_000)
        learner.open("00_start_here")
        with pytest.raises(Exception):
            learner.run_all(CARDS["00_start_here"])
            work_through(learner, "00_start_here")
