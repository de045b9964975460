"""Checks under fuzz: a value of any kind gets one of five outcomes and a sentence, and nonsense is never right."""

import datetime
import decimal
import fractions
import itertools
import types

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

import helpers as course
from helpers import checking, content, schema

COURSE = content.course()
ANSWERED = {key: item for key, item in COURSE.items.items() if isinstance(item, (schema.Question, schema.Exercise, schema.Prediction))}
EXERCISES = [key for key, item in ANSWERED.items() if isinstance(item, schema.Exercise)]
ONE_OF_EACH = list({(type(item), getattr(item, "type", ""), getattr(item, "unit", "")): item for item in ANSWERED.values()}.values())
KINDS = {"right", "almost", "wrong", "again", "not started"}
quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

json = some.recursive(some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
                      lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=6), inner, max_size=4), max_leaves=12)
near = some.text("0123456789.,-−+*/()=% \u00a0eE٣", max_size=30) | some.builds("={}".format, some.text("0123456789.,-+*/() ", max_size=60))
ids = some.sampled_from(sorted({o.id for item in ANSWERED.values() for o in (*getattr(item, "options", ()), *getattr(item, "targets", ()))}))
chosen = ids | some.lists(ids, max_size=6) | some.dictionaries(ids, ids | some.lists(ids, max_size=2), max_size=6)


class Odd:
    """An object that refuses everything."""

    def _no(self, *args):
        raise RuntimeError("no")
    __eq__ = __len__ = __iter__ = __bool__ = __float__ = __str__ = __repr__ = __hash__ = __getattr__ = _no


def endless():
    """A list that holds itself."""
    inside = []
    inside.append(inside)
    return inside


def deep(n):
    """A list within a list, n times."""
    inside = [1]
    for _ in range(n):
        inside = [inside]
    return inside


STRANGE = {  # each made anew
    "odd": Odd, "odd in a list": lambda: [Odd(), Odd()], "a list of itself": endless, "a deep list": lambda: deep(5000), "a module": lambda: np,
    "the course": lambda: course, "a class": lambda: dict, "a generator": lambda: (n for n in range(3)), "an iterator": lambda: itertools.count(),
    "a date": lambda: datetime.date(2026, 1, 1), "a decimal": lambda: decimal.Decimal("12.5"), "decimal NaN": lambda: decimal.Decimal("sNaN"),
    "a fraction": lambda: fractions.Fraction(1, 3), "a range": lambda: range(3), "bytes": lambda: bytearray(b"12"), "memory": lambda: memoryview(b"12"),
    "a huge number": lambda: 10**6000, "a space": types.SimpleNamespace, "a picture": lambda: course.simulate("A.1-i1"), "a card": lambda: course.ask("A.1-q1"),
    "an Ellipsis": lambda: ..., "NotImplemented": lambda: NotImplemented, "an exception": lambda: ValueError("x"), "a group": lambda: pd.DataFrame({"a": [1]}).groupby("a"),
    "a column of dates": lambda: pd.Series(pd.date_range("2026", periods=3)), "periods": lambda: pd.period_range("2026", periods=3), "an interval": lambda: pd.Interval(0, 1),
    "categories": lambda: pd.Series(["a", "b"], dtype="category"), "whole numbers with a gap": lambda: pd.Series([1, None], dtype="Int64"), "two levels": lambda: pd.MultiIndex.from_tuples([(1, 2)]),
    "an empty table": pd.DataFrame, "a table of one": lambda: pd.DataFrame({"a": [[1, 2]]}), "objects": lambda: np.array([{}, []], dtype=object), "masked": lambda: np.ma.masked,
    "a masked array": lambda: np.ma.array([1, 2], mask=[1, 0]), "structured": lambda: np.zeros(2, dtype=[("a", int)]), "complex": lambda: np.array([1j, 2]), "a string array": lambda: np.array(["12.5"]),
    "a matrix of none": lambda: np.empty((0, 3)), "many axes": lambda: np.ones((1, 1, 1, 1, 3)), "a time": lambda: np.datetime64("NaT"), "a long text": lambda: "9" * 100_000,
    "brackets": lambda: "=" + "(" * 199, "minuses": lambda: "=" + "-" * 199, "a half character": lambda: "\ud800", "a plot": lambda: __import__("lets_plot").ggplot(), "the function check": lambda: course.check}


