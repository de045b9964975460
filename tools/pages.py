"""course.py pages: the course as pages, for any browser, without Python and without a network.

Each sitting becomes one HTML file, made from its notebook and the course's data: the cells are run, what they show is kept as
plain HTML, and the same front ends as in the notebooks wake up over it, with tools/pages in the place of the kernel.
"""

import ast
import contextlib
import json
import multiprocessing
import os
import re
import signal
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from pathlib import Path
from string import Template

sys.path.insert(0, str(Path(__file__).parent.parent))
from course import explain_os_error, say  # noqa: E402
from helpers import __version__, content, html, notebooks  # noqa: E402
from tools import pages_frames  # noqa: E402

PARTS, FOLDER, INDEX = content.ROOT / "tools" / "pages", "pages", "index"
COURSE = "Reading South-South Cooperation"


@lru_cache(maxsize=1)
def words():
    """What a page says in other words than a notebook, and what it says where Python is needed."""
    with open(PARTS / "words.toml", "rb") as file:
        return tomllib.load(file)


def adapted(text):
    """A text of the course as a page says it."""
    for change in words()["change"]:
        text = text.replace(change["old"], change["new"])
    return re.sub(r"open (\w+)\.ipynb", r'<a href="\1.html">open it</a>', text).replace(".ipynb)", ".html)")


def everywhere(value):
    """The same for all texts of a spec."""
    if isinstance(value, dict):
        return {key: everywhere(one) for key, one in value.items()}
    return [everywhere(one) for one in value] if isinstance(value, list) else adapted(value) if isinstance(value, str) else value


# ------------------------------------------------------------------ one sitting

class Page:
    """One page while it is made: its cards, the frames of its panels, and its HTML so far."""

    def __init__(self, name):
        self.name, self.cards, self.panels = name, [], {}

    def markdown(self, source):
        import mistune
        return mistune.create_markdown(escape=True, plugins=["table"])(adapted(source)).strip()

    def cell(self, source, names):
        """A code cell as HTML: what it shows, woken up where a front end belongs to it."""
        tree = ast.parse(source)
        if not tree.body or not isinstance(tree.body[-1], ast.Expr):  # a learner's own cell, which shows nothing
            return ""
        last = tree.body.pop()
        exec(compile(tree, self.name, "exec"), names)
        shown = eval(compile(ast.Expression(last.value), self.name, "eval"), names)
        if hasattr(shown, "spec"):
            return self.card(shown)
        markup = adapted(getattr(shown, "twin", None) or shown._repr_html_())
        if any(verb == "check" for verb, _ in notebooks.calls(source)):
            return f'{needs("check")}<pre><code>{html.text(source)}</code></pre><div class="shown">{markup}</div>'
        return f'<div class="shown">{markup}</div>'

    def card(self, view):
        """A card: its start as plain HTML, with what its front end needs put by."""
        from helpers.live import ASLEEP
        spec, kind, twin = json.loads(json.dumps(view.spec)), type(view).__name__.lower(), adapted(view.twin.removeprefix(ASLEEP))
        if spec["ids"] in words()["needs_python"]:
            return needs(spec["ids"])
        if spec["ids"] == "check-up":  # of this computer; a page looks at its own browser
            spec["items"][0]["html"] = ""
        more = ""
        if kind == "panel":
            item = content.course().items[spec["id"]]
            values = pages_frames.offered(item)
            if values is None:
                return f'<div class="shown">{twin}</div>{needs("panel")}'
            spec["controls"] = [pages_frames.control(one, c, v) for one, c, v in zip(spec["controls"], item.control, values)]
            spec["frames"] = {}
            self.panels[spec["id"]] = pages_frames.frames(item, values, spec["controls"])
            told = pages_frames.told(item, values)
            more = (needs("uses") if item.uses else "") + (f'<p class="needs">{told}</p>' if told else "")
        for one in (*spec.get("items", ()), spec):
            for reply, said in zip(one.get("replies", ()), getattr(content.course().items.get(one.get("id")), "reply", ())):
                reply["misconception"] = said.misconception
        self.cards.append({"kind": kind, "spec": everywhere(spec)})
        return f'<div class="card twin" id="card-{len(self.cards) - 1}">{twin}</div>{more}'

    def whole(self, title, body, way):
        """The page, with the card that keeps the work at its end."""
        import helpers
        keep = "" if self.holds("copy") else self.card(helpers.save())
        data = json.dumps({**self.known(), "cards": self.cards}, separators=(",", ":"), ensure_ascii=False)
        return Template((PARTS / "page.html").read_text(encoding="utf-8")).substitute(
            title=html.text(title), way=way, body=body, keep=keep, css=css(), js=script(), frames=pages_frames.pack(self.panels),
            data=data.replace("</", "<\\/").replace("<!--", "<\\!--"))

    def holds(self, key):
        return any(card["spec"]["ids"] == key for card in self.cards)

    def known(self):
        """What the page has to know of the course besides its cards."""
        course, here = content.course(), content.course().sittings.get(self.name)
        way = [s for s in course.sittings.values() if not s.aside]
        steps = {s.id: notebooks.steps(course, s) for s in (way if self.holds("progress") else [here])}
        units = here.units if here else ()
        keys = {*(here.recall if here else ()), *(k for found in steps.values() for k in found), *(k for k in course.hashes if k.split("-")[0] in units)}
        mine = steps.get(self.name, [])
        return {"name": self.name, "sitting": here is not None, "version": __version__, "steps": mine, "names": {key: html.name(key) for key in mine},
                "hashes": {key: course.hashes[key] for key in sorted(keys)},
                "brief": [one.id for s in way for unit in s.units for one in course.units[unit].sentence if one.brief],
                "sittings": [{"id": s.id, "title": s.title, "minutes": s.minutes, "short": s.short, "steps": steps[s.id]} for s in way] if self.holds("progress") else []}


