"""course.py new, in a copy of the course: what it writes, what the map then names, and what it refuses."""

import os
import shutil
import subprocess
import sys

import pytest
from browser import ROOT

from helpers import content
from tools import course_map, rules

sys.path.insert(0, str(ROOT / "tools"))
import new  # noqa: E402

COURSE = content.course()
THREE = ("r_1_fair_order", "R.1", "Unity, and a fair order: ¿qué?")
CHANGED = ("data/course/R.1.toml", "notebooks/r_1_fair_order.ipynb", "data/course/sittings.toml", "README.md")
STEADY = ("content.py", "notebooks.py", "c_1_two_readings.py", "b_11_closing.py", "review.py", "dossier.py", "bank.py")


@pytest.fixture
def copy(tmp_path):
    """A copy of the course, in a path as people have them."""
    folder = tmp_path / "kursü mit leer zeichen"
    for name in ("helpers", "tools", "tests", "data/course", "data/figures"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns("my_work", ".*"))
    for name in ("course.py", "README.md"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def go(folder, *command):
    """A program run in the copy, with the copy's helpers: (its code, all that it says)."""
    env = {key: value for key, value in os.environ.items() if key != "PYTEST_ADDOPTS"}
    done = subprocess.run([sys.executable, *command], cwd=folder, capture_output=True, encoding="utf-8",
                          env={**env, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"})
    return done.returncode, done.stdout + done.stderr


def all_files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def still(folder):
    """What the map tells below its table, line by line."""
    code, said = go(folder, "course.py", "map")
    assert code == 0 and "Traceback" not in said, said
    return said.partition("Still to be done")[2].splitlines()[1:]


def test_it_writes_a_sitting_whose_every_gap_the_map_names_and_filled_in_nothing_is_missing(copy):
    before = all_files(copy)
    code, said = go(copy, "course.py", "new", *THREE)
    assert code == 0 and "store c_2_the_brief r_1_fair_order" in said, said
    assert {path.relative_to(copy).as_posix() for path, data in all_files(copy).items() if before.get(path) != data} == {*CHANGED, "notebooks/c_2_the_brief.ipynb"}
    course = content.read(copy / "data" / "course")
    assert course.units["R.1"].unit.title == course.sittings["r_1_fair_order"].title == THREE[2]
    order = list(course.sittings)
    assert order[order.index("r_1_fair_order") - 1] == "c_2_the_brief" and course.sittings[order[order.index("r_1_fair_order") + 1]].aside

    left = still(copy)
    for name in CHANGED:
        text = "\n".join(line for line in (copy / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
        assert text.count("TO WRITE") == sum(line.startswith(name.split("/")[-1]) for line in left) > 0, name
    assert "R.1.toml, retelling, strongest: TO WRITE: the best case" in "\n".join(left)
    rest = [line for line in left if "TO WRITE" not in line]
    assert [line.split(":")[0] for line in rest] == ["R.1", "R.1-e1", "R.1-e2", "R.1-e3", "R.1-e4", "r_1_fair_order", "r_1_fair_order"], rest
    assert "needs a source" in rest[0] and "store r_1_fair_order" in rest[-2] and "minutes" in rest[-1]

    for name in CHANGED:  # as an instructor would, in fewer words
        text = (copy / name).read_text(encoding="utf-8").replace("TO WRITE: ", "").replace("sources = []", 'sources = ["Mao1937"]')
        text = text.replace("| `r_1_fair_order` | 25 |", "| `r_1_fair_order` | 20 |").replace("minutes = 25\nunits = [\"R.1\"]", "minutes = 20\nunits = [\"R.1\"]")
        (copy / name).write_text(text, encoding="utf-8")
    code, said = go(copy, "tools/store.py", "c_2_the_brief", "r_1_fair_order")
    assert code == 0 and "stored r_1_fair_order" in said, said
    assert still(copy) == []

    # A third reading breaks nothing that was written with two in mind.
    code, said = go(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--deselect=tests/test_notebooks.py::test_a_broken_notebook_turns_the_suite_red",
                    *(f"tests/test_{name}" for name in STEADY), "-k", "not nonsense and not (word_of_a_learner and not r_1 and not short_path)")
    assert code == 0 and " passed" in said, said[-3000:]


@pytest.mark.parametrize("three", [
    (), ("",), THREE[:2], (*THREE, "more"), ("", "", ""), ("a_1_what_is_it", "R.1", "Title"), ("r_1_new", "A.1", "Title"), ("r_1_new", "R.1", "Connected"),
    ("../r_1", "R.1", "Title"), ("r_1_new", "../R.1", "Title"), ("r_1_new", "S.9", "Title"), ("r_1_new", "R.1", '"]\nx = ["')], ids=str)
def test_what_it_cannot_write_is_refused_in_a_sentence_and_nothing_is_written(copy, three):
    before = all_files(copy)
    code, said = go(copy, "course.py", "new", *three)
    assert code == 1 and "Traceback" not in said and len(said) < 400 and len(said.strip().splitlines()) == 1, said
    assert all_files(copy) == before


@pytest.mark.parametrize("sitting", ["r", "con", "R_1_new", "r 1", "r_1.ipynb", "r_1_new\n", "_1", "r__1", "ü_1", "r_" + "1" * 500, "-h_1"])
def test_an_absurd_name_is_no_notebook(sitting):
    assert "is no name for a notebook" in new.refused(COURSE, sitting, "R.1", "Title")


@pytest.mark.parametrize("unit", ["R", "R.", "r.1", "RR.1", "R.1-q1", "R..1", "R.1.", "R.1\n", "S.1", "S.9", "Ä.1", "R.a", "R." + "1" * 99, "1.R"])
def test_an_absurd_id_is_no_unit(unit):
    assert "is no id for a unit" in new.refused(COURSE, "r_1_new", unit, "Title")


@pytest.mark.parametrize("title", ["", "?!", "7", "x", "a" * 61, 'a "word"', "two\nlines", "back\\slash", "a | b", "<b>bold</b>", "[link](there)", "nul\0l", "$x$ and $y$", "\x1b[31mred"])
def test_an_absurd_title_is_refused(title):
    assert "is no title" in new.refused(COURSE, "r_1_new", "R.1", title)


@pytest.mark.parametrize("unit", ["R.1", "R.P1", "Q.2.10", "A.9"])
def test_a_plain_one_is_taken(unit):
    assert new.refused(COURSE, "r_1_new", unit, "Один порядок, l’ordre d’un autre") == ""


def test_a_disk_that_fills_up_half_way_leaves_everything_as_it_was(copy, monkeypatch):
    before, real, calls = all_files(copy), new.replace, []
    for name, path in {"ROOT": copy, "DATA": copy / "data" / "course", "NOTEBOOKS": copy / "notebooks", "README": copy / "README.md"}.items():
        monkeypatch.setattr(new, name, path)

    def full(path, data):
        calls.append(path)
        if len(calls) == 4:
            raise OSError(28, "No space left on device")
        real(path, data)
    monkeypatch.setattr(new, "replace", full)
    with pytest.raises(OSError):
        new.main(list(THREE))
    assert len(calls) > 4 and all_files(copy) == before


def test_a_unit_that_no_sitting_names_and_a_notebook_that_is_not_there_are_told(copy):
    go(copy, "course.py", "new", *THREE)
    (copy / "notebooks" / "r_1_fair_order.ipynb").unlink()
    assert "r_1_fair_order: there is no notebook r_1_fair_order.ipynb." in still(copy)
    path = copy / "data" / "course" / "sittings.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('units = ["R.1"]', 'units = ["R.7"]'), encoding="utf-8")
    left = still(copy)
    assert "R.1: no sitting in sittings.toml names this unit." in left and "r_1_fair_order: there is no unit 'R.7'." in left
    path.write_text("[", encoding="utf-8")
    for command in (("map",), ("new", "r_2_next", "R.2", "Next")):
        code, said = go(copy, "course.py", *command)
        assert code == 1 and "sittings.toml cannot be read" in said and "Traceback" not in said


def test_nothing_is_left_to_write_in_what_is_shipped():
    assert rules.unwritten(COURSE) == [] and list(course_map.unfinished(COURSE)) == []
