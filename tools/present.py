"""course.py present: a sitting as slides, live, from a copy of its notebook. What it needs besides is fetched once."""
import errno
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
import webbrowser
from pathlib import Path

import nbformat
from jupyter_client import BlockingKernelClient
from nbformat.sign import NotebookNotary

sys.path.insert(0, str(Path(__file__).parent.parent))
from course import ROOT, explain_os_error, say  # noqa: E402
from files import NOTEBOOKS, as_name, drop_widget_views, shipped_notebooks  # noqa: E402

LOCK, STYLE = ROOT / "tools" / "present.txt", ROOT / "tools" / "present.css"
ELSEWHERE = Path.home() / "south-south-work"  # where the course may only be read; course.py lab keeps answers there too
FETCHED = (ROOT if os.access(ROOT, os.W_OK) or (ROOT / ".venv-present").exists() else ELSEWHERE) / ".venv-present"
MINE = NOTEBOOKS / "my_work" if os.access(NOTEBOOKS, os.W_OK) else ELSEWHERE
CLASSES = Path(os.environ.get("COURSE_WORK") or MINE) / "present"

# What a key does, and where the focus is then. JupyterLab takes the most exact of the selectors that fit.
NOTEBOOK = ".jp-NotebookPanel-notebook.jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite)"
SLIDE, SUMMARY, LEFT = f".jp-Deck {NOTEBOOK} :focus", f".jp-Deck {NOTEBOOK} .jp-OutputArea summary:focus", f".jp-NotebookPanel:not(.jp-Deck) {NOTEBOOK} :focus"
CARD = ".jp-Deck .jp-NotebookPanel-notebook.jp-Notebook .jp-OutputArea .rc :focus"
LEAVE = "notebook:enter-command-mode"  # nothing happens on a slide, and the browser does what it does: scroll, open, press
KEYS = [("deck:forward", SLIDE, ["PageDown", "ArrowRight", "Space"]), ("deck:back", SLIDE, ["PageUp", "ArrowLeft", "Shift Space"]),
        (LEAVE, SLIDE, ["ArrowDown", "ArrowUp", "Enter", *"ABCFLMORVXYZ123456", ["D", "D"], ["I", "I"], ["0", "0"]]),  # or they would edit
        (LEAVE, SUMMARY, ["Space"]), ("deck:start", LEFT, ["Escape"]), ("apputils:run-all-enabled", CARD, ["Escape"])]
OUT_OF_THE_CARD = {"commands": ["notebook:enter-edit-mode", LEAVE]}  # into the cell's code and out: then its slide has the focus
SETTINGS = {
    "jupyterlab-slideshow/plugin": {"active": True},
    "@jupyterlab/docmanager-extension/plugin": {"autosave": False},
    "@jupyterlab/shortcuts-extension/shortcuts": {"shortcuts": [
        {"command": command, "args": OUT_OF_THE_CARD, "keys": key if isinstance(key, list) else [key], "selector": where,
         "preventDefault": command != LEAVE}
        for command, where, keys in KEYS for key in keys]},
}


def sittings():
    """Name to path. What lies in teach/ shows learner by learner, and is for no projector."""
    named = {path.relative_to(NOTEBOOKS).with_suffix("").as_posix(): path for path in shipped_notebooks()}
    return {name: path for name, path in named.items() if not name.startswith("teach/")}


