"""The poverty turn (B.P2): shares worked by hand, decades against plain Python, and the figures that this sitting prints."""

import csv

import pandas as pd
import pytest

from helpers import checking, content, tables
from helpers.models import poverty_turn as model
from helpers.pictures import poverty_turn

SIX = ("education", "health", "population_policies", "water", "government", "other_social")
with open(tables.FIGURES / "aid_sectors.csv", encoding="utf-8", newline="") as file:
    AID = [{k: v if k == "iso3" else float(v or 0) for k, v in row.items()} for row in csv.DictReader(file)]


def share(years, *headings, of=None):
    """Per cent of all aid promised in these years that stands under these headings, past the helpers."""
    rows = [r for r in AID if r["year"] in years and (not of or r["iso3"] in of)]
    return sum(sum(r[h] for h in headings) * r["aid_usd_mn"] for r in rows) / sum(r["aid_usd_mn"] for r in rows)


def promised(year):
    return sum(r["aid_usd_mn"] for r in AID if r["year"] == year) / 1000


def mean(year):
    """The plain mean of the donors that report a share for education."""
    found = [r["education"] for r in AID if r["year"] == year and r["education"]]
    return sum(found) / len(found)


SEVENTIES, EIGHTIES, TENS = range(1973, 1980), range(1980, 1990), range(2010, 2020)
NOW, THEN = share([2023], "education"), share([1973], "education")
CLIMB = {h: share([2009], h) - share([1991], h) for h in SIX}
PART = 100 * CLIMB["government"] / sum(CLIMB.values())
PART_1989 = 100 * (share([2009], "government") - share([1989], "government")) / (share([2009], *SIX) - share([1989], *SIX))
TIMES = NOW * promised(2023) / (THEN * promised(1973))

PRINTED = [
    ("B.P2-p1", f"some {share([1973], *SIX):.1f} % of what donors promised"), ("B.P2-p1", f"1991, at {share([1991], *SIX):.1f}, is"),
    ("B.P2-p1", f"nothing above {max(share([y], *SIX) for y in range(1973, 1992)):.1f} %; by decade {share(SEVENTIES, *SIX):.1f}, {share(EIGHTIES, *SIX):.1f}, "
                f"{share(range(1990, 2000), *SIX):.1f}, and then {share(range(2000, 2010), *SIX):.1f} in the 2000s"),
    ("B.P2-p1", f"back at {share([1992], *SIX):.1f}"), ("B.P2-p1", f"falls, {share([2009], *SIX):.1f} to {share([2023], *SIX):.1f}, and"),
    ("B.P2-p1", f"{share([2009], *SIX) * promised(2009) / 100:.0f} billion, then {share([2023], *SIX) * promised(2023) / 100:.0f}, at"),
    ("B.P2-p1", f"{PART:.0f} % of it from 1991, {PART_1989:.0f} % if"), ("B.P2-x3", f"it is {PART_1989:.0f} %"), ("B.P2-p1", f"At its height it was {share([2009], *SIX):.1f} %"),
    ("B.P2-q4", f"{share(SEVENTIES, 'production'):.1f} % in 1973–79 to {share(TENS, 'production'):.1f} % in the 2010s"),
    ("B.P2-q5", f"{THEN:.1f} % of {promised(1973):.1f} billion dollars, in 2023 {NOW:.1f} % of {promised(2023):.1f} billion"),
    ("B.P2-q3", f"{share(SEVENTIES, *SIX):.1f} % in 1973–79 and {share(EIGHTIES, *SIX):.1f} % in the 1980s"),
    ("B.P2-c2", f"{share(SEVENTIES, *SIX):.1f} % in 1973–79, {share(EIGHTIES, *SIX):.1f} % in the 1980s"),
    ("B.P2-q5", f"is {NOW * promised(2023) / 100:.1f} billion"), ("B.P2-q5", f"{THEN:.1f} % of {promised(1973):.1f} is {THEN * promised(1973) / 100:.1f}. Half"),
    ("B.P2-q5", f"{THEN:.1f} % of {promised(1973):.1f} and {NOW:.1f} % of {promised(2023):.1f}. Then"),
    ("B.P2-x1", f"{NOW:.1f} %. The plain mean of the donors would be {mean(2023):.1f} %"), ("B.P2-x2", f"{THEN:.1f} %. Twice the share"), ("B.P2-x3", f"{PART:.0f} %."),
]
JUDGED = [
    ("B.P2-q5", TIMES, "right", ""), ("B.P2-q5", "=(5.7*201.5)/(11.4*48.4)", "right", ""), ("B.P2-q5", NOW / THEN, "wrong", "share_for_money"),
    ("B.P2-q5", promised(2023) / promised(1973), "almost", "whole_for_part"),
    ("B.P2-x1", NOW, "right", ""), ("B.P2-x2", THEN, "right", ""), ("B.P2-x2", NOW, "wrong", "same_year"), ("B.P2-x2", mean(1973), "almost", "plain_mean"),
    ("B.P2-x3", PART, "right", ""), ("B.P2-x3", 100 * share([2009], "government") / share([2009], *SIX), "almost", "level_not_change"),
    ("B.P2-x3", CLIMB["government"], "almost", "points_not_part"),
]


