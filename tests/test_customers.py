"""Same customers: the models on baskets and arrows worked out by hand, and the pictures at their edges."""

import itertools

import pytest

from helpers.models import customers as model
from helpers.pictures import customers as pictures

FUEL, OTHER = {"fuel": 0.6, "food": 0.3, "machines": 0.1}, {"fuel": 0.5, "food": 0.4, "machines": 0.1}
WANTS = {"fuel": 0.1, "food": 0.2, "machines": 0.7}


@pytest.mark.parametrize(("one", "other", "alike"), [
    (FUEL, OTHER, 90), (FUEL, WANTS, 40), (FUEL, FUEL, 100), ({"tea": 1.0}, {"oil": 1.0}, 0), ({"tea": 0.5, "oil": 0.5}, {"tea": 1.0}, 50)])
def test_baskets_by_hand(one, other, alike):
    assert model.alike(one, other) == pytest.approx(alike) == model.alike(other, one)


@pytest.mark.parametrize(("sold", "bought"), list(itertools.product((FUEL, OTHER, WANTS, {"tea": 1.0}), repeat=2)))
def test_the_smaller_shares_and_michaelys_differences_are_one_sum(sold, bought):
    differences = sum(abs(bought.get(good, 0) - sold.get(good, 0)) for good in {*sold, *bought})
    assert model.alike(sold, bought) == pytest.approx(100 * (1 - differences / 2))


@pytest.mark.parametrize("basket", [{}, {"tea": 0.9}, {"tea": 1.2}, {"tea": 1.5, "oil": -0.5}])
def test_a_basket_that_is_none_is_refused(basket):
    for pair in ((basket, FUEL), (FUEL, basket)):
        with pytest.raises(ValueError, match="add up to 1"):
            model.alike(*pair)


@pytest.mark.parametrize(("arrows", "back"), [
    ("", ""), ("ab", ""), ("ab bc", ""), ("ab ba", "ab ba"), ("ab bc ca", "ab bc ca"), ("ab ba bc", "ab ba"), ("za ab ba", "ab ba"),
    ("ab ba cd dc bc", "ab ba cd dc"), ("aa", "aa"), ("ab bc cd de ea xe", "ab bc cd de ea")])
def test_arrows_that_come_round(arrows, back):
    """A bridge between two circles leads from one to the other and not back."""
    assert model.coming_round([tuple(a) for a in arrows.split()]) == [tuple(a) for a in back.split()]


def test_the_five_arrows():
    """Two circles, short and long; every one of them needs arrow 1; shared problems are on none."""
    cards = list(pictures.ARROWS)
    for chosen in itertools.chain.from_iterable(itertools.combinations(cards, n) for n in range(6)):
        short, long = {"needs", "gain"} <= set(chosen), {"needs", "means", "rests"} <= set(chosen)
        picture = pictures.loop(chosen)
        assert picture.holds is ((short or long) if chosen else None)
        back = [(cause, effect) for cause, effect, look in picture.table.values if look == "comes round"]
        assert len(back) == 2 * short + 3 * long - (short and long) and not any("problems" in ends for ends in back)


def test_a_pair_without_a_figure_gets_a_sentence():
    for pair in (("KEN", "KEN"), ("XKX", "KEN"), ("KEN", "XKX")):
        picture = pictures.same(*pair)
        assert picture.holds is None and picture.summary == "Choose two different places with figures."
    assert "a figure is missing" in pictures.same("TWN", "KEN").summary  # sells, but has no row in the World Development Indicators
    assert "no figure" in pictures.same("XKX", "KEN").table.to_string()


def test_the_pair_is_told_alike_from_both_sides():
    there, back = pictures.same("KEN", "ETH"), pictures.same("ETH", "KEN")
    assert "Kenya and Ethiopia sold 23.9 of 100 alike" in there.summary and "Ethiopia and Kenya sold 23.9 of 100 alike" in back.summary
    assert there.holds is back.holds is None  # 3,917 is more than twice 1,858
    assert list(there.table["Kenya"]) == list(back.table["Kenya"]) and there.table["Kenya"][2] == "Tea 23 %"


@pytest.mark.parametrize(("sells", "others", "buys", "alike", "want", "holds"), [
    (80, 20, 50, 40, 70, None), (20, 20, 20, 100, 100, True), (80, 80, 10, 100, 30, False), (100, 70, 100, 70, 100, True),
    (100, 0, 0, 0, 0, None), (80, 80, 20, 100, 40, None)])
def test_upland_and_shore(sells, others, buys, alike, want, holds):
    picture = pictures.wanted(sells, others, buys)
    assert list(picture.table["figure"]) == pytest.approx([sells, others, buys, alike, want]) and picture.holds is holds