def fetch():
    """The two packages of the lock, into a folder of their own; whole when its stamp names this lock."""
    stamp, wanted = FETCHED / "present.stamp", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8", errors="replace") == wanted:
        return
    say("What slides need besides, once: 1.3 MB to fetch, 3 MB on disk")
    shutil.rmtree(FETCHED, ignore_errors=True)
    FETCHED.mkdir(parents=True, exist_ok=True)
    got = subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes", "--no-deps",
                          "--only-binary", ":all:", "--retries", "2", "--target", str(FETCHED), "-r", str(LOCK)],
                         stderr=subprocess.PIPE, encoding="utf-8", errors="replace")
    if "No space left" in got.stderr or "uota exceeded" in got.stderr:
        raise OSError(errno.ENOSPC, "full")
    if got.returncode and any(sign in got.stderr.lower() for sign in ("connect", "name resolution", "timed out", "proxy")):
        sys.exit("No network: showing slides fetches 1.3 MB once and could not reach the server. Check the connection, then run the same "
                 "command again. Later starts need no network. To show the sitting now: python3 course.py lab, then View, Appearance, "
                 "Presentation Mode.")
    if got.returncode:
        sys.exit("What slides need could not be installed. Run the same command again; if that does not help, this is what was said: "
                 + " ".join(got.stderr.split())[-300:])
    stamp.write_text(wanted, encoding="utf-8")


def as_slides(notebook):
    """A heading with its words is a slide, and so is each activity; a line that stands alone stays with the activity after it.
    Code that only calls the course is put out of sight (present.css), and what is folded in the notebook is open."""
    alone = False
    for cell in notebook.cells:
        code = cell.cell_type == "code"
        cell.metadata["slideshow"] = {"slide_type": "-" if alone and code else "slide"}
        cell.metadata.pop("jp-MarkdownHeadingCollapsed", None)
        if code and re.fullmatch(r"(import helpers as course\n)?course\.\w+\([^\n]*\)", cell.source.strip()):
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "call"]
        alone = not code and "\n" not in cell.source.strip()
    return notebook


def prepare(folder, work, wanted):
    """A JupyterLab with nothing of one's own in it: copies of the notebooks, these settings, another place for answers."""
    (folder / "notebooks").mkdir()
    for name, path in sittings().items():
        copy = folder / "notebooks" / f"{name}.ipynb"
        try:
            nbformat.write(as_slides(nbformat.read(path, as_version=4)), copy)
            drop_widget_views(copy)
        except (ValueError, LookupError, TypeError, AttributeError, nbformat.ValidationError):
            if name == wanted:
                sys.exit(f"notebooks/{name}.ipynb cannot be read as a notebook. python3 course.py fresh {name} puts it back as shipped, and keeps yours.")
    for name, values in SETTINGS.items():
        path = folder / "settings" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")
    (folder / "config" / "custom").mkdir(parents=True)
    shutil.copy(STYLE, folder / "config" / "custom" / "custom.css")
    for name, where in {"JUPYTER_CONFIG_DIR": "config", "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "spaces",
                        "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime", "IPYTHONDIR": "ipython"}.items():
        os.environ[name] = str(folder / where)
    os.environ.update(JUPYTER_PATH=str(FETCHED / "share" / "jupyter"), COURSE_WORK=str(work))


def serve(folder):
    """Start JupyterLab; the process, and what it writes about itself when it is ready."""
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # a container; JupyterLab refuses otherwise
    with open(folder / "server.log", "w", encoding="utf-8") as log:
        server = subprocess.Popen([sys.executable, "-m", "jupyterlab", "--no-browser", "-y", f"--ServerApp.root_dir={folder}",
                                   "--LabApp.custom_css=True", *root], cwd=folder, stdout=log, stderr=log)
    while server.poll() is None:
        for info in (folder / "runtime").glob("jpserver-*.json"):
            try:
                known = json.loads(info.read_text(encoding="utf-8"))
                urllib.request.urlopen(f"{known['url']}api", timeout=5).close()
                return server, known
            except (OSError, ValueError):
                pass  # not ready yet
        time.sleep(0.2)
    sys.exit("JupyterLab did not start. It said: " + (folder / "server.log").read_text(encoding="utf-8", errors="replace")[-1000:])


