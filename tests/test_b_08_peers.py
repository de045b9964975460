"""Development peers (B.II): the model by hand, what can be handled, and each figure that the sitting prints, past the helpers."""

import csv
import math
import statistics

import pandas as pd
import pytest

from helpers import tables
from helpers.models.peers import distances
from helpers.pictures import peers

FIVE = list(peers.FIGURES)


def rows(name):
    with open(tables.FIGURES / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PLACES = {r["iso3"]: r for r in rows("places")}
CODE = {r["name"]: code for code, r in PLACES.items()}
INCOME = {(r["iso3"], r["year"]): r["gdp_per_head_ppp"] for r in rows("economy")}
FIGURES = {r["iso3"]: [INCOME.get((r["iso3"], "2019"), ""), *(r[c] for c in FIVE[1:])] for r in rows("development") if r["year"] == "2019"}
KNOWN = {code: [float(v) for v in values] for code, values in FIGURES.items() if all(values)}
SPREAD = [statistics.stdev(column) for column in zip(*KNOWN.values())]


def apart(one, other, spread=SPREAD):
    return math.dist([v / s for v, s in zip(KNOWN[one], spread)], [v / s for v, s in zip(KNOWN[other], spread)])


def near(code, spread=SPREAD):
    """All others, the nearest first."""
    return sorted(set(KNOWN) - {code}, key=lambda other: apart(code, other, spread))


SOUTH = [code for code in KNOWN if PLACES[code]["g77"] == "true"]
ALIKE = [code for code in SOUTH if sum(other in SOUTH for other in near(code)[:5]) > 2]


def elsewhere(codes, k):
    """How many of them have more than half of their nearest k on another continent."""
    return sum(2 * sum(PLACES[o]["region"] != PLACES[c]["region"] for o in near(c)[:k]) > k for c in codes)


def by_lot(good):
    """How likely it is that more than two of five others, drawn by lot, are among so many."""
    others = len(KNOWN) - 1
    return sum(math.comb(good, n) * math.comb(others - good, 5 - n) for n in (3, 4, 5)) / math.comb(others, 5)


AWAY = {code: sum(PLACES[other]["region"] != PLACES[code]["region"] for other in KNOWN) for code in KNOWN}  # on other continents
CHANCE = [len(SOUTH) * by_lot(len(SOUTH) - 1), sum(by_lot(AWAY[code]) for code in SOUTH), sum(AWAY.values()) / (len(KNOWN) - 1)]
YOURS, A, B, UNITS = (2000, 35, 64), (2050, 80, 76), (2600, 37, 65), (3000, 20, 8)  # made up


def hand(other, spread=(1, 1, 1)):
    return math.sqrt(sum(((v - y) / s) ** 2 for v, y, s in zip(other, YOURS, spread)))


def first(name, place):
    return f"{apart(CODE[name], CODE[place]):.2f}"


PRINTED = [
    ("B.II-c1", f"for {len(ALIKE)} of {len(SOUTH)} of its members; had lots picked the five, for about {CHANCE[0]:.0f}."),
    ("B.II-i1", f"{len(SOUTH)} of the {len(KNOWN)} places"), ("B.II-p1", f"Of all {len(KNOWN)} places with the five figures, {elsewhere(KNOWN, 1)} have"), ("B.II-p1", f"had lots picked, about {CHANCE[2]:.0f} would"),
    ("B.II-p1", f"At {first('Kenya', 'Gambia')}; Ghana follows at {first('Kenya', 'Ghana')}"), ("B.II-p1", f"At {first('Vietnam', 'Paraguay')}"),
    ("B.II-p1", f"At {first('Brazil', 'Iran')}; Barbados follows at {first('Brazil', 'Barbados')}"), ("B.II-p1", f"At {first('Bangladesh', 'India')}"),
    ("B.II-q2", f"nearest: {hand(A):.1f} against {hand(B):.0f}"), ("B.II-q2", f"{hand(B, UNITS):.2f} against {hand(A, UNITS):.2f}"),
    ("B.II-q5", "0.2, 0.1 and 0.125. Their squares are 0.04, 0.01 and 0.0156"), ("B.II-q5", f"is {hand(B, UNITS):.2f}. For A it is {hand(A, UNITS):.2f}"),
    ("B.II-x1", f"{first('Kenya', 'Ghana')}. Next to Gambia"), ("B.II-x2", f"{first('Kenya', 'Pakistan')}: more than twice"), ("B.II-x3", f"{first('Vietnam', 'Paraguay')}: Paraguay"),
    ("b_08_likeness.ipynb", f"For {len(ALIKE)} of the {len(SOUTH)} members"), ("b_08_likeness.ipynb", f"For {elsewhere(SOUTH, 5)} of them, most"),
    ("b_08_likeness.ipynb", f"it would be so for about {CHANCE[0]:.0f}: most"), ("b_08_likeness.ipynb", f"by lot, that would be about {CHANCE[1]:.0f}."),
]
NO_FIGURE = {("B.II-q2", n) for n in ("35", "80", "37", "2.05", "2.6")} | {("B.II-q5", "37"), ("B.II-q5", "35")}  # made up
JUDGED = [
    ("B.II-q5", hand(B, UNITS), "right", ""), ("B.II-q5", hand(A, UNITS), "wrong", "other_place"), ("B.II-q5", hand(B, UNITS) ** 2, "almost", "root_forgotten"),
    ("B.II-q5", 600 / 3000 + 2 / 20 + 1 / 8, "almost", "added_not_squared"), ("B.II-x1", apart("KEN", "GHA"), "right", ""),
    ("B.II-x2", apart("KEN", "PAK"), "right", ""), ("B.II-x2", apart("KEN", "GHA"), "wrong", "same_name"), ("B.II-x2", apart("KEN", "PAK", [1] * 5), "almost", "raw"),
    ("B.II-x3", apart("VNM", "PRY"), "right", ""), ("B.II-x3", 0, "almost", "itself"), ("B.II-x3", apart("VNM", "BOL", [1] * 5), "almost", "raw"),
    ("B.II-x3", apart("KEN", "GMB"), "wrong", "same_name"),
]


def test_the_case_worked_by_hand():
    frame = pd.DataFrame([YOURS, A, B], index=["yours", "A", "B"], dtype=float)
    raw, like = distances(frame, "yours"), distances(frame, "yours", pd.Series(UNITS, index=frame.columns))
    assert list(raw.index) == ["A", "B"] and raw.tolist() == pytest.approx([68.33, 600.004], abs=0.005)
    assert list(like.index) == ["B", "A"] and like.tolist() == pytest.approx([0.256, 2.704], abs=0.0005)
    assert distances(frame / [1000, 1, 1], "yours").index[0] == "B"  # the unit decides: the question's hint


@pytest.mark.parametrize("frame, target, spread", [
    ([[1, 2], [3, 4]], 9, 1.0), ([[1, None], [3, 4]], 1, 1.0), ([[1, 2], [3, 2]], 0, pd.Series([1.0, 0.0])), ([[1, 2], [3, 4]], 0, -1.0)])
def test_a_gap_no_spread_or_nobody_there_is_refused(frame, target, spread):
    with pytest.raises(ValueError, match="must be there"):
        distances(pd.DataFrame(frame, dtype=float), target, spread)


@pytest.mark.parametrize(("name", "nearest"), [("Kenya", "Gambia"), ("Vietnam", "Paraguay"), ("Brazil", "Iran"), ("Bangladesh", "India")])
def test_the_guess_has_the_nearest_of_all(name, nearest):
    assert PLACES[near(CODE[name])[0]]["name"] == nearest and PLACES[near(CODE[name], [1] * 5)[0]]["name"] != nearest


@pytest.mark.parametrize("code", ["KEN", "VNM", "OMN", "CHN", "MUS"])
@pytest.mark.parametrize(("scale", "spread"), [("raw", [1] * 5), ("like", SPREAD)])
def test_the_picture_finds_the_peers_that_plain_rows_give(code, scale, spread):
    assert list(peers.nearest(code, scale=scale).table.index) == [code, *near(code, spread)[:5]]


def test_a_place_without_a_figure_is_left_out_and_told():
    assert "UGA" not in KNOWN and FIGURES["UGA"][4] == "" and "SSD" not in KNOWN
    assert not any(INCOME.get(("SSD", str(year))) for year in range(2016, 2025)) and INCOME["SSD", "2015"]
    for setting in ({"place": "SSD"}, {"place": "TWN"}, {"by": ()}):
        picture = peers.nearest(**setting)
        assert picture.summary.startswith("Nothing to compare") and picture.holds is None and len(picture.table) == 1
    assert f"{len(PLACES) - len(KNOWN)} places lack" in peers.nearest().summary and peers.nearest("DEU").holds is None


def test_what_the_sitting_says_in_words():
    people = {r["iso3"]: float(r["population_k"]) for r in rows("economy") if r["year"] == "2019" and r["population_k"]}
    assert 18 < people["KEN"] / people["GMB"] < 22  # about twenty times
    assert KNOWN["LAO"][0] < KNOWN["VNM"][0] and KNOWN["LAO"][2] > KNOWN["VNM"][2]
    assert all(apart("KEN", "PAK") > 2 * apart("KEN", other) for other in ("GHA", "GMB")) and near("KEN")[:2] == ["GMB", "GHA"]
    assert KNOWN["GHA"][3] > KNOWN["KEN"][3] and hand(A, UNITS) > 10 * hand(B, UNITS) and elsewhere(["VNM", "BRA"], 1) == 2
    logs = {code: [math.log(values[0]), *values[1:]] for code, values in KNOWN.items()}
    spread = [statistics.stdev(column) for column in zip(*logs.values())]
    first = sorted(set(logs) - {"KEN"}, key=lambda other: math.dist(*([v / s for v, s in zip(logs[c], spread)] for c in ("KEN", other))))
    assert first[0] == "GHA" and first[4] == "GMB"  # income counted in times: "first", "fifth"
    assert [round(KNOWN[c][0], -2) for c in ("GMB", "KEN")] == [2400, 4700] and 0.49 < KNOWN["GMB"][0] / KNOWN["KEN"][0] < 0.53  # "half"
