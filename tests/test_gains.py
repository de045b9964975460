"""A price and two gains, a ratio and a gap: worked out by hand, at the edges, and as the sitting on win-win prints them."""

import math

import pytest

from helpers import charts, content, tables
from helpers.models import gains as model
from helpers.pictures import gains


@pytest.mark.parametrize(("price", "elsewhere", "owner", "neighbour"), [
    (5, 30, 0, 15), (6, 30, 1, 14), (19, 30, 14, 1), (20, 30, 15, 0), (3, 30, -2, 17), (25, 30, 20, -5),
    (8, 9, 3, 1), (12, 9, 7, -3), (9, 9, 4, 0), (10, 3, 5, -7),
])
def test_a_price_gives_what_one_works_out_by_hand(price, elsewhere, owner, neighbour):
    assert model.gains(price, 5, 20, elsewhere) == (owner, neighbour)


def test_a_price_shares_out_a_given_gain():
    """Whatever the price, the two gains add up to the same; only the other well changes the sum."""
    assert {sum(model.gains(price, 5, 20, 30)) for price in range(31)} == {15}
    assert {sum(model.gains(price, 5, 20, 9)) for price in range(31)} == {4}


@pytest.mark.parametrize(("one", "other", "times", "gap"), [(10, 2, 5, 8), (2, 10, 5, 8), (7, 7, 1, 0), (0.5, 2, 4, 1.5)])
def test_how_far_apart(one, other, times, gap):
    assert model.apart(one, other) == (times, gap)


@pytest.mark.parametrize("incomes", [(0, 1), (-1, 5), (0, 0)])
def test_no_ratio_without_two_incomes(incomes):
    with pytest.raises(ValueError, match="above nought"):
        model.apart(*incomes)


def test_ten_times_poorer_needs_ten_times_the_rate():
    """A.2.4-q6: 10,000 at 2 % and 1,000 at 20 % add the same number of dollars."""
    assert model.apart(10_000 * 1.02, 1_000 * 1.20)[1] == pytest.approx(9_000)
    assert model.apart(10_000 * 1.02, 1_000 * 1.021)[0] < 10 < model.apart(10_000 * 1.02, 1_000 * 1.019)[0]


def test_the_borehole_says_who_gains():
    at = {(price, well): gains.borehole(price, well) for price in (3, 5, 6, 19, 20, 25) for well in (3, 9, 30)}
    assert [at[p, 30].holds for p in (3, 5, 6, 19, 20, 25)] == [False, None, True, True, None, False]
    assert sum(gains.borehole(price, 30).holds is True for price in range(31)) == 14  # A.2.4-q2
    assert [p for p in range(31) if gains.borehole(p, 9).holds] == [6, 7, 8]  # A.2.4-q3: "between 5 and 9"
    assert not any(gains.borehole(p, 3).holds for p in range(31)) and "At no price" in at[6, 3].summary
    assert "93 % go to the owner, 7 % to the neighbour" in at[19, 30].summary and "7 % go to the owner, 93 %" in at[6, 30].summary
    assert "the owner loses 2, the neighbour gains 17" in at[3, 30].summary and "%" not in at[3, 30].summary and "One side gains nothing." in at[5, 30].summary


@pytest.mark.parametrize(("setting", "holds", "words"), [
    (("CHN", "USA", "1990", "2024", "usd"), None, ["the United States was 75.01 times", "72,880 dollars more", "The ratio fell, the gap grew."]),
    (("CHN", "USA", "1960", "1990", "usd"), True, ["The ratio grew, the gap grew."]),
    (("CHN", "JPN", "1990", "2024", "usd"), False, ["The ratio fell, the gap shrank."]),
    (("CHN", "JPN", "1990", "2024", "ppp"), None, ["The ratio fell, the gap grew."]),  # "try Japan in both kinds"
    (("KEN", "CHN", "1990", "2024", "usd"), True, ["in Kenya was 1.18 times that in China", "in China was 6.23 times that in Kenya"]),
    (("TWN", "USA", "1990", "2024", "usd"), None, ["no figure for Taiwan in 1990 and Taiwan in 2024"]),
    (("TWN", "PRK", "1990", "2024", "usd"), None, ["no figure for"]), (("CHN", "USA", "1960", "1990", "ppp"), None, ["China in 1960"]),
    (("KEN", "KEN", "1990", "2024", "usd"), None, ["two different places"]), (("KEN", "CHN", "2010", "2010", "usd"), None, ["a second year later"]),
    (("KEN", "CHN", "2010", "1970", "usd"), None, ["a second year later"]),
])
def test_a_pair_is_told_as_it_is(setting, holds, words):
    picture = gains.pair(*setting)
    assert isinstance(picture, charts.Picture) and picture.holds is holds and len(picture.table)
    assert [one for one in words if one not in picture.summary] == [] and "nan" not in picture.summary


def test_every_place_gives_a_sentence():
    for code in tables.load("places")["iso3"]:
        said = gains.pair(code, "USA").summary
        assert said.startswith(("In 1990", "The table has no figure")) or code == "USA", said


def test_the_line_to_draw_is_the_gap():
    pairs = dict(gains.china_and_the_us())
    assert min(pairs) == 1960 and max(pairs) == 2024 and not any(math.isnan(gap) for gap in pairs.values())
    assert round(pairs[1990], 1) == 23.6 and round(pairs[2024], 1) == 72.9 and abs(pairs[2011] - pairs[2007]) < 1.5  # "stands still"
    steepest = max(range(1991, 2025), key=lambda year: pairs[year] - pairs[year - 1])
    assert steepest > 2020


def test_how_many_places_lack_any_figure():
    lacking = set(tables.load("places")["iso3"]) - set(tables.load("economy").dropna(subset="gdp_per_head_usd")["iso3"])
    assert f"{len(lacking)} places" in content.course().items["A.2.4-i2"].leaves_out and {"TWN", "PRK"} <= lacking
