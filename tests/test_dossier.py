"""The dossier: everything the learner did, in one file that needs no network and no script; what was typed stays text."""

import json
import re
from html.parser import HTMLParser

import pytest

from helpers import content, journal, my_dossier, schema

COURSE = content.course()
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(1)"> ${body} $body </blockquote><a href="javascript:x">'


@pytest.fixture(autouse=True)
def work(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_WORK", str(tmp_path))
    return tmp_path


def keep(verb, key, response, **more):
    journal.current().append(verb, key, {"response": response, **more}, COURSE.hashes.get(key, ""))


class Page(HTMLParser):
    """Tags, attributes and words of a page, by the standard library's parser."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.words = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data


def test_it_holds_words_verdicts_predictions_answers_and_works():
    keep("explained", "A.1-s2", "My own sentence.")
    keep("judged", "A.1-c2", "open")
    keep("judged", "A.1-c2", "well supported")
    keep("predicted", "A.1-p1", [5, 6, 7, 8, 9])
    keep("predicted", "A.2.1-p1", {line.id: line.answer for line in COURSE.items["A.2.1-p1"].line})
    question = COURSE.items["A.1-q1"]
    keep("answered", "A.1-q1", question.options[0].id, outcome="wrong")
    keep("answered", "A.1-q1", question.options[1].id, outcome="right")
    keep("explained", "A.1-q1", "I disagree.")
    keep("reflected", "A.1-r1", "A longer answer.")
    keep("finished", "a_1_what_is_it", True)
    page = Page(my_dossier.build("Nia"))
    assert page.open == []
    for told in ("Nia", "My own sentence.", "open → well supported", "I disagree.", "A longer answer.", "✓ right, 2 tries", f"1 of {sum(not s.aside for s in COURSE.sittings.values())} sittings finished",
                 "no grade, and no certificate", "Figures", COURSE.items["A.2.1-p1"].title):
        assert told in page.words, told
    claim = COURSE.items["A.1-c2"]
    for one in COURSE.of_claim(claim.id):
        assert all(re.sub(r"\*", "", COURSE.works[key].text)[:30] in page.words for key in one.sources)


def test_no_script_and_no_address_is_in_it_whatever_was_typed():
    for key, item in COURSE.items.items():
        verb = {schema.Sentence: "explained", schema.Reflection: "reflected", schema.Claim: "judged", schema.Question: "answered",
                schema.Guess: "predicted", schema.Prediction: "predicted", schema.Exercise: "answered"}.get(type(item))
        if verb:
            keep(verb, key, HOSTILE, outcome=HOSTILE)
    for n, odd in enumerate(([HOSTILE], {HOSTILE: HOSTILE}, None, 7, [[HOSTILE]], {"a": {"b": HOSTILE}})):
        keep("answered", f"A.1-q{n + 1}", odd, outcome="wrong")
        keep("predicted", ("A.1-p1", "A.2.1-p1")[n % 2], odd)
    page = Page(my_dossier.build(HOSTILE))
    assert page.open == [] and HOSTILE in page.words
    assert {tag for tag, _ in page.tags} <= {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "div", "nav", "ol", "ul", "li", "a", "em",
                                            "strong", "section", "blockquote", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert all(set(attrs) <= {"class", "id", "scope", "lang", "charset", "name", "content", "http-equiv", "href"} for _, attrs in page.tags)
    assert all(attrs["href"].startswith("#") for _, attrs in page.tags if "href" in attrs)


def test_it_is_written_by_one_command_and_may_be_taken_along(work):
    journal.current().append("started", "review")
    assert "There is nothing to put in yet" in json.dumps(my_dossier.dossier().spec)
    assert not (work / my_dossier.FILE).exists()
    keep("explained", "A.1-s2", "Mine.")
    card = my_dossier.dossier()
    assert f"Written to my_work/{my_dossier.FILE}" in json.dumps(card.spec)
    assert "Mine." in (work / my_dossier.FILE).read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_gets_a_sentence(work, monkeypatch):
    keep("explained", "A.1-s2", "Mine.")

    def full(*_):
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(journal, "put", full)
    assert "the disk is full" in json.dumps(my_dossier.dossier().spec)


def test_what_was_reset_is_gone_from_it():
    keep("explained", "A.1-s2", "Taken back.")
    keep("reset", "A.1-s2", None)
    assert "Taken back" not in my_dossier.build()


@pytest.mark.parametrize("name", ["", "  ", None, 7, "x" * 10_000, "Åsa 张"])
def test_any_name_will_do(name):
    keep("explained", "A.1-s2", "Mine.")
    assert Page(my_dossier.build(name)).open == []
