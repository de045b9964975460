"""What the learner did, on the learner's own disk and nowhere else.

One JSON object a line, one file a kernel session, in ``notebooks/my_work`` (or the folder that
``COURSE_WORK`` names). Reading takes all files together and drops repeated ids. A record is one
write of newline, JSON, newline, then ``fsync``; only then is it said to be saved. The leading
newline keeps a torn fragment from swallowing the next record.
"""

import contextlib
import errno
import hashlib
import json
import os
import secrets
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

from helpers import __version__, content

VERBS = ("started", "tagged", "predicted", "skipped", "handled", "revealed", "answered", "hinted",
         "solved", "explained", "judged", "reflected", "finished", "reset")
LONGEST = 20_000  # characters of one answer
LONGEST_NAME = 200  # characters of an id, an object, an actor
ME = '{"actor": "learner-%s"}\n'


class NotKept(OSError):
    """The record could not be written; the message says why and what to do."""


def folder():
    """The folder that holds the learner's work."""
    return Path(os.environ.get("COURSE_WORK") or content.ROOT / "notebooks" / "my_work")


class Journal:
    """The records of one learner. Reads all files of a folder, writes one of its own."""

    def __init__(self, where):
        self.where = Path(where)
        self.notebook = ""
        self.path = None
        self.n = 0
        self._seen = {}  # path -> (size, records)
        self._merged: tuple = ((), [])  # (paths and sizes, their records in order)

    def actor(self):
        """The random name of this learner, made on first use and kept in ``me.json``."""
        me = self.where / "me.json"
        for patience in range(9, -1, -1):
            try:
                with open(me, "rb") as file:
                    data, state = file.read(), os.fstat(file.fileno())
                found = json.loads(data.decode("utf-8"))["actor"]
                if isinstance(found, str) and 0 < len(found) < LONGEST_NAME:
                    return found
                raise ValueError("no name")
            except FileNotFoundError:
                self.where.mkdir(parents=True, exist_ok=True)
                with contextlib.suppress(FileExistsError), open(me, "x", encoding="utf-8") as file:  # or another was first
                    file.write(ME % secrets.token_hex(4))
            except (ValueError, KeyError, TypeError, RecursionError):
                if patience > 1:  # another kernel may be writing it this moment
                    time.sleep(0.02)
                    continue
                same = hashlib.sha256(data + f"{state.st_ino} {state.st_mtime_ns}".encode()).hexdigest()[:8]
                (self.where / f"me-damaged-{same}.json").write_bytes(data)  # kernels that mend it at once choose one name
                put(me, (ME % same).encode())
        return "learner-unknown"

    def append(self, verb, thing, result=None, digest=""):
        """Keep one record and give it back; raises :class:`NotKept`.

        The attempt's number is counted here. ``result`` must be plain JSON, its texts no longer than LONGEST.
        """
        if verb not in VERBS:
            raise ValueError(f"{verb!r} is no verb of the journal.")
        result = dict(result or {})
        length = max((len(v) if isinstance(v, str) else len(json.dumps(v, ensure_ascii=False)) for v in result.values()), default=0)
        if length > LONGEST:
            raise NotKept(f"That is {length:,} characters long. Up to {LONGEST:,} are kept. "
                          f"Please shorten it; nothing you typed is lost.")
        try:
            known = self.records()
            result["attempt"] = 1 + sum(r["object"] == thing and r["verb"] == verb for r in known)
            record = {"v": 1, "id": str(uuid.uuid4()), "actor": self.actor(), "verb": verb,
                      "object": thing, "result": result,
                      "timestamp": now(max((r["timestamp"] for r in known), default="")), "n": self.n + 1,
                      "notebook": self.notebook, "course": __version__, "hash": digest}
            self._write(record)
        except OSError as error:
            raise NotKept(why(error)) from error
        self.n += 1
        size, known = self._seen.get(self.path, (0, []))
        with contextlib.suppress(OSError):  # where nothing but this record is new, the file need not be read again
            if self.path and self.path.stat().st_size == size + len(line(record)):
                self._seen[self.path] = (size + len(line(record)), [*known, record])
        return record

    def _write(self, record):
        if self.path is None:
            self.where.mkdir(parents=True, exist_ok=True)
            self.path = self.where / fresh_name()
        data = line(record)
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0),
                       0o600)
        try:
            if os.write(file, data) != len(data):
                raise OSError(errno.ENOSPC, "only a part was written")
            os.fsync(file)
        finally:
            os.close(file)

    def records(self):
        """All records, each id once: by ``n`` within a file, by the clock between files. Foreign lines are passed over."""
        try:
            paths = sorted(self.where.glob("journal-*.jsonl"))
        except OSError:
            return []
        self._seen = {path: self._seen[path] for path in paths if path in self._seen}
        for path in paths:
            with contextlib.suppress(OSError):  # what cannot be read now may be the next time
                size = path.stat().st_size
                if self._seen.get(path, (None,))[0] != size:
                    text = path.read_bytes().decode("utf-8", "replace")
                    self._seen[path] = (size, sorted(parse(text), key=lambda r: r["n"]))
        found, order, sizes = {}, [], [(path, self._seen[path][0]) for path in paths if path in self._seen]
        if self._merged[0] == sizes:
            return list(self._merged[1])
        for path, _ in sizes:
            records, latest = self._seen[path][1], ""
            for record in records:  # a clock that was set back does not reorder a session
                latest = max(latest, record["timestamp"])
                order.append((latest, records[0]["timestamp"], str(path), len(order), record))
        for *_, record in sorted(order, key=lambda o: o[:4]):
            found.setdefault(record["id"], record)
        self._merged = (sizes, list(found.values()))
        return list(found.values())

    def last(self, thing, *verbs, notebook=""):
        """The last record of an object with one of these verbs since it was reset, or None; ``notebook`` limits it to one."""
        found = None
        for record in self.records():
            if record["object"] == thing:
                if record["verb"] == "reset":
                    found = None
                elif record["verb"] in verbs and notebook in ("", record.get("notebook")):
                    found = record
        return found

    def done(self, hashes):
        """The objects that the learner has worked on and not reset.

        ``hashes`` are today's content hashes by id; work on a question that has changed since is
        kept but not counted.
        """
        found = set()
        for record in self.records():
            if record["verb"] == "reset":
                found.discard(record["object"])
            elif record["verb"] not in ("started", "hinted", "solved") and not outdated(record, hashes):
                found.add(record["object"])
        return found


