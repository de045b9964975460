"""The journal under fire: full disks, four notebooks at once, kills at random, foreign lines, clocks that jump.

Real processes and a real disk. What forks, limits itself or gives up rights does so in one process apart from pytest's.
"""

import contextlib
import itertools
import json
import multiprocessing
import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from test_journal import put, record

from helpers import journal, keep

unix = pytest.mark.skipif(os.name == "nt", reason="forks, limits and rights as Unix has them")
THINGS = ["A.1-q1", "A.1-q2", "A.1-s1", "A.1-i1", "A.1-p1"]
NOBODY = 65534


@pytest.fixture(scope="module")
def apart():
    """apart(function, argument, …): what the function gives in a process of its own, the same one for all."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        yield lambda *what: pool.submit(*what).result()


def say(log, text, thing="A.1-q1", verb="answered"):
    return log.append(verb, thing, {"response": text})


def told(log, text="lost"):
    """The sentence that says why a record was not kept."""
    with pytest.raises(journal.NotKept) as stopped:
        say(log, text)
    words = str(stopped.value)
    assert words.startswith("Not kept: ") and words.endswith("."), words
    return words


def ids(folder):
    return [r["id"] for r in journal.Journal(folder).records()]


def responses(folder):
    return [r["result"]["response"] for r in journal.Journal(folder).records()]


def fork(work, *args):
    """The process id of a child that does this and nothing else."""
    child = os.fork()
    if not child:
        try:
            work(*args)
            os._exit(0)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    return child


# ------------------------------------------------------------------ a disk that is full

@contextlib.contextmanager
def limit(size):
    """No file may grow beyond this size: a write is cut short at that very byte."""
    import resource  # Unix only
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def cut_at_every_byte(folder):
    log = journal.Journal(folder)
    kept, lost = [say(log, "good 000")], []
    while len(lost) < len(journal.line(kept[-1])):
        with limit(log.path.stat().st_size + len(lost)):
            lost.append(told(log, f"lost {len(lost):03}"))
        kept.append(say(log, f"good {len(lost):03}"))
    return [r["id"] for r in kept], lost


@unix
def test_a_write_cut_at_any_byte_is_told_and_never_swallows_the_next(apart, own_work):
    kept, lost = apart(cut_at_every_byte, own_work)
    assert len(lost) > 250 and sum("disk is full" in words for words in lost) == len(lost) - 1  # at byte 0 another error
    found = journal.Journal(own_work).records()
    good = [r for r in found if r["result"]["response"].startswith("good")]
    assert [r["id"] for r in good] == kept and [r["n"] for r in good] == list(range(1, len(kept) + 1))
    # Where nothing but the last newline is missing, the record is whole all the same; that one may be found.
    assert {r["result"]["response"] for r in found if r not in good} <= {f"lost {len(lost) - 1:03}"}
    later = say(journal.Journal(own_work), "a new session")
    assert ids(own_work)[-1] == later["id"] and later["result"]["attempt"] == len(found) + 1


def on_a_small_disk(folder, copy):
    """Fill a small disk, write until told, free a page, go on, again and again; what came of it."""
    work, filling = folder / "work", folder / "filling"
    os.environ["COURSE_WORK"] = str(work)
    log, kept, lost, refused = journal.current(), [], [], []
    (folder / "spare").write_bytes(bytes(4 * 4096))
    with contextlib.suppress(OSError), open(filling, "wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    lost += [told(log), told(log)]  # the very first start
    os.truncate(filling, filling.stat().st_size - 4 * 4096)
    while size := filling.stat().st_size:
        with contextlib.suppress(journal.NotKept):
            for n in range(2000):
                kept.append(say(log, "x" * (n * 37 % 200))["id"])
        lost.append(told(log, "y" * 4096))
        refused.append(keep.bring_back(copy)["problem"])
        os.truncate(filling, max(0, size - 4096))
        kept.append(say(log, "there is room again")["id"])
    (folder / "spare").unlink()
    kept.append(say(journal.Journal(work), "a new session")["id"])
    lines = b"".join(path.read_bytes() for path in work.glob("journal-*")).split(b"\n")
    return {"kept": kept, "lost": lost, "refused": refused, "found": ids(work), "actors": len({r["actor"] for r in log.records()}),
            "torn": sum(one != b"" and not journal.parse(one.decode("utf-8", "replace")) for one in lines),
            "brought": keep.bring_back(copy), "left": [path.name for path in work.glob("*.tmp")]}


@unix
def test_a_small_disk_fills_up_and_work_goes_on_when_there_is_room(tmp_path):
    """On a file system of 128 kB in memory, where this machine lets us mount one."""
    copy = "".join(json.dumps(record(result={"response": "z" * 900}, n=n)) + "\n" for n in range(9))
    (tmp_path / "copy").write_text(copy)
    disk = tmp_path / "disk"
    disk.mkdir()
    code = ("import json, sys; from pathlib import Path; sys.path[:0] = sys.argv[3:]; import test_journal_fire as fire; "
            "print(json.dumps(fire.on_a_small_disk(Path(sys.argv[1]), Path(sys.argv[2]).read_text())))")
    command = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o size=128k none "$0" && echo mounted && exec "$@"', disk,
               sys.executable, "-c", code, disk, tmp_path / "copy", Path(__file__).parent, journal.content.ROOT]
    try:
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("there is no unshare here")
    if not done.stdout.startswith("mounted"):
        pytest.skip(f"no file system may be mounted here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.removeprefix("mounted"))
    assert len(result["kept"]) > 100 and len(result["lost"]) > 20 and result["torn"] > 20  # it did fill, and did tear
    assert all("disk is full" in words for words in result["lost"] + result["refused"])
    found = Counter(result["found"])
    assert set(result["kept"]) <= set(found) and set(found.values()) == {1} and len(found) <= len(result["kept"]) + 1
    assert result["actors"] == 1 and result["left"] == [] and "9 of them are new" in result["brought"]["said"]


# ------------------------------------------------------------------ four notebooks at once

def at_once(folder, notebooks, each):
    """Notebooks that start together; their exit codes, and what was acknowledged: [id, notebook, n]."""
    gate, opener = os.pipe()
    acks, into = os.pipe()

    def work(who):
        os.close(opener)
        os.read(gate, 1)  # ends when the last of them has come this far
        log = journal.Journal(folder)
        for n in range(each):
            kept = say(log, f"{who} {n}", THINGS[n * (who + 1) % len(THINGS)], ("answered", "explained")[n % 2])
            os.write(into, f"{kept['id']} {who} {kept['n']}\n".encode())

    children = [fork(work, who) for who in range(notebooks)]
    for end in (gate, opener, into):
        os.close(end)
    with open(acks) as file:
        lines = [one.split() for one in file]
    return [os.waitpid(child, 0)[1] for child in children], lines


@unix
def test_four_notebooks_at_once_lose_nothing_and_count_nothing_twice(apart, own_work):
    codes, acked = apart(at_once, own_work, 4, 300)
    assert codes == [0] * 4 and len(acked) == 1200
    found = journal.Journal(own_work).records()
    assert Counter(r["id"] for r in found) == Counter(key for key, _, _ in acked)
    assert len({r["actor"] for r in found}) == 1
    files = [journal.parse(path.read_text(encoding="utf-8")) for path in own_work.glob("journal-*.jsonl")]
    assert len(files) == 4 and all([r["n"] for r in one] == list(range(1, 301)) for one in files)
    for one in files:  # among the others', each file's records come as they were made
        own = {r["id"] for r in one}
        assert [r["id"] for r in found if r["id"] in own] == [r["id"] for r in one]


@unix
@pytest.mark.parametrize("me", [None, b"", b'{"act', b"\xff\x00"], ids=["no me.json", "an empty one", "half a one", "a foreign one"])
def test_four_first_starts_at_once_are_one_learner(me, apart, own_work):
    for n in range(8):
        folder = own_work / str(n)
        if me is not None:
            folder.mkdir(parents=True)
            (folder / "me.json").write_bytes(me)
        codes, acked = apart(at_once, folder, 4, 2)
        found = journal.Journal(folder).records()
        assert codes == [0] * 4 and Counter(r["id"] for r in found) == Counter(key for key, _, _ in acked) and len(acked) == 8
        assert {r["actor"] for r in found} == {json.loads((folder / "me.json").read_text())["actor"]}
        assert me is None or [path.read_bytes() for path in folder.glob("me-damaged-*")] == [me]


# ------------------------------------------------------------------ kills at random

def write_for_ever(folder, into):
    log = journal.Journal(folder)
    for n in itertools.count():
        kept = say(log, "word " * (n % 60), THINGS[n % len(THINGS)])
        os.write(into, f"{kept['id']}\n".encode())


def kill_at_random(folder, kills, seed):
    """Ids acknowledged by writers of which each was killed at some moment, the first perhaps before its first record."""
    luck, acked = random.Random(seed), []
    for _ in range(kills):
        out, into = os.pipe()
        child = fork(write_for_ever, folder, into)
        os.close(into)
        with open(out) as acks:
            acked += [acks.readline().strip() for _ in range(luck.randrange(5))]
            time.sleep(luck.random() / 500)
            os.kill(child, signal.SIGKILL)
            acked += acks.read().split()
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    return acked


@unix
def test_nothing_acknowledged_is_lost_when_writers_are_killed(apart, own_work):
    seed, kills, acknowledged = secrets.randbits(32), 10, 0
    for n in range(100):
        folder = own_work / str(n)
        acked = apart(kill_at_random, folder, kills, seed + n)
        acked.append(say(journal.Journal(folder), "a new session")["id"])
        found = journal.Journal(folder).records()
        count = Counter(r["id"] for r in found)
        assert [key for key in acked if count[key] != 1] == [], f"seed {seed}"
        assert len(count) == len(found) <= len(acked) + kills, f"seed {seed}"  # at most one each was kept and not yet told
        assert len({r["actor"] for r in found}) == 1, f"seed {seed}"
        acknowledged += len(acked)
    assert acknowledged > 1000, f"seed {seed}"


# ------------------------------------------------------------------ foreign and torn lines

def raw(*lines):
    """A file of an earlier session with these bytes as lines between two good records."""
    one, two = (json.dumps(record(result={"response": text}, n=n)).encode() for text, n in (("one", 1), ("two", 1000)))
    folder = journal.folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "journal-2026-01-01-aaaaaaaa.jsonl").write_bytes(b"".join(b"\n" + line + b"\n" for line in (one, *lines, two)))


def everything_works(monkeypatch, expected):
    """These answers are found, more can be added, and a copy brings all of them elsewhere."""
    log = journal.current()
    assert [r["result"]["response"] for r in log.records()] == expected
    assert log.done({}) and log.last("A.1-q1", "answered")["result"]["response"] == "two"
    say(log, "three")
    assert responses(log.where) == [*expected, "three"]
    written = [str(text).replace("\ud800", "?") for text in responses(log.where)]  # half a character cannot be written
    copy = keep._receive({"type": "copy"})["text"]
    for text in (copy, "\ufeff" + copy.lstrip("\n"), copy.replace("\n", "\r\n")):
        elsewhere = log.where.parent / secrets.token_hex(4)
        monkeypatch.setenv("COURSE_WORK", str(elsewhere))
        assert f"{len(written)} of them are new" in keep.bring_back(text)["said"]
        assert [*map(str, responses(elsewhere))] == written


def odd(text="odd", **changes):
    return json.dumps(record(result={"response": text}, n=2, **changes)).encode()


NO_RECORDS = {
    "random bytes": random.Random(7).randbytes(50_000), "NULs": bytes(5000), "a brace and 10 MB": b"{" + b"x" * 10_000_000,
    "10 MB of JSON": b'{"v":1,"x":"' + b"x" * 10_000_000 + b'"}', "invalid UTF-8": b'{"v":1,"\xff\xfe\xc3\x28":"\xed\xa0\x80"}',
    "a notebook": json.dumps({"cells": [], "metadata": {}, "nbformat": 4}).encode(), "two records on one line": odd() + odd(),
    "a record and a half": odd() + odd()[:99], "half a record and one": odd()[:99] + odd(), "n is 1e999": odd().replace(b'"n": 2', b'"n": 1e999'),
    "n is NaN": odd().replace(b'"n": 2', b'"n": NaN'), "n is -Infinity": odd().replace(b'"n": 2', b'"n": -Infinity'),
    "n is 2.0": odd().replace(b'"n": 2', b'"n": 2.0'), "deep objects": b'{"a":' * 100_000, "deep and closed": b'{"a":' * 9999 + b"1" + b"}" * 9999,
    "a record too deep": odd().replace(b'"odd"', b"[" * 50_000 + b"]" * 50_000), "UTF-16": odd().decode().encode("utf-16"),
    "only line ends": b"\r\r\n\n\r\n\x0b\x0c\x1c\x85", "a merge by git": b"<<<<<<< HEAD",
}


@pytest.mark.parametrize("name", NO_RECORDS)
def test_what_is_no_record_is_passed_over(name, monkeypatch):
    raw(NO_RECORDS[name])
    everything_works(monkeypatch, ["one", "two"])


def test_any_half_of_a_record_is_passed_over(monkeypatch):
    whole = odd()
    raw(*(whole[:cut] for cut in range(len(whole))), *(whole[cut:] for cut in range(1, len(whole))))
    everything_works(monkeypatch, ["one", "two"])


ODD_RECORDS = {
    "a byte order mark before it": (b"\xef\xbb\xbf" + odd(), "odd"), "a Windows line end": (odd() + b"\r", "odd"),
    "spaces after it": (odd() + b" \t ", "odd"), "one byte that is no UTF-8": (odd().replace(b"odd", b"o\xffd"), "o\ufffdd"),
    "twice": (b"\n".join([odd(id="same")] * 2), "odd"), "half a character": (odd("\ud800"), "\ud800"),
    "a NUL in the answer": (odd("\x00"), "\x00"), "fields of a later edition": (odd(colour="blue", more=[[{}]]), "odd"),
    "1e999": (odd().replace(b'"odd"', b"1e999"), float("inf")), "a number of 4000 digits": (odd().replace(b'"odd"', b"9" * 4000), int("9" * 4000)),
    "10 MB": (odd("x" * 10_000_000), "x" * 10_000_000), "no hash": (odd(hash=None), "odd"), "an odd hash": (odd(hash=[{}]), "odd"), "a response of objects": (odd({"a": [1, None]}), {"a": [1, None]}),
}


@pytest.mark.parametrize("name", ODD_RECORDS)
def test_an_odd_record_is_still_a_record(name, monkeypatch):
    line, response = ODD_RECORDS[name]
    raw(line)
    everything_works(monkeypatch, ["one", response, "two"])


@pytest.mark.parametrize("when", ["", "yesterday", "2030-01-01", "9999-12-31T23:59:59.999Z", "2026-01-01T00:00:00+99:00", "\ud800"])
def test_a_time_that_nobody_can_read_stops_nothing(when, own_work):
    raw(odd(timestamp=when))
    kept = say(journal.current(), "three")
    assert kept["result"]["attempt"] == 4 and sorted(responses(own_work)) == ["odd", "one", "three", "two"]


# ------------------------------------------------------------------ files that are not there, or not to be read

@pytest.fixture
def three(own_work):
    """Three earlier sessions of one answer each; gives the file of the second."""
    for n, text in enumerate(("one", "two", "three"), 1):
        put(own_work, record(result={"response": text}, timestamp=f"2026-01-0{n}T00:00:00.000Z"), name=f"journal-2026-01-0{n}-aaaaaaaa.jsonl")
    return own_work / "journal-2026-01-02-aaaaaaaa.jsonl"


@pytest.mark.parametrize("moment", ["glob", "stat", "read_bytes"])
def test_a_file_that_vanishes_while_being_read_and_comes_back(moment, three, own_work, monkeypatch):
    """It is gone after the listing, before its size or before its text is read; put back, it is found."""
    log, away, real = journal.current(), own_work / "away", getattr(Path, moment)
    asked = own_work if moment == "glob" else three

    def vanish(path, *args, **options):
        listing = list(real(path, *args, **options)) if moment == "glob" else None
        if path == asked and not os.path.lexists(away):
            os.rename(three, away)
        return listing or real(path, *args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Path, moment, vanish)
        assert [r["result"]["response"] for r in log.records()] == ["one", "three"]
    assert away.exists() and say(log, "four")["result"]["attempt"] == 3
    os.rename(away, three)
    assert [r["result"]["response"] for r in log.records()] == ["one", "two", "three", "four"]


@unix
def test_links_that_lead_nowhere_or_in_a_circle_are_passed_over(three, own_work):
    three.unlink()
    three.symlink_to(three.name)
    (own_work / "journal-2026-01-04-aaaaaaaa.jsonl").symlink_to("nowhere")
    (own_work / "journal-2026-01-05-aaaaaaaa.jsonl").symlink_to("/")
    say(journal.current(), "four")
    assert responses(own_work) == ["one", "three", "four"]


@contextlib.contextmanager
def nobody():
    """Without the rights of root, who may read and write everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shared():
    """A folder that a process without rights can reach, and its own."""
    folder = Path(tempfile.mkdtemp())
    if os.name != "nt" and os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    yield folder
    shutil.rmtree(folder)


