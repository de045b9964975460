"""A deal with three prices, and a group's majority: worked by hand."""

import pandas as pd
import pytest

from helpers.models import deals
from helpers.pictures import deals as pictures


@pytest.mark.parametrize(("prices", "before", "after", "gains"), [
    # made-up bag: 130 from the outsider, then 120 from the partner; 10 to buyers, 30 from the treasury, 20 lost
    ((999, 120, 100, 30), ("outsider", 130, 30, 100), ("partner", 120, 0, 120), (10, -30, -20)),
    # sugar behind a wall of 100: mills at home, then the partner; creation
    ((109, 102, 73, 100), ("home", 109, 0, 109), ("partner", 102, 0, 102), (7, 0, 7)),
    # the same at 45: the outsider, then the partner; diversion
    ((109, 102, 73, 45), ("outsider", 105.85, 32.85, 73), ("partner", 102, 0, 102), (3.85, -32.85, -29)),
    # at 25 the partner stays too dear, and nothing happens
    ((109, 102, 73, 25), ("outsider", 91.25, 18.25, 73), ("outsider", 91.25, 18.25, 73), (0, 0, 0)),
    # a partner that is cheapest of all sells before and after: the duty only changes hands
    ((109, 66, 73, 45), ("partner", 95.7, 29.7, 66), ("partner", 66, 0, 66), (29.7, -29.7, 0)),
    # no tariff, no deal
    ((109, 102, 73, 0), ("outsider", 73, 0, 73), ("outsider", 73, 0, 73), (0, 0, 0)),
])
def test_a_deal_worked_by_hand(prices, before, after, gains):
    got = deals.deal(*prices)
    for found, expected in zip(got, (before, after)):
        assert found[0] == expected[0] and found[1:] == pytest.approx(expected[1:])
    assert got[2] == pytest.approx(gains)


def test_at_equal_prices_the_first_named_sells():
    assert deals.deal(100, 100, 100, 0)[0][0] == "home"
    assert deals.deal(150, 120, 100, 20)[1][0] == "outsider"  # 120 with duty, 120 without


@pytest.mark.parametrize("prices", [(0, 1, 1, 0), (1, -1, 1, 0), (1, 1, 1, -5)])
def test_no_price_below_zero(prices):
    with pytest.raises(ValueError):
        deals.deal(*prices)


def test_what_buyers_and_treasury_gain_is_what_the_country_gains():
    for partner in range(50, 131, 10):
        for outsider in range(50, 131, 10):
            for tariff in (0, 25, 100):
                buyers, treasury, country = deals.deal(109, partner, outsider, tariff)[2]
                assert buyers + treasury == pytest.approx(country) and buyers >= -1e-9 >= treasury - 2e-9


def test_majorities_leave_even_splits_out():
    yes, no = pd.Series([5, 1, 3, 4]), pd.Series([1, 5, 3, 0])
    assert deals.with_all(yes, no, pd.Series([9, 9, 9, 2]), pd.Series([1, 1, 1, 2])) == 50
    assert deals.with_all(yes[2:3], no[2:3], yes[2:3], no[2:3]) is None


def test_signs_are_said():
    assert "buyers +3.85, treasury −32.85, country as a whole −29.00" in pictures.three_prices(102, 73, 45).summary
    assert "buyers +0.00, treasury +0.00, country as a whole +0.00" in pictures.three_prices().summary
    assert [pictures.three_prices(102, 73, tariff).holds for tariff in (25, 45, 100)] == [None, False, True]
