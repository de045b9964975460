"""Each test has a work folder of its own, and nothing in memory from the test before."""

import pytest

from helpers import journal, live


@pytest.fixture(autouse=True)
def own_work(tmp_path, monkeypatch):
    """An empty folder for the learner's work; the notebooks' own cells (nbval) do not pass here."""
    work = tmp_path / "work"
    monkeypatch.setenv("COURSE_WORK", str(work))
    for kept in (journal._journals, live._views, live._waiting):
        kept.clear()
    return work
