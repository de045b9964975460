"""Recall: what is due, by how each question went; honest when nothing is."""

from datetime import UTC, datetime, timedelta

import pytest

from helpers import content, due, journal
from helpers.models import spacing

COURSE = content.course()
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def record(key, verb, day, outcome="", hour=9, n=1):
    time = (START + timedelta(days=day, hours=hour - 9)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"v": 1, "id": f"{key}-{verb}-{day}-{hour}-{n}", "actor": "learner-x", "verb": verb, "object": key, "n": n,
            "result": {"response": "x", "outcome": outcome}, "timestamp": time, "notebook": "x", "course": "1", "hash": COURSE.hashes[key]}


@pytest.fixture
def log(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_WORK", str(tmp_path))

    def write(*records):
        tmp_path.mkdir(exist_ok=True)
        (tmp_path / "journal-2026-01-05-00000000.jsonl").write_bytes(b"".join(map(journal.line, [{**r, "n": n} for n, r in enumerate(records, 1)])))
    return write


def words(items):
    return items[0]["html"]


def gaps(outcomes):
    """Days from each visit to the next, where each visit comes when it is due."""
    visited, found = [], []
    for outcome in outcomes:
        time = spacing.due(visited) if visited else START
        visited.append((time, outcome))
        found.append((spacing.due(visited) - time).days)
    return found


def test_intervals_expand_while_it_goes_well():
    right = gaps(["right"] * 5)
    assert right[0] >= 1 and all(b > a for a, b in zip(right, right[1:])) and right[-1] <= 365


def test_what_went_wrong_comes_back_the_next_day_and_almost_sooner_than_right():
    assert gaps(["wrong"]) == [1] and gaps(["right", "right", "wrong"])[-1] < gaps(["right", "right", "right"])[-1]
    assert gaps(["right", "almost"])[-1] < gaps(["right", "right"])[-1]


def test_the_first_answer_of_a_day_counts():
    key = "A.1-q1"
    visited = spacing.visits([record(key, "answered", 0, "wrong"), record(key, "answered", 0, "right", 10), record(key, "answered", 3, "right")])
    assert [outcome for _, outcome in visited] == ["wrong", "right"]


def test_a_hint_and_a_look_at_the_answer_count_less():
    key = "A.1-q1"
    hinted = spacing.visits([record(key, "hinted", 0), record(key, "answered", 0, "right", 10)])
    solved = spacing.visits([record(key, "solved", 0), record(key, "answered", 0, "right", 10)])
    assert [outcome for _, outcome in (*hinted, *solved)] == ["almost", "wrong"]


def test_nothing_answered_and_nothing_due_are_said(log):
    assert "you have not answered a question yet" in words(due._items(0, START))
    log(record("A.1-q1", "answered", 0, "right"))
    told = due._items(0, START + timedelta(hours=2))
    assert len(told) == 1 and "Nothing is due today" in words(told) and "The next comes on 7 January" in words(told)


def test_what_is_due_is_asked_afresh_and_what_was_done_today_stays(log):
    log(record("A.1-q1", "answered", 0, "right"))
    later = START + timedelta(days=4)
    items = due._items(0, later)
    assert [item["id"] for item in items[1:]] == ["A.1-q1"] and items[1]["state"] is None and "1 due today" in words(items)
    log(record("A.1-q1", "answered", 0, "right"), record("A.1-q1", "answered", 4, "right"))
    items = due._items(0, later + timedelta(hours=1))
    assert items[1]["state"]["response"] == "x" and "Nothing is due today" in words(items) and "1 done today" in words(items)
    assert len(due._items(0, later + timedelta(days=1))) == 1  # gone tomorrow


def test_no_more_than_seven_at_once_and_then_the_next(log):
    keys = [key for key in COURSE.items if "-q" in key and key[0] in "AB"][:9]
    first = [record(key, "answered", 0, "wrong") for key in keys]
    log(*first)
    later = START + timedelta(days=2)
    items = due._items(0, later)
    assert len(items) == 1 + due.AT_ONCE and "9 due today" in words(items) and "run this cell again" in words(items)
    log(*first, *(record(item["id"], "answered", 2, "right") for item in items[1:]))
    again = due._items(0, later + timedelta(hours=1))
    assert len(again) == 10 and "2 due today" in words(again) and f"{due.AT_ONCE} done today" in words(again)


def test_it_works_after_thirty_sittings_of_answers(log):
    keys = [key for key in COURSE.items if "-q" in key]
    log(*(record(key, "answered", n % 60, ("right", "almost", "wrong")[n % 3]) for n, key in enumerate(keys)))
    items = due._items(0, START + timedelta(days=61))
    assert len(items) == 1 + due.AT_ONCE and f"of {len(keys)} questions" in words(items)


def test_an_answer_to_an_older_edition_of_a_question_does_not_count(log):
    log({**record("A.1-q1", "answered", 0, "wrong"), "hash": "00000000"})
    assert "you have not answered" in words(due._items(0, START + timedelta(days=9)))


@pytest.mark.parametrize("days", [-1, 366, 1.5, "7", None, True, 10**9])
def test_absurd_days_get_a_sentence(days):
    with pytest.raises(content.Unknown, match="whole number from 0 to 365"):
        due.review(days)


def test_a_time_that_is_none_is_passed_over():
    bad = {**record("A.1-q1", "answered", 0, "right"), "timestamp": "yesterday"}
    assert spacing.visits([bad]) == []
