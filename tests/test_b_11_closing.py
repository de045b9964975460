"""Sitting b_11: the verdict board shows what was kept, and nothing that was not (B.C)."""

import pytest

from helpers import content
from helpers.pictures import board as pictures

COURSE = content.read()
LINES = [line.id for line in COURSE.items["B.C-p1"].line]


def test_one_claim_of_each_section_of_the_reading():
    sections = [unit for unit in COURSE.units if unit.startswith("B.") and unit != "B.C"]
    assert sorted(key.split("-")[0] for key in LINES) == sorted(sections)
    assert COURSE.items["B.C-p1"].scored is False
    assert [option.id for option in COURSE.items["B.C-p1"].options] == list(pictures.WORDS)


@pytest.mark.parametrize("reading", ["generous", "strict"])
def test_the_courses_squares_are_the_verdicts_of_the_sittings(reading):
    picture = pictures.board(reading)
    found = list(picture.table[f"course, {reading}"])[:len(LINES)]
    assert found == [getattr(COURSE.items[key].verdict, reading) for key in LINES]
    held = sum(word in pictures.HELD for word in found)
    assert f" {held} of {len(LINES)} claims" in picture.summary and picture.holds is (held > len(LINES) / 2)
    assert "Your own verdicts show once" in picture.summary


def test_what_moved_is_counted_only_where_both_are_there():
    first, second, third = LINES[:3]
    mine = {first: "open", second: "open", "B.C-p1": {first: "well supported", second: "open", third: "open"}}
    picture = pictures.board("strict", mine)
    assert picture.summary.endswith("Of 2 that you judged twice you moved 1.")
    assert list(picture.table["you, then"])[:3] == ["open", "open", "none yet"]


@pytest.mark.parametrize("mine", [None, {}, {"B.C-p1": None}, {"B.C-p1": "open"}, {"B.C-p1": {"B.T-c1": "<b>"}, "B.T-c1": "<script>"}, {"B.T-c1": 3}])
def test_nothing_kept_and_nonsense_draw_the_course_alone(mine):
    assert "Your own verdicts show once" in pictures.board("strict", mine).summary and "<script>" not in pictures.board("strict", mine).svg
