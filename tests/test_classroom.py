"""A class of hand-ins: what counts, what is refused by name, what is never told, and that a stranger's file does no harm."""

import csv
import io
import json
import os
import zipfile

import pytest

from helpers import classroom, content, handed_in, handin, journal, made_up, schema

COURSE = content.course()
OPINIONS = ["predictions", "verdicts", "words", "page"]


def record(n, verb, key, response=None, actor="heron", **more):
    return {"v": 1, "id": f"{actor}-{n}", "actor": actor, "verb": verb, "object": key, "result": {"response": response, **more.pop("result", {})}, "timestamp": "2026-01-31",
            "n": n, "notebook": "", "course": "", "hash": COURSE.hashes.get(key, ""), **more}


def hand_in(folder, records, name="", shared=(), pen="", actor="heron", **about):
    """A hand-in as ours, or as a stranger would forge it."""
    out = folder / (name or f"handin-{actor}.zip")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        told = {"format": 1, "learner": actor, "pen_name": pen, "shared": ["progress", "questions", *shared], "day": "2026-01-31", "after": len(records), **about}
        file.writestr("handin.json", json.dumps(told))
        file.writestr("journal.jsonl", b"".join(map(journal.line, records)))
    return out


def crowd(folder, records, learners=5, **more):
    """The same work from several learners."""
    for n in range(learners):
        actor = f"heron-{n}"
        hand_in(folder, [{**one, "id": f"{n}-{one['id']}", "actor": actor} for one in records], actor=actor, **more)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def everything(found):
    """All that an instructor could see or take away, as one text."""
    shown = [classroom.about(found), classroom.drawn(found), classroom.words(found), *(classroom.show(found, name) for name in classroom.tables(found))]
    return "".join(one.twin + one.words for one in shown) + "".join(table.to_csv() for table in classroom.tables(found).values())


# ------------------------------------------------------------------ what counts

def test_a_made_up_class_fills_every_table(folder):
    made_up.write(folder, 12)
    found = handed_in.read(folder)
    assert len(found.learners) == 12 and not found.refused and not found.passed_over
    assert all(len(table) for table in classroom.tables(found).values())
    assert set(found.drawn) and set(found.guessed) and set(found.verdicts) and set(found.words)


def test_what_a_learner_hands_in_is_what_the_class_reads(own_work, folder):
    log = journal.current()
    log.append("started", "a_1_what_is_it")
    for response in ("less", "more"):
        log.append("answered", "A.1-q1", {"response": response, "outcome": "wrong"}, COURSE.hashes["A.1-q1"])
    log.append("judged", "A.1-c2", {"response": "open"}, COURSE.hashes["A.1-c2"])
    assert "Handed in" in handin.hand_in(folder).receive({"type": "send"})["said"]
    found = handed_in.read(folder)
    assert found.opened["a_1_what_is_it"] == 1 and found.questions["A.1-q1"]["tries"] == 2 and not found.verdicts


def test_answers_are_judged_anew(folder):
    hand_in(folder, [record(1, "answered", "A.1-q1", "nonsense", result={"outcome": "right", "misconception": "made_up"})])
    found = handed_in.read(folder)
    assert found.questions["A.1-q1"]["in the end"] == 0 and "made_up" not in found.slips["A.1-q1"]


def test_the_question_that_most_got_wrong_stands_first_with_its_misconception(folder):
    item = next(i for i in COURSE.items.values() if isinstance(i, schema.Question) and i.type == "choice" and i.reply[0].outcome == "right")
    slip = next(r for r in item.reply if r.misconception and "option" in r.when)
    crowd(folder, [record(1, "answered", item.id, slip.when["option"])])
    first = classroom.tables(handed_in.read(folder))["questions"].iloc[0]
    assert (first["learners"], first["not right at first, %"], first["what most went wrong"], first["learners with it"]) == (5, 100, slip.misconception.replace("_", " "), 5)


def test_verdicts_first_and_last(folder):
    crowd(folder, [record(1, "judged", "A.1-c2", "open"), record(2, "judged", "A.1-c2", "well supported")], shared=OPINIONS)
    row = classroom.tables(handed_in.read(folder))["verdicts"].iloc[0]
    assert (row["learners"], row["open"], row["well supported"], row["changed"]) == (5, "5 → 0", "0 → 5", 5)