def test_a_share_worked_by_hand():
    """100 at 10 % and 300 at 50 %: 160 of 400, not the plain mean of 30 %. An empty cell: nothing of its 100."""
    aid = pd.DataFrame({"year": [1, 1, 2, 2], "farms": [10, 50, 20, None], "mines": [0, 0, 5, 5], "aid_usd_mn": [100, 300, 100, 100]})
    assert model.share(aid, ["farms"]).tolist() == [40, 10]
    assert model.share(aid, ["farms", "mines"]).tolist() == [40, 15]
    assert model.share(aid.assign(all="all"), ["farms"], "all").tolist() == [30]


def test_the_line_is_that_of_the_file():
    line = dict(poverty_turn.social())
    assert list(line) == list(range(1973, 2024)) and all(value == pytest.approx(share([year], *SIX)) for year, value in line.items())
    assert max(line, key=line.get) == 2009  # "At its height"
    assert {r["iso3"] for r in AID if r["year"] == 1973} - {r["iso3"] for r in AID if r["year"] == 1974} == {"USA", "ITA"}
    assert not any(r["iso3"] == "USA" and r["year"] in (1974, 1977) for r in AID)  # "no row of the largest donor"
    assert max((r["aid_usd_mn"], r["iso3"]) for r in AID if r["year"] == 1973)[1] == "USA"
    assert 1.2 < promised(1991) / promised(1992) < 1.3 and 1.2 < promised(1991) / promised(1989) < 1.3  # "swollen by a quarter"


def test_a_decade_is_that_of_the_file():
    same = {r["iso3"] for r in AID if r["year"] == 1973}
    assert len(same) == 17  # "the 17 that reported in 1973"
    for donors, of in (("all donors", None), ("the same donors", same), ("Sweden", {"SWE"})):
        table = poverty_turn.decades("education", donors).table
        assert table["decade"].tolist() == ["1973–79", "1980s", "1990s", "2000s", "2010s", "2020–23"]
        assert table["share"].tolist() == [round(share(range(a, b), "education", of=of), 1) for a, b in
                                           ((1973, 1980), (1980, 1990), (1990, 2000), (2000, 2010), (2010, 2020), (2020, 2024))]


def test_since_then_fits_here_and_not_there():
    holds = {one: poverty_turn.decades(*one).holds for one in
             [("health with population", "all donors"), ("education", "all donors"), ("health", "all donors"), ("health", "United Kingdom"), ("health", "Sweden")]}
    assert list(holds.values()) == [True, False, None, True, False]
    fits = {h: poverty_turn.decades(h).holds for h in ("six social headings", "production", "water", "government", "economic_infrastructure")}
    assert list(fits.values()) == [True, False, True, True, False]
    assert "Production, all donors: 23.4 % of what was promised in 1973–79" in poverty_turn.decades().summary
    assert "the United States" in poverty_turn.decades("health", "United States").summary


def test_the_money_for_production_fell_too():
    """B.P2-q4: "here the money fell too", a year on average, although two years lack the largest donor."""
    yearly = [sum(share([y], "production") * promised(y) for y in years) / len(years) for years in (SEVENTIES, TENS)]
    assert yearly[1] < 0.8 * yearly[0]


@pytest.mark.parametrize(("order", "outcome", "misconception"), [
    ("speech jobs adjust reports shaping millennium", "right", ""), ("adjust speech jobs reports shaping millennium", "almost", "no_interruption"),
    ("speech jobs reports shaping millennium adjust", "almost", "no_interruption"), ("speech jobs adjust reports millennium shaping", "almost", ""),
    ("jobs speech adjust reports shaping millennium", "almost", ""), ("millennium shaping reports adjust jobs speech", "wrong", "adjustment_first"),
    ("millennium speech shaping reports jobs adjust", "wrong", ""),
])
def test_an_order_is_judged_by_what_stands_right(order, outcome, misconception):
    found = checking.check(content.course().items["B.P2-q2"], order.split())
    assert (found.kind, found.misconception) == (outcome, misconception), found.say
