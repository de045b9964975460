"""What the learner did stays: torn lines, two kernels at once, a full disk, a copy taken along and brought back."""

import errno
import json
import multiprocessing
import os
import uuid

import pytest

from helpers import content, journal, keep, live

HOSTILE = ['</script><script>alert(1)</script>', "two\nlines\r\nand\ttabs", '{"v":1}\n{"v":1}', '"; DROP TABLE', "\x00\x1f\x7f",
           "𝕌𝕟𝕚 ü 南南 🙂", "\\ud800 as written", "*" * 20_000, ""]


def record(**changes):
    """A record as another session would have written it."""
    return {"v": 1, "id": str(uuid.uuid4()), "actor": "learner-x", "verb": "answered", "object": "A.1-q1", "result": {"response": "fair"},
            "timestamp": "2026-01-01T00:00:00.000Z", "n": 1, "notebook": "", "course": "0.1.0", "hash": "", **changes}


def put(folder, *lines, name="journal-2026-01-01-aaaaaaaa.jsonl"):
    """A file of an earlier session with these lines; records become JSON."""
    folder.mkdir(exist_ok=True)
    text = "".join("\n" + (line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    (folder / name).write_text(text, encoding="utf-8")


def responses(log=None):
    return [r["result"].get("response") for r in (log or journal.current()).records()]


# ------------------------------------------------------------------ one session

def test_what_is_appended_is_read_by_another_kernel(own_work):
    log = journal.current()
    log.notebook = "a_1_what_is_it"
    given = log.append("answered", "A.1-q1", {"response": "fair", "outcome": "right"}, "0123abcd")
    assert journal.Journal(own_work).records() == [given]
    assert given["v"] == 1 and given["n"] == 1 and given["hash"] == "0123abcd" and given["notebook"] == "a_1_what_is_it"
    assert given["result"] == {"response": "fair", "outcome": "right", "attempt": 1} and given["timestamp"].endswith("Z")


def test_attempts_are_counted_by_object_and_verb():
    log = journal.current()
    counted = [log.append(*what)["result"]["attempt"] for what in
               (("answered", "A.1-q1"), ("answered", "A.1-q1"), ("answered", "A.1-q2"), ("hinted", "A.1-q1"), ("answered", "A.1-q1"))]
    assert counted == [1, 2, 1, 1, 3]


def test_last_and_done_go_back_to_the_reset():
    log = journal.current()
    log.append("answered", "A.1-q1", {"response": "more"})
    log.append("answered", "A.1-q1", {"response": "fair"})
    log.append("explained", "A.1-q1", {"response": "because"})
    log.append("hinted", "A.1-q2")
    assert log.last("A.1-q1", "answered")["result"]["response"] == "fair"
    assert log.last("A.1-q1", "answered", "explained")["verb"] == "explained"
    assert log.last("A.1-q2", "answered") is None and set(log.done({})) == {"A.1-q1"}
    log.append("reset", "A.1-q1")
    assert log.last("A.1-q1", "answered") is None and not log.done({})
    log.append("answered", "A.1-q1", {"response": "less"})
    assert log.last("A.1-q1", "answered")["result"]["response"] == "less" and set(log.done({})) == {"A.1-q1"}
    assert len(log.records()) == 6  # all attempts stay


def test_an_unknown_verb_is_refused_and_writes_nothing(own_work):
    with pytest.raises(ValueError, match="shouted"):
        journal.current().append("shouted", "A.1-q1")
    assert not own_work.exists()


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text)[:20])
def test_hostile_text_stays_as_typed(text, own_work):
    journal.current().append("explained", "A.1-s1", {"response": text})
    journal.current().append("explained", "A.1-s1", {"response": "next"})
    assert responses(journal.Journal(own_work)) == [text, "next"]


def test_half_a_character_costs_only_itself(own_work):
    """A lone surrogate has no UTF-8; the rest of the sentence is kept."""
    journal.current().append("explained", "A.1-s1", {"response": "before\ud800after"})
    assert responses(journal.Journal(own_work)) == ["before?after"]


def test_one_character_too_many_is_told_before_anything_is_written(own_work):
    with pytest.raises(journal.NotKept, match="20,001 characters"):
        journal.current().append("explained", "A.1-s1", {"response": "x" * 20_001})
    assert responses() == [] and not list(own_work.glob("journal-*"))


# ------------------------------------------------------------------ damaged and foreign files

