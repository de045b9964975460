"""A donor's cut and a clinic's year: worked by hand, at the edges, and as the sitting on tiredness prints them."""

import csv

import pytest

from helpers import charts, content, tables
from helpers.models import clinic as model
from helpers.pictures import tired


def rows(name):
    """A table as plain rows, past the helpers."""
    with open(tables.FIGURES / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TOTAL = {int(r["year"]): {k: float(v) for k, v in r.items() if v} for r in rows("oda_total")}
NET = {year: r["net_usd_bn_2022_prices"] for year, r in TOTAL.items() if "net_usd_bn_2022_prices" in r}
HEADLINE = {year: r["usd_bn_constant"] for year, r in TOTAL.items()}
DONORS = {(r["iso3"], int(r["year"])): float(r["usd_mn"]) for r in rows("oda_donors") if r["usd_mn"]}
WITH_ROMANIA = sorted({iso for iso, _ in DONORS})
MEMBERS = [iso for iso in WITH_ROMANIA if iso != "ROU"]
QUOTED = {r["id"]: r for r in rows("quoted_figures")}


def change(line, first, last):
    return 100 * (line[last] / line[first] - 1)


def fell(first, last, by, who=MEMBERS):
    """How many donors gave at least ``by`` per cent less in the second year."""
    return sum(DONORS[iso, last] <= (1 - by / 100) * DONORS[iso, first] for iso in who if (iso, first) in DONORS and (iso, last) in DONORS)


FLOWS = {(r["iso3"], int(r["year"])): float(r["oda_net"]) for r in rows("oda_providers") if r["oda_net"]}


def fell_by_flows(first, last, by):
    """The same by net flows in prices of 2022: one ruler throughout."""
    return sum(FLOWS[iso, last] <= (1 - by / 100) * FLOWS[iso, first] for iso in MEMBERS)


def moved(line, iso, first, last):
    """By how many per cent one donor's figure differs in the second year."""
    return 100 * (line[iso, last] / line[iso, first] - 1)


def rest(year):
    return TOTAL[year]["net_usd_bn_current"] - TOTAL[year]["refugees_at_home_usd_bn_current"]


def steady_rest(year):
    """Net flows of today's members less what they spent on refugees at home, in prices of 2022."""
    return sum(float(r["oda_net"] or 0) - float(r["refugees_at_home"] or 0) for r in rows("oda_providers") if r["year"] == str(year) and r["iso3"] in MEMBERS) / 1000


def refugees(year):
    return float(QUOTED[f"refugees-in-donors-{year}"]["value"])


def missing(swing, room, order, **_):
    """Boxes missing in the clinic's year, in plain steps: the store is a list of boxes."""
    store, short = [], 0
    for way in "+-++-0-+0-+-":
        good = "+" if order == "good" else "-"
        store += [0] * (10 if way == "0" else 10 + swing // 10 if way == good else 10 - swing // 10)
        short += max(0, 10 - len(store))
        store = store[10:][:room]
    return str(short)


PRINTED = [
    ("B.P3-c5", f"down by {-change(NET, 2010, 2012):.1f} per cent from 2010 to 2012"), ("B.P3-c5", f"up to {NET[2016]:.1f} billion dollars in 2016, and {NET[2018]:.1f} in 2018"),
    ("B.P3-c5", f"{fell_by_flows(2010, 2012, 1e-9)} of {len(MEMBERS)} donors gave less"), ("B.P3-c5", f"{fell_by_flows(2010, 2012, 10)} of them by a tenth"),
    ("B.P3-c5", f"({fell(2010, 2012, 10)} in the panel's table: Ireland fell by {-moved(FLOWS, 'IRL', 2010, 2012):.1f} or {-moved(DONORS, 'IRL', 2010, 2012):.1f})"),
    ("B.P3-i1", f"{moved(DONORS, 'JPN', 2010, 2018):.0f} per cent more here, {moved(FLOWS, 'JPN', 2010, 2018):.0f} by net flows"),
    ("B.P3-i1", f"{-moved(DONORS, 'FRA', 2010, 2018):.1f} less here, {moved(FLOWS, 'FRA', 2010, 2018):.1f} more"),
    ("B.P3-c5", f"{-change(HEADLINE, 2024, 2025):.1f} per cent in 2025"),
    ("B.P3-p1", f"gave {NET[2010]:.1f} billion"), ("B.P3-p1", f"{-change(NET, 2010, 2012):.1f} per cent in all"), ("B.P3-p1", f"by {-change(NET, 2016, 2018):.1f} per cent in two years"),
    ("B.P3-q3", f"From {TOTAL[2017]['net_usd_bn_current']:.1f} to {TOTAL[2018]['grant_equivalent_usd_bn_current']:.1f} billion"),
    ("B.P3-q3", f"From {NET[2017]:.1f} to {NET[2018]:.1f}:"), ("B.P3-q3", f"in that money was {TOTAL[2018]['net_usd_bn_current']:.1f}"),
    ("B.P3-q3", f"Is {TOTAL[2018]['grant_equivalent_usd_bn_current']:.1f} a"), ("B.P3-q3", f"colleague's {TOTAL[2017]['net_usd_bn_current']:.1f} is"),
    ("B.P3-q6", f"from {TOTAL[2014]['net_usd_bn_current']:.1f} to {TOTAL[2016]['net_usd_bn_current']:.1f} billion"),
    ("B.P3-q6", f"{TOTAL[2014]['refugees_at_home_usd_bn_current']:.1f} and {TOTAL[2016]['refugees_at_home_usd_bn_current']:.1f} billion"),
    ("B.P3-q6", f"by {rest(2014) - rest(2016):.1f} billion"), ("B.P3-q6", f"{rest(2014):.1f} and {rest(2016):.1f}, more exactly"),
    ("B.P3-q6", f"{steady_rest(2014):.1f} and {steady_rest(2016):.1f} billion in prices of 2022"), ("B.P3-q6", f"{rest(2014):.1f}, and then?"),
    ("B.P3-r1", f"Spain by {-change({y: DONORS['ESP', y] for y in (2010, 2012)}, 2010, 2012):.1f} per cent"), ("B.P3-r1", f"fell by {-change(NET, 2010, 2012):.1f} per cent"),
    ("B.P3-r1", f"fell by {-change(HEADLINE, 2024, 2025):.1f} per cent on 2024"),
    ("B.P3-x1", f"−{-change(HEADLINE, 2024, 2025):.1f} %"), ("B.P3-x2", f"−{-change(HEADLINE, 2010, 2012):.1f} %"), ("B.P3-x2", f"has −{-change(NET, 2010, 2012):.1f}:"),
    ("B.P3-x2", "had −6.0:"),  # OECD, April 2013, as the Guardian prints it
    ("B.P3-x3", f"{fell(2023, 2025, 10, WITH_ROMANIA)} of {len(WITH_ROMANIA)} in two years"), ("B.P3-x3", f"{fell(2023, 2025, 10)} of {len(MEMBERS)}, if Romania"),
    ("b_03_tired.ipynb", f"{len(MEMBERS)} countries as members"), ("b_03_tired.ipynb", f"of {len(MEMBERS)}, by the OECD's headline figures"),
    ("b_03_tired.ipynb", f"fell by {-moved(DONORS, 'IRL', 2010, 2012):.1f} per cent in the one table and by {-moved(FLOWS, 'IRL', 2010, 2012):.1f} in"),
    ("b_03_tired.ipynb", f"{refugees(2022)} per cent of all aid in 2022, {refugees(2023)} in 2023 and {refugees(2024)} in 2024"),
    *(("b_03_tired.ipynb", QUOTED[f"refugees-in-donors-{year}"]["what"].split("later revised to ")[1].rstrip(")")) for year in (2022, 2023)),
]
NO_FIGURE = {("B.P3-q5", "50"), ("B.P3-x3", "0.9")}  # a setting, a bound
JUDGED = [
    ("B.P3-p1", NET[2018], "right", ""), ("B.P3-p1", NET[2010], "almost", ""), ("B.P3-p1", 100, "wrong", "cut_for_all"),
    ("B.P3-q5", 10, "right", ""), ("B.P3-q5", 5, "almost", "one_month_only"), ("B.P3-q5", 15, "almost", "more_than_needed"), ("B.P3-q5", 0, "wrong", ""),
    ("B.P3-q6", rest(2016) - rest(2014), "right", ""), ("B.P3-q6", rest(2014) - rest(2016), "almost", "sign"), ("B.P3-q6", "=(145.0-16.0)-(137.6-6.6)", "right", ""),
    ("B.P3-q6", TOTAL[2016]["net_usd_bn_current"] - TOTAL[2014]["net_usd_bn_current"], "wrong", "whole_for_rest"),
    ("B.P3-q6", TOTAL[2016]["refugees_at_home_usd_bn_current"] - TOTAL[2014]["refugees_at_home_usd_bn_current"], "wrong", "part_for_rest"),
    ("B.P3-x1", change(HEADLINE, 2024, 2025), "right", ""), ("B.P3-x2", change(HEADLINE, 2010, 2012), "right", ""),
    ("B.P3-x2", -change(HEADLINE, 2010, 2012), "almost", "sign"), ("B.P3-x2", change(HEADLINE, 2024, 2025), "wrong", "same_years"),
    ("B.P3-x3", fell(2023, 2025, 10, WITH_ROMANIA), "right", ""), ("B.P3-x3", fell(2023, 2025, 10), "right", ""), ("B.P3-x3", fell(2023, 2025, 1e-9, WITH_ROMANIA), "almost", "any_fall"),
]
RECOMPUTED = {
    "tired:cut": lambda donor, first, last, **_: f"{abs(change({y: DONORS[donor, y] for y in (first, last)}, *sorted((first, last)))):.1f}",
    "tired:clinic": missing,
}


def test_words_for_figures_are_true():
    assert fell(2010, 2018, 10) == fell_by_flows(2010, 2018, 10) == 5 and fell_by_flows(2010, 2012, 10) == 6 and fell(2010, 2012, 10) == 7 and fell(2010, 2012, 20) == 3  # "five", "six", "seven", "three donors cut as much"
    assert 0.155 < NET[2018] / NET[2010] - 1 < 0.175  # "a sixth above 2010"
    assert NET[2010] > NET[2011] > NET[2012] < NET[2013] < NET[2014] < NET[2015] < NET[2016] > NET[2017] > NET[2018]  # "two years down … four up … down again"
    assert NET[2016] == max(value for year, value in NET.items() if year <= 2018) and HEADLINE[2016] == max(HEADLINE[year] for year in range(2000, 2019))  # "a record in 2016"
    assert min(range(2001, 2026), key=lambda year: change(HEADLINE, year - 1, year)) == 2025  # "the steepest fall in this table"
    assert 60 < -change({y: DONORS["ESP", y] for y in (2010, 2012)}, 2010, 2012) < 100 * 2 / 3  # "nearly two thirds"
    assert HEADLINE[2018] / HEADLINE[2010] > 1.15 and max(MEMBERS) and len(MEMBERS) == 32


def test_a_shelf_worked_by_hand():
    """16, 4, 16, 16 boxes, ten asked for, room for twelve: 6 kept, used up, 6 kept, 12 kept."""
    assert list(model.shelf([16, 4, 16, 16], 10, 12)) == [(10, 6), (10, 0), (10, 6), (10, 12)]
    assert list(model.shelf([16, 4], 10, 0)) == [(10, 0), (4, 0)]  # nothing can be kept
    assert list(model.shelf([16, 4], 10, 3)) == [(10, 3), (7, 0)]  # what does not fit is lost
    assert list(model.shelf([4, 16], 10, 99)) == [(4, 0), (10, 6)]  # a store that was never filled is no help
    assert list(model.shelf([4, 16], 10, 99, store=6)) == [(10, 0), (10, 6)]  # a reserve is
    assert list(model.shelf([], 10, 5)) == [] and list(model.shelf([0, 0], 10, 5)) == [(0, 0), (0, 0)] and list(model.shelf([10] * 3, 10, 0)) == [(10, 0)] * 3


@pytest.mark.parametrize("order", ["good", "lean"])
def test_the_clinics_year(order):
    for swing in range(0, 101, 10):
        for room in range(0, 31, 5):
            picture = tired.clinic(swing, room, order)
            assert isinstance(picture, charts.Picture) and sum(10 - picture.table["out"]) == int(missing(swing, room, order))
            assert picture.holds is (None if swing == 0 else int(missing(swing, room, order)) > 0)
    never = [room for room in range(31) if tired.clinic(50, room, order).holds is False]
    assert (min(never) == 10) if order == "good" else not never  # B.P3-q5; "what can no store do?"


def test_a_cut_is_told_as_it_is():
    said = tired.cut("ESP", 2010, 2012, 30)
    assert said.holds and said.summary == "Spain: 6,451 million dollars in 2010, 2,284 in 2012: 64.6 % less."
    assert tired.cut("ESP", 2012, 2010, 30).summary == said.summary  # whichever year is moved first
    assert tired.cut("GBR", 2010, 2018, 5).holds is False and "more." in tired.cut("GBR", 2010, 2018, 5).summary
    assert tired.cut("NOR", 2010, 2010).holds is False and "0.0 % more" in tired.cut("NOR", 2010, 2010).summary
    assert all(("Two rulers" in tired.cut("JPN", *years).summary) == told for *years, told in ((2010, 2018, True), (2018, 2010, True), (2010, 2017, False), (2018, 2019, False)))
    offered = [one.id for one in content.course().items["B.P3-i1"].control[0].options]
    assert sorted(offered) == MEMBERS and all(tired.cut(code).table["aid"].notna().all() for code in offered)


def test_the_line_to_draw_is_one_measure():
    pairs = dict(tired.together())
    assert (min(pairs), max(pairs)) == (2010, 2018) and pairs == {year: NET[year] for year in range(2010, 2019)}
