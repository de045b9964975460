"""Handing in: only what was chosen, shown first, no name but a pen name, no clock."""

import base64
import io
import json
import zipfile

import pytest

from helpers import content, handin, journal

COURSE = content.course()


@pytest.fixture
def work():
    """A learner with one of everything."""
    log = journal.current()
    log.append("started", "a_1_what_is_it")
    for verb, key, response in (("answered", "A.1-q1", "less"), ("predicted", "A.1-p1", [1, 2, 3, 4, 5]), ("judged", "A.1-c2", "open"), ("predicted", "B.C-p1", {"B.T-c1": "open"}),
                                ("explained", "A.1-s2", "My sentence."), ("explained", "A.1-q1", "I disagree."), ("reflected", "S.2-r1", "My page."), ("handled", "A.1-i1", [1])):
        log.append(verb, key, {"response": response, "outcome": "wrong"}, COURSE.hashes[key])
    return log


def opened(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return json.loads(file.read("handin.json")), journal.parse(file.read("journal.jsonl").decode())


def packed(parts=(), name=""):
    chosen, pen = handin._wish({"parts": parts, "name": name})
    kept = handin.select(journal.current().records(), chosen)
    return opened(handin.pack(kept, chosen, pen, 9))


def test_by_default_progress_and_checked_questions_and_nothing_else(work):
    about, records = packed()
    assert about["shared"] == ["progress", "questions"] and about["pen_name"] == ""
    assert {(r["verb"], r["object"]) for r in records} == {("started", "a_1_what_is_it"), ("answered", "A.1-q1")}


@pytest.mark.parametrize("part, objects", [("predictions", {"A.1-p1"}), ("verdicts", {"A.1-c2", "B.C-p1"}), ("words", {"A.1-s2", "A.1-q1"}), ("page", {"S.2-r1"})])
def test_each_part_is_added_alone(work, part, objects):
    added = {(r["verb"], r["object"]) for r in packed([part], "heron")[1]} - {(r["verb"], r["object"]) for r in packed()[1]}
    assert {key for _, key in added} == objects


def test_no_name_no_clock_and_no_path_is_in_it(work):
    about, records = packed(list(handin.PARTS), "heron")
    assert about["pen_name"] == "heron" and {len(r["timestamp"]) for r in records} == {10}
    assert work.actor() not in json.dumps(records) and str(work.where) not in json.dumps([about, records])
    assert len({r["actor"] for r in records}) == 1


@pytest.mark.parametrize("name", ["", "   ", None])
def test_opinions_need_a_pen_name(work, name):
    with pytest.raises(handin.Wish, match="pen name"):
        handin._wish({"parts": ["verdicts"], "name": name})


@pytest.mark.parametrize("wish", [{}, {"parts": None}, {"parts": ["nonsense", "../../etc"]}, {"parts": "verdict", "name": 7}])
def test_absurd_wishes_add_nothing(work, wish):
    assert handin._wish(wish)[0] == ["progress", "questions"]


def test_what_was_reset_is_not_sent(work):
    work.append("reset", "A.1-q1")
    assert "A.1-q1" not in {r["object"] for r in packed()[1]}


def test_it_is_shown_first_and_words_stay_words(work):
    journal.current().append("explained", "A.2-s2", {"response": "<script>alert(1)</script>"}, COURSE.hashes["A.2-s2"])
    chosen, _ = handin._wish({"parts": ["words"], "name": "x"})
    page = handin.shown(handin.select(journal.current().records(), chosen))
    assert "&lt;script&gt;" in page and "<script>" not in page and "My sentence." in page and "entries would be sent" in page


def test_into_a_folder_a_second_time_takes_the_place_of_the_first(work, tmp_path):
    send = handin.hand_in(tmp_path).receive
    assert "Handed in as handin-" in send({"type": "send"})["said"]
    work.append("finished", "a_1_what_is_it")
    assert "Handed in" in send({"type": "send"})["said"]
    (one,) = tmp_path.glob("*.zip")
    assert "finished" in {r["verb"] for r in opened(one.read_bytes())[1]}


@pytest.mark.parametrize("folder", ["/no/such/folder", "", 7, "a\0b"])
def test_a_wrong_folder_gets_a_sentence(work, folder):
    assert "There is no folder" in handin.hand_in(folder).receive({"type": "send"})["problem"]


def test_nothing_done_is_said():
    assert "nothing to hand in" in handin.hand_in().receive({"type": "send"})["problem"]


def test_to_send_oneself_the_file_comes_whole(work):
    reply = handin.hand_in().receive({"type": "send", "parts": ["page"], "name": "heron"})
    about, _ = opened(base64.b64decode(reply["base64"]))
    assert about["pen_name"] == "heron" and reply["name"].endswith(".zip") and "heron" not in reply["name"]
