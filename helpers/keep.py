"""Take the work along: one file out, one file in, a union by id."""

from datetime import UTC, datetime

from helpers import html, journal
from helpers.live import Card, view

SAVE = ("**Save a copy** puts all your work into one small text file among your downloads. "
        "Keep it on a stick, or send it to yourself. **Bring it back** adds a saved copy to what is here; "
        "nothing is lost and nothing is counted twice.")


def save() -> Card:
    """A card that saves all your work as one file, or brings a saved file back."""
    from helpers.widgets import Ask
    item = {"type": "copy", "html": html.block(SAVE)}
    twin = f"<section>{html.block(SAVE)}<p>The two buttons appear while the notebook is running.</p></section>"
    return view(Ask, "copy", lambda: {"label": "Keep and restore", "items": [item], "problem": ""},
                twin, html.plain(SAVE), _receive)


restore = save


def _receive(message):
    if message.get("type") == "copy":
        records = journal.current().records()
        if not records:
            return {"problem": "There is nothing to save yet. Answer something first."}
        day = datetime.now(UTC).strftime("%Y-%m-%d")
        lines = b"".join(map(journal.line, records)).decode("utf-8")
        return {"text": lines, "kind": "application/jsonl", "name": f"my-course-work-{day}.jsonl", "said": f"Saved {len(records)} entries."}
    return bring_back(message.get("text", ""))


def bring_back(text):
    """Add the records of a saved copy to the journal. Gives {"said": …} or {"problem": …}."""
    if not isinstance(text, str) or not text.strip():
        return {"problem": "That file is empty. Choose the file that you saved here (my-course-work-….jsonl)."}
    log = journal.current()
    here = {r["id"] for r in log.records()}
    found = {r["id"]: r for r in journal.parse(text.replace("\r\n", "\n"))}
    if not found:
        return {"problem": "That file holds no work from this course. Choose the file that you saved here "
                           "(my-course-work-….jsonl). Nothing was changed."}
    new = [r for key, r in found.items() if key not in here]
    if new:
        try:
            log.where.mkdir(parents=True, exist_ok=True)
            for session in _sessions(new):
                journal.put(log.where / journal.fresh_name(), b"".join(map(journal.line, session)))
        except OSError as error:
            return {"problem": journal.why(error)}
    return {"said": f"Read {len(found)} entries; {len(new)} of them are new here. "
                    "Choose Run, then Run All Cells, to see your answers."}


def _sessions(records):
    """Records cut into the sessions they were made in: a new one begins where ``n`` does not rise."""
    sessions = []
    for record in records:
        if not sessions or record["n"] <= sessions[-1][-1]["n"]:
            sessions.append([])
        sessions[-1].append(record)
    return sessions