DEEP = "[" * 100_000
LINES = ["{", "}", "null", "[]", "{}", '{"v":1', "<html>", DEEP, '{"v":1,"result":' + DEEP, "\ufeff", "\x00\x00", "x" * 100_000,
         json.dumps(record(v=2)), json.dumps(record(v="1")), json.dumps(record(verb="shouted")), json.dumps(record(n="1")),
         json.dumps(record(n=True)), json.dumps(record(result=[])), json.dumps(record(id=None)), json.dumps(record(object={})),
         json.dumps(record(timestamp=3)), json.dumps(record(id="x" * 300)), json.dumps([record()]), '{"n":' + "9" * 5000 + "}"]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[:30])
def test_lines_that_are_no_records_are_passed_over(line, own_work):
    put(own_work, record(result={"response": "one"}), line, record(result={"response": "two"}, n=2))
    assert responses() == ["one", "two"]
    journal.current().append("answered", "A.1-q1", {"response": "three"})
    assert responses() == ["one", "two", "three"]


def test_a_torn_line_does_not_swallow_the_next(own_work):
    log = journal.current()
    log.append("answered", "A.1-q1", {"response": "one"})
    with open(log.path, "ab") as file:
        file.write(b'\n{"v":1,"id":"torn","resu')
    log.append("answered", "A.1-q1", {"response": "two"})
    assert responses(journal.Journal(own_work)) == ["one", "two"]


def test_a_file_that_is_no_text_and_a_folder_in_its_place(own_work):
    put(own_work, record(result={"response": "one"}))
    (own_work / "journal-2026-01-02-bbbbbbbb.jsonl").write_bytes(os.urandom(2000))
    (own_work / "journal-2026-01-03-cccccccc.jsonl").mkdir()
    assert responses() == ["one"]


def test_an_id_that_comes_twice_counts_once(own_work):
    same = record()
    put(own_work, same, same)
    put(own_work, same, record(n=2), name="journal-2026-01-02-bbbbbbbb.jsonl")
    assert len(journal.current().records()) == 2


def test_files_come_in_the_order_of_their_start_and_lines_by_n(own_work):
    put(own_work, record(result={"response": "c"}, n=2), record(result={"response": "b"}, n=1), name="journal-2026-01-01-aaaaaaaa.jsonl")
    put(own_work, record(result={"response": "a"}, timestamp="2025-12-31T00:00:00.000Z"), name="journal-2026-01-01-zzzzzzzz.jsonl")
    assert responses() == ["a", "b", "c"]


@pytest.mark.parametrize("text", ["", "{broken", "[]", "3", "\x00", "[" * 100_000, '{"actor": 3}', '{"actor": ""}', '{"actor": "' + "x" * 300 + '"}'])
def test_a_damaged_me_json_is_put_aside_and_work_goes_on(text, own_work):
    own_work.mkdir()
    (own_work / "me.json").write_text(text)
    actors = {journal.current().append("started", "00_start_here")["actor"] for _ in range(2)}
    assert len(actors) == 1 and actors.pop().startswith("learner-")
    assert len(journal.Journal(own_work).records()) == 2
    assert [path.read_text() for path in own_work.glob("me-damaged-*")] == [text]


def test_the_actor_is_made_once_and_kept(own_work):
    first = journal.current().append("started", "00_start_here")["actor"]
    assert journal.Journal(own_work).append("started", "00_start_here")["actor"] == first
    assert json.loads((own_work / "me.json").read_text())["actor"] == first


def test_an_answer_to_an_older_question_says_so(own_work):
    item = content.course().items["A.1-q1"]
    put(own_work, record(hash="00000000"))
    assert live.state(item, "answered")["state"]["changed"] is True
    journal.current().append("answered", "A.1-q1", {"response": "fair"}, content.course().hashes["A.1-q1"])
    assert live.state(item, "answered")["state"]["changed"] is False


# ------------------------------------------------------------------ two at once, and disks that refuse

def write_fifty(folder, who):
    log = journal.Journal(folder)
    for n in range(50):
        log.append("explained", "A.1-s1", {"response": f"{who} {n}"})


