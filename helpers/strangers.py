"""Open one hand-in, a stranger's file: nothing in it is run, unpacked to disk or taken at its word."""

import json
import re
import zipfile

from helpers import journal

LARGEST = {"zip": 4_000_000, "handin.json": 20_000, "journal.jsonl": 40_000_000}  # bytes
FORM = {"learner": str, "shared": list, "after": int}
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")  # controls, what turns a line around, half characters


class Refused(ValueError):
    """This file is no hand-in; the message says why."""


def opened(path, *names):
    """(what handin.json says, texts of these members), read by name and never more than LARGEST of them. Raises :class:`Refused`."""
    try:
        if path.stat().st_size > LARGEST["zip"]:
            raise Refused(f"larger than any hand-in ({path.stat().st_size:,} bytes)")
        with zipfile.ZipFile(path) as file:
            about, *texts = json.loads(_member(file, "handin.json").decode("utf-8-sig")), *(_member(file, name).decode("utf-8", "replace") for name in names)
    except Refused:
        raise
    except OSError as error:
        raise Refused(f"it cannot be read: {error.strerror or error}") from None
    except Exception:  # zipfile raises many kinds on a damaged or hostile file
        raise Refused("no hand-in of this course: a .zip with handin.json and journal.jsonl, not encrypted, not inside another .zip") from None
    if not isinstance(about, dict) or about.get("format") != 1 or any(type(about.get(key)) is not kind for key, kind in FORM.items()) \
            or not all(isinstance(part, str) for part in about["shared"]):
        raise Refused("a hand-in of another format; the learner may have another edition of the course")
    return about, texts


def _member(file, name):
    with file.open(name) as part:
        data = part.read(LARGEST[name] + 1)
    if len(data) > LARGEST[name]:
        raise Refused(f"its {name} unpacks to more than {LARGEST[name]:,} bytes")
    return data


def word(about, name):
    return " ".join(UNSEEN.sub("", str(about.get(name) or "")).split())[:40]


def records(path):
    """(handin.json, the records in order, how many lines are torn, foreign or said twice) of one hand-in. Raises :class:`Refused`."""
    about, (text,) = opened(path, "journal.jsonl")
    lines = [one for one in text.split("\n") if one]
    try:  # all at once where every line is whole, else line by line
        found = json.loads(f"[{','.join(lines)}]")
        found = found if len(found) == len(lines) else journal.parse(text)
    except (ValueError, RecursionError):
        found = journal.parse(text)
    try:
        found = list({r["id"]: r for r in found}.values())
        found.sort(key=lambda r: r["n"])
        actors = {r["actor"] for r in found}
    except (KeyError, TypeError):  # a whole line that is no record
        found = sorted({r["id"]: r for r in journal.parse(text)}.values(), key=lambda r: r["n"])
        actors = {r["actor"] for r in found}
    if actors != {about["learner"]}:
        raise Refused("the work of more than one learner in one file" if actors else "no record of this course is in it")
    return about, found, len(lines) - len(found)