def unreadable(folder):
    with nobody():
        first = journal.Journal(folder)
        kept = [say(first, "one")["id"]]
        first.path.chmod(0)
        later = journal.Journal(folder)
        seen = [len(later.records())]
        words = told(first)  # its own file cannot be written either
        kept.append(say(later, "two")["id"])
        seen.append(len(later.records()))
        first.path.chmod(0o600)
        kept.append(say(first, "three")["id"])
        return kept, seen, words, [r["id"] for r in later.records()], ids(folder)


@unix
def test_a_file_that_may_not_be_read_now_is_found_later(apart, shared):
    kept, seen, words, later, new = apart(unreadable, shared)
    assert seen == [0, 1] and "cannot be written to" in words and later == new == kept


def unreadable_only(folder):
    with nobody():
        say(journal.Journal(folder), "one")
        (path,) = folder.glob("journal-*")
        path.chmod(0)
        log = journal.Journal(folder)
        before = len(log.records())
        path.chmod(0o600)
        return before, len(log.records())


@unix
def test_a_file_that_was_locked_for_a_moment_is_found_in_the_same_session(apart, shared):
    """Nothing else has changed meanwhile: no name, no size."""
    assert apart(unreadable_only, shared) == (0, 1)


def read_only(folder):
    words, kept = [], []
    with nobody():
        work = folder / "work"
        work.mkdir(mode=0o555)
        log = journal.Journal(work)
        words += [told(log), told(log)]  # the very first start
        work.chmod(0o755)
        kept.append(say(log, "one")["id"])
        work.chmod(0o555)
        words.append(told(journal.Journal(work)))  # another notebook cannot begin
        kept.append(say(log, "two")["id"])  # this one has its file already
        log.path.chmod(0o444)
        words.append(told(log))
        seen = len(ids(work))
        log.path.chmod(0o600)
        work.chmod(0o755)
        kept += [say(log, "three")["id"], say(journal.Journal(work), "four")["id"]]
        shutil.rmtree(work)
        folder.chmod(0o555)
        words.append(told(log))  # the folder is gone and may not be made again
        folder.chmod(0o755)
        gone, kept = kept, [say(log, "five")["id"]]
        return words, seen, len(gone), kept, ids(work), [p.name for p in work.glob("*.tmp")]


