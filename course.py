#!/usr/bin/env python3
"""The front door of the course: python3 course.py lab (Windows: py course.py lab).

Standard library only, in the syntax of Python 3.6, so that one too old can still read this and say so.
"""
import errno
import functools
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

# abspath, not resolve: on Windows resolve turns a mapped drive into an address that few programs enter.
ROOT = Path(os.path.abspath(__file__)).parent
VENV, UV, WHEELS = ROOT / ".venv", ROOT / ".venv-uv", ROOT / "wheels"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK, TEST_LOCK, UV_LOCK = ROOT / "requirements.txt", ROOT / "requirements-test.txt", ROOT / "tools" / "uv.txt"
FIRST = "notebooks/00_start_here.ipynb"
MB_NEEDED = 600  # the environment, uv, and what is kept of what was fetched
SETTINGS = {
    # JupyterLab would ask in a pop-up about news, and ask the network for news and newer versions; its bar of buttons hides a cell's first words.
    "labconfig/page_config.json": {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True, "@jupyterlab/cell-toolbar-extension:plugin": True}},
    # Cells out of sight stay in the page, so that Tab, find and a screen reader reach them.
    "labconfig/default_setting_overrides.json": {"@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"}},
    # Not in jupyter_server_config.d: of that folder only the lists of extensions are read. Notebook 7 loads LabApp too.
    "jupyter_server_config.json": {"LabApp": {
        "news_url": None, "check_for_updates_class": "jupyterlab.NeverCheckForUpdate", "extension_manager": "readonly"}},
}
say = functools.partial(print, flush=True)  # at once, before what the programs it starts have to say


# --- can it work here; sys.exit with a sentence prints it and ends with code 1

def check_python(version):
    if not (3, 11) <= tuple(version[:2]) <= (3, 14):
        sys.exit(f"This course needs Python 3.11 to 3.14, and this one is {version[0]}.{version[1]}. Install such a one beside it (python.org) "
                 "and start with it: python3.13 course.py lab (Windows: py -3.13 course.py lab).")


def check_room(needed, told=""):
    free = shutil.disk_usage(ROOT).free // 1000000
    if free < needed or "No space left" in told or "uota exceeded" in told:
        sys.exit(f"The disk, your share of it, or the folder for temporary files is full: setting up takes {MB_NEEDED} MB, and where the course "
                 f"lies {free} MB are free. Make room, then run the same command again.")


# --- the environment: .venv, complete when its stamp names this Python and this lock, and its packages are whole

def site_packages():
    return Path(sysconfig.get_path("purelib", "venv", vars={"base": str(VENV), "platbase": str(VENV)}))


def whole_packages():
    """Names of the packages of which no file is missing: a cleaner or a copy cut short may take some."""
    def whole(record):
        files = [line.rsplit(",", 2)[0].strip('"') for line in record.read_text("utf-8", "replace").splitlines()]
        return all(file.endswith(".pyc") or os.path.exists(os.path.join(record.parent.parent, file)) for file in files)
    return {record.parent.name.split("-")[0] for record in site_packages().glob("*.dist-info/RECORD") if whole(record)}


