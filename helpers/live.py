"""Between the verbs and the front ends: state from the journal, answers into it, one view a key."""

from importlib import import_module
from typing import Protocol

from helpers import checking, content, html, journal, schema

KEEPS = {  # which verbs a card of each kind may send; "reset" goes with all
    schema.Question: ("answered", "tagged", "explained", "hinted", "solved"), schema.Prediction: ("predicted", "skipped"),
    schema.Guess: ("predicted", "skipped"), schema.Interactive: ("handled",), schema.Sentence: ("explained",),
    schema.Reflection: ("reflected",), schema.Claim: ("judged",), schema.Sitting: ("finished",)}
ASLEEP = "<p><em>This card wakes up when its cell runs (Shift + Enter).</em></p>"
_views = {}    # key -> the one view of it in this kernel
_waiting = {}  # prediction id -> panels that open when it is made


class Shown:
    """A static output: HTML and the same in plain words."""

    def __init__(self, twin, words):
        self.twin, self.words = twin, words

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.twin, "text/plain": self.words}


class Card(Protocol):
    """A live view and its static twin: a :class:`helpers.widgets.Front`, whose library is loaded on first use."""

    spec: dict
    twin: str

    def refresh(self) -> None:
        """Show today's state."""


def function(name):
    """The function that a "module:function" of the content names in helpers.pictures."""
    module, called = name.split(":")
    return getattr(import_module(f"helpers.pictures.{module}"), called)


def values_fit(item, values):
    """Whether these are values that the controls of an interactive offer."""
    return isinstance(values, list) and len(values) == len(item.control) and \
        all(map(checking.offered, item.control, values))


def options(choices):
    """Options as the front ends take them."""
    return [{"id": o.id, "html": html.inline(o.text)} for o in choices]


def replies(item):
    """Replies as the front ends take them: the same data that :mod:`helpers.checking` runs."""
    return [{"when": r.when, "outcome": r.outcome, "say": html.inline(r.say)} for r in item.reply]


def state(item, *verbs, notebook="", since=""):
    """An item's id, its name for people, and what the learner last did with it (in one notebook, or since a day, if named)."""
    record = journal.current().last(item.id, *verbs, notebook=notebook)
    if record and record["timestamp"] < since:
        record = None
    found = None
    if record:
        found = {**record["result"], "verb": record["verb"],
                 "changed": journal.outdated(record, content.course().hashes)}
    return {"id": item.id, "tag": html.tag(item.id, getattr(item, "passage", "")), "state": found}


def response(key, verb):
    """What the learner last answered to this id with this verb, or None."""
    record = journal.current().last(key, verb)
    return record["result"].get("response") if record else None


def kept(key):
    """What the learner last kept for this id, whatever its kind, or None."""
    return response(key, KEEPS[type(content.course().find(key))][0])


def keep(message):
    """Judge what can be judged, write it down, and say when it was kept."""
    verb, key, result = message.get("verb"), message.get("id"), dict(message.get("result") or {})
    course = content.course()
    item, answer = {**course.items, **course.sittings}.get(key), result.get("response")
    if verb not in (*KEEPS.get(type(item), ()), "reset") or item is None:
        return {"problem": "This card belongs to another edition of the course. Choose Run, then Run All Cells."}
    if isinstance(item, schema.Prediction):
        answer = answer[-1] if isinstance(answer, list) and answer else None
    if verb in ("answered", "tagged") or isinstance(item, schema.Prediction) and verb == "predicted":
        outcome = checking.check(item, answer)
        if outcome.kind in ("not started", "again"):
            return {"problem": outcome.say}
        result |= {"outcome": outcome.kind, "misconception": outcome.misconception}
    try:
        record = journal.current().append(verb, key, result, course.hashes.get(key, ""))
    except journal.NotKept as error:
        return {"problem": str(error)}
    if verb in ("predicted", "skipped"):
        for panel in _waiting.get(key, {}).values():
            panel.refresh()
    return {"saved": record["timestamp"]}


def opens_after(prediction, key, panel):
    """Let a panel know when the learner has made this prediction."""
    _waiting.setdefault(prediction, {})[key] = panel


def view(cls, key, make, twin, words, receive=keep):
    """The one view of this key in this kernel; ``make()`` gives its spec with today's state."""
    found = _views.get(key)
    if found is None or found.comm is None:
        found = _views[key] = cls()
    found.set(lambda: {"ids": key, **make()}, receive, ASLEEP + twin, words)
    return found


def ask_view(key, make, twin, words, label, problem=""):
    """A view of cards to read, answer or write in; ``make()`` gives its items with today's state."""
    from helpers.widgets import Ask
    return view(Ask, key, lambda: {"label": label, "items": make(), "problem": problem}, twin, words)