def test_the_middle_and_half_of_the_class_over_the_real_line(folder):
    item = COURSE.find("A.1-p1")
    for n in range(5):
        actor = f"heron-{n}"
        hand_in(folder, [record(1, "predicted", item.id, [item.low + n] * len(item.points), actor=actor)], actor=actor, shared=OPINIONS)
    found = handed_in.read(folder)
    picture = classroom.over(item, found.drawn[item.id])
    told = picture.table.set_index("year").loc[item.points[-1]]
    assert (told["low"], told["middle"], told["high"]) == (item.low + 1, item.low + 2, item.low + 3)
    assert "5 learners" in picture.summary and f"{told['figures']:.1f}" in picture.summary


# ------------------------------------------------------------------ what is never told

def test_no_name_stands_where_an_opinion_does(folder):
    made_up.write(folder, 12)
    found = handed_in.read(folder)
    tables = classroom.tables(found)
    pens = {one["pen"] for one in found.learners.values() if one["pen"]}
    assert pens and pens <= set(tables["learners"]["pen name"])
    for name, table in tables.items():
        text = table.to_csv()
        assert name == "learners" or not any(pen in text for pen in pens)
    for shown in (classroom.drawn(found), classroom.words(found), *(classroom.show(found, name) for name in tables if name != "learners")):
        assert not any(pen in shown.twin for pen in pens) and not any(key in shown.twin for key in found.learners)
    assert not {"verdicts", "claim", "text", "guess"} & set(tables["learners"].columns)


def test_groups_under_five_are_not_shown(folder):
    work = [record(1, "judged", "A.1-c2", "open"), record(2, "predicted", "A.1-p1", [5.0] * len(COURSE.find("A.1-p1").points)), record(3, "explained", "A.1-s2", "My very words."),
            record(4, "predicted", "A.0-p1", {"one": "x"}), record(5, "answered", "A.1-q1", "less"), record(6, "started", "a_1_what_is_it")]
    crowd(folder, work, learners=4, shared=OPINIONS)
    found = handed_in.read(folder)
    tables = classroom.tables(found)
    assert all(tables[name].empty for name in ("verdicts", "guesses", "questions", "words"))
    assert "My very words" not in everything(found) and "under 5" in classroom.show(found, "reached").twin and "No prediction" in classroom.drawn(found).words
    crowd(folder, work, learners=5, shared=OPINIONS)
    assert "My very words" in everything(handed_in.read(folder))


def test_what_was_not_to_be_shared_does_not_count(folder):
    crowd(folder, [record(1, "judged", "A.1-c2", "open"), record(2, "explained", "A.1-s2", "My very words.")])
    found = handed_in.read(folder)
    assert not found.verdicts and not found.words and found.passed_over["of a part that was not to be shared"] == 10


def test_of_two_on_one_day_the_one_that_shares_less_counts(folder):
    work = [record(1, "started", "a_1_what_is_it"), record(2, "judged", "A.1-c2", "open")]
    for name, shared in (("a.zip", OPINIONS), ("b.zip", ()), ("c.zip", OPINIONS)):
        hand_in(folder, work, name=name, shared=shared)
    found = handed_in.read(folder)
    assert not found.verdicts and [file for file, why in found.refused] == ["a.zip", "c.zip"] and {why for _, why in found.refused} == {handed_in.OLDER}


def test_a_damaged_newer_one_does_not_bury_the_older_and_brings_nothing_back(folder):
    hand_in(folder, [record(1, "started", "a_1_what_is_it"), record(2, "judged", "A.1-c2", "open")], name="old.zip", shared=OPINIONS)
    hand_in(folder, [{"v": 1}], name="new.zip", after=9)
    found = handed_in.read(folder)
    assert found.opened["a_1_what_is_it"] == 1 and not found.verdicts and dict(found.refused)["new.zip"] == "no record of this course is in it"


def test_the_newer_of_two_counts(folder):
    hand_in(folder, [record(1, "started", "a_1_what_is_it")], name="z.zip")
    hand_in(folder, [record(1, "started", "a_1_what_is_it"), record(2, "finished", "a_1_what_is_it")], name="a.zip")
    found = handed_in.read(folder)
    assert len(found.learners) == 1 and found.finished["a_1_what_is_it"] == 1


# ------------------------------------------------------------------ strangers' files