def parse(text):
    """Records in a text of lines, in its order; torn, foreign or unfit lines are passed over."""
    found = []
    for one in text.split("\n"):  # not splitlines: an answer may hold the other kinds of line ends
        one = one.removeprefix("\ufeff")  # Windows editors put it first
        if not one.startswith("{"):
            continue
        try:
            record = json.loads(one)
        except (ValueError, RecursionError):
            continue
        if is_record(record):
            found.append(record)
    return found


def line(record):
    """A record as bytes, with the newline before it that keeps it apart from a torn one."""
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return b"\n" + text.encode("utf-8", "replace") + b"\n"


def put(path, data):
    """Write a file whole or not at all."""
    part = path.with_suffix(f".{secrets.token_hex(4)}.tmp")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def fresh_name():
    """A name for a journal file that no other session has."""
    return f"journal-{datetime.now(UTC):%Y-%m-%d}-{secrets.token_hex(4)}.jsonl"


def outdated(record, hashes):
    """Whether the content has changed since this record was made."""
    return record.get("hash", "") not in ("", hashes.get(record["object"], ""))


def is_record(record):
    """Whether a JSON value has the form of a record."""
    return (isinstance(record, dict) and record.get("v") == 1 and record.get("verb") in VERBS
            and all(isinstance(record.get(k), str) and len(record[k]) < LONGEST_NAME
                    for k in ("id", "actor", "object", "timestamp"))
            and isinstance(record.get("result"), dict) and type(record.get("n")) is int)


def now(latest=""):
    """UTC time to the millisecond; a millisecond after ``latest`` where the clock was set back or stands still."""
    time = datetime.now(UTC)
    with contextlib.suppress(ValueError, TypeError, OverflowError):  # no time that we wrote
        time = max(time, datetime.fromisoformat(latest) + timedelta(milliseconds=1))
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def why(error):
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):
        why = "the disk is full. Free some space, then press the button again"
    elif error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        why = "this folder cannot be written to. You can go on; copy out what you want to keep"
    else:
        why = f"{error.strerror or error}. Press the button again"
    return f"Not kept: {why}."


_journals = {}


def current():
    """The journal of this kernel session for the current work folder."""
    where = folder()
    if where not in _journals:
        _journals[where] = Journal(where)
    return _journals[where]