def needs(why):
    return f'<p class="needs">{html.text(words()["needs_python"][why])}</p>'


def css():
    front = (content.ROOT / "helpers" / "widgets" / "course.css").read_text(encoding="utf-8")
    return front + (PARTS / "page.css").read_text(encoding="utf-8")


def script():
    """The front ends as they are, each in a room of its own, then what stands in for the kernel."""
    def front(name):
        return (content.ROOT / "helpers" / "widgets" / f"{name}.js").read_text(encoding="utf-8")

    def room(*names):
        source = "\n".join(map(front, names)).replace("export function mount", "function mount").replace("export default widget(mount);", "return mount;")
        return f"(() => {{\n{source}\n}})();"
    own = [(PARTS / f"{name}.js").read_text(encoding="utf-8") for name in ("journal", "host", "page")]
    return "\n".join([front("common"), f"const ASK = {room('files', 'ask')}", f"const PANEL = {room('panel')}", f"const SKETCH = {room('sketch')}", *own])


def way(name):
    """Links to the index, and to the sitting before and the one after."""
    if name == INDEX:
        return "<span>Reading South-South Cooperation: two texts, tested</span>"
    order = [s for s in content.course().sittings.values() if not s.aside]
    at = next((n for n, s in enumerate(order) if s.id == name), None)
    near = [] if at is None else [("prev", "← {}", order[at - 1])] * (at > 0) + [("next", "{} →", order[min(at + 1, len(order) - 1)])] * (at + 1 < len(order))
    return f'<a href="{INDEX}.html">All sittings</a>' + "".join(
        f'<a rel="{rel}" href="{s.id}.html">{said.format(html.text(s.title))}</a>' for rel, said, s in near)


def sections(cells):
    """The cells of a notebook, cut where a Markdown cell opens with a heading."""
    parts = [[]]
    for cell in cells:
        if cell[0] == "markdown" and cell[1].startswith("## "):
            parts.append([])
        parts[-1].append(cell)
    return parts


def sitting(name):
    """One sitting as a page."""
    from helpers import live
    live._views.clear()
    live._waiting.clear()
    page, names, body = Page(name), {}, []
    with nobody():
        for part in sections(notebooks.cells(content.ROOT / "notebooks" / f"{name}.ipynb")):
            made = [page.markdown(source) if kind == "markdown" else page.cell(source, names) for kind, source, _ in part]
            tags = [tags for kind, _, tags in part if kind == "code"]
            if tags and all("optional" in one for one in tags):
                head, rest = made[0].split("</h2>", 1)
                body.append(f'<details class="fold"><summary>{head}</h2></summary>{rest}{"".join(made[1:])}</details>')
            else:
                body += made
        title = content.course().sittings[name].title
        return page.whole(f"{title} · {COURSE}", "\n".join(body), way(name))


