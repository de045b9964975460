"""course.py bundle: one file with the course and the wheels that it needs, for computers without a network.

The locks hold for every platform at once. For each computer asked for, their conditions are settled here (pip would settle them for
the computer that it runs on), and pip then fetches the wheels that fit, each checked against the lock's hashes.
"""
import argparse
import fnmatch
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
import zipfile
from pathlib import Path

from packaging.markers import Marker
from wheels import MADE_FOR, PLATFORMS, SUMS, named, sha256, this_platform, this_python

sys.path.insert(0, str(Path(__file__).parent.parent))
from course import LOCK, ROOT, TEST_LOCK, UV_LOCK, explain_os_error, say  # noqa: E402

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
FOLDER = ROOT / "dist"
TOP = "south-south"  # short: Windows allows 260 letters to a path, and JupyterLab's own take 160
MB_EACH, MB_TESTS = 120, 65  # the wheels for one platform and one Python, in round figures; those of the tests besides
READ_FIRST = """This folder sets up without internet.
It was made for: {made_for}. (Edition {edition})
Python itself is not in it and has to be there.
On Windows unpack it into a short path, such as C:\\course; long ones fail there.

Windows: double-click "Start course.bat", or type here: py course.py lab --offline
Linux, macOS: open a terminal in this folder and type: python3 course.py lab --offline

The first start takes one to five minutes and 440 MB; later starts take seconds.
"""


# --- which wheels

def entries(lock):
    """[(what pip is asked for, with hashes; its condition or "")] of a lock."""
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
    found = []
    for entry in re.split(r"\n(?=\S)", "\n".join(lines)):
        head, *hashes = entry.split(" \\\n")
        requirement, _, condition = head.partition(" ; ")
        found.append((" ".join([requirement.strip(), *(text.strip() for text in hashes)]), condition.strip()))
    return found


def wanted(locks, name, full_version):
    """What the locks ask for on a platform, with a Python as 3.12.99: the lines that hold there."""
    there = {**PLATFORMS[name].markers, "python_version": full_version.rpartition(".")[0], "python_full_version": full_version,
             "implementation_name": "cpython", "platform_python_implementation": "CPython", "implementation_version": full_version}
    lines = (text for lock in locks for text, condition in entries(lock) if not condition or Marker(condition).evaluate(there))
    return list({text.split()[0]: text for text in lines}.values())  # a package may stand in two locks, in the same release


def plan(locks, pairs):
    """[(platform, full version, lines)]: for each Python its newest release, and what its first one needs besides."""
    steps = []
    for name, version in pairs:
        newest, first = wanted(locks, name, version + ".99"), wanted(locks, name, version + ".0")
        steps += [(name, version + ".99", newest), (name, version + ".0", [text for text in first if text not in newest])]
    return [step for step in steps if step[2]]


# --- fetching

def pip_refused(told, name, version):
    """Why pip could not fetch, in a sentence."""
    text = "\n".join(line for line in told if line.startswith(("ERROR", "WARNING")))
    if "No space left" in text or "uota exceeded" in text:
        return "The disk, your share of it, or the folder for temporary files is full. Make room, then run the same command again."
    if "HASHES" in text:
        return ("What came from the network is not what the lock names: its checksum differs. Nothing of it was kept. Run the same command "
                "again; if it stays so, something between you and the package index changes files.")
    # Without a network pip finds no wheel either, so what it says of the connection comes first.
    if any(sign in text.lower() for sign in ("connection", "name resolution", "timed out", "proxy", "certificate")):
        return "The package index could not be reached. Check the connection, then run the same command again; what was fetched is kept."
    if lost := re.search(r"No matching distribution found for (\S+)", text):
        return f"There is no wheel of {lost[1]} for {named([(name, version)])}. Leave this one out."
    return f"pip could not fetch the wheels. Its last words: {(told or ['none'])[-1].rstrip('.')}."


