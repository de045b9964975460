"""Slides of a sitting, without a browser: what starts a slide, what is fetched, and what people read when it cannot be."""
import errno
import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
import course  # noqa: E402
import present  # noqa: E402


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Nothing fetched, no class yet."""
    monkeypatch.setattr(present, "FETCHED", tmp_path / "fetched")
    monkeypatch.setattr(present, "CLASSES", tmp_path / "classes")
    return tmp_path


def sentence(args):
    """What people would read: one plain paragraph, no traceback."""
    with pytest.raises(SystemExit) as stopped:
        present.main(args)
    text = str(stopped.value)
    assert "Traceback" not in text and "\n" not in text and text.endswith(".")
    return text


def types(*cells):
    made = present.as_slides(new_notebook(cells=list(cells)))
    return [cell.metadata.slideshow.slide_type for cell in made.cells]


def test_a_heading_with_words_and_each_activity_are_slides():
    def ask():
        return new_code_cell('course.ask("A.1-q1")')
    assert types(new_markdown_cell("# Title\n\nWords."), ask(), ask()) == ["slide", "slide", "slide"]
    assert types(new_markdown_cell("## One sentence"), ask(), ask()) == ["slide", "-", "slide"]
    assert types(new_markdown_cell("**Worked.** One line."), new_markdown_cell("## Next"), ask()) == ["slide", "slide", "-"]


def test_only_code_that_merely_calls_the_course_is_out_of_sight():
    cells = [new_code_cell(code) for code in ('import helpers as course\ncourse.start("a")', 'course.simulate("A.1-i1", after="A.1-p1")',
                                              'left = None\ncourse.check("A.1-x2", left)', "2 + 2")]
    tagged = [cell.metadata.get("tags", []) for cell in present.as_slides(new_notebook(cells=cells)).cells]
    assert tagged == [["call"], ["call"], [], []]


@pytest.mark.parametrize("path", present.sittings().values(), ids=lambda path: path.stem)
def test_slides_of_a_shipped_notebook_read_alike(path):
    before = nbformat.read(path, as_version=4)
    after = present.as_slides(nbformat.read(path, as_version=4))
    nbformat.validate(after)
    assert [(cell.cell_type, cell.source, cell.get("outputs")) for cell in after.cells] == [
        (cell.cell_type, cell.source, cell.get("outputs")) for cell in before.cells]
    kinds = [cell.metadata.slideshow.slide_type for cell in after.cells]
    assert kinds[0] == "slide" and set(kinds) <= {"slide", "-"}
    for cell, kind in zip(after.cells, kinds, strict=True):
        assert kind == "slide" or cell.cell_type == "code"
        assert "jp-MarkdownHeadingCollapsed" not in cell.metadata
        assert cell.cell_type == "markdown" or "optional" in cell.metadata.get("tags", []) or "call" in cell.metadata.get("tags", [])


def test_a_name_that_is_none(place):
    assert sentence([]).startswith("Say which sitting to show. For example: python3 course.py present a_1_what_is_it.")
    assert sentence([""]).startswith("Say which sitting to show.")
    assert sentence(["nosuch"]).startswith("No sitting is called nosuch.") and "b_11_closing" in sentence(["nosuch"])
    assert sentence(["../course"]).startswith("No sitting is called ../course.")
    assert sentence(["teach/class_overview"]).startswith("No sitting is called teach/class_overview."), "pen names on a projector"
    assert sentence(["a_1_what_is_it", "b_03_tired"]).startswith("No sitting is called a_1_what_is_it b_03_tired.")
    assert sentence(["a_1_what_is_it", "--loud"]).startswith("There is no --loud here.")
    assert sentence(["a_1_what_is_it", "--again"]).startswith("There is no class to go on with")
    assert list(place.iterdir()) == []


def test_a_class_starts_empty_and_may_go_on(place, monkeypatch):
    shown = []
    monkeypatch.setattr(present, "fetch", lambda: None)
    monkeypatch.setattr(present, "present", lambda name, work, browser: shown.append((name, work, browser)))
    for folder in ("2026-11-22-090000", "2026-11-22-140000"):
        (place / "classes" / folder).mkdir(parents=True)
    present.main(["notebooks/a_1_what_is_it.ipynb"])
    present.main(["a_1_what_is_it", "--again", "--no-browser"])
    (name, new, opens), (again, last, closed) = shown
    assert name == again == "a_1_what_is_it" and opens and not closed
    assert not new.exists() and re.fullmatch(r"\d{4}-\d\d-\d\d-\d{6}", new.name) and last.name == "2026-11-22-140000"


def test_no_network_at_the_first_start(place, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    for name in ("PIP_FIND_LINKS", "PIP_NO_INDEX", "PIP_EXTRA_INDEX_URL", "PIP_CONFIG_FILE"):
        monkeypatch.delenv(name, raising=False)
    assert sentence(["a_1_what_is_it"]).startswith("No network: showing slides fetches 1.3 MB once")
    assert not (place / "fetched" / "present.stamp").exists()


@pytest.mark.parametrize("said, number", [("OSError: [Errno 28] No space left on device", errno.ENOSPC), ("Disk quota exceeded", errno.ENOSPC)])
def test_a_full_disk_while_fetching(place, monkeypatch, said, number):
    monkeypatch.setattr(present.subprocess, "run", lambda *args, **more: subprocess.CompletedProcess(args, 1, "", said))
    with pytest.raises(OSError) as stopped:
        present.fetch()
    assert stopped.value.errno == number and course.explain_os_error(stopped.value).startswith("A disk is full")


def test_a_fetch_that_failed_is_told_and_done_again(place, monkeypatch):
    calls = []

    def run(command, **more):
        calls.append(command)
        return subprocess.CompletedProcess(command, int(len(calls) == 1), "", "hashes do not match")
    monkeypatch.setattr(present.subprocess, "run", run)
    with pytest.raises(SystemExit, match="hashes do not match"):
        present.fetch()
    present.fetch()
    present.fetch()
    assert len(calls) == 2, "the third start fetches nothing"
    assert "--require-hashes" in calls[0] and "--no-deps" in calls[0]
    (present.FETCHED / "present.stamp").write_text("of another edition")
    present.fetch()
    assert len(calls) == 3


def test_a_folder_that_may_not_be_written(place, monkeypatch):
    (place / "file").write_text("")
    monkeypatch.setattr(present, "FETCHED", place / "file" / ".venv-present")
    with pytest.raises(OSError) as stopped:
        present.fetch()
    text = course.explain_os_error(stopped.value)
    assert "Traceback" not in text and str(place) in text


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b'{"cells": 1}', b"\xff\xfe", b'{"cells": [{}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'])
def test_a_damaged_notebook(place, monkeypatch, data):
    (place / "folder").mkdir()
    (place / "damaged.ipynb").write_bytes(data)
    whole = present.sittings()["b_03_tired"]
    monkeypatch.setattr(present, "sittings", lambda: {"b_03_tired": whole, "damaged": place / "damaged.ipynb"})
    with pytest.raises(SystemExit, match="notebooks/damaged.ipynb cannot be read as a notebook. python3 course.py fresh damaged puts it back"):
        present.prepare(place / "folder", place / "work", "damaged")
    assert (place / "folder" / "notebooks" / "b_03_tired.ipynb").exists()


def test_the_lock_holds_two_packages_and_no_address():
    text = present.LOCK.read_text(encoding="utf-8")
    assert re.findall(r"^(\S+)==", text, re.MULTILINE) == ["jupyterlab-fonts", "jupyterlab-slideshow"]
    assert "--hash=sha256:" in text and "://" not in text and "--index" not in text
    learners = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert "slideshow" not in learners and "jupyterlab-fonts" not in learners


def test_every_key_is_bound_once_at_a_place():
    bound = [(tuple(one["keys"]), one["selector"]) for one in present.SETTINGS["@jupyterlab/shortcuts-extension/shortcuts"]["shortcuts"]]
    assert len(bound) == len(set(bound))
    json.dumps(present.SETTINGS)
