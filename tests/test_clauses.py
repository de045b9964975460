"""A learner's rule on six clauses: by hand, at the edges, and with no side favoured (A.2.2)."""

import itertools

import pytest

from helpers import content
from helpers.models import clauses as model
from helpers.pictures import clauses as pictures

COURSE = content.read()
TOY = {"one": ("law",), "two": ("buy", "secret"), "three": ()}  # the third carries nothing
RULES = [rule for n in range(len(pictures.STRINGS) + 1) for rule in itertools.combinations(pictures.STRINGS, n)]


@pytest.mark.parametrize(("rule", "names"), [
    ((), []), (("law",), ["one"]), (("secret",), ["two"]), (("buy", "secret"), ["two"]), (("law", "buy"), ["one", "two"]),
    (("pledge",), []), (("no such string",), []), (["law", "law"], ["one"]),
])
def test_a_rule_catches_what_carries_one_of_its_strings(rule, names):
    assert model.caught(TOY, rule) == names


def test_a_rule_tells_while_it_catches_some_and_not_all():
    two = {"one": ("law",), "two": ("buy",)}
    assert [model.tells(two, rule) for rule in ((), ("law",), ("law", "buy"), ("ties",))] == [None, True, False, None]
    assert model.tells({}, ("law",)) is None and model.tells(TOY, ("law", "buy")) is True  # nothing to catch; nothing catches the third


def test_no_rule_sorts_north_from_south():
    """Whatever is ticked: never all clauses of one side and none of the other."""
    of = {side: {k for k, v in pictures.CLAUSES.items() if v[3] == side} for side in pictures.SIDES}
    for rule in RULES:
        hit = set(model.caught(pictures.CARRIED, rule))
        assert not (of["North"] <= hit and not of["South"] & hit) and not (of["South"] <= hit and not of["North"] & hit), rule


def test_each_string_is_carried_and_the_smallest_rule_that_catches_all_has_three():
    assert {s for strings in pictures.CARRIED.values() for s in strings} == set(pictures.STRINGS)
    whole = [set(rule) for rule in RULES if model.tells(pictures.CARRIED, rule) is False]
    assert min(map(len, whole)) == 3 and {"law", "ties", "buy"} in whole


def test_by_hand_law_and_ties_leave_the_two_that_only_buy():
    picture = pictures.rule(("law", "ties"))
    assert picture.holds is True and list(picture.table["by your rule"]) == ["terms", *["interference"] * 3, "terms", "interference"]
    assert picture.summary == "Your rule (law and ties) calls B, C, D and F interference. What it lets pass has strings too: A: buying; E: buying."
    assert "D: law" in pictures.rule(("ties", "buy")).summary  # without law, the demanded law passes
    assert pictures.named(("buy",)).summary == ("Your rule (buying) calls interference: of a Northern government (B, E and F), E; "
                                                "of a Southern government (A and C), A; of an international organisation (D), none.")


@pytest.mark.parametrize("draw", [pictures.rule, pictures.named])
def test_every_rule_is_drawn_and_told(draw):
    seen = set()
    for rule in RULES:
        picture = draw(rule)
        hit = model.caught(pictures.CARRIED, rule)
        assert picture.svg.count("▶") == len(hit) + 1 and picture.summary.count("calls") == 1 - (draw is pictures.rule and not rule)
        assert [row.split()[0] for row, said in zip(picture.table["clause"], picture.table["by your rule"]) if said == "interference"] == hit
        seen.add(picture.svg)
    assert len(seen) == len(RULES)  # each rule has a picture of its own


def test_before_the_guess_nothing_names_a_lender():
    names = {word for _, _, who, _ in pictures.CLAUSES.values() for word in who.replace(" to ", "|").split("|")} - {"several", "many"}
    told = str(COURSE.items["A.2.2-i1"]) + "".join(pictures.rule(rule).figure() for rule in RULES[:8])
    assert [name for name in names if name in told.replace("US$", "")] == []


def test_the_guess_answers_as_the_picture_sorts():
    side = {"North": "north", "South": "south", "organisation": "body"}
    lines = {line.id.upper(): line for line in COURSE.items["A.2.2-p1"].line}
    assert {k: side[v[3]] for k, v in pictures.CLAUSES.items()} == {k: line.answer for k, line in lines.items()}
    for k, (_, _, who, _) in pictures.CLAUSES.items():
        lender = who.split(" to ")[0].replace("US", "United States").replace("China", "Chinese")
        assert lender in lines[k].told and lines[k].sources and lines[k].text.startswith(k), k
    of = {s: sorted(v[3] for v in pictures.CLAUSES.values() if s in v[1]) for s in ("buy", "ties", "law")}
    assert of == {"buy": ["North", "South"], "ties": ["North", "South"], "law": ["North", "organisation"]}  # as the notice says


def test_the_two_panels_ask_the_same():
    one, two = (COURSE.items[f"A.2.2-i{n}"].control[0] for n in (1, 2))
    assert one == two and [o.id for o in one.options] == list(pictures.STRINGS)
    assert all(o.text.startswith(f"{o.id}: ") for o in one.options)
