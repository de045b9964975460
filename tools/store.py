"""course.py store: run notebooks and store what they show. The only way stored outputs are made."""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

sys.path.insert(0, str(Path(__file__).parent.parent))
from course import explain_os_error, say  # noqa: E402
from files import NOTEBOOKS, as_name, replace, shipped_notebooks  # noqa: E402

KEPT = ("text/html", "text/plain")


def off_the_network(argv):
    """Start again in a network namespace that has only itself, so that no output can depend on the net."""
    ip = shutil.which("ip", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    unshare = sys.platform.startswith("linux") and shutil.which("unshare")
    inside = [unshare, "-rn", "sh", "-c", f'"{ip}" link set lo up && exec "$@"', "sh"]  # kernels talk over loopback
    if ip and unshare and subprocess.run([*inside, "true"], capture_output=True).returncode == 0:
        os.execv(unshare, [*inside, sys.executable, __file__, "--off", *argv])
    say("The network stays on: this machine does not let us switch it off for the notebooks.")


def cleaned(output):
    if output.output_type in ("display_data", "execute_result"):
        output.data = {kind: output.data[kind] for kind in KEPT if kind in output.data}
        output.metadata = {}
    elif output.output_type == "error":
        output.traceback = [f"{output.ename}: {output.evalue}"]  # the whole one would name this machine's folders
    return output


def run(path):
    """The notebook's new text; each in an empty work folder, so that one alone gives the same as all."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as work:
        os.environ["COURSE_WORK"] = work
        at = {}
        client = NotebookClient(notebook, timeout=300, kernel_name="python3", record_timing=False, coalesce_streams=True,
                                resources={"metadata": {"path": str(path.parent)}},
                                on_cell_start=lambda cell, cell_index: at.update(cell=cell, number=cell_index + 1))
        try:
            client.execute()
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            why = f"{error.ename}: {error.evalue}" if isinstance(error, CellExecutionError) else type(error).__name__
            sys.exit(f"{path.relative_to(NOTEBOOKS)}, cell {at['number']} ({at['cell'].get('id', 'no id')}) "
                     f"stopped with {why}. Nothing was written.")
    # Counts stay as the fresh kernel gave them, 1, 2, 3: nbval takes a cell with outputs and no count for one that never ran.
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.metadata.pop("execution", None)
            cell.outputs = [cleaned(output) for output in cell.outputs]
    notebook.metadata.pop("widgets", None)
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    notebook.metadata.language_info = {"name": "python"}
    nbformat.validate(notebook)
    return nbformat.writes(notebook).rstrip("\n") + "\n"  # as JupyterLab writes: one space, sorted keys, letters as they are


def main(names):
    there = {path.relative_to(NOTEBOOKS).with_suffix("").as_posix(): path for path in shipped_notebooks()}
    names = [as_name(name) for name in names]
    unknown = [name for name in names if name not in there]
    if unknown:
        sys.exit(f"No notebook is called {', '.join(unknown)}. There are: {', '.join(there) or 'none'}.")
    made = {}
    for name, path in there.items():
        if not names or name in names:
            say(f"running {name}")
            made[path] = run(path).encode("utf-8")
    for path, data in made.items():
        if path.read_bytes() != data:
            replace(path, data)
            say(f"stored {path.relative_to(NOTEBOOKS)}")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] == ["--off"]:
        arguments = arguments[1:]
    else:
        off_the_network(arguments)
    try:
        main(arguments)
    except KeyboardInterrupt:
        sys.exit("\nStopped. Nothing was written.")
    except OSError as error:
        sys.exit(explain_os_error(error))
