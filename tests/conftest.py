"""What tests share: a work folder of one's own, one browser, one JupyterLab."""

import shutil

import pytest
from browser import Learner, chromium, copy_notebooks, need_browser, serving

from helpers import journal, live

NOT_OURS = ("favicon", ".woff", "reading 'schema'", "'filebrowser:open-path' not registered",  # Notebook 7's own complaints
            "widget model not found", "Could not process update")  # views of a kernel that the test itself ended


@pytest.fixture(autouse=True)
def own_work(tmp_path, monkeypatch):
    """An empty folder for the learner's work; the notebooks' own cells (nbval) do not pass here."""
    work = tmp_path / "work"
    monkeypatch.setenv("COURSE_WORK", str(work))
    for kept in (journal._journals, live._views, live._waiting):
        kept.clear()
    return work


@pytest.fixture(scope="session")
def browser():
    """The one browser of this run."""
    need_browser()
    with chromium() as one:
        yield one


@pytest.fixture(scope="session")
def lab(browser, tmp_path_factory):
    """A JupyterLab over a copy of the notebooks: (browser, address, work folder)."""
    with serving(tmp_path_factory.mktemp("lab")) as (address, work):
        yield browser, address, work


@pytest.fixture
def learner(lab):
    """Someone new at the page: shipped notebooks, no work yet. No request may leave the machine, no error pass unseen."""
    browser, address, work = lab
    shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(work.parent / "notebooks")
    copy_notebooks(work.parent)
    someone = Learner(browser, address)
    yield someone
    someone.leave()
    strangers = [url for url in someone.asked if not url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))]
    assert not strangers, strangers
    assert not [e for e in someone.errors if not any(known in e for known in NOT_OURS)], someone.errors
