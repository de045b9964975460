"""A learner at work in a real JupyterLab and Notebook 7: mouse, keyboard, telephone."""

import pytest
from browser import CARDS, records, work_through

from helpers import content, notebooks, schema

# Each sitting is worked in both front ends, in one by mouse and in the other by keyboard; the first three in all four ways.
WAYS = [(name, ("lab", 1280) if (n + by) % 2 == 0 else ("notebook", 390), by) for n, name in enumerate(CARDS) for by in (0, 1)]
WAYS += [(name, ("notebook", 390) if (n + by) % 2 == 0 else ("lab", 1280), by) for n, name in enumerate(list(CARDS)[:3]) for by in (0, 1)]
BY_MOUSE, BY_KEYBOARD = ([(name, *where) for name, where, hand in WAYS if hand == by] for by in (0, 1))


@pytest.mark.parametrize("name", CARDS)
def test_first_look_of_a_new_learner(learner, name):
    """Untrusted, nothing run: no pop-up, no bar of buttons over a cell, every picture with its words, every question."""
    learner.open(name)
    pictures = learner.page.locator(".jp-OutputArea-output figure img")
    learner.page.locator(".jp-OutputArea-output").first.wait_for()
    while learner.page.locator(".jp-showHiddenCellsButton:visible").count():
        learner.page.locator(".jp-showHiddenCellsButton:visible").first.click()
    if name not in ("review", "short_path"):
        learner.page.wait_for_function("document.querySelectorAll('.jp-OutputArea-output figure img').length >= 1")
    for n in range(pictures.count()):
        pictures.nth(n).scroll_into_view_if_needed()
        assert len(pictures.nth(n).get_attribute("alt")) > 30
        learner.page.wait_for_function("i => i.naturalWidth > 100", arg=pictures.nth(n).element_handle())
    assert learner.page.locator(".jp-toast-button, .Toastify__toast, .jp-cell-toolbar").count() == 0
    assert learner.barriers() == []


@pytest.mark.parametrize("name, where, width", BY_MOUSE)
def test_worked_through_by_mouse_then_reloaded_and_restarted(lab, learner, name, where, width):
    work = lab[2]
    learner.page.set_viewport_size({"width": width, "height": 844})
    learner.open(name, where)
    learner.run_all(CARDS[name])
    wide = learner.page.evaluate("[...document.querySelectorAll('.rc')].filter(e => e.scrollWidth > e.clientWidth + 1).length")
    assert wide == 0, "a card is wider than the page"
    work_through(learner, name)
    assert learner.barriers() == []
    kept = {r["object"] for r in records(work)}
    course = content.course()
    steps = [course.items[key] for key in notebooks.steps(course, course.sittings[name])]
    drawn = {r["object"]: r["result"]["response"] for r in records(work) if r["verb"] == "predicted"}
    sketched = [s.id for s in steps if isinstance(s, schema.Prediction)]
    guessed = sum(len(drawn[s.id]) for s in steps if isinstance(s, schema.Guess))
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
        for key in sketched:
            assert learner.step(key).locator(".rc-fields input").last.input_value() == f"{drawn[key][-1]:g}", again
        assert learner.page.locator(".rc-told", has_text="You said").count() == guessed, again
        words = learner.page.locator(".rc-ask textarea").evaluate_all("all => all.map(one => one.value)")
        assert sum("My own words" in w for w in words) == sum(isinstance(s, (schema.Sentence, schema.Reflection)) for s in steps), again
        assert learner.page.locator(".rc-ask").get_by_text("✓ Right.").count() == sum(isinstance(s, schema.Question) for s in steps), again
        assert learner.page.locator(".rc-ask").get_by_text("The course's verdict, which").count() == \
            sum(isinstance(s, schema.Claim) for s in steps), again
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

    page.locator(".rc-ask", has_text="what have we always done").locator("input").first.focus()
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


@pytest.mark.parametrize("name, where, width", BY_KEYBOARD)
def test_every_card_can_be_worked_by_keyboard(lab, learner, name, where, width):
    """Tab from card to card; arrows, Space, Enter and letters do all that a mouse can."""
    page, work = learner.page, lab[2]
    page.set_viewport_size({"width": width, "height": 844})
    learner.open(name, where)
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
    if page.locator(".rc button").count():
        page.locator(".rc button").first.focus()  # the way out of a card, to the next cell
        page.keyboard.press("Shift+Enter")
        page.wait_for_function("!document.activeElement.closest('.rc')")
    course, done = content.course(), {r["object"] for r in records(work) if r["verb"] != "started"}
    assert {*([] if course.sittings[name].aside else [name]), *notebooks.steps(course, course.sittings[name])} <= done
