"""The rows in a browser: real JupyterLab, headless Chromium, one notebook, kernel and page for each contestant."""

import contextlib
import json
import os
import sys
import tempfile
from pathlib import Path

import contestants
from figures import in_turn, row
from relay import distance

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
SLIDERS = {"ours": ".rc-panel input[type=range]", "floor": ".bench-floor input", "interact": ".jp-OutputArea .noUi-handle", "altair": ".jp-OutputArea .noUi-handle"}
PICTURES = {"ours": ".rc-picture", "floor": ".bench-picture", "interact": ".widget-interact .jp-OutputArea", "altair": ".vega-embed"}
NAMES = {"floor": "the floor: ready SVGs swapped", "interact": "interact + matplotlib", "altair": "Altair through the kernel"}
AWAY = 0.15  # seconds that the relay holds back, each way


class Page:
    """One contestant's notebook in a page of its own, with a slider to press keys on."""

    def __init__(self, browser, address, name, notebook, rest=0.0):
        from browser import Learner
        self.name, self.slider, self.picture, self.rest, self.at, self.way = name, SLIDERS[name], PICTURES[name], rest, contestants.START, 1
        self.learner = Learner(browser, address)
        self.page = self.learner.page
        self.page.add_init_script(path=HERE / "probe.js")
        self.learner.open(notebook)
        self.notebook = notebook

    def leave(self):
        """Close the page and end its kernel, and no other."""
        for session in self.page.request.get(self.learner.address + "/api/sessions").json():
            if self.notebook in session["path"]:
                self.page.request.delete(f"{self.learner.address}/api/sessions/{session['id']}")
        self.page.close()

    def run(self):
        """Run the cell; milliseconds to its first picture."""
        self.page.bring_to_front()
        self.page.locator(".jp-CodeCell .cm-content").click()
        self.expect()
        self.page.keyboard.press("Control+Enter")
        taken = self.page.evaluate("() => window.pending")
        self.at, self.way = contestants.START, 1
        return taken

    def settle(self, seconds=1.5):
        """Let everything that the last step set going come to an end."""
        self.page.wait_for_timeout(1000 * seconds)

    def focus(self):
        """Put this page in front and the slider under the keys."""
        self.page.bring_to_front()
        self.page.locator(self.slider).first.focus()

    def expect(self):
        """Begin to look for the next picture."""
        self.page.evaluate(f"() => {{ window.pending = bench.next({json.dumps(self.picture)}); }}")

    def step(self, _=0):
        """One arrow key, back and forth over the slider; milliseconds to its picture."""
        self.focus()
        self.settle(self.rest)
        if not contestants.LOW < self.at < contestants.HIGH:
            self.way = -self.way
        self.at += self.way
        self.expect()
        self.page.keyboard.press("ArrowRight" if self.way > 0 else "ArrowLeft")
        return self.page.evaluate("() => window.pending")

    def go(self, share):
        """The slider pressed with the mouse at this share of its length; milliseconds to its picture."""
        self.page.bring_to_front()
        track = self.page.locator(".jp-OutputArea .noUi-base" if "noUi" in self.slider else self.slider).first
        track.scroll_into_view_if_needed()
        box = track.bounding_box()
        self.expect()
        self.page.mouse.click(box["x"] + 8 + share * (box["width"] - 16), box["y"] + box["height"] / 2)
        return self.page.evaluate("() => window.pending")

    def year(self, value):
        """Another year, so that no picture made for the last one counts."""
        self.page.locator(".jp-OutputArea select").first.select_option(value)

    def hold(self, _=0, seconds=0.033):
        """The right arrow held from the slider's start to its end: repaints, and milliseconds from the last key to the last of them."""
        self.focus()
        self.page.keyboard.press("Home")
        self.settle(2)
        self.page.evaluate(f"() => {{ window.held = bench.hold({json.dumps(self.picture)}); }}")
        for _ in range(contestants.HIGH - contestants.LOW):  # further presses without a release are repeats
            self.page.keyboard.down("ArrowRight")
            self.page.wait_for_timeout(1000 * seconds)
        self.page.keyboard.up("ArrowRight")
        self.settle(1.5)
        return self.page.evaluate("() => window.held.stop()")