def judged(item, answer):
    """The outcome, which has a kind of the five and a sentence."""
    found = checking.check(item, answer)
    assert found.kind in KINDS and isinstance(found.say, str) and len(found.say) > 10, found
    return found.kind


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_object_gets_a_sentence_everywhere(name):
    value = STRANGE[name]()
    for item in ONE_OF_EACH:
        kind = judged(item, value)
        assert kind != "right" or name == "a decimal", f"{item.id}: {name}"


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_object_in_a_cell_gets_a_card(name):
    assert course.check(EXERCISES[0], STRANGE[name]())._repr_mimebundle_()["text/plain"]


@quick
@given(key=some.sampled_from(sorted(ANSWERED)), answer=json | near | chosen)
def test_any_value_gets_one_of_five_outcomes(key, answer):
    judged(ANSWERED[key], answer)


@quick
@given(key=some.sampled_from(EXERCISES), values=some.lists(some.floats() | some.integers() | some.none() | some.text(max_size=3), max_size=6), form=some.sampled_from(
    (list, tuple, pd.Series, pd.Index, lambda v: np.array(v, dtype=object), lambda v: pd.DataFrame({"a": v}), lambda v: pd.Series(v, dtype=object).to_frame().T)))
def test_any_column_in_any_form_gets_one_of_five_outcomes(key, values, form):
    try:
        answer = form(values)
    except (OverflowError, TypeError, ValueError):
        return  # pandas itself would not make it
    judged(ANSWERED[key], answer)


def right_ids(item):
    """What a right answer to a question of ids says: an id, a list of ids, or pairs."""
    return [r.when for r in item.reply if r.outcome == "right"]


@quick
@given(data=some.data())
def test_nonsense_is_never_right(data):
    """Nonsense by its making: no option of this question, not the right kind of value, or words without a figure."""
    item = ANSWERED[data.draw(some.sampled_from(sorted(ANSWERED)))]
    own = {o.id for o in (*getattr(item, "options", ()), *getattr(item, "targets", ()))}
    words = some.text().filter(lambda text: text not in own and not any(sign.isnumeric() for sign in text))
    answer = data.draw(words | some.lists(words, max_size=5) | some.dictionaries(words, words, max_size=5) | some.booleans() | some.binary() | some.lists(some.none(), max_size=5)
                       | some.sampled_from([float("nan"), float("inf"), -float("inf"), 1e308, [[]], [{}], {"": ""}]))
    assert judged(item, answer) != "right"


@quick
@given(data=some.data())
def test_only_the_right_ids_are_right(data):
    """Of a question of ids: what is called right holds the ids that the entry calls right, and no stranger's."""
    item = ANSWERED[data.draw(some.sampled_from(sorted(k for k, i in ANSWERED.items() if getattr(i, "type", "number") != "number")))]
    own, targets = some.sampled_from([o.id for o in item.options]), some.sampled_from([t.id for t in item.targets] or ["none"])
    answer = data.draw(own | ids | some.lists(own | ids, max_size=6) | some.dictionaries(own | ids, targets | ids, max_size=6))
    if judged(item, answer) == "right":
        assert any(fits_plainly(when, answer) for when in right_ids(item)), answer


def fits_plainly(when, answer):
    """A second reading of a condition, by sets alone."""
    if "option" in when:
        return answer == when["option"]
    if "pairs" in when:
        return all(answer[o] == t or answer[o] in t for o, t in when["pairs"].items())
    got = set(answer)
    return (got == set(when.get("options", when.get("order", got))) and got >= set(when.get("includes", ())) and not got & set(when.get("lacks", ()))
            and set(when.get("before", ())) <= got)
