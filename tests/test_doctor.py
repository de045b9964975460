"""The check-up: what it says where all is well, and of each thing that is not."""

import shutil
import subprocess
import sys

import pytest

from helpers import doctor, journal, tables


def found():
    return list(doctor.findings())


def test_all_is_well_here_and_nothing_is_left_behind(own_work):
    assert all(fine for fine, _ in found()) and len(found()) == 8
    assert [path.name for path in own_work.iterdir()] == []


def test_a_damaged_table_is_named_with_what_to_do(tmp_path, monkeypatch):
    folder = tmp_path / "figures"
    shutil.copytree(tables.FIGURES, folder)
    monkeypatch.setattr(tables, "FIGURES", folder)
    assert all(fine for fine, _ in found())
    (folder / "places.csv").write_bytes((folder / "places.csv").read_bytes()[:99])
    (folder / "tiles.csv").unlink()
    wrong = [words for fine, words in found() if not fine]
    assert len(wrong) == 2 and all("git checkout data/figures/" in words for words in wrong)
    assert not any("are whole" in words for _, words in found())


def test_a_damaged_list_of_tables_is_named_too(tmp_path, monkeypatch):
    (tmp_path / "datapackage.json").write_text("{")
    monkeypatch.setattr(tables, "FIGURES", tmp_path)
    assert [words for fine, words in found() if not fine] == ["The file data/figures/datapackage.json is damaged; to get it back, run: git checkout data/figures/datapackage.json"]


@pytest.mark.parametrize("error, words", [(PermissionError(13, "denied"), "cannot be written to"), (OSError(28, "full"), "the disk is full")])
def test_where_work_cannot_be_kept_it_is_said(monkeypatch, error, words):
    def fail(*_, **__):
        raise error
    monkeypatch.setattr(type(journal.folder()), "write_bytes", fail)
    assert [words in said for fine, said in found() if not fine] == [True]


def test_a_missing_part_is_named(monkeypatch):
    def version(name):
        if name == "pandas":
            raise doctor.PackageNotFoundError
        return "1"
    monkeypatch.setattr(doctor, "version", version)
    assert [said for fine, said in found() if not fine] == ["pandas is missing. Close this and start with: python3 course.py lab"]


def test_looking_needs_no_pandas():
    code = "import sys; from helpers import doctor; list(doctor.findings()); sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=tables.FIGURES.parents[1]).returncode == 0
