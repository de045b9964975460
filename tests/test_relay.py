"""The relay: beginnings and ends worked out by hand, and every place drawn or told to have no figures."""

import csv

import pytest

from helpers import content, tables
from helpers.models import relay as model
from helpers.pictures import relay

CODES = list(tables.load("places")["iso3"])


@pytest.mark.parametrize(("values", "ends"), [
    ([1, 2, 3, 4, 5, 6], (2, 5)), ([9, 1, 2, 50, 60, 90, 70, 80], (2, 80)),  # one odd year does not decide
    ([5, 5, 5, 5, 5, 5], (5, 5)), ([1, 2, 3, 4, 5], None), ([], None),  # with five, beginning and end would share a value
])
def test_beginning_and_end_are_the_middle_one_of_three(values, ends):
    assert model.ends(values) == ends


def test_two_values_at_each_end_if_asked():
    assert model.ends([1, 3, 10, 20], width=1) == (1, 20) and model.ends([1, 3, 10, 20], width=2) == (2, 15)


@pytest.mark.parametrize(("place", "what", "holds"), [
    ("VNM", "raw", True), ("VNM", "high_tech_share", True), ("MOZ", "raw", False), ("MOZ", "high_tech_share", False),
    ("ETH", "raw", None), ("TWN", "raw", None), ("ERI", "raw", None),  # hardly moved; no figures; two years only
])
def test_where_the_relay_seems_to_have_arrived(place, what, holds):
    assert relay.changed(place, what).holds is holds


def test_a_missing_year_is_left_out_and_none_is_made_up():
    """Against the file itself: a row of the picture for each year in which both shares are there."""
    with open(tables.FIGURES / "trade_structure.csv", encoding="utf-8", newline="") as file:
        years = [int(r["year"]) for r in csv.DictReader(file) if r["iso3"] == "KEN" and r["fuel_share"] and r["ores_share"]]
    assert list(relay.changed("KEN").table["year"]) == years and len(years) < 2024 - 1990 + 1


@pytest.mark.parametrize("draw", [relay.changed, relay.sold])
def test_every_place_has_a_picture_and_a_sentence(draw):
    for code in CODES[::6] + ["TWN", "XKX", "ERI", "USA"]:
        picture = draw(code)
        assert len(picture.summary) > 25 and "nan" not in picture.summary and len(picture.table), code


def test_the_two_orders_sort_the_same_ten():
    for code in ("KEN", "VNM", "BRA"):
        by_share, by_index = relay.sold(code, "share"), relay.sold(code, "rca")
        assert set(by_share.table["product"]) == set(by_index.table["product"]) and len(by_share.table) == 10
        assert by_share.table.iloc[:, 1].is_monotonic_decreasing and by_index.table.iloc[:, 2].is_monotonic_decreasing


def test_shortened_names_never_fall_together():
    """Two bars of one name would be drawn as one."""
    for code, rows in tables.load("top_exports_2016").groupby("iso3"):
        assert rows["product"].map(relay.short).is_unique, code


def test_the_line_to_draw_begins_where_the_prompt_says():
    item = content.course().items["A.4.2-p1"]
    years = dict(relay.high_tech())
    assert min(years) < item.given < max(years) == item.points[-1] and set(item.points) <= set(years)
    assert all(item.low <= value <= item.high for value in years.values())
