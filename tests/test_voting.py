"""Votes and power: hand-worked values, published ones, brute force, and the edges."""

import itertools
import random
import time

import pytest

from helpers import tables
from helpers.models import voting as model
from helpers.pictures import voting as pictures


def by_brute_force(votes, majority):
    """Every coalition, one by one."""
    found = [0] * len(votes)
    for size in range(len(votes) + 1):
        for coalition in itertools.combinations(range(len(votes)), size):
            total = sum(votes[m] for m in coalition)
            for m in coalition:
                found[m] += total >= majority > total - votes[m]
    return found


@pytest.mark.parametrize(("majority", "swings"), [(51, [5, 3, 3, 1]), (61, [5, 3, 1, 1]), (71, [3, 3, 1, 1]), (81, [2, 2, 2, 0]), (91, [1, 1, 1, 1])])
def test_four_cards_by_hand(majority, swings):
    assert model.swings([40, 30, 20, 10], majority) == swings == by_brute_force([40, 30, 20, 10], majority)


def test_the_shares_of_the_four_cards_are_those_that_are_printed_everywhere():
    assert [round(share, 1) for share in model.banzhaf([40, 30, 20, 10], 51)] == [41.7, 25.0, 25.0, 8.3]


def test_three_of_the_six_in_nassau_county_had_no_power():
    """Published: Banzhaf (1965) found three of the six to be dummies."""
    assert [s > 0 for s in model.swings([9, 9, 7, 3, 1, 1], 16)] == [True, True, True, False, False, False]


def test_the_fast_count_is_that_of_brute_force():
    luck = random.Random(2)
    for _ in range(120):
        votes = [luck.randrange(0, 12) for _ in range(luck.randrange(1, 10))]
        majority = luck.randrange(1, sum(votes) + 3)
        assert model.swings(votes, majority) == by_brute_force(votes, majority), (votes, majority)


def test_the_counts_of_coalitions_are_all_there():
    assert model.coalitions([2, 1]) == [1, 1, 1, 1] and model.coalitions([]) == [1] and model.coalitions([0]) == [2]
    assert sum(model.coalitions([3] * 200)) == 2 ** 200


@pytest.mark.parametrize(("votes", "majority", "swings"), [
    ([60, 30, 10], 51, [4, 0, 0]),  # one voter has the majority
    ([5, 3], 9, [0, 0]), ([5, 3], 0, [0, 0]), ([], 1, []),  # nobody reaches it; nothing to reach; nobody there
    ([5, 0, 3], 8, [2, 0, 2]), ([0, 0], 1, [0, 0]),  # weights of zero
    ([7], 7, [1]), ([1, 1, 1], 3, [1, 1, 1]),
])
def test_edges(votes, majority, swings):
    assert model.swings(votes, majority) == swings
    assert sum(model.banzhaf(votes, majority)) == pytest.approx(100 if any(swings) else 0)


@pytest.mark.parametrize(("coalition", "majority", "whose"), [
    (["40", "30", "20"], 51, ["40"]), (["40", "20"], 51, ["40", "20"]), (["30", "20"], 51, []), ([], 51, []), (["40", "30", "20", "10"], 51, []),
])
def test_whose_leaving_makes_it_lose(coalition, majority, whose):
    assert model.critical(pictures.CARDS, coalition, majority) == whose


def test_a_blend_by_hand():
    """The IMF's four weights on made-up shares: 9 + 3.3 + 1.2 + 1.25 = 14.75."""
    shares = {"income": 18.0, "openness": 11.0, "variability": 8.0, "reserves": 25.0}
    assert model.blend(shares, {"income": 50, "openness": 30, "variability": 15, "reserves": 5}) == pytest.approx(14.75)
    assert model.blend(shares, {"income": 3, "openness": 0}) == 18 and model.blend(shares, {"income": 0, "reserves": 0}) == 0


def test_all_members_of_the_imf_within_a_second_or_two():
    pictures.powers.cache_clear()
    start = time.perf_counter()
    half, high = pictures.powers(50), pictures.powers(85)
    assert time.perf_counter() - start < 2 and len(half) == len(high) == 189
    votes = pictures.members()["share"]
    assert half.sum() == pytest.approx(100) == high.sum() and half["USA"] > votes["USA"] > high["USA"]
    assert (half.drop("USA") < votes.drop("USA") * 1.2).all() and high["USA"] == pytest.approx(high["CHN"], abs=0.01)


def test_lists_typed_by_hand_name_members_of_the_imf():
    votes = pictures.members()["share"]
    for name, length in (("G7", 7), ("EU 27", 27)):
        codes = pictures.LISTS[name].split()
        assert len(set(codes)) == length and set(codes) <= set(votes.index)
    places = tables.load("places").set_index("iso3")
    assert set(pictures.LISTS["G7"].split()) <= set(places.index[places["oecd_since"].notna()])


def test_shares_add_up_in_every_year_and_no_name_is_empty():
    for year in (2000, 2010, 2015, 2016, 2019):
        votes = pictures.members(year)["share"]
        assert votes.sum() == pytest.approx(100) and all(pictures.of(name, votes) > 0 for name in (*pictures.BLOCKING, *pictures.WEIGHED["groups"], *pictures.WEIGHED["members"]))
    with_all = pictures.members()
    assert (with_all["gdp"] == 0).sum() == 3 == (with_all["trade"] == 0).sum() and (with_all["people"] > 0).all()
