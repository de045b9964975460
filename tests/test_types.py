"""Types, documentation and use of what the helpers offer."""

import inspect
import re
import subprocess
import sys
import typing
from pathlib import Path

import pandas
import pytest

import helpers as course
from helpers import notebooks

ROOT = Path(__file__).resolve().parent.parent


def test_the_types_of_the_helpers_fit(tmp_path):
    """mypy, as pyproject.toml sets it up; no network, no folder left behind."""
    done = subprocess.run([sys.executable, "-m", "mypy", f"--cache-dir={tmp_path}"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_wrong_type_turns_this_red(tmp_path):
    (tmp_path / "wrong.py").write_text("from helpers import verbs\nverbs.ask(7)\nverbs.hear('A.1').nothing\n")
    done = subprocess.run([sys.executable, "-m", "mypy", f"--config-file={ROOT / 'pyproject.toml'}", f"--cache-dir={tmp_path}", str(tmp_path / "wrong.py")],
                          cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1 and "arg-type" in done.stdout and "attr-defined" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize("name", course.__all__)
def test_every_public_name_is_documented_typed_and_used(name):
    function = getattr(course, name)
    assert inspect.getdoc(function), "no docstring"
    assert typing.get_type_hints(function, {**function.__globals__, "pandas": pandas}).keys() == {*inspect.signature(function).parameters, "return"}, "a parameter or the result has no type"
    books = [source for path in (ROOT / "notebooks").glob("*.ipynb") for _, source, _ in notebooks.cells(path)]
    pages = [(ROOT / page).read_text(encoding="utf-8") for page in ("README.md", "CONTRIBUTING.md")]
    assert any(re.search(rf"course\.{name}\b|`{name}\(", text) for text in (*books, *pages)), "no notebook and no page speaks of it"
