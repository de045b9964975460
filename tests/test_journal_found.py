"""Answers that were once lost or put in the wrong order, each found by trying; they stay found."""

import multiprocessing
import time

from helpers import journal, keep


def test_what_was_found_lost_stays_found(own_work):
    """Three cases in which an answer said to be saved was once lost."""
    log = journal.current()
    for odd in ("a\u2028b", "a\x85b", "a\u2029b"):  # line ends to Python, not to us
        log.append("explained", "A.1-s1", {"response": odd})
    assert [r["result"]["response"] for r in log.records()] == ["a\u2028b", "a\x85b", "a\u2029b"]
    for n in range(6):  # a first session of many answers, a second of one: the second is the later
        log.append("answered", "A.1-q1", {"response": "more"})
    later = journal.Journal(own_work)
    later.append("answered", "A.1-q1", {"response": "fair"})
    text = keep._receive({"type": "copy"})["text"]
    elsewhere = own_work.parent / "elsewhere"
    journal._journals.clear()
    journal._journals[journal.folder()] = journal.Journal(elsewhere)
    assert "10 of them are new" in keep.bring_back(text)["said"]
    assert journal.Journal(elsewhere).last("A.1-q1", "answered")["result"]["response"] == "fair"
    assert "problem" not in keep.bring_back('{"v":1,"id":"x","actor":"a","verb":"explained","object":"A.1-s1","timestamp":'
                                            '"2026-01-01T00:00:00Z","result":{"response":"\\ud800"},"n":1}')
    assert not list(elsewhere.glob("*.tmp"))


def test_work_on_a_question_that_has_changed_is_kept_but_not_counted(own_work):
    log = journal.current()
    log.append("answered", "A.1-q1", {"response": "fair"}, "00000000")
    assert log.done({"A.1-q1": "11111111"}) == set() and log.done({"A.1-q1": "00000000"}) == {"A.1-q1"}
    assert log.last("A.1-q1", "answered")


def test_two_notebooks_in_turn_the_latest_answer_counts(own_work):
    """One notebook answers, another does, then the first again: its second answer is the last."""
    first, second = journal.Journal(own_work), journal.Journal(own_work)
    for log, answer in ((first, "more"), (second, "less"), (first, "fair")):
        log.append("answered", "A.1-q1", {"response": answer})
        time.sleep(0.005)  # records carry milliseconds; no learner is faster
    assert journal.Journal(own_work).last("A.1-q1", "answered")["result"]["response"] == "fair"
    second.append("reset", "A.1-q1")
    assert first.last("A.1-q1", "answered") is None


def _begin(folder):
    journal.Journal(folder).append("started", "00_start_here")


def test_notebooks_that_start_at_once_are_one_learner(own_work):
    for _ in range(5):
        kernels = [multiprocessing.get_context("spawn").Process(target=_begin, args=(own_work,)) for _ in range(3)]
        [kernel.start() for kernel in kernels]
        [kernel.join() for kernel in kernels]
    found = journal.Journal(own_work).records()
    assert len(found) == 15 and len({r["actor"] for r in found}) == 1


def test_an_emptied_text_stays_empty(own_work):
    from helpers import live, verbs
    live.keep({"verb": "explained", "id": "A.1-s1", "result": {"response": "words"}})
    live.keep({"verb": "reset", "id": "A.1-s1", "result": {}})
    assert verbs.explain("A.1-s1").spec["items"][0]["state"] is None


def test_a_finished_exercise_run_again_is_no_new_attempt(own_work):
    from helpers import verbs
    for _ in range(3):
        verbs.check("A.1-x1", 3.156)
    assert sum(r["verb"] == "answered" for r in journal.current().records()) == 1


def test_an_answer_kept_under_other_controls_or_another_question_breaks_nothing(own_work):
    from helpers import verbs
    log = journal.current()
    log.append("handled", "A.1-i1", {"response": ["Atlantis"], "found": [0]}, "00000000")
    log.append("answered", "A.1-q1", {"response": "gone"}, "00000000")
    assert verbs.simulate("A.1-i1").spec["state"] is None
    assert verbs.ask("A.1-q1").spec["items"][0]["state"]["changed"]