@unix
def test_a_read_only_folder_is_told_and_work_goes_on_when_it_is_not(apart, shared):
    words, seen, gone, kept, found, left = apart(read_only, shared)
    assert len(words) == 5 and all("cannot be written to" in one for one in words)
    assert (seen, gone) == (2, 4) and found == kept and left == []


# ------------------------------------------------------------------ a folder that is deleted or replaced

def test_a_folder_deleted_during_a_session_is_made_again(own_work):
    """The new answer has the length of the old one, so that the new file has the size of the old one."""
    log = journal.current()
    say(log, "one")
    size = log.path.stat().st_size
    for n, text in enumerate(("two", "six", "ten"), 2):
        shutil.rmtree(own_work)
        kept = say(log, text)
        assert log.path.stat().st_size == size and kept["n"] == n and kept["result"]["attempt"] == 1
        assert log.records() == journal.Journal(own_work).records() == [kept]


@pytest.mark.parametrize("instead", ["a file", pytest.param("a circle", marks=unix), pytest.param("nowhere", marks=unix)])
def test_a_folder_replaced_by_something_else_is_told_until_it_is_gone(instead, own_work):
    log = journal.current()
    say(log, "one")
    own_work.rename(own_work.with_name("aside"))
    if instead == "a file":
        own_work.write_text("a file")
    else:
        own_work.symlink_to({"a circle": own_work.name, "nowhere": "no/where"}[instead])
    for session in (log, journal.Journal(own_work), log):
        told(session)
        assert session.records() == []
    assert "Not kept: " in keep.bring_back(json.dumps(record()))["problem"]
    own_work.unlink()
    kept = say(log, "a longer one")
    assert journal.Journal(own_work).records() == log.records() == [kept]
    shutil.rmtree(own_work)
    own_work.with_name("aside").rename(own_work)  # and the old one comes back
    three = say(log, "three")
    assert three["result"]["attempt"] == 2 and responses(own_work) == [r["result"]["response"] for r in log.records()] == ["one", "three"]


