"""A check-up in plain words: can this computer run the course and keep the work?"""

import hashlib
import sys
from importlib.metadata import PackageNotFoundError, version

from helpers import html, journal, tables
from helpers.live import Card, view

ASKED = "The check-up asks: is Python new enough, are the parts there, are the figures undamaged, can your work be kept?"


def check_up() -> Card:
    """A card that says what works here and what to do about what does not."""
    from helpers.widgets import Ask
    return view(Ask, "check-up", lambda: {"label": "Check-up", "items": [{"type": "words", "html": _told()}], "problem": ""},
                f"<p>{ASKED}</p>", ASKED)


def findings():
    """Each finding as (fine, sentence)."""
    yield sys.version_info >= (3, 11), f"Python {sys.version_info.major}.{sys.version_info.minor} runs the course."
    for part in ("jupyterlab", "ipywidgets", "pandas", "anywidget", "lets-plot"):
        try:
            yield True, f"{part} {version(part)} is there."
        except PackageNotFoundError:
            yield False, f"{part} is missing. Close this and start with: python3 course.py lab"
    broken = list(_broken_tables())
    yield from ((False, words) for words in broken)
    if not broken:
        yield True, f"All {len(tables.names())} tables of figures are whole."
    log = journal.current()
    try:
        log.where.mkdir(parents=True, exist_ok=True)
        probe = log.where / "check-up.tmp"
        probe.write_bytes(hashlib.sha256(b"").digest())
        probe.unlink()
        yield True, f"Your work is kept in {log.where.name}; {len(log.records())} entries so far."
    except OSError as error:
        yield False, journal.why(error)


def _broken_tables():
    try:
        names = tables.names()
    except tables.TableError as error:
        yield str(error)
        return
    for name in names:
        try:
            tables.look(name)
        except tables.TableError as error:
            yield str(error)


def _told():
    rows = "".join(f"<li>{'✓' if fine else '✗'} {html.text(words)}</li>" for fine, words in findings())
    return f"<ul class='rc-tasks'>{rows}<li>✓ You can see this card, so the interactive parts work.</li></ul>"