def runs(program):
    try:
        return subprocess.call([str(program), "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:  # not there, or cut short
        return False


def stamp_file(lock):
    return VENV / f"course-{lock.stem}.stamp"


def stamp_text(lock):
    return "Python {}.{} ".format(*sys.version_info) + hashlib.sha256(lock.read_bytes()).hexdigest()


def is_complete(lock):
    stamps = {file: file.read_text("utf-8", "replace").splitlines() for file in VENV.glob("course-*.stamp")}
    return (stamps.get(stamp_file(lock), [])[:1] == [stamp_text(lock)] and runs(PYTHON)
            and whole_packages() >= {name for lines in stamps.values() for name in lines[1:]})


def only_one():
    """Two windows would build over each other. The lock ends with the process, however that ends."""
    handle = open(ROOT / ".venv-lock", "w")
    try:
        if os.name == "nt":
            import msvcrt
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        sys.exit("Another window is setting up the course right now. Wait for it, then run the same command again.")
    except OSError:
        pass  # some network drives know no locks
    return handle


def make_venv():
    try:
        import ensurepip  # noqa: F401  Debian and Ubuntu leave it out
        import venv
    except ImportError:
        sys.exit("This Python lacks ensurepip or venv, which make environments. Install them (Debian, Ubuntu: sudo apt install "
                 "python{}.{}-venv; elsewhere Python from python.org) and start again.".format(*sys.version_info))
    old = ROOT / ".venv-old"
    shutil.rmtree(old, ignore_errors=True)
    if VENV.exists():
        if any(VENV.iterdir()) and not stamp_file(LOCK).exists():
            sys.exit("The folder .venv here was not made by this course, so it stays as it is. Rename or remove it, then run the same command again.")
        say("The environment here is half-made, damaged or of another edition; it is made anew.")
        VENV.rename(old)  # in one step: a removal cut short would leave a folder without a stamp
        shutil.rmtree(old, ignore_errors=True)
    VENV.mkdir()
    stamp_file(LOCK).write_text("unfinished", encoding="utf-8")
    try:
        venv.EnvBuilder(symlinks=os.name != "nt", with_pip=True).create(VENV)
    except subprocess.CalledProcessError as error:
        check_room(50, str(error.output))
        sys.exit("This Python could not put pip into a new environment. Install Python again (python.org), then run the same command again.")


def wheels(lock, offline):
    """The installer's flags for a bundle's wheels, where they lie here and fit; tools/wheels.py says so where they do not."""
    code = tool("wheels.py")([str(lock), *["--offline"] * offline])
    if code == 1:
        sys.exit(1)
    return ["--no-index", "--find-links", str(WHEELS)] if code == 0 else []


def installer(source=()):
    """The command that installs: uv, in a folder of its own, or pip where uv is not to be had."""
    uv, python = str(UV / "bin" / ("uv.exe" if os.name == "nt" else "uv")), str(PYTHON)
    flags = ["--require-hashes", "--only-binary", ":all:", *source]
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install"] + flags
    if not runs(uv):
        shutil.rmtree(UV, ignore_errors=True)
        got = subprocess.run(pip + ["--retries", "2", "--target", str(UV), "-r", str(UV_LOCK)], stderr=subprocess.PIPE, encoding="utf-8", errors="replace")
        if got.returncode:
            check_room(50, got.stderr)
            if any(sign in got.stderr.lower() for sign in ("connect", "name resolution", "timed out", "proxy")):
                sys.exit("No network: the first start fetches about 115 MB. Check the connection, then run the same command again. Later starts need none.")
    return [uv, "pip", "install", "--python", python] + flags if runs(uv) else pip


def install(command, lock):
    if subprocess.call(command + ["-r", str(lock)], cwd=ROOT):
        check_room(50)  # not all of it: what is installed so far makes way at the next start
        why = "the wheels do not fit this computer" if "--no-index" in command else "the connection was lost"
        sys.exit(f"Not everything could be installed; the lines above say where it ended. Most often {why} or a disk is full: see to it, "
                 "then run the same command again. What was fetched is kept.")
    stamp_file(lock).write_text("\n".join([stamp_text(lock), *sorted(whole_packages())]), encoding="utf-8")


def environment(tests=False, offline=False):
    if not is_complete(LOCK):
        check_room(MB_NEEDED)
        with only_one():
            source = wheels(LOCK, offline)
            say(f"Setting up the course in .venv, once: {'nothing' if source else 'about 115 MB'} to fetch, 440 MB on disk, one to five minutes. "
                "Ctrl-C stops; the same command goes on.")
            say("1 of 4 · a place for it, about 5 seconds")
            make_venv()
            say("2 of 4 · the installer, 18 MB")
            command = installer(source)
            say("3 of 4 · JupyterLab, pandas, the drawing library: 98 MB, the longest part")
            install(command, LOCK)
        say("4 of 4 · settings")
    if tests and not is_complete(TEST_LOCK):
        with only_one():
            source = wheels(TEST_LOCK, offline)
            say("What the tests need besides: 65 MB")
            install(installer(source), TEST_LOCK)
    settle(site_packages(), VENV)  # at every start: the folder may have moved


def settle(site_packages, prefix):
    """Let a Python find the helpers, and keep its JupyterLab off the network."""
    line = str(ROOT)
    if any(ord(letter) > 127 for letter in line):  # before 3.13 a .pth file is read in the system's own encoding
        line = f"import sys; sys.path.append({ascii(line)})"
    texts = {site_packages / "course.pth": line + "\n"}
    for name, settings in SETTINGS.items():
        path = prefix / "etc" / "jupyter" / name
        try:
            merged = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        except ValueError:  # cut short by a full disk, say
            merged = {}
        for section, values in settings.items():
            merged[section] = {**merged.get(section, {}), **values}
        texts[path] = json.dumps(merged, indent=2) + "\n"
    for path, text in texts.items():
        if not path.exists() or path.read_text(encoding="utf-8", errors="replace") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


# --- the commands

def lab(args, offline=False):
    environment(offline=offline)
    tool("files.py")([])
    command = [str(PYTHON), "-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}", f"--LabApp.default_url=/lab/tree/{FIRST}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # a container; JupyterLab refuses otherwise
        command.append("--allow-root")
    if not os.access(ROOT / "notebooks", os.W_OK):
        work = os.environ.setdefault("COURSE_WORK", str(Path.home() / "south-south-work"))
        say(f"The course folder may only be read here. Your answers are kept in {work}; to keep changed notebooks too, copy the course folder to "
            "a place of your own, such as your documents, and start there.")
    say("Starting JupyterLab; it opens in your browser. Ctrl-C here ends it.")
    os.chdir(ROOT)
    if os.name == "nt":  # execv would leave the console before JupyterLab is done with it
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for JupyterLab, which asks first
        return subprocess.call(command + args)
    os.execv(command[0], command + args)


def test(args, offline=False):
    environment(tests=True, offline=offline)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as work:
        return subprocess.call([str(PYTHON), "-m", "pytest"] + args, cwd=ROOT, env={**os.environ, "COURSE_WORK": work})


def tool(name, *before, in_environment=False):
    """A rarer command, in tools/; it gets the command line as it is."""
    def run(args):
        if in_environment:
            environment()
        return subprocess.call([str(PYTHON if in_environment else sys.executable), str(ROOT / "tools" / name), *before, *args])
    return run


def here(args):
    settle(Path(sysconfig.get_path("purelib")), Path(sys.prefix))
    say(f"The Python in {sys.prefix} now finds the course.")


COMMANDS = {
    "lab": (lab, "[--offline] [-- FOR JUPYTERLAB]", "set up if needed, and open the first notebook"),
    "test": (test, "[--offline] [-- FOR PYTEST]", "run every test"),
    "map": (tool("course_map.py"), "[--json]", "what each section of the readings has, and what is missing"),
    "pages": (tool("pages.py", in_environment=True), "[FOLDER]", "the course as pages, for any browser: no Python, no network"),
    "bank": (tool("bank.py"), "[FOLDER]", "the questions for a learning platform: Moodle XML and GIFT"),
    "present": (tool("present.py", in_environment=True), "NAME [--again]", "a sitting as slides, live, for a projector"),
    "fresh": (tool("fresh.py", "fresh"), "[NAME]", "put a notebook back as shipped; your copy is kept"),
    "update": (tool("fresh.py", "update"), "", "fetch the newest edition; used notebooks as with fresh"),
    "bundle": (tool("bundle.py", in_environment=True), "[--for ...] [--python ...]", "one file that sets up without internet; --help says more"),
    "store": (tool("store.py", in_environment=True), "[NAME ...]", "for authors: run notebooks and store their outputs"),
    "class": (lambda args: os.execv(sys.executable, [sys.executable, str(ROOT / "tools/class_hub"), *args]), "[--help]", "on Linux: serve a whole class"),
    "new": (tool("new.py"), 'SITTING UNIT "TITLE"', "for authors: a new sitting to fill in; map then says what is missing"),
    "handouts": (tool("handouts.py", in_environment=True), "", "for authors: write the pages for a class (docs/class) anew"),
    "bench": (tool("bench/run.py"), "[--json] [--only ROW]", "measure: speed, memory, size, against what one would take otherwise"),
    "here": (here, "", "let the Python that runs this find the course (conda, an editor)"),
}


def explain_os_error(error):
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):
        return "A disk is full, or your share of it. Make room, then run the same command again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (f"This may not be written: {error.filename}. If JupyterLab is still open, close it; otherwise copy the course folder to a place "
                "of your own, such as your documents, and start there.")
    return f"That did not work: {error.strerror or error}." + (f" It was about {error.filename}." if error.filename else "")


def main(argv):
    if not argv or argv[0] in ("-h", "--help", "help"):
        say("python3 course.py COMMAND (Windows: py course.py COMMAND)\n")
        say("\n".join(f"  {name} {more}".ljust(40) + what for name, (_, more, what) in COMMANDS.items()))
        return 0
    name, args = argv[0], argv[1:]
    try:
        check_python(sys.version_info)
        if name not in COMMANDS:
            sys.exit(f"There is no command {name}. There are: {', '.join(COMMANDS)}.")
        command = COMMANDS[name][0]
        if name in ("lab", "test"):
            if args[:1] == ["--offline"]:
                command = functools.partial(command, offline=bool(args.pop(0)))
            if args and args.pop(0) != "--":
                sys.exit(f"What is meant for {'JupyterLab' if name == 'lab' else 'pytest'} goes after two dashes: course.py {name} -- {' '.join(argv[1:])}")
        return command(args)
    except KeyboardInterrupt:
        sys.exit("\nStopped. Run the same command again to go on.")
    except OSError as error:
        sys.exit(explain_os_error(error))


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that knows no accents must not stop anybody
    sys.exit(main(sys.argv[1:]))
