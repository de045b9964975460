"""course.py fresh and update: the shipped notebooks back, each only after the learner's own copy is kept."""
import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from course import ROOT, explain_os_error, say  # noqa: E402
from files import NOTEBOOKS, as_name, replace  # noqa: E402

AGAIN = "download the course again into a new folder and copy notebooks/my_work over."


def git(*args):
    try:
        # C and no prompt: what git says is read below, and nobody is there to type a password.
        return subprocess.run(["git", *args], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True,
                              env={**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"})
    except FileNotFoundError:
        sys.exit(f"This needs git, and this computer has none. Install it (git-scm.com has it), or {AGAIN}")


def said(result):
    return result.stderr.decode("utf-8", errors="replace").strip()


def shipped():
    """Name to path, as the last commit has them; learners type the name."""
    if git("cat-file", "-e", "HEAD:./course.py").returncode:
        sys.exit(f"This folder did not come through git, so the shipped notebooks are not at hand: {AGAIN}")
    listed = git("ls-tree", "-r", "-z", "--name-only", "HEAD", "notebooks/").stdout.decode("utf-8").split("\0")
    return {path[len("notebooks/"):-len(".ipynb")]: path for path in listed if path.endswith(".ipynb")}


def keep(path, name):
    folder = Path(os.environ.get("COURSE_WORK") or NOTEBOOKS / "my_work") / "kept"
    folder.mkdir(parents=True, exist_ok=True)
    label = name.replace("/", "-") + time.strftime("-%Y%m%dT%H%M%SZ", time.gmtime())
    copy, number = folder / f"{label}.ipynb", 1
    while copy.exists():
        number += 1
        copy = folder / f"{label}-{number}.ipynb"
    replace(copy, path.read_bytes())
    say(f"Your copy is kept: {copy}")


def fresh(wanted=None):
    notebooks = shipped()
    if wanted is not None:
        name = as_name(wanted)
        if name not in notebooks:
            sys.exit(f"No shipped notebook is called {name}. There are: {', '.join(notebooks) or 'none'}.")
        notebooks = {name: notebooks[name]}
    changed = 0
    for name, relative in notebooks.items():
        path, blob = ROOT / relative, git("show", f"HEAD:./{relative}")
        if blob.returncode:
            sys.exit(f"git could not show {relative}: {said(blob)}")
        if path.exists():
            if path.read_bytes() == blob.stdout:
                continue
            keep(path, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, blob.stdout)
        say(f"As shipped again: {relative}")
        changed += 1
    if not changed:
        say("Nothing to put back: already as shipped.")


def update():
    """Fetch first: without something new, or a way to get it, the notebooks stay as they are."""
    shipped()
    if git("rev-parse", "--abbrev-ref", "@{upstream}").returncode:
        sys.exit(f"This copy does not know where newer editions come from (no git remote). To get one, {AGAIN}")
    fetched = git("fetch")
    if fetched.returncode:
        sys.exit("The newest edition could not be fetched: no network, or the server did not answer. Nothing was changed; "
                 f"try again later. (git: {' '.join(said(fetched).split())})")
    own, new = git("rev-list", "--left-right", "--count", "HEAD...@{upstream}").stdout.split()
    if new == b"0":
        return say("This is the newest edition.")
    if own != b"0":
        sys.exit("This copy has commits of its own, so the newest edition was not merged and nothing was changed. "
                 "git pull --rebase does it.")
    fresh()
    merged = git("merge", "--ff-only", "@{upstream}")
    if merged.returncode:
        files = [line.strip() for line in said(merged).splitlines() if line.startswith("\t")]
        sys.exit("These files were changed or added here, and the newest edition brings its own; so it was not merged. Move "
                 f"them elsewhere, then run the same command again: {', '.join(files) or said(merged)}.")
    say("The newest edition is here; the next start sets up what it needs.")


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    try:
        update() if command == "update" else fresh(*rest[:1])
    except KeyboardInterrupt:
        sys.exit(1)  # course.py, which started this, says how to go on
    except OSError as error:
        sys.exit(explain_os_error(error))
