"""Sitting c_2: two made-up offers and their weights (S.2)."""

import pytest

from helpers.models import offers as model
from helpers.pictures import offers as pictures

EQUAL = dict.fromkeys(model.OFFERS, 3)


def test_the_weighted_mean_by_hand():
    assert model.score({"asked": 1, "cost": 0, "soon": 0, "voice": 0, "stays": 1}) == (6.0, 6.5)
    assert model.score(dict.fromkeys(model.OFFERS, 0)) == (0.0, 0.0)
    assert model.score(EQUAL) == model.score(dict.fromkeys(model.OFFERS, 5))  # only the proportions count


def test_it_turns_on_what_takes_the_lead_away():
    weights = {"asked": 2, "cost": 0, "soon": 0, "voice": 5, "stays": 1}
    one, two = model.score(weights)
    assert one > two and model.turns_on(weights) == ["asked"]
    assert "Leave out “fits what we asked for” alone" in pictures.weigh(**weights).summary


def test_with_equal_weights_neither_leads():
    assert pictures.weigh().holds is None and "Neither leads" in pictures.weigh().summary


@pytest.mark.parametrize("weights", [dict.fromkeys(model.OFFERS, 0)])
def test_no_weight_at_all_gets_a_sentence(weights):
    assert "All weights are 0" in pictures.weigh(**weights).summary and pictures.weigh(**weights).holds is None
