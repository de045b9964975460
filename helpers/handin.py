"""Hand in: one file for an instructor, with what the learner chose to share and nothing else."""

import hashlib
import io
import json
import os
import zipfile
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from helpers import __version__, content, html, journal, my_dossier, schema
from helpers.live import Card, view

PARTS = {  # part of a hand-in: (its words, whether it is always in, the verbs, the kinds of entries)
    "progress": ("which sittings you opened and finished", True, ("started", "finished"), (schema.Sitting,)),
    "questions": ("your answers to checked questions and exercises, and how many tries", True, ("answered", "tagged", "hinted", "solved"), (schema.Question, schema.Exercise)),
    "predictions": ("your guesses and drawn lines", False, ("predicted",), (schema.Prediction, schema.Guess)),
    "verdicts": ("your verdicts on claims", False, ("judged", "predicted"), (schema.Claim, schema.Guess)),
    "words": ("your sentences, reflections and *I still disagree*", False, ("explained", "reflected"), (schema.Sentence, schema.Reflection, schema.Question)),
    "page": ("your page for the ministry", False, ("explained", "reflected"), (schema.Sentence, schema.Reflection)),
}
VERDICTS = "B.C-p1"  # a guess whose options are verdicts
ABOUT = ("**Hand in** makes one small file for your instructor. Always in it: {always}. The rest is yours to add, and only if you tick it. "
         "No name is in it but the pen name that you type; if you send it by e-mail, the e-mail names you. Look at what would be sent before you send it.")


def hand_in(folder: str | Path | None = None) -> Card:
    """A card that shows what would be shared, then saves it as a file or puts it into ``folder`` (the instructor's, if named).

    Where a class is served, ``COURSE_HAND_IN`` names the folder.
    """
    from helpers.widgets import Ask
    if folder is None:
        folder = os.environ.get("COURSE_HAND_IN") or None
    about = html.block(ABOUT.format(always="; ".join(words for words, always, *_ in PARTS.values() if always)))
    extra = [{"id": part, "html": html.inline(words)} for part, (words, always, *_) in PARTS.items() if not always]

    def receive(message):
        try:
            chosen, name = _wish(message)
            records = journal.current().records()
            kept = select(records, chosen)
            if not kept:
                return {"problem": "There is nothing to hand in yet. Answer something first."}
            if message.get("type") == "look":
                return {"html": shown(kept)}
            data, file = pack(kept, chosen, name, len(records)), file_name(kept)
            if folder is None:
                return {"base64": _base64(data), "kind": "application/zip", "name": file, "said": "Saved."}
            where = Path(str(folder)).expanduser()
            if not str(folder).strip() or not where.is_dir():
                return {"problem": f"There is no folder {where}. Ask for its right name, or write course.hand_in() and send the file."}
            journal.put(where / file, data)
            return {"said": f"Handed in as {file}. To change it, hand in again: the new file takes the old one's place."}
        except Wish as error:
            return {"problem": str(error)}
        except OSError as error:
            return {"problem": journal.why(error)}
    item = {"type": "handin", "html": about, "extra": extra, "folder": folder is not None}
    return view(Ask, "hand-in", lambda: {"label": "Hand in", "items": [item], "problem": ""}, f"<section>{about}</section>", html.plain(ABOUT).split(". ")[0] + ".", receive)


class Wish(ValueError):
    """What was ticked or typed cannot be done; the message says what to change."""


def _wish(message):
    chosen = [part for part in PARTS if PARTS[part][1] or part in (message.get("parts") or ())]
    name = " ".join(str(message.get("name") or "").split())[:40]
    if any(not PARTS[part][1] for part in chosen) and not name:
        raise Wish("Guesses, verdicts and words go under a pen name. Type one that is not your own name, or untick them.")
    return chosen, name


@lru_cache(maxsize=20_000)
def part_of(verb, key):
    """The part of a hand-in to which a record with this verb and object belongs, or None."""
    course = content.course()
    item = {**course.items, **course.sittings}.get(key)
    for part, (_, _, verbs, kinds) in PARTS.items():
        if verb in verbs and isinstance(item, kinds):
            fits = {"page": key.startswith("S.2-"), "words": not key.startswith("S.2-"), "verdicts": isinstance(item, schema.Claim) or key == VERDICTS,
                    "predictions": key != VERDICTS}
            if fits.get(part, True):
                return part
    return None


def select(records, chosen):
    """The records to be shared: of the chosen parts, with the day and no clock time, and the learner's random name replaced."""
    found, gone = [], {}
    for record in records:
        if record["verb"] == "reset":
            gone[record["object"]] = len(found)
        if part_of(record["verb"], record["object"]) in chosen:
            result = {k: v for k, v in record["result"].items() if k in ("response", "outcome", "misconception", "attempt", "because")}
            actor = hashlib.sha256(f"hand-in {record['actor']}".encode()).hexdigest()[:16]
            found.append({**record, "actor": actor, "result": result, "timestamp": record["timestamp"][:10]})
    return [r for n, r in enumerate(found) if n >= gone.get(r["object"], 0)]


def shown(kept):
    """What would be sent, as a table: each part, its entries, in plain words."""
    course, rows = content.course(), []
    for record in kept:
        item = course.items.get(record["object"])
        what = html.name(record["object"]) if item else course.sittings[record["object"]].title
        said = my_dossier.in_words(item, record["result"].get("response")) if item else record["verb"]
        rows.append(f'<tr><th scope="row">{html.text(what)}</th><td>{html.text(said)}</td><td>{html.text(record["result"].get("outcome", ""))}</td></tr>')
    head = "".join(f'<th scope="col">{h}</th>' for h in ("What", "Your answer", "It was"))
    return f"<p>{len(kept)} entries would be sent, with the day and no clock time.</p><table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def pack(kept, chosen, name, after, day=""):
    """The hand-in as bytes: a zip of ``handin.json`` and ``journal.jsonl``; ``after`` so many records, which tells the newer of two.

    The same work gives the same bytes within a day.
    """
    about = {"format": 1, "learner": kept[0]["actor"], "course": __version__, "pen_name": name, "shared": chosen, "day": day or datetime.now(UTC).strftime("%Y-%m-%d"), "after": after}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for member, text in (("handin.json", json.dumps(about, ensure_ascii=False, indent=1)), ("journal.jsonl", b"".join(map(journal.line, kept)).decode())):
            file.writestr(zipfile.ZipInfo(member, (2020, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def file_name(kept):
    """One name for one learner, so that a second hand-in takes the place of the first; no word of the learner's is in it."""
    return f"handin-{kept[0]['actor']}.zip"


def _base64(data):
    import base64
    return base64.b64encode(data).decode()