def broken(folder):
    """Hostile and damaged files by name, each with a word of why it is refused."""
    good = hand_in(folder, [record(1, "started", "a_1_what_is_it", actor="owl")], name="good.zip", actor="owl").read_bytes()
    text = "no hand-in of this course"

    def zipped(name, **members):
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as file:
            for member, data in members.items():
                file.writestr(member.replace("__", "."), data)
        return name
    files = {"words.docx": b"PK\x03\x04 no", "empty.zip": b"", "cut.zip": good[:len(good) // 2], "text.txt": b"hello", "huge.zip": b"\0" * 4_000_001, "sheet.csv": b"=1+1"}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    about = {"format": 1, "learner": "x", "shared": [], "after": 1}

    def of(learner):
        return json.dumps({**about, "learner": learner})
    deep = b"[" * 100_000
    return {**dict.fromkeys(files, text), "huge.zip": "larger than any hand-in",
            zipped("other_format.zip", handin__json=json.dumps({**about, "format": 2}), journal__jsonl=""): "another format",
            zipped("list.zip", handin__json="[1]", journal__jsonl=""): "another format",
            zipped("parts.zip", handin__json=json.dumps({**about, "shared": [["verdicts"]]}), journal__jsonl=""): "another format",
            zipped("kinds.zip", handin__json=json.dumps({**about, "learner": {}}), journal__jsonl=""): "another format",
            zipped("deep.zip", handin__json=b"[" * 10_000, journal__jsonl=""): text,
            zipped("utf16.zip", handin__json=json.dumps(about).encode("utf-16"), journal__jsonl=""): text,
            zipped("long_about.zip", handin__json=json.dumps({**about, "learner": "x" * 30_000}), journal__jsonl=""): "unpacks to more",
            zipped("bomb.zip", handin__json=of("bomb"), journal__jsonl=b"\n" * 41_000_000): "unpacks to more",
            zipped("nothing.zip", handin__json=of("nothing"), journal__jsonl=""): "no record",
            zipped("deep_line.zip", handin__json=of("deep"), journal__jsonl=deep): "no record",
            zipped("zip_in_zip.zip", good__zip=good): text,
            zipped("elsewhere.zip", **{"../handin__json": json.dumps(about), "../journal__jsonl": "{}"}): text,
            hand_in(folder, [record(1, "started", "a_1_what_is_it", actor="a"), record(2, "started", "a_1_what_is_it", actor="b")], name="two.zip", actor="a").name: "more than one learner",
            hand_in(folder, [record(1, "started", "a_1_what_is_it", actor="a")], name="borrowed.zip", actor="somebody").name: "more than one learner"}


def test_every_stranger_is_refused_by_name_and_the_rest_counts(folder):
    expected = broken(folder)
    (folder / "linked.zip").symlink_to(folder / "good.zip")
    os.mkfifo(folder / "pipe.zip")
    found = handed_in.read(folder)
    refused = dict(found.refused)
    assert list(found.learners) == ["owl"] and found.opened["a_1_what_is_it"] == 1
    for name, why in {**expected, "linked.zip": "a link", "pipe.zip": "a link or a device"}.items():
        assert why in refused.get(name, "not refused"), (name, refused.get(name))
    assert not set(refused) - {*expected, "linked.zip", "pipe.zip"}
    assert sorted(path.name for path in folder.parent.iterdir()) == ["in"]  # nothing was unpacked


def test_files_in_folders_count_as_a_learning_platform_makes_them(folder):
    for n in range(3):
        (folder / f"A. Student_{n}_assignsubmission_file").mkdir()
        hand_in(folder / f"A. Student_{n}_assignsubmission_file", [record(1, "started", "a_1_what_is_it", actor=f"l{n}")], actor=f"l{n}")
    assert len(handed_in.read(folder).learners) == 3


def test_records_that_fit_nothing_are_passed_over_and_the_rest_counts(folder):
    good = record(1, "answered", "A.1-q1", "less")
    lines = [good, good, record(2, "answered", "Z.9-q1", "x"), record(3, "exploded", "A.1-q1", "x"), record(4, "answered", "A.1-q1", "x", hash="00000000"),
             {**record(5, "answered", "A.1-q1"), "result": "text"}, {**record(6, "answered", "A.1-q1"), "object": ["A.1-q1"]}, {**record(7, "answered", "A.1-q1"), "n": "7"}, {"v": 1}]
    hand_in(folder, lines, shared=OPINIONS)
    found = handed_in.read(folder)
    assert len(found.learners) == 1 and found.questions["A.1-q1"]["tries"] == 1
    assert found.passed_over["of another edition or course"] == 1 and found.passed_over["torn, foreign or said twice"] == 6 and found.passed_over["of a question that has changed since"] == 1


@pytest.mark.parametrize("text", ["\n{\"v\": 1, \"id\":\n", "\ufeff", "},{", "nul\0", "\r\n", "[" * 5_000, "1e999", "9" * 5_000])
def test_a_torn_or_foreign_line_loses_no_other(folder, text):
    path = folder / "handin-heron.zip"
    body = journal.line(record(1, "answered", "A.1-q1", "less")) + b"\n" + text.encode() + b"\n" + journal.line(record(2, "started", "a_1_what_is_it"))
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("handin.json", json.dumps({"format": 1, "learner": "heron", "shared": ["progress", "questions"], "after": 2, "day": "2026-01-31"}))
        file.writestr("journal.jsonl", body)
    found = handed_in.read(folder)
    assert found.questions["A.1-q1"]["tries"] == 1 and found.opened["a_1_what_is_it"] == 1, found.refused


@pytest.mark.parametrize("answer", [None, 7, True, 1e308, [], {}, ["x"] * 3_000, {"one": {"two": []}}, "x" * 19_000, "\ud800", float("nan"), [[[]]], "=cmd()", -1])
@pytest.mark.parametrize("verb, key", [("answered", "A.1-q1"), ("tagged", "A.2-q1"), ("predicted", "A.1-p1"), ("predicted", "A.0-p1"), ("judged", "A.1-c2"), ("explained", "A.1-s2"), ("answered", "A.1-x1")])
def test_absurd_answers_never_raise_and_are_never_right(folder, verb, key, answer):
    hand_in(folder, [record(1, "started", "a_1_what_is_it"), record(2, verb, key, answer)], shared=OPINIONS)
    found = handed_in.read(folder)
    assert found.learners["heron"]["right"] == 0 and not found.drawn and not found.verdicts and not found.guessed.get(key)
    everything(found)


@pytest.mark.parametrize("depth", [50, 300, 700, 950])
@pytest.mark.parametrize("verb, key", [("answered", "A.1-q3"), ("answered", "A.1-x1"), ("tagged", "A.2-q1"), ("predicted", "A.1-p1")])
def test_deep_answers_and_odd_misconceptions_do_no_harm(folder, verb, key, depth):
    answer = 7
    for _ in range(depth):
        answer = [answer]
    hand_in(folder, [record(1, "started", "a_1_what_is_it"), {**record(2, verb, key), "result": {"response": answer, "outcome": ["right"], "misconception": {}}},
                     {**record(3, verb, key), "result": {"response": 1, "outcome": "wrong", "misconception": {"a": []}}}], shared=OPINIONS)
    found = handed_in.read(folder)
    assert found.opened["a_1_what_is_it"] == 1 and found.learners["heron"]["right"] == 0 and list(classroom.statements(folder))
    everything(found)


EVIL = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "=HYPERLINK(\"http://x\")", "+1", "-1+1", "@SUM(A1)", "\t=1", "\u202egnp", "a\0b", "\ud800half", "' OR 1=1", "{{7*7}}"]


def test_hostile_words_stay_words_everywhere(folder, tmp_path):
    for n, evil in enumerate(EVIL):
        hand_in(folder, [record(1, "explained", "A.1-s2", evil, actor=f"l{n}"), record(2, "answered", "A.1-q1", "less", actor=f"l{n}")], actor=f"l{n}", shared=OPINIONS, pen=evil)
    (folder / "<script>alert(1)<script>.txt").write_text("x")
    found = handed_in.read(folder)
    page = everything(found)
    twins = "".join(one.twin for one in (classroom.words(found), classroom.about(found), classroom.show(found, "learners"), classroom.show(found, "words")))
    assert len(found.learners) == len(EVIL) and "<script>" not in twins and "<img src=x" not in twins and "&lt;script&gt;" in twins
    assert "\u202e" not in page and "\0" not in page and "\ud800" not in page
    out = tmp_path / "out"
    assert "Saved in" in classroom.save(found, out, folder).words
    for path in out.glob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"))):
            assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "@", "\t")) or cell.startswith("-")], row
    assert any("'=HYPERLINK" in path.read_text("utf-8-sig") for path in out.glob("*.csv"))


