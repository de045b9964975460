"""Panels without a browser: every option of every control, random sequences, messages that no front end would send."""

import itertools
import json
import os
import re
import shutil
import tempfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

import helpers as course
from helpers import charts, content, journal, live, schema, verbs

COURSE = content.course()
PANELS = [key for key, item in COURSE.items.items() if isinstance(item, schema.Interactive)]
slow = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
anything = some.recursive(some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False, allow_infinity=False) | some.text(max_size=20),
                          lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=6), inner, max_size=4), max_leaves=8)


def offers(control):
    """All values of a control; of several boxes at once, all subsets where they are few, else each box put the other way.

    Of all the world's places every ninth; tests/test_figures.py and the sittings' own tests go through them.
    """
    ids = [option.id for option in control.options]
    if control.type == "range":
        return list(range(control.low, control.high + 1, control.step))
    if control.type == "choice":
        return ids[:5] + ids[5::9] if control.places else ids
    if len(ids) <= 6:
        return [list(chosen) for n in range(len(ids) + 1) for chosen in itertools.combinations(ids, n)]
    return [[], ids, *([o for o in ids if (o in control.start) != (o == box)] for box in ids)]


def sent(view, message):
    """The one reply that a view gives to a message, as plain JSON with no NaN."""
    replies = []
    view.send = lambda reply, *more: replies.append(reply)
    view._answer(view, json.loads(json.dumps(message)), [])  # as it comes from a browser
    assert len(replies) == 1, "a learner who waits for ever"
    return json.loads(json.dumps(replies[0], allow_nan=False))


def drawn(view, values):
    """The frame of a setting, which has a picture, a sentence, a table and a verdict."""
    key = verbs._key(values)
    frames = sent(view, {"type": "frames", "keys": [key], "n": 1}).get("frames", {})
    assert list(frames) == [key], f"{values}: no picture"
    frame = frames[key]
    assert frame["svg"].startswith("<svg") and len(frame["summary"]) > 10 and frame["table"].startswith("<table"), values
    assert frame["holds"] in (True, False, None), values
    assert not re.search(r"\b(nan|inf)\b|<na>", frame["summary"].lower()), frame["summary"]
    return frame


@pytest.mark.parametrize("key", PANELS)
def test_every_option_of_every_control_gets_a_picture_and_a_sentence(key, monkeypatch):
    """The others at their start, and at their last. Without lets-plot's drawing, which the sequences below have."""
    monkeypatch.setattr(charts, "_picture", lambda parts, title, unit, summary, frame, holds, rows=0: charts.Picture(title, "<svg/>", summary, frame, holds))
    item, view = COURSE.items[key], course.simulate(key)
    first, last = [c.start for c in item.control], [offers(c)[-1] for c in item.control]
    for n, control in enumerate(item.control):
        for value in offers(control):
            drawn(view, [*first[:n], value, *first[n + 1:]])
        for value in (offers(control)[0], offers(control)[-1]):
            drawn(view, [*last[:n], value, *last[n + 1:]])