def index():
    """The way in: every sitting, how far one is, and the work to keep."""
    import helpers
    course, page = content.course(), Page(INDEX)
    rows = {False: "", True: ""}
    for s in course.sittings.values():
        short = " · on the short path" if s.short else ""
        rows[s.aside] += f'<li><a href="{s.id}.html">{html.text(s.title)}</a>, {s.minutes} minutes{short}</li>'
    with nobody():
        progress = page.card(helpers.progress())
    progress = re.sub(r'(id="card-0">).*(</div>)', lambda m: f"{m[1]}<ol>{rows[False]}</ol>{m[2]}", progress)
    body = ("<h1>Reading South-South Cooperation: two texts, tested</h1><p>Two short texts argue that South-South cooperation is a different kind of "
            "cooperation. This course reads them section by section. You hear each section out, predict, look at the figures, and judge for yourself.</p>"
            "<p>These pages need no set-up and no network. Open them from a folder, a stick or a phone. What needs Python says so in a line; "
            f"the notebooks have it all.</p><h2>The sittings, in order</h2>{progress}<h2>To come back to</h2><ul>{rows[True]}</ul>")
    return page.whole(COURSE, body, way(INDEX))


@contextlib.contextmanager
def nobody():
    """A work folder with nobody's answers. What the drawing library says to programmers, past Python, goes nowhere."""
    sys.stdout.flush()
    was, kept, nowhere = os.environ.get("COURSE_WORK"), os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        with tempfile.TemporaryDirectory() as work:
            os.environ["COURSE_WORK"] = work
            yield
    finally:
        os.environ.pop("COURSE_WORK")
        if was is not None:
            os.environ["COURSE_WORK"] = was
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


# ------------------------------------------------------------------ all of them

def timed(name):
    """One page as bytes, and the seconds that it took."""
    start = time.perf_counter()
    try:
        text = index() if name == INDEX else sitting(name)
    except (content.ContentError, OSError):
        raise
    except Exception as error:  # a notebook that a learner has worked in may hold anything
        raise content.ContentError(f"{name}.ipynb cannot be made a page ({type(error).__name__}: {error}). If it was changed, put it back as "
                                   f"shipped, and a copy is kept: python3 course.py fresh {name}") from error
    return name, text.encode("utf-8"), time.perf_counter() - start


def build(folder, names=None, workers=None, tell=lambda words: None):
    """Write the index and every sitting (or those named) into a folder. Raises OSError."""
    folder, names = Path(folder), names or [INDEX, *content.course().sittings]
    folder.mkdir(parents=True, exist_ok=True)
    fresh = multiprocessing.get_context("spawn")  # a fork of a process with threads (a browser test) may wait for ever
    pool = ProcessPoolExecutor(workers, fresh, signal.signal, (signal.SIGINT, signal.SIG_DFL))  # Ctrl-C ends them at once
    try:
        for n, (name, data, seconds) in enumerate(pool.map(timed, names), 1):
            part = folder / f"{name}.html.part"
            try:
                part.write_bytes(data)
                os.replace(part, folder / f"{name}.html")
            finally:
                part.unlink(missing_ok=True)
            tell(f"{n} of {len(names)} · {name}.html, {len(data) / 1000:.0f} KB, {seconds:.0f} s")
    finally:
        pool.shutdown(cancel_futures=True)


def main(args):
    folder = args[0] if args else str(content.ROOT / FOLDER)
    if len(args) > 1 or not folder.strip() or folder.startswith("-"):
        sys.exit(f"Give the name of one folder, or none for {FOLDER}: python3 course.py pages [FOLDER].")
    there = Path(folder) / f"{INDEX}.html"
    try:
        if there.exists() and f"<title>{COURSE}</title>" not in there.read_text("utf-8", "replace"):
            sys.exit(f"In {folder} there is an {there.name} of something else, which would be lost. Give the name of another folder.")
    except OSError as error:
        sys.exit(explain_os_error(error))
    say("Making the pages: some thousand pictures are drawn ahead, which takes some minutes. Ctrl-C stops.")
    try:
        build(folder, tell=say)
    except content.ContentError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(explain_os_error(error))
    except BrokenProcessPool:
        sys.exit("One of the programs that draw the pictures was ended from outside; most often memory ran out. Close other programs, then run it again.")
    say(f"The pages are in {folder}. Open index.html there in a browser, or copy the folder to a stick or a phone.")


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # as in course.py: a folder's name may have signs that a console lacks
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("\nStopped. The pages that were done are whole; run the same command again for the rest.")
