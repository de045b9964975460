"""Sitting b_09: money by need and by complementarity, the gains of both sides, and bad years at home (B.III)."""

import pytest

from helpers.models import gains as model
from helpers.pictures import gains as pictures

TOY = [(9, 1), (5, 5), (2, 9)]  # the three of B.III-q4


def shares(need, fit, partners=TOY):
    return [money for money, _ in model.pragmatic(partners, need, fit, years=1)[0]]


BLENDED = (shares(1, 0)[0] + shares(0, 1)[0]) / 2
PRINTED = [("B.III-q4", f"{shares(1, 1)[0]:.1f}. The other way"), ("B.III-q4", f"by need ({shares(1, 0)[0]:.2f})"),
           ("B.III-q4", f"by complementarity ({shares(0, 1)[0]:.1f})"), ("B.III-q4", f"the middle: {BLENDED:.1f}")]
NO_FIGURE = {("B.III-q4", "100")}
JUDGED = [("B.III-q4", shares(1, 1)[0], "right", ""), ("B.III-q4", "=10/31*100", "right", ""), ("B.III-q4", BLENDED, "almost", "shares_blended"),
          ("B.III-q4", shares(1, 0)[0], "wrong", "need_only"), ("B.III-q4", 10, "wrong", "")]


@pytest.mark.parametrize(("weights", "expected"), [
    ((1, 0), [56.25, 31.25, 12.5]), ((0, 1), [6.667, 33.333, 60]), ((1, 1), [32.258, 32.258, 35.484]), ((7, 7), [32.258, 32.258, 35.484]), ((0, 0), [33.333] * 3)])
def test_scores_are_added_and_money_follows_them(weights, expected):
    assert shares(*weights) == pytest.approx(expected, abs=0.001)


def test_both_sides_gain_by_what_each_can_use():
    ((money, gain),), back = model.pragmatic([(9, 10)], 1, 0)  # all can be used: the partner gains twice, all comes back
    assert (money, gain, back) == (400, 800, 400)
    ((money, gain),), back = model.pragmatic([(9, 0)], 1, 0)
    assert (money, gain, back) == (400, 400, 0)


def test_a_bad_year_keeps_half_and_of_the_rest_what_came_back():
    spent = [sum(m for m, _ in model.pragmatic([(5, f)], 1, 0, bad=2)[0]) for f in (0, 5, 10)]
    assert spent == [300, 350, 400]


@pytest.mark.parametrize("wrong", [dict(need=-1, fit=0), dict(need=1, fit=-1), dict(need=1, fit=0, bad=5), dict(need=1, fit=0, bad=-1)])
def test_weights_and_years_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError, match="weights are not below nought"):
        model.pragmatic(TOY, **wrong)


def test_the_neediest_gains_only_with_much_to_offer():
    """B.III-q3: it depends, in good years and in bad."""
    for bad in pictures.BAD:
        assert [pictures.pragmatic(10, 10, offer, bad).holds for offer in pictures.OFFER] == [False, False, True], bad
    assert pictures.pragmatic().holds is None
    assert pictures.pragmatic(0, 0, "much").holds is None  # nothing is counted, complementarity neither


def test_two_coins_in_five_are_gone_by_need_alone():
    """What is told after B.III-q3: of a bad year's 100 coins, with little to offer."""
    kept = sum(money for money, _ in model.pragmatic([(9, 1), (5, 2), (2, 4)], 1, 0, bad=1, years=1)[0])
    assert 1 - kept / 100 == pytest.approx(2 / 5, abs=0.02)
