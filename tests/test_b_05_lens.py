"""Sitting b_05: the lens counts nothing, and one bar serves North and South (B.P5)."""

import csv
import itertools

from helpers import content, tables
from helpers.models import clauses as model
from helpers.pictures import clauses as pictures

with open(tables.FIGURES / "quoted_figures.csv", encoding="utf-8", newline="") as file:
    QUOTED = {r["id"]: float(r["value"]) for r in csv.DictReader(file)}
AUTHORS, EDITORS = f"{QUOTED['authors-south-2012-14']:.0f}", f"{QUOTED['editors-south-2014']:.0f}"

PRINTED = [
    ("B.P5-q4", f"{AUTHORS} of 100; 43 worked in the United States or Britain, 43 in other developed countries"),
    ("B.P5-q4", f"About so: {AUTHORS} were counted"), ("B.P5-q4", f"of the boards, {EDITORS} of 100"),
    ("B.P5-e9", f"{AUTHORS} per cent of the authors worked in developing countries, and {EDITORS} per cent"),
    ("b_05_lens", f"of 100 authors in ten English-language journals, {AUTHORS} worked"),
]
JUDGED = [
    ("B.P5-q4", QUOTED["authors-south-2012-14"], "right", ""), ("B.P5-q4", 43, "wrong", "authors_follow_people"),
    ("B.P5-q4", QUOTED["editors-south-2014"], "almost", ""), ("B.P5-q4", 140, "wrong", ""),
]
SEEN = {claim: proofs for claim, (proofs, _) in pictures.AIMS.items()}


def test_complete_asks_for_all_and_nothing_asked_is_nothing_given():
    toy = {"one": ("gain",), "two": ("gain", "deed"), "three": ()}
    assert model.complete(toy, ("gain",)) == ["one", "two"] and model.complete(toy, ("gain", "deed")) == ["two"]
    assert model.complete(toy, ()) == [] and model.complete(toy, ("no such proof",)) == [] and model.complete({}, ("gain",)) == []


def test_each_rule_about_buying_passes_where_its_twin_does():
    """Two claims about the North, two about the South: where words are asked for, one of each side passes."""
    for n in range(1, 5):
        for bar in itertools.combinations(pictures.PROOFS, n):
            passed = [claim[0] for claim in model.complete(SEEN, bar)]
            assert ("C" in passed) == ("D" in passed) and ("A" in passed) == ("B" in passed)
            assert pictures.aims(bar).holds is ("A" in passed)
    assert [claim[0] for claim in model.complete(SEEN, ("gain",))] == ["A", "B", "C", "D"]  # B.P5-q3
    assert [claim[0] for claim in model.complete(SEEN, ("gain", "words"))] == ["C", "D"]
    assert pictures.aims().holds is None


def test_the_lens_is_not_scored():
    assert content.read().items["B.P5-p1"].scored is False