def fetch(name, full_version, lines, folder, label):
    """The wheels for these lines, into the folder; those that are there already are not fetched again."""
    asked = folder / "asked.txt"
    asked.write_text("\n".join(lines) + "\n", encoding="utf-8")
    tags = [part for tag in PLATFORMS[name].tags for part in ("--platform", tag)]
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "download", "--retries", "2", "--progress-bar", "off", "--no-deps",
               "--only-binary", ":all:", "--require-hashes", "--implementation", "cp", "--python-version", full_version, *tags, "--dest", str(folder),
               "-r", str(asked)]
    wide, done, told = sys.stdout.isatty(), 0, []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace") as pip:
        for line in pip.stdout:
            told = [*told, line.strip()][-40:]
            done += line.startswith(("Collecting ", "Processing "))
            if found := re.search(r"(?:Downloading|Using cached|already downloaded|Processing) (?:.*[/\\])?(\S+\.whl)( \([\d.]+ .?B\))?", line):
                text = f"{label} · {done} of {len(lines)} · {found[1]}{found[2] or ''}"
                print(f"\r{text[:100]:100}" if wide else text, end="" if wide else "\n", flush=True)
    if wide:
        print()
    asked.unlink()
    if pip.returncode:
        sys.exit(pip_refused([line for line in told if line and not line.startswith("[notice]")], name, full_version.rpartition(".")[0]))


# --- the course itself

def git(*args):
    try:
        told = subprocess.run(["git", *args], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return told.stdout if told.returncode == 0 else ""


def course_files():
    """Paths below ROOT that make the course, as they lie here: what git tracks; without git, all but what .gitignore names."""
    listed = [path for path in git("ls-files", "-z").split("\0") if path]
    if "course.py" not in listed:
        rules = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]

        def ignored(path):
            return any(fnmatch.fnmatch(path.relative_to(ROOT).as_posix() if "/" in rule else path.name, rule) for rule in [*rules, ".git"])

        def below(folder):
            for path in sorted(folder.iterdir()):
                if not ignored(path):
                    yield from below(path) if path.is_dir() and not path.is_symlink() else [path.relative_to(ROOT).as_posix()]
        listed = list(below(ROOT))
    private = ("notebooks/my_work/", "readings/", "wheels/")
    return [path for path in listed if (ROOT / path).is_file() and not path.startswith(private)]


def edition():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    commit = git("describe", "--always", "--dirty", "--exclude=*").strip()
    return version, f"{version}, {commit}" if commit else version


# --- one file

def pack(path, files, folder, notes):
    """The zip: notes (name to text), the course's files, the wheels. Written beside and then renamed, so that a half one is never taken for whole."""
    part = path.with_name(path.name + ".part")
    wheels = sorted(folder.iterdir())
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as file:
            for name, text in notes.items():
                about = zipfile.ZipInfo(f"{TOP}/{name}", time.localtime()[:6])
                about.external_attr = 0o100644 << 16  # anybody may read it
                file.writestr(about, text)
            for name in files:
                file.write(ROOT / name, f"{TOP}/{name}")
            for wheel in wheels:  # these are zip files themselves
                file.write(wheel, f"{TOP}/wheels/{wheel.name}", zipfile.ZIP_STORED)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def megabytes(*paths):
    return sum(path.stat().st_size for path in paths) / 1e6


