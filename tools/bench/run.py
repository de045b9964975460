"""course.py bench: how fast, how large, against what one would take otherwise. What and how: docs/bench.md.

Standard library only: it makes the environment .venv-bench where this Python lacks what a row needs.
"""
import contextlib
import importlib
import importlib.util
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT)]
PLAIN, BROWSER = ("jupyterlab", "nbval", "pandas", "psutil"), ("jupyterlab", "pandas", "matplotlib", "altair", "vl_convert", "playwright")
ROWS = {  # name: (module, function, rounds, what it needs)
    "step": ("pages", "step", 40, BROWSER), "drag": ("pages", "drag", 20, BROWSER), "held": ("pages", "held", 10, BROWSER),
    "first": ("pages", "first", 7, BROWSER), "memory": ("plain", "memory", 5, PLAIN), "nbval": ("plain", "nbval", 3, PLAIN),
    "import": ("plain", "importing", 25, PLAIN), "install": ("plain", "install", 1, PLAIN), "class": ("plain", "class_overview", 3, PLAIN),
    "distance": ("pages", "far", 30, BROWSER)}
USAGE = "python3 course.py bench [--json] [--only ROW] [--rounds N] [--lines N]"


def say(text):
    """Progress goes to standard error; standard output is the result's alone."""
    print(text, file=sys.stderr, flush=True)


def number(words, name, most):
    """The whole number after an option."""
    word = words.pop(0) if words else ""
    if not word.isascii() or not word.isdigit() or not 1 <= int(word[:12]) <= most:
        sys.exit(f"{name} takes a whole number from 1 to {most:,}. {USAGE}")
    return int(word)


def wishes(args):
    """(names of rows, options) from the command line; an end with one sentence where it cannot be read."""
    names, options, words = [], {"json": False, "rounds": None, "lines": 1_000_000}, list(args)
    while words:
        word = words.pop(0)
        if word == "--json":
            options["json"] = True
        elif word == "--only":
            name = words.pop(0) if words else ""
            if name not in ROWS:
                sys.exit(f"There is no row {name[:50]!r}. There are: {', '.join(ROWS)}.")
            names.append(name)
        elif word in ("--rounds", "--lines"):
            options[word[2:]] = number(words, word, 1000 if word == "--rounds" else 100_000_000)
        else:
            sys.exit(f"{word[:50]!r} is nothing that bench knows. {USAGE}")
    return list(dict.fromkeys(names)) or list(ROWS), options


def lacking(names):
    """Modules that these rows need and this Python has not."""
    return [module for name in names for module in ROWS[name][3] if importlib.util.find_spec(module) is None]


@contextlib.contextmanager
def aside():
    """What is printed meanwhile, by other programs and libraries too, goes to standard error."""
    out = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(out, 1)


def prepared():
    """The Python of .venv-bench: the course's lock and the bench's own."""
    import course
    course.VENV = ROOT / ".venv-bench"
    course.PYTHON = course.VENV / course.PYTHON.relative_to(ROOT / ".venv")
    lock = HERE / "requirements.txt"
    with aside():
        course.environment()
        if not course.is_complete(lock):
            course.say("What the bench compares with, in .venv-bench: 150 MB")
            course.install(course.installer(), lock)
    return course.PYTHON


def machine():
    """Where this was measured."""
    def version(name):
        try:
            return importlib.import_module("importlib.metadata").version(name)
        except ImportError:
            return ""
    found = {"system": platform.platform(), "python": platform.python_version(), "cores": os.cpu_count(), "jupyterlab": version("jupyterlab"),
             "when": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())}
    if hasattr(os, "getloadavg"):
        found["load before"] = round(os.getloadavg()[0], 2)
    for file, start, name in (("/proc/cpuinfo", "model name", "processor"), ("/proc/meminfo", "MemTotal", "memory")):
        if os.path.exists(file):
            lines = [line for line in Path(file).read_text(errors="replace").splitlines() if line.startswith(start)]
            found[name] = lines[0].split(":", 1)[1].strip() if lines else ""
    return found


def measured(names, options):
    """The rows, one after the other. One that cannot be measured says why and stops no other."""
    rows = []
    for name in names:
        module, function, rounds, _ = ROWS[name]
        say(f"{name}:")
        try:
            rows += getattr(importlib.import_module(module), function)(min(rounds, options["rounds"] or rounds), say, options)
        except Exception as error:
            why = str(error).strip().splitlines() or [type(error).__name__]
            rows.append({"measure": name, "unit": "", "ours": None, "against": None, "ratio": None, "goal": "", "met": None, "note": f"not measured: {why[0]}"})
            say(f"  not measured: {why[0]}")
    return rows


def main(args):
    """Measure, then print a table, or JSON and nothing else."""
    names, options = wishes(args)
    if lacking(names):
        python = prepared()
        if Path(sys.prefix) == python.parent.parent:
            sys.exit("The environment .venv-bench is not whole. Remove that folder, then run the same command again.")
        # As on a learner's machine, where Python keeps what it compiled once.
        kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        return subprocess.call([str(python), str(HERE / "run.py"), *args], env=kept)
    where = machine()
    with aside():
        rows = measured(names, options)
    if options["json"]:
        print(json.dumps({"machine": where, "rows": rows}, ensure_ascii=False, indent=1))
    else:
        from figures import table
        print(table(rows))
        print(", ".join(f"{key}: {value}" for key, value in where.items()))
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nStopped. Nothing was written.")
    except OSError as error:
        import course
        sys.exit(course.explain_os_error(error))