class Laboratory:
    """One JupyterLab and one browser, and pages for contestants in it."""

    def __init__(self, folder, browser, address):
        self.folder, self.browser, self.address, self.made = folder, browser, address, 0

    def page(self, name, address="", **more):
        """A page with this contestant's notebook, open and not yet run, in a kernel of its own."""
        import nbformat
        self.made += 1
        notebook = f"bench_{self.made}_{name}"
        cell = nbformat.v4.new_code_cell(f"import contestants\ncontestants.{name}()")
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel}), self.folder / "notebooks" / f"{notebook}.ipynb")
        return Page(self.browser, address or self.address, name, notebook, **more)


@contextlib.contextmanager
def laboratory():
    """The server and the browser that the course's own browser tests use."""
    from browser import BROWSER, chromium, serving
    if not BROWSER:
        raise RuntimeError("This row needs Chromium (Debian: sudo apt install chromium).")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, \
            serving(Path(folder), os.pathsep.join((str(ROOT), str(HERE)))) as (address, _), chromium() as browser:
        yield Laboratory(Path(folder), browser, address)


def ready(pages):
    """Run each contestant's cell and let it come to rest."""
    for page in pages.values():
        if page.run() is None:
            raise RuntimeError(f"{page.name}: no picture within a minute.")
        page.settle(3)
    return pages


def step(rounds, say, options):
    """One arrow key to a picture."""
    with laboratory() as lab:
        pages = ready({name: lab.page(name, rest=0.3) for name in ("ours", "interact", "floor")})
        found = in_turn(pages, rounds, Page.step, say)
    ours, against = found["ours"], (NAMES["floor"], found["floor"])
    return [row("arrow key → repaint", "ms", ours, NAMES["interact"], found["interact"], most=0.10),
            row("arrow key → repaint, median", "ms", ours, *against, most=1.2),
            row("arrow key → repaint, p95", "ms", ours, *against, of="p95", most=1.5)]


def drag(rounds, say, options):
    """A press far away on the slider: pictures that nobody has made yet."""
    places = [51 + 2 * n + at for n in range(5) for at in (0, 22, 11, 33)]  # none near one of the same year, none twice

    def once(page, n):
        if n % 4 == 0:
            page.year(contestants.YEARS[n // 4])
        page.settle(1)
        return page.go((places[n] - contestants.LOW) / (contestants.HIGH - contestants.LOW))
    with laboratory() as lab:
        pages = ready({name: lab.page(name) for name in ("ours", "altair")})
        found = in_turn(pages, min(rounds, len(places)), once, say)
    return [row("slider pressed at a far value → repaint", "ms", found["ours"], NAMES["altair"], found["altair"], most=1.0)]


def held(rounds, say, options):
    """The arrow key held over the whole slider, thirty a second."""
    with laboratory() as lab:
        pages = ready({name: lab.page(name) for name in ("ours", "floor")})
        found = in_turn(pages, rounds, Page.hold, say)

    def all_of(name, what):
        return [one[what] for one in found[name]]
    return [row("held key: repaints", "repaints", all_of("ours", "repaints"), NAMES["floor"], all_of("floor", "repaints"), least=0.8),
            row("held key: last key → last repaint", "ms", all_of("ours", "lag"), NAMES["floor"], all_of("floor", "lag"), most=1.5)]


def first(rounds, say, options):
    """Run a cell to its first picture: in a new kernel, which imports everything, then once more."""
    warm = {"ours": [], "interact": []}

    def once(name, _):
        page = lab.page(name)
        cold = page.run()
        page.settle()
        again = page.run()
        page.leave()
        if again is not None:
            warm[name].append(again)
        return cold
    with laboratory() as lab:
        for name in warm:  # once unmeasured: matplotlib, say, looks for the machine's fonts in its first run ever
            page = lab.page(name)
            page.run()
            page.leave()
        cold = in_turn({"ours": "ours", "interact": "interact"}, rounds, once, say)
    return [row(f"run cell → first picture, {how}", "ms", found["ours"], NAMES["interact"], found["interact"], most=0.5)
            for how, found in (("cold", cold), ("warm", warm))]


def far(rounds, say, options):
    """A step on pictures made ahead, with the kernel far away."""
    with laboratory() as lab, distance(int(lab.address.rsplit(":", 1)[1]), AWAY) as port:
        pages = ready({"far": lab.page("ours", f"http://127.0.0.1:{port}", rest=2), "near": lab.page("ours", rest=1)})
        found = in_turn(pages, rounds, Page.step, say)
    return [row(f"arrow key → repaint, {1000 * AWAY:.0f} ms away each way", "ms", found["far"], "the same at 0 ms", found["near"], most=1.2)]