@pytest.mark.parametrize("name", ["/no/such/folder", "a\0b", 7, ".\0"])
def test_a_wrong_folder_gets_a_sentence(name):
    with pytest.raises(content.Unknown, match="There is no folder"):
        classroom.read(name)


def test_an_empty_folder_is_an_empty_class(folder):
    found = classroom.read(folder)
    assert "0 learners" in classroom.about(found).words and "Fewer than 5" in classroom.show(found, "verdicts").words and everything(found)


def test_many_files_are_read_by_several_processes_alike(folder, monkeypatch):
    made_up.write(folder, 8)
    alone, told = handed_in.read(folder), []
    monkeypatch.setattr(handed_in, "MANY", 4)
    monkeypatch.setattr(handed_in, "CHUNK", 3)
    monkeypatch.setattr(handed_in.os, "cpu_count", lambda: 2)
    together = handed_in.read(folder, lambda done, of: told.append((done, of)))
    assert told == [(3, 8), (6, 8), (8, 8)]
    for name in ("learners", "opened", "finished", "questions", "slips", "guessed", "verdicts", "written", "refused", "passed_over"):
        assert getattr(alone, name) == getattr(together, name), name
    assert {key: sorted(v) for key, v in alone.drawn.items()} == {key: sorted(v) for key, v in together.drawn.items()}
    assert alone.words.keys() == together.words.keys() and all(sorted(alone.words[k]) == sorted(together.words[k]) for k in alone.words)


