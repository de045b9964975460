"""What the browser tests share: a real server with empty work, a real browser, and a learner's hands."""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from helpers import content, html, notebooks, schema

ROOT = Path(__file__).resolve().parent.parent
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]
CONTRAST = (ROOT / "tests" / "contrast.js").read_text(encoding="utf-8")


def need_browser():
    """Skip without a browser, saying so; where CI asks for everything, fail instead."""
    if not BROWSER:
        say = "no Chromium here, so nothing was tried in a browser (Debian: sudo apt install chromium)"
        pytest.fail(say) if os.environ.get("CI") else pytest.skip(say)


def copy_notebooks(folder):
    """The shipped notebooks, for a learner to write on."""
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns("my_work", ".ipynb*"))


@contextlib.contextmanager
def serving(folder, helpers=ROOT):
    """A JupyterLab of its own over a copy of the notebooks; gives (address, work folder)."""
    copy_notebooks(folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    work = folder / "my_work"
    env = {**os.environ, "COURSE_WORK": str(work), "JUPYTER_CONFIG_DIR": str(folder / "config"),
           "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(folder / "spaces"),
           "JUPYTER_DATA_DIR": str(folder / "data"), "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
           "IPYTHONDIR": str(folder / "ipython"), "PYTHONPATH": str(helpers)}
    with open(folder / "server.log", "w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={port}", "--allow-root",
             "--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True", f"--ServerApp.root_dir={folder}"], env=env, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(300):
                if server.poll() is not None:
                    pytest.fail("JupyterLab did not start:\n" + (folder / "server.log").read_text()[-2000:])
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(address + "/api", timeout=5).read()
                    break
                time.sleep(0.1)
            yield address, work
        finally:
            server.terminate()
            server.wait(20)


@contextlib.contextmanager
def chromium():
    """Debian's own browser, with a new profile."""
    from playwright.sync_api import sync_playwright
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        yield browser
        browser.close()


def count_cards(name):
    """How many cards a notebook shows, folded ones too: what is read needs no card."""
    cells = notebooks.cells(ROOT / "notebooks" / f"{name}.ipynb")
    called = [re.findall(r"course\.(\w+)\(", source)[-1] for kind, source, _ in cells if kind == "code"]
    return sum(verb not in ("hear", "claims", "story", "check", "about", "load", "glossary", "works") for verb in called)


CARDS = {name: count_cards(name) for name in content.course().sittings}


def records(work):
    lines = [line for path in sorted(work.glob("journal-*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [json.loads(line) for line in lines]


class Learner:
    """Someone at a page: opens a notebook, runs it, finds cards. Collects errors and requests."""

    def __init__(self, browser, address, width=1280, height=900):
        self.address, self.errors, self.asked = address, [], []
        self.page = browser.new_page(viewport={"width": width, "height": height})
        self.page.set_default_timeout(20_000)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda m: m.type == "error" and self.errors.append(f"{m.text} {m.location.get('url', '')}"))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def open(self, name, where="lab"):
        """Open a notebook in JupyterLab, or in Notebook 7 with ``where="notebook"``."""
        path = f"/lab/tree/notebooks/{name}.ipynb?reset" if where == "lab" else f"/notebooks/notebooks/{name}.ipynb"
        self.page.goto(self.address + path)
        self.page.locator(".jp-Notebook .jp-Cell").first.wait_for()
        self.ready()

    def ready(self):
        """Wait until a kernel is connected and idle; before that JupyterLab would ask which one to take."""
        for _ in range(600):
            kernels = [s["kernel"] for s in self.page.request.get(self.address + "/api/sessions").json()]
            if any(k["connections"] and k["execution_state"] == "idle" for k in kernels):
                break
            self.page.wait_for_timeout(100)
        self.page.wait_for_timeout(500)

    def leave(self):
        """Close the page and end its kernel."""
        for session in self.page.request.get(self.address + "/api/sessions").json():
            assert self.page.request.delete(f"{self.address}/api/sessions/{session['id']}").ok
        self.page.close()

    def menu(self, menu, item):
        """Choose from the menu bar."""
        self.page.get_by_role("menuitem", name=menu, exact=True).click()
        self.page.locator(".lm-Menu-itemLabel", has_text=item).first.click()

    def run_all(self, cards):
        """Run all cells and wait until so many cards are there."""
        self.menu("Run", "Run All Cells")
        self.page.wait_for_function(f"document.querySelectorAll('.jp-Notebook .rc').length >= {cards}", timeout=60_000)
        self.ready()

    def card(self, kind, words):
        """The card of one kind that holds these words, scrolled into view."""
        found = self.page.locator(f".rc-{kind}", has_text=words).first
        found.scroll_into_view_if_needed()
        return found

    def step(self, key):
        """The card of one step, by its id, scrolled into view."""
        found = self.page.locator(f".rc[data-ids~='{key}']").first
        found.scroll_into_view_if_needed()
        return found

    def theme(self, name):
        """Choose JupyterLab's theme, as a learner does; the cards stay alive."""
        self.page.get_by_role("menuitem", name="Settings", exact=True).click()
        self.page.locator(".lm-Menu-itemLabel", has_text="Theme").first.hover()
        self.page.locator(".lm-Menu-itemLabel").get_by_text(name, exact=True).click()
        self.page.locator(f"body[data-jp-theme-name='{name}']").wait_for(state="attached")

    def barriers(self):
        """What stands in somebody's way in the outputs, in the dark theme and in the light one."""
        found = []
        for theme in ("JupyterLab Dark", "JupyterLab Light"):
            self.theme(theme)
            found += [f"{theme}: {one}" for one in barriers(self.page, ".jp-OutputArea-output")]
        return found


def barriers(page, where):
    """The accessibility rules that axe sees broken inside ``where``, what stands out too little there (contrast.js), and what moves."""
    from axe_playwright_python.sync_playwright import Axe
    broken = Axe().run(page, context=where).response["violations"]
    seen = page.evaluate(CONTRAST, where)
    moving = page.locator(where).locator("*").evaluate_all("all => all.filter((e) => { const css = getComputedStyle(e); return css.animationName !== 'none' || "
                                                           "parseFloat(css.transitionDuration) || css.scrollBehavior !== 'auto'; }).map((e) => `moves: ${e.outerHTML.slice(0, 90)}`)")
    assert seen["looked"], "nothing was there to be looked at"
    return [*(f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in broken), *seen["weak"], *moving]


def saved(card):
    """Wait until the card says that the answer was kept."""
    card.get_by_text(re.compile(r"^saved \d")).first.wait_for()


def right_answer(question):
    when = next(r.when for r in question.reply if r.outcome == "right")
    return when.get("option") or when.get("options") or when.get("order") or when.get("pairs") or sum(when["between"]) / 2


def pair_up(item, question, pairs, targets):
    """Put each option to its target, in radios or in lists to choose from."""
    for option in question:
        target = pairs[option.id] if isinstance(pairs[option.id], str) else pairs[option.id][0]
        row = item.locator(".rc-pair").nth([o.id for o in question].index(option.id))
        if len(targets) > 3:
            row.locator("select").select_option(target)
        else:
            row.locator("input").nth([t.id for t in targets].index(target)).check()


def answer(card, question):
    """Answer one question rightly, by mouse."""
    tag = card.page.get_by_text(html.tag(question.id, question.passage), exact=True)
    item = card.locator(".rc-item").filter(has=tag)
    wanted = right_answer(question)
    if question.targets:
        pair_up(item, question.options, wanted, question.targets)
    elif question.type == "order":
        for n, one in enumerate(wanted):
            row = item.locator("li", has_text=next(o.text for o in question.options if o.id == one).split("*")[0][:30])
            while row.evaluate("e => [...e.parentElement.children].indexOf(e)") > n:
                row.get_by_role("button", name="Move up").click()
    elif question.type == "number":
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
    here = [(key, course.items[key]) for key in notebooks.steps(course, course.sittings[name])]
    for key, item in here:
        if isinstance(item, schema.Guess):
            card = learner.step(key)
            card.get_by_role("button", name="Keep my guesses").click()
            card.get_by_text(f"{len(item.line)} of the {len(item.line)} are still open").wait_for()
            pair_up(card, item.line, {one.id: item.options[0].id for one in item.line}, item.options)
            card.get_by_role("button", name="Keep my guesses").click()
            fit = sum(item.options[0].id in (one.answer, *one.also) for one in item.line)
            card.get_by_text(f"{fit} of your {len(item.line)} guesses fit" if item.scored else "A note stands below each line").wait_for()
            saved(card)
        if isinstance(item, schema.Prediction):
            board = learner.step(key)
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
            panel = learner.step(key)
            seen = set()
            for control in item.control:  # every control at both ends
                if control.type == "several":
                    for option in (*control.options, *control.options):
                        panel.get_by_label(option.text, exact=True).click()
                        seen.add(panel.locator(".rc-summary").inner_text())
                elif control.type == "range":
                    field = panel.get_by_label(control.label, exact=True)
                    for end in ("Home", "End"):
                        field.press(end)
                        panel.page.wait_for_timeout(250)
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
                    if control.type == "several":
                        for option in control.options:
                            panel.get_by_label(option.text, exact=True).set_checked(option.id in value)
                    elif control.type == "range":
                        panel.get_by_label(control.label, exact=True).fill(str(value))
                    elif len(control.options) > 4:
                        panel.get_by_label(control.label, exact=True).select_option(value)
                    else:
                        panel.get_by_label(next(o.text for o in control.options if o.id == value), exact=True).check()
                panel.page.wait_for_timeout(1300)
                panel.get_by_text(f"✓ Found: {html.plain(setting.text)}", exact=True).wait_for()  # a busy machine draws slowly
            if item.setting:
                assert panel.get_by_text("✓ Found").count() == len(item.setting), key
            saved(panel)
        elif isinstance(item, schema.Question):
            answer(learner.step(key), item)
        elif isinstance(item, (schema.Sentence, schema.Reflection)):
            card = learner.step(key)
            card.get_by_role("textbox").fill(f"My own words on {key}, with <b>marks</b> & all.")
            card.get_by_role("button", name="Keep my words").click()
            saved(card)
        elif isinstance(item, schema.Claim):
            card = learner.step(key)
            card.get_by_label("Supported in part").check()
            card.get_by_role("button", name="Keep my verdict").click()
            card.get_by_text("The course's verdict").wait_for()
            saved(card)
    if course.sittings[name].aside:
        return
    end = learner.card("ask", "In a nutshell")
    end.get_by_role("button", name="I have finished").click()
    saved(end)
