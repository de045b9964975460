"""What the verbs give and keep, without a browser: the bookmark, recall, guesses, answers that nobody could have typed."""

import pytest

import helpers as course
from helpers import content, journal, live

COURSE = content.course()


def spec(view):
    """What a view shows now."""
    view.refresh()
    return view.spec


def kept(thing):
    return [r for r in journal.current().records() if r["object"] == thing]


def test_the_bookmark_is_the_first_step_not_done():
    name = "a_2_1_connected"
    view = course.start(name)
    assert "Welcome back" not in spec(view)["items"][0]["html"] and spec(view)["items"][0]["go"] == ""
    live.keep({"verb": "explained", "id": "A.2.1-s2", "result": {"response": "Ask for a second way."}})
    assert "Your bookmark is at <strong>A §2.1, question 1</strong>." in spec(view)["items"][0]["html"]
    live.keep({"verb": "answered", "id": "A.2.1-q1", "result": {"response": "fair"}})
    assert spec(view)["items"][0]["go"] == "A.2.1-s3"


def test_progress_says_where_you_were_last():
    course.start("a_1_what_is_it")
    course.start("00_start_here")
    told = spec(course.progress())["items"][0]["html"]
    assert [row for row in told.split("</tr>") if "you were here last" in row] == [row for row in told.split("</tr>") if "What is South-South" in row]


def test_a_recall_is_asked_afresh_and_counts_for_both():
    course.start("a_1_what_is_it")
    live.keep({"verb": "answered", "id": "A.1-q5", "result": {"response": "because"}})
    course.start("a_2_who_said_that")
    view = course.recall("a_2_who_said_that")
    assert spec(view)["items"][1]["state"] is None
    live.keep({"verb": "answered", "id": "A.1-q5", "result": {"response": "grew"}})
    assert spec(view)["items"][1]["state"]["response"] == "grew" == spec(course.ask("A.1-q5"))["items"][0]["state"]["response"]


def test_a_guess_is_kept_and_opens_what_waits_for_it():
    panel = course.simulate("A.2.1-i2", after="A.2.1-p1")
    assert spec(panel)["gate"]["text"].startswith("Make your guess first")
    mine = {"china": "none", "uae": "none", "russia": "none"}
    assert "saved" in live.keep({"verb": "predicted", "id": "A.2.1-p1", "result": {"response": mine}})
    assert panel.spec["gate"] is None and spec(course.predict("A.2.1-p1"))["items"][0]["state"]["response"] == mine
    assert "outcome" not in kept("A.2.1-p1")[0]["result"]


def test_a_tag_is_kept_as_one():
    answer = {"pearson": "is", "bandung": "is", "b": "ought", "paris": "is", "alms": "means"}
    assert "saved" in live.keep({"verb": "tagged", "id": "A.2-q3", "result": {"response": answer}})
    assert kept("A.2-q3")[0]["result"]["misconception"] == "present_tense_is_fact"
    assert spec(course.ask("A.2-q3"))["items"][0]["state"]["response"] == answer


ABSURD = [None, 7, -1e308, True, "", "x" * 30_000, [], ["a"] * 500, {"a": {"b": []}}, {"": ""}, [["Ash-Bay"], "Ash"], [{}, {}], "<img src=x onerror=alert(1)>"]


@pytest.mark.parametrize("answer", ABSURD, ids=lambda answer: repr(answer)[:20])
@pytest.mark.parametrize(("verb", "key"), [("answered", "A.2-q2"), ("answered", "A.2-q5"), ("tagged", "A.2-q3"), ("predicted", "A.2-p1"),
                                           ("predicted", "A.1-p1"), ("handled", "A.2.1-i1"), ("answered", "A.1-q3")])
def test_absurd_messages_get_an_answer_and_the_card_still_opens(verb, key, answer):
    reply = live.keep({"verb": verb, "id": key, "result": {"response": answer}})
    assert len(reply) == 1 and set(reply) <= {"saved", "problem"}
    shown = {"q": course.ask, "p": course.predict, "i": course.simulate}[key.split("-")[1][0]](key)
    assert spec(shown)


@pytest.mark.parametrize("keys", [["[]"], ["null"], ['[["Ash-Bay"], "Ash"'], ['[["Bay-Cove","Ash-Bay"],"Ash"]'], ['[["Ash-Bay","Ash-Bay"],"Ash"]'],
                                  ['[["Mars-Ash"],"Ash"]'], ['[[],"Mars"]'], ['[{},"Ash"]'], ['["Ash-Bay","Ash"]']])
def test_a_setting_that_no_control_offers_is_refused(keys):
    panel = course.simulate("A.2.1-i1")
    sent = []
    panel.send = sent.append
    panel._answer(None, {"type": "frames", "keys": keys, "n": 1}, None)
    assert sent[0]["problem"].startswith("That did not work")


@pytest.mark.parametrize(("verb", "key"), [("predicted", "A.2-c2"), ("finished", "A.2-e1"), ("answered", "A.2-p1"), ("judged", "A.2-q1"), ("handled", "A.2-s1"),
                                           ("started", "A.2-q1"), ("reset", "A.9-q1"), (None, "A.2-q1"), ("answered", None)])
def test_a_card_keeps_only_what_its_kind_can_say(verb, key):
    reply = live.keep({"verb": verb, "id": key, "result": {"response": "fair"}})
    assert "another edition" in reply["problem"] and journal.current().records() == []


def test_the_page_holds_the_kept_sentences_in_reading_order():
    assert spec(course.finish("a_2_1_connected"))["items"][0]["page"] == ""
    for key, words in (("A.2.1-s2", "Third <b>"), ("A.0-s2", "First"), ("A.2-s2", "Second"), ("A.2-s1", "not for the page")):
        live.keep({"verb": "explained", "id": key, "result": {"response": words}})
    page = spec(course.finish("a_2_1_connected"))["items"][0]["page"]
    course_has = sum(getattr(item, "brief", False) for item in content.course().items.values())
    assert "<li>First</li><li>Second</li><li>Third &lt;b&gt;</li>" in page and f"3 of {course_has} sentences" in page
    assert "First" not in course.finish("a_2_1_connected").twin
