"""The models on tables small enough to work out by hand."""


import pandas as pd
import pytest

from helpers.models import networks
from helpers.models import trade as model

# Ada, Ben and Cem. 2000: 10 + 20 + 30 = 60. 2010: 40 + 50 + 60 + 50 = 200.
FLOWS = [(2000, "Ada", "Ben", 10.0), (2000, "Ben", "Cem", 20.0), (2000, "Cem", "Ada", 30.0),
         (2010, "Ada", "Ben", 40.0), (2010, "Ben", "Cem", 50.0), (2010, "Cem", "Ada", 60.0), (2010, "Ada", "Cem", 50.0)]


@pytest.fixture
def flows():
    return pd.DataFrame(FLOWS, columns=["year", "exporter", "importer", "usd_bn"])


def test_members_are_those_who_sell_or_buy(flows):
    assert model.members(flows) == ["Ada", "Ben", "Cem"]
    assert model.members(flows.iloc[:1]) == ["Ada", "Ben"]


def test_totals_by_year(flows):
    assert model.totals(flows).to_dict() == {2000: 60, 2010: 200}


@pytest.mark.parametrize(("direction", "rows"), [("exports", [0, 3, 6]), ("imports", [2, 5]), ("both", [0, 2, 3, 5, 6])])
def test_touches(flows, direction, rows):
    assert list(flows.index[model.touches(flows, "Ada", direction)]) == rows


def test_among_keeps_flows_with_both_ends_inside(flows):
    assert list(model.among(flows, ["Ada", "Ben"]).index) == [0, 3]
    assert model.among(flows, ["Ada"]).empty and model.among(flows, []).empty
    assert model.among(flows, ["Ada", "Ben", "Cem"]).equals(flows)


@pytest.mark.parametrize(("member", "direction", "left"), [
    ("Ada", "both", (20, 50)), ("Ada", "exports", (50, 110)), ("Ada", "imports", (30, 140)),
    ("Ben", "both", (30, 110)), ("Cem", "both", (10, 40)), ("Cem", "exports", (30, 140)),
])
def test_left_without_a_member(flows, member, direction, left):
    found = model.left_without(flows, member, direction)
    assert list(found.index) == [2000, 2010] and list(found["all"]) == [60, 200] and list(found["left"]) == list(left)
    assert found["share"].round(6).to_list() == [round(100 * left[0] / 60, 6), round(100 * left[1] / 200, 6)]


def test_both_directions_count_no_flow_twice(flows):
    """What touches a member and what is left make the whole."""
    for member in model.members(flows):
        touched = model.totals(flows[model.touches(flows, member)])
        assert ((touched + model.left_without(flows, member)["left"]) == model.totals(flows)).all()


def test_a_member_in_every_flow_leaves_nothing_and_that_is_nought(flows):
    found = model.left_without(flows[flows["exporter"] == "Ada"], "Ada")
    assert list(found["left"]) == [0, 0] and list(found["share"]) == [0, 0]


def test_growth_left(flows):
    assert model.growth_left(flows, "Ada") == pytest.approx(100 * (50 - 20) / 140)
    assert model.growth_left(flows, "Ada", "exports") == pytest.approx(100 * (110 - 50) / 140)
    assert model.growth_left(flows, "Cem") == pytest.approx(100 * (40 - 10) / 140)


@pytest.mark.parametrize("direction", model.DIRECTIONS)
def test_an_absent_member_leaves_everything(flows, direction):
    assert list(model.left_without(flows, "Dan", direction)["share"]) == [100, 100]
    assert model.growth_left(flows, "Dan", direction) == 100


@pytest.mark.parametrize("direction", ["", "sideways", "Both", None])
def test_an_unknown_direction_is_refused_by_name(flows, direction):
    with pytest.raises(ValueError, match="both, exports, imports"):
        model.left_without(flows, "Ada", direction)


def test_the_table_given_is_left_as_it_was(flows):
    before = flows.copy()
    model.left_without(flows, "Ada")
    model.growth_left(flows, "Ben", "imports")
    assert flows.equals(before)


# ------------------------------------------------------------------ networks

SIX = tuple("ABCDEF")
STAR = [("A", other) for other in "BCDEF"]
RING = list(zip(SIX, SIX[1:] + SIX[:1]))


def test_who_says_a_tie_first_does_not_matter():
    for ties in (STAR, RING):
        turned = [(b, a) for a, b in ties] + ties + [("A", "A"), ("A", "Z")]
        assert networks.neighbours(SIX, turned) == networks.neighbours(SIX, ties)


def test_who_is_cut_off():
    assert networks.cut_off(SIX, STAR, "A") == list("BCDEF") and networks.cut_off(SIX, STAR, "B") == []
    assert all(networks.cut_off(SIX, RING, node) == [] for node in SIX)
    chain = [("A", "B"), ("B", "C"), ("C", "D"), ("D", "E")]  # F is alone from the start
    assert networks.cut_off(SIX, chain, "B") == ["A"] and networks.cut_off(SIX, chain, "C") == ["D", "E"]
    assert networks.cut_off(SIX, chain, "F") == [] and networks.pieces(SIX, chain) == [list("ABCDE"), ["F"]]


def test_the_fewest_ties_between_two():
    assert networks.distances(SIX, RING, "A") == {"A": 0, "B": 1, "F": 1, "C": 2, "E": 2, "D": 3}
    assert networks.distances(SIX, [("A", "B")], "A") == {"A": 0, "B": 1}


def test_next_to_nothing_raises_nothing():
    assert all(networks.cut_off(nodes, [], "A") == [] for nodes in ((), ("A",), ("A", "B")))