# ------------------------------------------------------------------ clocks

@pytest.fixture
def clock(monkeypatch):
    """clock("2026-01-01 12:00") stops the clock of the journal at this time."""
    class Clock(datetime):
        hand = None

        @classmethod
        def now(cls, zone=None):
            return cls.hand

    monkeypatch.setattr(journal, "datetime", Clock)

    def turn(to):
        Clock.hand = Clock.fromisoformat(to).replace(tzinfo=UTC)
    return turn


BACK = ["2026-03-01 12:00", "2026-03-01 11:00", "2026-02-28 23:59:59.999", "1970-01-01 00:00", "2026-03-01 12:00", "2025-03-01 12:00"]


@pytest.mark.parametrize("new_session", [False, True], ids=["in one session", "between sessions"])
def test_a_clock_that_goes_back_reorders_nothing(new_session, clock, own_work):
    log = journal.Journal(own_work)
    for n, when in enumerate(BACK):
        clock(when)
        if new_session:
            log = journal.Journal(own_work)
        say(log, f"a{n}")
        assert say(log, f"b{n}")["result"]["attempt"] == 2 * n + 2
        assert journal.Journal(own_work).last("A.1-q1", "answered")["result"]["response"] == f"b{n}"
    assert responses(own_work) == [f"{x}{n}" for n in range(len(BACK)) for x in "ab"]
    clock("2000-01-01")
    journal.Journal(own_work).append("reset", "A.1-q1")
    assert journal.Journal(own_work).last("A.1-q1", "answered") is None and not log.done({})


def test_lines_whose_clock_went_back_come_by_n(own_work):
    """As files of an earlier edition may hold them; the third line also stands after a file begun between."""
    put(own_work, *(record(result={"response": text}, n=n, timestamp=f"2026-01-0{day}T00:00:00.000Z")
                    for n, (text, day) in enumerate((("first", 5), ("second", 1), ("third", 6)), 1)))
    put(own_work, record(result={"response": "between"}, timestamp="2026-01-05T12:00:00.000Z"), name="journal-2026-01-05-bbbbbbbb.jsonl")
    assert responses(own_work) == ["first", "second", "between", "third"]


def test_sessions_within_one_millisecond_come_in_turn(clock, own_work):
    clock("2026-03-01 12:00")
    sessions = [journal.Journal(own_work) for _ in range(5)]
    for n in range(20):
        say(sessions[n % 5] if n < 10 else journal.Journal(own_work), f"{n}")
    assert responses(own_work) == [f"{n}" for n in range(20)]
    times = [r["timestamp"] for r in journal.Journal(own_work).records()]
    assert times == [f"2026-03-01T12:00:00.{n:03}Z" for n in range(20)]