def test_two_kernels_at_once_lose_nothing(own_work):
    start = multiprocessing.get_context("spawn")
    both = [start.Process(target=write_fifty, args=(own_work, who)) for who in ("left", "right")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [one.exitcode for one in both] == [0, 0]
    assert sorted(responses()) == sorted(f"{who} {n}" for who in ("left", "right") for n in range(50))
    assert len(list(own_work.glob("journal-*.jsonl"))) == 2


def test_a_full_disk_is_told_and_a_later_write_survives(own_work, monkeypatch):
    log, whole = journal.current(), os.write
    log.append("answered", "A.1-q1", {"response": "one"})
    with monkeypatch.context() as patch:
        patch.setattr(journal.os, "write", lambda file, data: whole(file, data[:40]))
        with pytest.raises(journal.NotKept, match="Not kept: the disk is full"):
            log.append("answered", "A.1-q1", {"response": "lost"})
    kept = log.append("answered", "A.1-q1", {"response": "two"})
    assert responses(journal.Journal(own_work)) == ["one", "two"] and kept["n"] == 2 and kept["result"]["attempt"] == 2


@pytest.mark.parametrize(("number", "words"), [
    (errno.EROFS, "cannot be written to"), (errno.EACCES, "cannot be written to"), (errno.ENOSPC, "disk is full"), (errno.EIO, "Input/output"),
])
def test_a_disk_that_refuses_is_told_in_words(number, words, monkeypatch):
    def refuse(*args):
        raise OSError(number, os.strerror(number))
    monkeypatch.setattr(journal.os, "open", refuse)
    with pytest.raises(journal.NotKept, match=words):
        journal.current().append("answered", "A.1-q1")
    assert live.keep({"verb": "answered", "id": "A.1-q1", "result": {"response": "fair"}})["problem"].startswith("Not kept: ")


def test_fsync_that_fails_is_never_called_saved(monkeypatch):
    def fail(file):
        raise OSError(errno.EIO, "Input/output error")
    monkeypatch.setattr(journal.os, "fsync", fail)
    with pytest.raises(journal.NotKept):
        journal.current().append("answered", "A.1-q1")


def test_a_file_where_the_folder_should_be(own_work):
    own_work.write_text("a file")
    with pytest.raises(journal.NotKept, match="Not kept"):
        journal.current().append("answered", "A.1-q1")
    assert own_work.read_text() == "a file" and journal.current().records() == []


# ------------------------------------------------------------------ a copy taken along, and brought back

def copy_of(log=None):
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in (log or journal.current()).records())


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Go to another computer: another, empty folder."""
    def go():
        monkeypatch.setenv("COURSE_WORK", str(tmp_path / "elsewhere"))
        return tmp_path / "elsewhere"
    return go


def test_saved_here_and_brought_back_there(elsewhere):
    for text in HOSTILE:
        journal.current().append("explained", "A.1-s1", {"response": text})
    saved, here = keep._receive({"type": "copy"}), journal.current().records()
    assert saved["name"].endswith(".jsonl") and saved["said"] == f"Saved {len(HOSTILE)} entries."
    elsewhere()
    assert "problem" not in keep.bring_back(saved["text"]) and journal.current().records() == here


def test_bringing_back_is_a_union_and_twice_is_once(elsewhere):
    journal.current().append("answered", "A.1-q1", {"response": "one"})
    copy, folder = copy_of(), elsewhere()
    journal.current().append("answered", "A.1-q1", {"response": "two"})
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert "1 of them are new" in keep.bring_back(copy)["said"]
    after = {path: path.read_bytes() for path in folder.iterdir()}
    assert "0 of them are new" in keep.bring_back(copy)["said"]
    assert sorted(responses()) == ["one", "two"]
    assert all(after[path] == data for path, data in before.items())  # nothing is overwritten
    assert {path: path.read_bytes() for path in folder.iterdir()} == after


@pytest.mark.parametrize("text", ["", "  \n", None, 7, [], {}, "hello", "<html>", "%PDF-1.7\x00", DEEP, json.dumps(record(v=2)), "{}"],
                         ids=lambda text: repr(text)[:20])
def test_a_file_with_no_work_in_it_changes_nothing(text, own_work):
    assert keep.bring_back(text)["problem"].startswith("That file ")
    assert not own_work.exists()


def test_good_lines_among_foreign_ones_are_brought_back():
    text = "\n".join(["foreign", DEEP, json.dumps(record()), '{"v":1,', json.dumps(record(n=2))])
    assert keep.bring_back(text)["said"].startswith("Read 2 entries; 2 of them are new")


def test_nothing_to_save_says_so():
    assert "nothing to save" in keep._receive({"type": "copy"})["problem"]


def test_a_disk_that_refuses_the_copy_is_told(own_work):
    own_work.write_text("a file")
    assert keep.bring_back(json.dumps(record()))["problem"].startswith("Not kept: ")
