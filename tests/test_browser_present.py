"""A sitting on the projector: slides in a real JupyterLab, by keyboard, with nothing fetched while they are shown."""
import hashlib
import os
import re
import subprocess
import sys
import threading

import pytest
from browser import ROOT, Learner, barriers, records

sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
import present  # noqa: E402

NAME = "a_1_what_is_it"
SHOWN = "[...document.querySelectorAll('.jp-Notebook .jp-deck-mod-visible')]"


@pytest.fixture
def slides(browser, tmp_path):
    """course.py present as an instructor starts it; gives the page at its first slide, and the folder of this class."""
    stamp = present.FETCHED / "present.stamp"
    if not stamp.exists() or stamp.read_text() != hashlib.sha256(present.LOCK.read_bytes()).hexdigest():
        say = "what slides need was not fetched, so they were not tried (python3 course.py present --fetch)"
        pytest.fail(say) if os.environ.get("CI") else pytest.skip(say)
    env = {**os.environ, "COURSE_WORK": str(tmp_path / "work"), "TMPDIR": str(tmp_path), "PIP_INDEX_URL": "http://127.0.0.1:9/simple"}
    run = subprocess.Popen([sys.executable, "-X", "utf8", str(present.ROOT / "tools" / "present.py"), NAME, "--no-browser"], env=env,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    late = threading.Timer(300, run.kill)  # then the lines end, and the test says what there was
    late.start()
    try:
        told = ""
        while "Ctrl-C here ends it" not in told and (line := run.stdout.readline()):
            told += line
        assert "Ctrl-C here ends it" in told, told
        late.cancel()
        address = re.search(r"The slides: (\S+)", told)[1].replace("localhost", "127.0.0.1")
        someone = Learner(browser, re.match(r"http://[^/]+", address)[0], 1280, 720)
        someone.page.goto(address)
        someone.page.locator(".jp-Deck").wait_for(timeout=60_000)
        someone.page.wait_for_function("document.querySelectorAll('.jp-Notebook .rc').length > 20", timeout=60_000)
        yield someone, next((tmp_path / "work" / "present").iterdir())
        someone.page.close()
        ours = (someone.address, someone.address.replace("http", "ws"), "data:", "blob:")
        assert not [url for url in someone.asked if not url.startswith(ours)]
    finally:
        late.cancel()
        run.terminate()
        run.communicate(timeout=60)
    assert not list(tmp_path.glob("south-south-slides-*")), "the copies stay behind"


def test_a_sitting_as_slides_by_keyboard(slides):
    someone, work = slides
    page, before = someone.page, {path: path.read_bytes() for path in present.shipped_notebooks()}

    def shown():
        page.wait_for_timeout(300)
        return page.evaluate(f"{SHOWN}.map(cell => [...cell.parentElement.children].indexOf(cell))")

    def size(where):
        return page.evaluate(f"parseFloat(getComputedStyle({SHOWN}[0].querySelector('{where}')).fontSize)")

    assert page.get_by_text("model not found").count() == 0
    assert page.locator(".jp-Toolbar:visible").evaluate_all("all => all.filter(e => getComputedStyle(e).opacity > 0).length") == 0
    assert shown() == [0] and size("p") >= 24 and size("h1") >= 40
    # on with each of the keys, and back
    for key, at in (("PageDown", 1), ("ArrowRight", 2), ("Space", 3), ("PageUp", 2), ("ArrowLeft", 1), ("Shift+Space", 0)):
        page.keyboard.press(key)
        assert shown() == [at], key
    # keys that would edit the notebook do nothing
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    for key in "bxdd":
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    assert shown() == [0] and page.locator(".jp-Notebook .jp-Cell").count() == cells
    assert page.evaluate("document.activeElement.closest('.cm-editor')") is None
    for _ in range(9):
        page.keyboard.press("PageDown")
    # seven claims are longer than the screen: nothing is cut off, the arrows reach the end
    assert shown() == [9]
    scroll = "(() => { const e = document.querySelector('.jp-Notebook .jp-WindowedPanel-outer'); return [e.scrollTop, e.clientHeight, e.scrollHeight]; })()"
    assert page.evaluate(scroll)[2] > page.evaluate(scroll)[1]
    for _ in range(60):
        page.keyboard.press("ArrowDown")
    page.wait_for_timeout(300)
    top, height, whole = page.evaluate(scroll)
    assert top + height >= whole - 2 and shown() == [9]
    # a board: Tab leads in, arrows and Page keys are the card's, Esc leads out
    for _ in range(4):
        page.keyboard.press("PageDown")
    assert shown() == [13] and size(".rc") >= 24
    for _ in range(20):
        if page.evaluate("document.activeElement.matches('.rc-handle')"):
            break
        page.keyboard.press("Tab")
    for key in ("ArrowUp", "ArrowUp", "PageUp", "ArrowLeft"):
        page.keyboard.press(key)
    assert shown() == [13] and float(page.evaluate("document.activeElement.getAttribute('aria-valuenow')")) > 10
    for _ in range(20):
        if page.evaluate("document.activeElement.textContent.startsWith('Keep my line')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("the figures say").first.wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.jp-Cell')")
    assert page.locator(".jp-deck-mod-visible .cm-content").evaluate_all("all => all.filter(e => e.checkVisibility({opacityProperty: true})).length") == 0
    for key, at in (("PageDown", 14), ("PageDown", 15), ("PageDown", 16)):
        page.keyboard.press(key)
        assert shown() == [at], key
    page.locator(".jp-deck-mod-visible .rc-picture svg").wait_for()  # the picture behind the guess is open now
    # nothing moves
    assert page.evaluate(f"{SHOWN}.every(e => getComputedStyle(e).transitionDuration === '0s')")
    assert barriers(page, ".jp-deck-mod-visible .jp-OutputArea-output") == []
    # Esc leaves the slides and returns
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('.jp-Deck')")
    page.keyboard.press("Escape")
    page.locator(".jp-Deck").wait_for()
    assert shown() == [16]
    # a page that is loaded again opens as slides, with what the class kept
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.locator(".jp-Deck").wait_for(timeout=60_000)
    page.wait_for_function("document.querySelectorAll('.jp-Notebook .rc').length > 20", timeout=60_000)
    page.get_by_text("the figures say").first.wait_for(state="attached")
    assert [r["object"] for r in records(work) if r["verb"] == "predicted"] == ["A.1-p1"]
    assert before == {path: path.read_bytes() for path in present.shipped_notebooks()}
