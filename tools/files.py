"""The notebooks as files. Run by course.py lab, it drops saved widget views before JupyterLab opens."""
import json
import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from course import ROOT, explain_os_error  # noqa: E402

NOTEBOOKS = ROOT / "notebooks"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def shipped_notebooks():
    return sorted(path for path in NOTEBOOKS.glob("**/*.ipynb")
                  if not {"my_work", ".ipynb_checkpoints"} & set(path.relative_to(NOTEBOOKS).parts))


def as_name(typed):
    """What a person may type for a notebook: a_1_what_is_it, or its path."""
    return typed.replace("\\", "/").removeprefix("notebooks/").removesuffix(".ipynb")


def replace(path, data):
    """Write in one step: a stop half-way leaves the old file."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    if path.exists():
        shutil.copymode(path, part)
    os.replace(part, path)


def drop_widget_views(path):
    """A saved widget view without its kernel would show as an error in place of the stored picture."""
    data = path.read_bytes()
    if WIDGET_VIEW.encode() not in data:
        return
    try:
        text = data.decode("utf-8")
        notebook = json.loads(text)
        outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
        views = [output["data"].pop(WIDGET_VIEW) for output in outputs if WIDGET_VIEW in output.get("data", {})]
        new = json.dumps(notebook, indent=1, ensure_ascii=False) + ("\n" if text.endswith("\n") else "")
        new = new.encode("utf-8")  # half a character has no UTF-8; such a file stays as it is
    except (ValueError, LookupError, TypeError, AttributeError):
        return  # not a notebook; JupyterLab says so better than we can
    if views:
        replace(path, new)


if __name__ == "__main__":
    try:
        for notebook in shipped_notebooks():
            drop_widget_views(notebook)
    except OSError as error:
        sys.exit(explain_os_error(error))
