"""The loans of A.4.4: the model worked by hand, the pictures against plain Python on the files."""

import pytest

from helpers.models import loans as model
from helpers.pictures import loans


def test_a_loan_worked_by_hand():
    """100 at 10 %, three years, one of them grace: 10 of interest, then 10 and 50, then 5 and 50."""
    assert model.schedule(100, 10, 3, 1) == [(1, 100, 10, 0), (2, 100, 10, 50), (3, 50, 5, 50)]


def test_edges():
    assert model.schedule(90, 0, 3) == [(1, 90, 0, 30), (2, 60, 0, 30), (3, 30, 0, 30)]  # without interest: the sum, in parts
    assert model.schedule(80, 5, 1) == [(1, 80, 4, 80)]
    assert model.schedule(60, 2, 4, 3)[-1] == (4, 60, 1.2, 60)  # one year left to repay in
    for amount, rate, years, grace in ((100, 2, 20, 20), (100, 2, 15, 16), (0, 2, 5, 1), (100, -1, 5, 1), (100, 2, 5, -1)):
        with pytest.raises(ValueError):
            model.schedule(amount, rate, years, grace)
    with pytest.raises(ValueError, match="a grace of 15 years in a loan of 15 leaves no year to repay in"):
        model.schedule(100, 2, 15, 15)


@pytest.mark.parametrize(("amount", "rate", "years", "grace"), [(1600, 2, 20, 7), (2004, 8.739, 15, 5), (7, 3.3, 9, 0)])
def test_all_is_repaid_and_the_interest_is_that_of_the_formula(amount, rate, years, grace):
    rows = model.schedule(amount, rate, years, grace)
    assert sum(row[3] for row in rows) == pytest.approx(amount)
    assert sum(row[2] for row in rows) == pytest.approx(amount * rate / 100 * (grace + (years - grace + 1) / 2))


def test_the_railways_two_loans():
    """First: 1,600 at 2 %, 13 parts. 32 + 123.1 in year 8; interest 32 times (7 + 7). Second: see the formula above."""
    assert "year 8, the first of repayment, US$ 155 million" in loans.railway().summary and "interest in all 448 million, 28 %" in loans.railway().summary
    moved = loans.railway("second", "5.139").summary
    assert "8.739 % a year" in moved and "US$ 376 million are due (at the rate of May 2014: 279); interest in all 1,839 million, 91.8 %" in moved
    assert {loans.railway("first", rate).table["paid"].iloc[-1] for rate in ("0.323", "2.493", "0.184", "5.139")} == {2048.0}  # a fixed rate does not move
    lower = loans.railway("second", "0.184")  # 2,004 / 10, and 3.784 % of 2,004
    assert "3.784 % a year" in lower.summary and "US$ 276 million are due (at the rate of May 2014: 279)" in lower.summary
    assert [loans.railway(*one).holds for one in (("first", "0.184"), ("second", "5.139"), ("second", "0.184"), ("second", "yuan"), ("first", "0.323"))] == [True, False, None, None, None]
    assert "In year 1, the first" in loans.railway(grace="none").summary
    refused = loans.railway("second", "2.493", "whole")
    assert refused.summary.startswith("Not possible: a grace of 15 years in a loan of 15") and refused.holds is None
    assert "No rate in yuan was printed for this loan" in loans.railway("first", "yuan").summary and "3 % a year" in loans.railway("second", "yuan").summary


def test_three_counts_of_one_day():
    said = {when: loans.counts(when).table["places"].tolist() for when in ("bri-along-routes", "bri-2019-04", "bri-2019-10", "bri-2023-06")}
    assert said == {"bri-along-routes": [65, 31, 14], "bri-2019-04": [126, 127, 92], "bri-2019-10": [137, 132, 97], "bri-2023-06": [150, 145, 110]}
    assert "Printed: about 65 countries." in loans.counts("bri-along-routes").summary and "more than 150" in loans.counts("bri-2023-06").summary


def test_lent_and_paid():
    assert loans.china("Africa", 2016).holds and not loans.china("Africa", 2022).holds
    assert "paid out US$ 13.5 billion and were paid 22.1 billion" in loans.china("Developing countries", 2022).summary
    assert len(loans.china("Africa", 2001).table) == 2
