"""Sitting c_1: the two readings side by side, by what the learner kept (S.1)."""

import pytest

from helpers import content, schema
from helpers.pictures import both

COURSE = content.read()
BAR, GUESSES = COURSE.items["S.1-i1"].uses, COURSE.items["S.1-i2"].uses
NO_FIGURE = {(item, section) for item in ("S.1-q2", "S.1-i1", "S.1-i2") for section in
             [one.removeprefix("A.").split("-")[0] for one in (*BAR, *GUESSES) if one.startswith("A.") and one.count(".") == 2]}


def test_one_claim_of_each_section_stands_on_the_bar():
    sections = [unit for unit in COURSE.units if unit[0] in "AB" and unit != "A.4"]  # section 4 itself is judged with 4.1
    assert sorted(key.split("-")[0] for key in BAR) == sorted(sections)
    shown = {"A": sum(key[0] == "A" for key in BAR), "B": sum(key[0] == "B" for key in BAR)}
    assert shown == {"A": 13, "B": 12}  # "thirteen of A and twelve of B", says the notebook


@pytest.mark.parametrize("reading", ["generous", "strict"])
def test_the_courses_bars_are_its_verdicts(reading):
    table = both.bar(reading).table
    for row, letter in zip(table.itertuples(), "AB"):
        words = [getattr(COURSE.items[key].verdict, reading) for key in BAR if key[0] == letter]
        assert row[2] == len(words) and row[3] == sum(word in ("well supported", "supported in part") for word in words)


def test_harder_and_milder_are_counted_on_the_scale_only():
    well = [key for key in BAR if key[0] == "B" and COURSE.items[key].verdict.generous == "well supported"][:2]
    part = next(key for key in BAR if key[0] == "B" and COURSE.items[key].verdict.generous == "supported in part")
    mine = {well[0]: "disputed among specialists", well[1]: "open", part: "well supported"}
    picture = both.bar("generous", mine)
    assert "you 1 of the 3 that you judged, harder than the course on 1 and milder on 1" in picture.summary
    assert "of A; " in picture.summary  # nothing kept on A: only the course speaks


def test_guesses_are_counted_as_their_sittings_count_them():
    item = COURSE.items["A.2-p1"]
    mine = {"A.2-p1": {line.id: line.answer for line in item.line}}
    lines = len(item.line)
    assert f"{lines} fitted: 100 %" in both.fitted("A", mine).summary
    assert f"Of the {lines} lines" in both.fitted("A", mine).summary
    missed = {line.id: next(o.id for o in item.options if o.id not in (line.answer, *line.also)) for line in item.line}
    assert "0 fitted: 0 %" in both.fitted("A", {"A.2-p1": missed}).summary
    assert all(isinstance(COURSE.items[key], schema.Guess) and COURSE.items[key].scored for key in GUESSES)


@pytest.mark.parametrize("mine", [None, {}, {BAR[0]: "<script>"}, {BAR[0]: 3, GUESSES[0]: "no"}, {GUESSES[0]: None}, {GUESSES[0]: []}])
def test_nothing_and_nonsense_leave_the_course_alone(mine):
    assert "Your own bars show" in both.bar("strict", mine).summary
    assert "none of these" in both.fitted("A", mine).summary and "<script>" not in both.bar("strict", mine).svg
