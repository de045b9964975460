"""The rows that need no browser: import, install, kernel memory, nbval, class overview."""

import importlib.metadata
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from figures import in_turn, row, timed

ROOT = Path(__file__).resolve().parents[2]
BASE = ("jupyterlab", "ipywidgets", "pandas", "nbval")


def environment(folder):
    """For programs that the bench starts: this course, an empty work folder."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "COURSE_WORK": str(Path(folder) / "work"), "IPYTHONDIR": str(Path(folder) / "ipython")}


def importing(rounds, say, options):
    """``import helpers``, in new Pythons, over importing json and pathlib."""
    base = "import sys, time; start = time.perf_counter(); import json, pathlib{}; print(time.perf_counter() - start, 'pandas' in sys.modules)"
    loaded = set()

    def once(more, _):
        with tempfile.TemporaryDirectory() as folder:
            told = subprocess.run([sys.executable, "-c", base.format(more)], env=environment(folder), capture_output=True, text=True, check=True).stdout.split()
        loaded.add(told[1])
        return 1000 * float(told[0])
    found = in_turn({"ours": ", helpers", "base": ""}, rounds, once, say)
    one = row("import helpers, over json and pathlib", "ms", found["ours"], "json and pathlib", found["base"], goal="adds ≤ 30 ms, no pandas")
    adds = one["ours"]["median"] - one["against"]["median"]
    return [one | {"met": adds <= 30 and loaded == {"False"}, "note": f"adds {adds:.1f} ms; pandas {'is loaded' if 'True' in loaded else 'is not loaded'}"}]


def needed(roots):
    """The installed packages that these need, themselves included, with what stands under them."""
    from packaging.requirements import Requirement
    found, waiting = {}, [(name, "") for name in roots]
    while waiting:
        name, extra = waiting.pop()
        name = re.sub(r"[-_.]+", "-", name).lower()
        if (name, extra) in found:
            continue
        found[name, extra] = package = importlib.metadata.distribution(name)
        for one in map(Requirement, package.requires or ()):
            if not one.marker or one.marker.evaluate({"extra": extra}):
                waiting += [(one.name, ""), *((one.name, more) for more in one.extras)]
    return {name: package for (name, _), package in found.items()}


def megabytes(packages):
    """Sizes of these packages' files, without what Python compiles."""
    paths = [package.locate_file(file) for package in packages for file in package.files or () if file.suffix != ".pyc"]
    return sum(os.path.getsize(path) for path in paths if os.path.isfile(path)) / 1e6


def install(rounds, say, options):
    """What the course asks for, over what any notebook with widgets and tables asks for; from what is installed, nothing fetched."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    base, everything = needed(BASE), needed([re.match(r"[\w.-]+", one)[0] for one in asked])
    more = {name: package for name, package in everything.items() if name not in base}
    sizes = ", ".join(f"{name} {megabytes([package]):.1f}" for name, package in sorted(more.items(), key=lambda one: -megabytes([one[1]])))
    uv = ROOT / ".venv-uv"
    apart = f"; uv apart: {sum(p.stat().st_size for p in uv.rglob('*') if p.is_file()) / 1e6:.0f} MB" if uv.is_dir() else ""
    size = row("install, over jupyterlab, ipywidgets, pandas, nbval", "MB", [megabytes(more.values())], "those four and theirs", [megabytes(base.values())],
               goal="≤ 60 MB", note=sizes + apart)
    count = row("packages, over the same", "packages", [len(more)], "those four and theirs", [len(base)], goal="≤ 8")
    return [size | {"met": size["ours"]["median"] <= 60, "ratio": None}, count | {"met": len(more) <= 8, "ratio": None}]


# Each control of each panel through its range, the others at their start: at most 60 pictures a panel.
HANDLE = """
from helpers import live, verbs
for view in list(live._views.values()):
    controls = view.spec.get("controls", [])
    start = [c["start"] for c in controls]
    keys = [verbs._key([*start[:n], value, *start[n + 1:]]) for n, c in enumerate(controls)
            for value in (range(c["low"], c["high"] + 1, c["step"]) if c["type"] == "range" else [o["id"] for o in c["options"]] if c["type"] == "choice" else [])]
    for key in keys[:60]:
        view.receive({"type": "frames", "keys": [key]})
