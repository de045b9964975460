"""Difference (B.I): the toy worked by hand, what its picture says, and the figures of the sitting."""

import pytest

from helpers import content
from helpers.models import fit as model
from helpers.pictures import fit as picture

COURSE = content.read()
PLACE = (8, 3, 6)  # the made-up place of B.I-q2
PRINTED = [("B.I-q2", f"{min(PLACE[0], PLACE[1] + 1, PLACE[2])} against {min(PLACE[0] + 2, PLACE[1], PLACE[2])}."),
           ("B.I-q2", "money 8, roads 3, skill 6"), ("B.I-q2", "the lowest of 10, 3 and 6; then the lowest of 8, 4 and 6")]
NO_FIGURE = set()
JUDGED = [("B.I-q2", "=4-3", "right", ""), ("B.I-q2", 2, "almost", "fitting_is_free"), ("B.I-q2", -1, "wrong", "sum_for_scarcest"), ("B.I-q2", 5, "wrong", "")]


@pytest.mark.parametrize(("levels", "points", "thing", "more"), [
    ((8, 3, 6), 2, 0, 0), ((8, 3, 6), 2, 1, 2), ((8, 3, 6), 2, None, 2), ((8, 3, 6), 1, None, 1),
    ((8, 3, 6), 9, None, 3),  # beyond 6 the skill holds it
    ((4, 4, 9), 3, None, 0),  # two equally scarce: the first gets all, the second holds it
    ((5,), 2, None, 2), ((5,), 2, 0, 2), ((0, 7), 0, None, 0)])
def test_gain(levels, points, thing, more):
    assert model.gain(levels, points, thing) == more


@pytest.mark.parametrize(("levels", "points"), [((1, -1), 2), ((1, 1), -1), ((), 1)])
def test_what_cannot_be(levels, points):
    with pytest.raises(ValueError):
        model.gain(levels, points)


@pytest.mark.parametrize("places", ["differ", "alike"])
@pytest.mark.parametrize("thing", ["money", "roads", "skill"])
@pytest.mark.parametrize("search", range(5))
def test_the_picture_says_what_plain_arithmetic_gives(places, thing, search):
    at, one, each = ("money", "roads", "skill").index(thing), 0, 0
    for levels in picture.PLACES[places]:
        same, low = list(levels), sorted(levels)
        same[at] += 4
        one += min(same) - min(levels)
        each += min(low[0] + 4 - search, low[1]) - low[0]
    drawn = picture.six(places, thing, search)
    assert f"adds {one} points of output, all six together" in drawn.summary and f"for the scarcest adds {each}." in drawn.summary
    assert drawn.holds is (None if one == each else each > one)
    assert list(drawn.table.iloc[-1])[4:] == [one, each]


def test_the_two_settings_are_found_and_the_panel_starts_at_neither():
    item = COURSE.items["B.I-i1"]
    assert [(s.holds, picture.six(**s.example).holds) for s in item.setting] == [(True, True), (False, False)]
    start = picture.six(**{c.id: c.start for c in item.control})
    assert start.holds is None and "That is the same." in start.summary


def test_the_labels_are_true():
    lacks = {kind: {levels.index(min(levels)) for levels in places} for kind, places in picture.PLACES.items()}
    assert lacks == {"differ": {0, 1, 2}, "alike": {0}}  # "lack different things", "all lack money most"
    assert all(sorted(levels)[0] < sorted(levels)[1] for places in picture.PLACES.values() for levels in places)  # one scarcest each


def test_what_the_guess_counts():
    lines = COURSE.items["B.I-p1"].line
    assert len(lines) == 6 and sum(line.answer == "gets" for line in lines) == 4  # "four of these six"
