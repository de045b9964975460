"""From an answer to an outcome: the table that Python and the browser share, and what only Python is given."""

import itertools
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import checking, schema

TABLE = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))
CASES = TABLE["cases"]


def question(name):
    """An item of the table as the question that Python knows."""
    raw = TABLE["items"][name]
    return schema.Question(id="A.1-q1", type=raw["type"], unit=raw["unit"], prompt="?", passage="", explain="", hints=(),
                           options=tuple(schema.Option(o["id"], o["id"]) for o in raw.get("options", ())),
                           reply=tuple(schema.Reply(**reply) for reply in raw["replies"]))


def exercise(*replies, unit=""):
    """A pandas exercise with these (when, outcome) replies; anything else is wrong."""
    told = [*replies, ({"else": True}, "wrong")]
    return schema.Exercise(id="A.1-x1", stage="solo", prompt="?", hints=(), solution="", unit=unit,
                           reply=tuple(schema.Reply(when, outcome, outcome) for when, outcome in told))


def answers_for(item):
    """Answers to try on a real entry: at least one for each of its replies, and some that none names."""
    ids = [option.id for option in getattr(item, "options", ())]
    if getattr(item, "type", "") == "choice":
        return ids
    if getattr(item, "type", "") == "order":
        return [list(some) for some in itertools.permutations(ids)]
    if getattr(item, "type", "") in ("match", "tag"):
        return [dict(zip(ids, put)) for put in itertools.product([t.id for t in item.targets], repeat=len(ids))]
    if getattr(item, "type", "") == "several":
        return [list(some) for n in range(1, len(ids) + 1) for some in itertools.combinations(ids, n)]
    found = [-987654.0, 0, 987654.0]
    for reply in item.reply:
        low, high = reply.when.get("between", (0, 0))
        found += [low, (low + high) / 2, high, *([list(reply.when["values"])] if "values" in reply.when else [])]
    return found


NUMBER = exercise(({"between": [12.4, 12.6]}, "right"))
COLUMN = exercise(({"values": [1, 2.5, 4], "within": 0.05}, "right"))


def test_the_table_names_each_case_once_and_reaches_every_outcome():
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names) > 100
    assert {case["outcome"] for case in CASES} == {"right", "almost", "wrong", "again", "not started"}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_python_says_what_the_table_says(case):
    found = checking.check(question(case["item"]), case["answer"])
    assert found.kind == case["outcome"]
    assert found.say == case.get("say", found.say) and found.say


@pytest.mark.parametrize("value", [
    12.5, np.float64(12.5), np.float32(12.5), np.array(12.5), np.array([12.5]), pd.Series([12.5]), pd.Series([12.5], index=["x"]),
    pd.Index([12.5]), [12.5], (12.5,), "12,5", "12.5", "=25/2",
], ids=lambda value: f"{type(value).__name__} {value!r}")
def test_equal_numbers_in_other_forms_count(value):
    assert checking.check(NUMBER, value).kind == "right"


@pytest.mark.parametrize("value", [[1, 2.5, 4], (1, 2.5, 4), pd.Series([1, 2.5, 4]), np.array([1, 2.54, 4]), pd.Index([1, 2.5, 4])],
                         ids=lambda value: type(value).__name__)
def test_equal_columns_in_other_forms_count(value):
    assert checking.check(COLUMN, value).kind == "right"


@pytest.mark.parametrize("value", [[1, 2.5], [1, 2.5, 4, 5], [4, 2.5, 1], [1, 2.5, 4.1], 1, [7]], ids=repr)
def test_other_columns_do_not(value):
    assert checking.check(COLUMN, value).kind == "wrong"


@pytest.mark.parametrize(("value", "word"), [
    (float("nan"), "NaN"), (float("inf"), "infinite"), (-np.inf, "infinite"), (np.nan, "NaN"), (pd.Series([np.nan]), "NaN"),
    (pd.NaT, "NoneType"), (pd.NA, "NAType"), (True, "bool"), (np.bool_(False), "bool"), (len, "builtin_function_or_method"),
    (lambda: 12.5, "function"), ({}, "dict"), ({12.5}, "set"), (object(), "object"), (12.5j, "complex"), (b"12.5", "bytes"),
    (pd.Timestamp("2024-01-01"), "datetime"), (pd.DataFrame({"a": [1, 2], "b": [3, 4]}), "whole table"),
    (pd.DataFrame({"a": [1, 2]}), "whole table"), (np.ones((2, 2)), "whole table"), (["12.5"], "str"), ([None], "NoneType"),
    (pd.Series(["a", "b"]), "str"), (pd.Series([1.0, np.nan]), "NaN"),
], ids=lambda value: type(value).__name__ if not isinstance(value, str) else value)
def test_what_is_no_number_is_asked_back_by_name(value, word):
    found = checking.check(NUMBER, value)
    assert found.kind == "again" and word in found.say


@pytest.mark.parametrize("value", [None, "", " \n", [], (), pd.Series([], dtype=float), np.array([])], ids=lambda v: f"{type(v).__name__} {v!r}")
def test_nothing_is_no_answer(value):
    assert checking.check(NUMBER, value).kind == "not started"


def test_a_share_stands_for_a_per_cent_only_where_per_cent_is_asked_for():
    replies = ({"between": [25.5, 25.9]}, "right")
    assert checking.check(exercise(replies, unit="%"), 4.7 / 18.3).kind == "right"
    assert checking.check(exercise(replies, unit="%"), pd.Series([0.257])).kind == "right"
    assert checking.check(exercise(replies), 4.7 / 18.3).kind == "wrong"


def test_the_first_reply_that_fits_speaks():
    both = exercise(({"between": [0, 20]}, "almost"), ({"between": [12.4, 12.6]}, "right"))
    assert checking.check(both, 12.5).kind == "almost"


def test_the_misconception_comes_with_the_outcome():
    item = schema.Exercise(id="A.1-x1", stage="solo", prompt="?", hints=(), solution="", reply=(
        schema.Reply({"between": [1, 1]}, "wrong", "Turn it round.", "upside_down"), schema.Reply({"else": True}, "wrong", "No.")))
    assert checking.check(item, 1) == checking.Outcome("wrong", "Turn it round.", "upside_down")
    assert checking.check(item, 2).misconception == ""


def test_a_formula_is_parsed_and_never_run(tmp_path):
    target = tmp_path / "ran"
    for text in (f"=open({str(target)!r}, 'w')", f"=__import__('pathlib').Path({str(target)!r}).touch()", "=().__class__"):
        assert checking.check(NUMBER, text).kind == "again"
    assert not target.exists()


def test_checking_changes_nothing_it_is_given():
    series, answer = pd.Series([1, 2.5, 4]), [1, 2.5, 4]
    checking.check(COLUMN, series)
    checking.check(COLUMN, answer)
    assert list(series) == answer == [1, 2.5, 4]