"""


def kernel_memory(cells, _=0):
    """Resident memory in MB of a new kernel after these cells."""
    import psutil
    from jupyter_client.manager import start_new_kernel
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        manager, client = start_new_kernel(kernel_name="python3", cwd=str(ROOT / "notebooks"), env=environment(folder), stderr=subprocess.DEVNULL)
        try:
            for cell in cells:
                reply = client.execute_interactive(cell, output_hook=lambda message: None, timeout=120)
                if reply["content"]["status"] != "ok":
                    raise RuntimeError(f"A cell did not run: {reply['content'].get('evalue')}")
            return psutil.Process(manager.provisioner.pid).memory_info().rss / 1e6
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def code(path):
    """The code cells of a notebook."""
    return ["".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


def memory(rounds, say, options):
    """The heaviest sitting, found by running all of them once, against a kernel with pandas and ipywidgets."""
    once, paths = {}, sorted((ROOT / "notebooks").glob("*.ipynb"))
    kernel_memory(code(paths[0]))  # the first compiles what has changed, which takes memory
    for path in paths:
        once[path.stem] = kernel_memory([*code(path), HANDLE])
        say(f"  {path.stem}: {once[path.stem]:.0f} MB")
    heaviest = max(once, key=once.get)
    cells = {"ours": [*code(ROOT / "notebooks" / f"{heaviest}.ipynb"), HANDLE], "bare": ["import pandas, ipywidgets"]}
    found = in_turn(cells, rounds, kernel_memory, say)
    return [row("kernel memory after the heaviest sitting", "MB", found["ours"], "bare kernel with pandas and ipywidgets", found["bare"], most=1.4,
                note=f"{heaviest}, all cells run and each control of each panel through its range")]


def nbval(rounds, say, options):
    """All notebooks, and as many that only import pandas."""
    import nbformat
    shipped = sorted(map(str, (ROOT / "notebooks").glob("*.ipynb")))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        plain = [Path(folder) / f"test_{n:02}.ipynb" for n in range(len(shipped))]
        for path in plain:
            cell = nbformat.v4.new_code_cell("import pandas")
            nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}), path)

        def once(paths, n):
            work = Path(folder) / f"{n}-{len(paths[0])}"
            done = []
            sanitize = f"--nbval-sanitize-with={ROOT / 'tests' / 'nbval_sanitize.cfg'}"
            command = [sys.executable, "-m", "pytest", "-q", "--nbval", sanitize, "-p", "no:cacheprovider", "-o", "addopts=", f"--rootdir={folder}", *paths]
            seconds = timed(lambda: done.append(subprocess.run(command, cwd=folder, env=environment(work), capture_output=True, text=True)))
            if done[0].returncode:
                raise RuntimeError("nbval did not pass: " + done[0].stdout.strip().splitlines()[-1])
            return seconds
        found = in_turn({"ours": shipped, "plain": list(map(str, plain))}, rounds, once, say)
    return [row(f"nbval of all {len(shipped)} notebooks", "s", found["ours"], "as many that import pandas", found["plain"], most=2.0)]


def class_overview(rounds, say, options):
    """The overview of a class, validation included, against pandas reading the same hand-ins; and its growth."""
    lines, unit = options["lines"], "s"
    measure, growth = f"class overview, {lines:,} lines", "class overview, growth for ten times the lines"
    shared = {}

    def once(what, _):
        folder, who = what
        with tempfile.TemporaryDirectory() as work:
            told = subprocess.run([sys.executable, "-c", CLASS[who], str(folder)], env=environment(work), capture_output=True, text=True, check=True).stdout
        seconds, shared[what] = map(float, told.split())
        return seconds
    with tempfile.TemporaryDirectory() as folder:
        say("  writing hand-ins")
        large, small = (make_class(Path(folder) / name, size) for name, size in (("large", lines), ("small", lines // 10)))
        found = in_turn({"small": (small, "ours"), "ours": (large, "ours"), "pandas": (large, "pandas")}, rounds, once, say)
    note = f"{shared[large, 'pandas']:,.0f} lines in {lines // EACH:,} hand-ins; peak memory of the largest process {shared[large, 'ours']:.0f} MB, of a tenth of the lines {shared[small, 'ours']:.0f} MB"
    return [row(measure, unit, found["ours"], "pandas.read_json(lines=True)", found["pandas"], most=0.3, note=note),
            row(growth, unit, found["ours"], "a tenth of them", found["small"], most=11)]


EACH = 333  # lines of a learner
# In Pythons of their own, without their start and imports: seconds, and memory (ours) or lines (pandas).
CLASS = {
    "ours": """
import sys, time
import pandas
from helpers import classroom, content
content.course()
start = time.perf_counter()
classroom.tables(classroom.read(sys.argv[1], lambda done, of: None))
seconds = time.perf_counter() - start
try:
    import resource
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / (1e6 if sys.platform == "darwin" else 1e3)
except ImportError:
    most = 0
print(seconds, most)
""",
    "pandas": """
import pathlib, sys, time, zipfile
import pandas
start, lines = time.perf_counter(), 0
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.zip")):
    with zipfile.ZipFile(path) as bag, bag.open("journal.jsonl") as file:
        lines += len(pandas.read_json(file, lines=True))
print(time.perf_counter() - start, lines)
"""}


def make_class(folder, lines):
    """A folder of made-up hand-ins: somewhat fewer lines than that, because not all share all."""
    from helpers import made_up
    folder.mkdir()
    made_up.write(folder, max(1, lines // EACH), EACH)
    return folder