class Handled(RuleBasedStateMachine):
    """Someone handles one panel: near and far, back and forth, keeps, runs the cell again, and something goes wrong on the way."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.mkdtemp()
        os.environ["COURSE_WORK"] = self.folder
        live._views.clear()
        self.kept = None

    def teardown(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        return [list(c.start) if c.type == "several" else c.start for c in self.item.control]

    @initialize(key=some.sampled_from(PANELS))
    def open(self, key):
        self.key, self.item = key, COURSE.items[key]
        self.view, self.values = course.simulate(key), self.start()

    @rule(data=some.data())
    def far(self, data):
        n = data.draw(some.integers(0, len(self.values) - 1))
        self.values[n] = data.draw(some.sampled_from(offers(self.item.control[n])))

    @rule(data=some.data(), by=some.sampled_from([1, -1]))
    def near(self, data, by):
        n = data.draw(some.integers(0, len(self.values) - 1))
        all_of = offers(self.item.control[n])
        at = next((at for at, one in enumerate(all_of) if one == self.values[n]), 0)
        self.values[n] = all_of[min(max(at + by, 0), len(all_of) - 1)]

    @rule()
    def reset(self):
        self.values = self.start()

    @rule()
    def look(self):
        one = drawn(self.view, self.values)
        assert drawn(self.view, self.values) == one  # the same setting, the same picture

    @rule(found=some.lists(some.integers(0, 3), max_size=3))
    def keep(self, found):
        reply = sent(self.view, {"type": "keep", "verb": "handled", "id": self.key, "result": {"response": self.values, "found": found}, "n": 2})
        assert set(reply) == {"saved", "re"}, reply
        self.kept = json.loads(json.dumps(self.values))

    @rule(message=anything)
    def absurd(self, message):
        sent(self.view, message)

    @precondition(lambda self: self.kept is not None)
    @rule(new_kernel=some.booleans())
    def run_again(self, new_kernel):
        if new_kernel:
            live._views.clear()
            journal._journals.clear()
        again = course.simulate(self.key)
        assert new_kernel or again is self.view
        self.view = again
        self.view.refresh()
        assert self.view.spec["state"]["response"] == self.kept and verbs._key(self.kept) in self.view.spec["frames"]

    @invariant()
    def opens(self):
        if hasattr(self, "view"):
            json.dumps(self.view.spec, allow_nan=False)


def test_a_panel_handled_at_random_always_answers(monkeypatch):
    monkeypatch.setenv("COURSE_WORK", os.environ["COURSE_WORK"])  # put back afterwards
    run_state_machine_as_test(Handled, settings=settings(max_examples=20, stateful_step_count=8, deadline=None, suppress_health_check=slow))


VIEWS = {"panel": lambda: course.simulate("A.1-i1"), "gated panel": lambda: course.simulate("A.2.1-i2", after="A.2.1-p1"), "sketch": lambda: course.predict("A.1-p1"),
         "guess": lambda: course.predict("A.2-p1"), "questions": lambda: course.ask("A.1-q1", "A.1-q3", "A.2-q2", "A.2-q3"), "sentence": lambda: course.explain("A.1-s1"),
         "verdict": lambda: course.evidence("A.1-c3"), "finish": lambda: course.finish("a_1_what_is_it"), "save": lambda: course.save(), "hand in": lambda: course.hand_in(),
         "dossier": lambda: course.dossier(), "board": lambda: course.simulate("B.C-i1")}
verb = some.sampled_from([*journal.VERBS, "shouted", "", None]) | anything
thing = some.sampled_from(["A.1-q1", "A.1-q3", "A.2-q2", "A.2-q3", "A.1-p1", "A.2-p1", "A.1-i1", "A.1-s1", "A.1-c3", "B.C-p1", "a_1_what_is_it", "A.9-q9", ""]) | anything
message = some.fixed_dictionaries({"type": some.sampled_from(["keep", "frames", "copy", "restore", "look", "send", "file"]) | anything}, optional={
    "verb": verb, "id": thing, "n": anything, "keys": anything | some.lists(anything, max_size=9), "text": anything, "parts": anything, "name": anything,
    "result": some.fixed_dictionaries({}, optional={"response": anything, "found": anything, "because": anything, "outcome": anything, "attempt": anything}) | anything})


@pytest.mark.parametrize("name", VIEWS)
@settings(max_examples=10, deadline=None, suppress_health_check=slow)
@given(messages=some.lists(message | anything, min_size=1, max_size=4))
def test_an_absurd_message_gets_one_answer_and_the_card_still_opens(name, messages):
    live._views.clear()
    view = VIEWS[name]()
    for one in messages:
        sent(view, one)
    view.refresh()
    json.dumps(view.spec, allow_nan=False)
    live._views.clear()
    assert VIEWS[name]()._repr_mimebundle_()["text/html"]