# ------------------------------------------------------------------ to take away

def test_statements_have_the_form_of_xapi_and_no_opinion(folder):
    crowd(folder, [record(1, "started", "a_1_what_is_it"), record(2, "answered", "A.1-q1", "less"), record(3, "judged", "A.1-c2", "open"), record(4, "explained", "A.1-s2", "My very words."),
                   record(5, "predicted", "A.0-p1", {"x": "y"}), record(6, "explained", "A.1-q1", "I still disagree."), record(7, "finished", "a_1_what_is_it")], shared=OPINIONS, pen="heron")
    made = list(classroom.statements(folder))
    assert len(made) == 15 and len({one["id"] for one in made}) == 15 and made == list(classroom.statements(folder))
    text = json.dumps(made)
    assert "My very words" not in text and "I still disagree" not in text and "judged" not in text and "pen" not in text
    for one in made:  # xAPI 1.0.3, Part Two, 2.4: who, did, what; ids are IRIs, statement ids UUIDs
        assert set(one) <= {"id", "actor", "verb", "object", "result", "context"} and one["actor"]["objectType"] == "Agent" and one["actor"]["account"]["homePage"].startswith("https://")
        assert one["verb"]["id"].removeprefix("http://adlnet.gov/expapi/verbs/") in ("initialized", "answered", "completed") and one["object"]["id"].startswith(classroom.HOME)
        assert all(key.startswith(classroom.HOME) for part in ("result", "context") for key in one.get(part, {}).get("extensions", {}))
    answered = next(one for one in made if "result" in one)
    assert isinstance(answered["result"]["success"], bool) and answered["result"]["response"] == '"less"'


def test_statements_of_hostile_records_are_none_and_the_rest_is_saved(folder, tmp_path):
    good = record(1, "answered", "A.1-q1", "less")
    bad = [{**record(2, "answered", "A.1-q1"), "result": "text"}, {**record(3, "answered", "A.1-q1"), "verb": ["answered"]}, record(4, "answered", "A.1-c2", "open"),
           {**record(5, "answered", "A.1-q2"), "timestamp": 7}, record(6, "answered", "A.1-q1", "less", hash="00000000"), record(7, "answered", "A.1-q3", "\ud8007")]
    hand_in(folder, [good, *bad])
    assert [one["object"]["id"] for one in classroom.statements(folder)] == [f"{classroom.HOME}/A.1-q1"]
    assert "statements.json" in classroom.save(handed_in.read(folder), tmp_path / "out", folder).words


@pytest.mark.parametrize("name", ["a\0b", "/proc/no"])
def test_a_folder_that_cannot_be_made_gets_a_sentence(folder, name):
    said = classroom.save(handed_in.read(folder), name).words
    assert "Not kept" in said or "cannot be a folder" in said


def test_no_folder_saves_nothing(folder):
    assert "Nothing was saved" in classroom.save(handed_in.read(folder)).words