def bundle(pairs, tests=False):
    """Fetch, check, pack; give the path."""
    locks = [UV_LOCK, LOCK, *([TEST_LOCK] if tests else [])]
    FOLDER.mkdir(exist_ok=True)
    for left in FOLDER.glob("making-*"):  # by one that was stopped; one of the last hour may be at work in another window
        if time.time() - left.stat().st_mtime > 3600:
            shutil.rmtree(left, ignore_errors=True)
    each = MB_EACH + MB_TESTS * tests
    needed, free = 2 * each * len(pairs), shutil.disk_usage(FOLDER).free // 1000000
    if free < needed:
        sys.exit(f"A bundle for {named(pairs)} may take {needed} MB while it is made, and {free} MB are free. Make room, or ask for fewer at a time.")
    (version, whole), steps = edition(), plan(locks, pairs)
    say(f"A bundle for {named(pairs)}: {len({line for _, _, lines in steps for line in lines})} packages, up to {each} MB for each platform and "
        "Python. Ctrl-C stops; what was fetched is kept for the next time.")
    status = git("status", "--porcelain", "--untracked-files=normal").splitlines()
    for words, those in (("Changed since the last commit, and taken as they are here", [line[3:] for line in status if line[:2] != "??"]),
                         ("Not in git, and left out", [line[3:] for line in status if line[:2] == "??"])):
        if those:
            say(f"{words}: {', '.join(those[:5])}{f' and {len(those) - 5} more' if len(those) > 5 else ''}.")
    with tempfile.TemporaryDirectory(dir=FOLDER, prefix="making-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        for number, (name, full, lines) in enumerate(steps, 1):
            fetch(name, full, lines, folder, f"{number} of {len(steps)} · {PLATFORMS[name].title}, Python {full.removesuffix('.99')}")
        wheels = sorted(folder.iterdir())
        say(f"Fetched: {len(wheels)} wheels, {megabytes(*wheels):.0f} MB. Writing checksums and the file.")
        made_for = {"edition": whole, "for": pairs, "locks": {lock.name: sha256(lock) for lock in locks}}
        (folder / MADE_FOR).write_text(json.dumps(made_for, indent=2) + "\n", encoding="utf-8")
        sums = "".join(f"{sha256(path)}  {path.name}\n" for path in sorted(folder.iterdir()))
        (folder / SUMS).write_bytes(sums.encode())
        names, versions = (list(dict.fromkeys(part)) for part in zip(*pairs, strict=True))
        path = FOLDER / f"{TOP}-{version}-{'-'.join(names)}-py{'-'.join(versions)}{'-tests' if tests else ''}.zip"
        pack(path, course_files(), folder, {"READ FIRST.txt": READ_FIRST.format(made_for=named(pairs), edition=whole).replace("\n", "\r\n")})
    path.with_name(path.name + ".sha256").write_bytes(f"{(digest := sha256(path))}  {path.name}\n".encode())
    say(f"{path.relative_to(ROOT).as_posix()}: {megabytes(path):.0f} MB, sha256 {digest} (also in the file beside it).\n"
        f"On the other computer: unpack it, open a terminal in the folder {TOP}, and type py course.py lab --offline (Linux, macOS: "
        "python3 course.py lab --offline). Python itself is not in it; take an installer from python.org along where it is missing.")
    return path


# --- what was typed

def chosen(words, known, what):
    names = list(dict.fromkeys(name for word in words for name in word.split(",") if name))
    if unknown := [name for name in names if name not in known]:
        sys.exit(f"There is no {what} {', '.join(unknown)} here. There are: {', '.join(known)}.")
    return names


class Arguments(argparse.ArgumentParser):
    def error(self, message):
        sys.exit(f"That was not understood ({message}). An example: python3 course.py bundle --for windows mac-arm --python 3.12 3.13")


def main(args):
    parser = Arguments("course.py bundle", allow_abbrev=False, description="One file that sets up the course on a computer without a network.")
    parser.add_argument("--for", dest="names", nargs="+", default=[this_platform()], metavar="PLATFORM", help=", ".join(PLATFORMS))
    parser.add_argument("--python", nargs="+", default=[this_python()], metavar="VERSION", help=", ".join(PYTHONS))
    parser.add_argument("--tests", action="store_true", help="also what course.py test needs")
    typed = parser.parse_args(args)
    names, versions = chosen(typed.names, PLATFORMS, "platform"), chosen(typed.python, PYTHONS, "Python")
    if not names or not versions:
        parser.error("a name is missing")
    bundle([(name, version) for name in names for version in versions], typed.tests)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # as in course.py
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(1)  # course.py, which started this, says how to go on
    except OSError as error:
        sys.exit(explain_os_error(error))