def run_all(known, folder, name):
    """Run the sitting in the kernel that its page will find: it opens with every card live, and nobody has to wait."""
    where = f"notebooks/{name}.ipynb"
    wanted = {"path": where, "name": name, "type": "notebook", "kernel": {"name": "python3"}}
    request = urllib.request.Request(f"{known['url']}api/sessions", json.dumps(wanted).encode(), {"Authorization": f"token {known['token']}"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        kernel = json.load(answer)["kernel"]["id"]
    client = BlockingKernelClient(connection_file=str(folder / "runtime" / f"kernel-{kernel}.json"))
    client.load_connection_file()
    client.start_channels(hb=False)  # a busy machine misses heartbeats, and then the kernel would count as dead
    try:
        client.wait_for_ready(timeout=120)
        notebook = nbformat.read(folder / where, as_version=4)
        for number, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), 1):
            said = []
            client.execute_interactive(cell.source, timeout=120, allow_stdin=False, output_hook=said.append)
            cell.execution_count, cell.outputs = number, [nbformat.v4.output_from_msg(message) for message in said if message["msg_type"] in (
                "stream", "display_data", "execute_result", "error")]
    except (RuntimeError, TimeoutError):
        sys.exit("Python ended or did not answer while the sitting was run. Close other programs, then run the same command again.")
    finally:
        client.stop_channels()
    NotebookNotary().sign(notebook)  # what this computer ran, JupyterLab shows live
    nbformat.write(notebook, folder / where)


def present(name, work, browser):
    for old in Path(tempfile.gettempdir()).glob("south-south-slides-*"):
        if not (old / "notebooks").exists():  # ended with Ctrl-C: course.py waits a quarter of a second only, not for all of it to go
            shutil.rmtree(old, ignore_errors=True)
    folder, server = Path(tempfile.mkdtemp(prefix="south-south-slides-")), None
    try:
        prepare(folder, work, name)
        server, known = serve(folder)
        say("Running the sitting, so that its cards are live")
        run_all(known, folder, name)
        address = f"{known['url']}lab/tree/notebooks/{name}.ipynb?token={known['token']}"
        say(f"The slides: {address}\nOn: Page Down, → or Space. Back: Page Up or ←. A slide longer than the screen: ↓ ↑. Into a card: Tab; out of it: Esc. "
            f"Esc on a slide leaves the slides, Esc again returns.\nWhat the class answers is kept in {work}. Ctrl-C here ends it.")
        if browser:
            webbrowser.open(address)
        return server.wait()
    finally:
        shutil.rmtree(folder / "notebooks", ignore_errors=True)
        if server:
            server.terminate()
            server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def main(args):
    """A new class starts empty, in a folder of its own; --again goes on with the last one."""
    options, names = {one for one in args if one.startswith("--")}, [as_name(one) for one in args if not one.startswith("--")]
    if unknown := options - {"--again", "--fetch", "--no-browser"}:
        sys.exit(f"There is no {', '.join(sorted(unknown))} here. There are --again (the last class goes on), --fetch (only fetch what slides need) "
                 "and --no-browser.")
    if "--fetch" not in options and (len(names) != 1 or names[0] not in sittings()):
        wrong = f"No sitting is called {' '.join(names)}." if any(names) else "Say which sitting to show."
        sys.exit(f"{wrong} For example: python3 course.py present a_1_what_is_it. There are: {', '.join(sittings()) or 'none'}.")
    earlier = sorted(CLASSES.glob("20*"))
    if "--again" in options and not earlier:
        sys.exit(f"There is no class to go on with: {CLASSES} holds none. Run the same command without --again.")
    fetch()
    if "--fetch" in options:
        return say("What slides need is here; showing them needs no network.")
    return present(names[0], earlier[-1] if "--again" in options else CLASSES / time.strftime("%Y-%m-%d-%H%M%S"), "--no-browser" not in options)


if __name__ == "__main__":
    for ended in ("SIGTERM", "SIGHUP"):  # a closed window; Windows knows no SIGHUP
        if hasattr(signal, ended):
            signal.signal(getattr(signal, ended), lambda *_: sys.exit(1))
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nThe slides are closed.")
    except OSError as error:
        sys.exit(explain_os_error(error))
