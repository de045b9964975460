"""Beyond in what sense (B.T, B.P1): the till by hand, the ranks and what the texts say, past the helpers."""

import csv

import pytest

from helpers import content, tables
from helpers.models import beyond as model
from helpers.pictures import beyond

COURSE = content.read()


def rows(name):
    with open(tables.FIGURES / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


QUOTED = {r["id"]: float(r["value"]) for r in rows("quoted_figures")}
GIVEN = {r["provider"]: r for r in rows("oda_providers") if r["year"] == "2022"}
GDP = {r["iso3"]: float(r["gdp_usd_bn"]) for r in rows("economy") if r["year"] == "2022" and r["gdp_usd_bn"]}
AT_HOME = {r["year"]: float(r["refugees_at_home"] or 0) for r in rows("oda_providers") if r["provider"] == "Türkiye"}
WHO = [*beyond.DAC, *beyond.OTHERS]
TIED = {"Germany": "germany", "Japan": "japan", "South Korea": "korea", "United States": "us"}
OWN = [one.id for one in COURSE.items["B.T-i1"].control[0].options][:4]


def figure(who, criterion):
    """The figure in the files, or None."""
    given = GIVEN.get(who)
    if criterion == "reporting":
        return float(given is not None)
    if criterion == "untied aid":
        return 100 - QUOTED[f"tied-{TIED[who]}-2018"] if who in TIED else None
    if criterion in OWN or not given:
        return None
    if criterion == "giving for its size":
        return float(given["oda_net"]) / GDP[given["iso3"]] / 10
    return 100 - 100 * float(given["refugees_at_home"]) / float(given["oda_net"]) if given["refugees_at_home"] else None


SUM, DESK = 900_000_000, 2_500
LOST = SUM / DESK - SUM / (DESK * 1.2)

PRINTED = [
    ("B.P1", f"{QUOTED['tying-cost-low']:.0f} to {QUOTED['tying-cost-high']:.0f} per cent"),
    ("B.P1-q2", f"{100 * LOST * DESK / SUM:.1f} %"), ("B.P1-q2", f"sixth, {100 * LOST * DESK / SUM:.1f}"),
    ("B.P1-q2", f"{LOST:,.0f} of the {SUM / DESK:,.0f}"), ("B.P1-q2", f"80 desks at 120 cost only {80 * 120 / 100:.0f}"), ("B.P1-q2", "20 % dearer"), ("B.P1-q2", "With 20 % lost"),
    ("B.T-p1", f"around {QUOTED['india-itec-places']:,.0f} training places"), ("B.T-q4", f"{100 * 5 / 7:.1f} %"),
    ("B.T-q4", f"half N has {(7 + 4) / 2:.1f} and S has {(5 + 9) / 2:.0f}"),
    ("B.P1-p1", f"some {QUOTED['rule-japan-step']:.0f} %"), ("B.P1-p1", f"({QUOTED['tied-dac-2018']} % in 2018"),
    ("B.T-i1", f"{AT_HOME['2019']:.0f} million dollars as refugees at home for 2019 and {AT_HOME['2022']:,.0f} for 2022"),
    ("B.P1-i1", f"{SUM / DESK:,.0f} primary-school desks"), ("B.P1-i1", f"Japan {QUOTED['rule-japan-step']:.0f} %"), ("B.P1-i1", f"China {QUOTED['rule-china-concessional']:.0f} %"),
    ("B.P1-i1", f"India {QUOTED['rule-india-lines-of-credit']:.0f} %"), ("B.P1-i1", f"{QUOTED['rule-japan-step']:.0f} %, as Japan"),
    ("B.P1-i1", f"{QUOTED['rule-austria-soft-loans']:.0f} %, as Austria"), ("B.P1-i1", f"{QUOTED['rule-india-lines-of-credit']:.0f} %, as India"),
    ("b_01_beyond.ipynb", f"**{DESK:,} shillings**"), ("b_01_beyond.ipynb", f"{SUM / DESK:,.0f} of them, for {SUM / 1e6:.0f} million"),
]
NO_FIGURE = {("B.P1-q3", "20"), ("B.P1-q3", "20 %"), ("B.T-q4", "100")}  # a made-up mark-up, a whole
JUDGED = [
    ("B.P1-q2", 100 * LOST * DESK / SUM, "right", ""), ("B.P1-q2", "=100/6", "right", ""), ("B.P1-q2", "=1/6", "right", ""), ("B.P1-q2", 17, "right", ""),
    ("B.P1-q2", 20, "almost", "markup_is_loss"), ("B.P1-q2", 100 / 1.2, "almost", "what_is_left"), ("B.P1-q2", 25, "wrong", ""),
    ("B.T-q4", "=5/7", "right", ""), ("B.T-q4", 500 / 7, "right", ""), ("B.T-q4", 200 / 7, "almost", "the_other_weight"), ("B.T-q4", 50, "wrong", "equal_weights"),
]
RECOMPUTED = {}


@pytest.mark.parametrize(("money", "price", "dearer", "tied", "desks"), [
    (600, 100, 0.2, 1, 5), (600, 100, 0.2, 0, 6), (600, 100, 0, 1, 6), (1200, 100, 0.2, 0.5, 11), (1300, 100, 0.3, 1, 10), (0, 100, 0.2, 1, 0)])
def test_the_till_by_hand(money, price, dearer, tied, desks):
    assert model.bought(money, price, dearer, tied) == pytest.approx(desks)


def test_tying_at_30_per_cent_costs_less_than_30_per_cent():
    """The brief's second sum: 30 % dearer, 23.1 % lost; and tying three quarters at a fifth loses an eighth."""
    assert round(100 - 100 * model.bought(1, 1, 0.3, 1), 1) == 23.1 and model.bought(8, 1, 0.2, 0.75) == pytest.approx(7)


@pytest.mark.parametrize(("setting", "holds", "words"), [
    ((20, "100", "other"), True, ["300,000 desks", "60,000 fewer, 16.7 %"]), ((20, "75", "other"), True, ["315,000 desks", "45,000 fewer, 12.5 %"]),
    ((20, "100", "own"), False, ["Without tying: 300,000", "0 fewer"]), ((0, "100", "other"), False, ["Without tying: 360,000", "0 fewer"]),
    ((20, "50", "own"), False, ["300,000 desks. Without tying: 300,000", "0 fewer"]), ((20, "0", "own"), False, ["300,000 desks. Without tying: 300,000"]),
    ((40, "0", "other"), False, ["0 fewer"]), ((30, "100", "other"), True, ["23.1 %"])])
def test_the_till_says_what_it_takes(setting, holds, words):
    picture = beyond.till(*setting)
    assert picture.holds is holds and [one for one in words if one not in picture.summary] == []


@pytest.mark.parametrize("first", ["giving for its size", "spending abroad", "reporting", "untied aid", "free choice of model"])
@pytest.mark.parametrize("second", ["none", "giving for its size", "spending abroad", "reporting", "mutual learning"])
def test_who_is_in_front_is_what_the_files_say(first, second):
    asked = list(dict.fromkeys(one for one in (first, second) if one != "none"))
    known = {who: [figure(who, one) for one in asked] for who in WHO}
    known = {who: figures for who, figures in known.items() if None not in figures}
    picture = beyond.ranked(first, second)
    lead = [who for who, figures in known.items() if figures == max(known.values())]
    assert f"In front: {' and '.join(lead) or 'nobody'}." in picture.summary
    lacking = [who for who in WHO if who not in known]
    assert f"no rank: {', '.join(lacking) or 'nobody'}." in picture.summary  # unknown stays out of the rank
    assert picture.holds is (lead[0] in beyond.OTHERS if len(lead) == 1 and first != second else None)
    assert list(picture.table["provider"]) == WHO and (picture.table.iloc[:, 1] == "no figure").sum() == sum(figure(who, first) is None for who in WHO)


def test_by_the_columns_own_four_nobody_can_be_ranked():
    for own in OWN:
        picture = beyond.ranked(own)
        assert picture.holds is None and "In front: nobody" in picture.summary and "what we have no figure for" in picture.summary


def test_which_of_the_twelve_are_members():
    since = {r["name"]: r["dac_since"] for r in rows("places")}
    assert all(since[who] for who in beyond.DAC) and not any(since[who] for who in beyond.OTHERS) and not set(TIED) - set(beyond.DAC)


def test_the_guess_on_figures_is_what_the_tables_have():
    told = {line.id: (line.answer, line.told) for line in COURSE.items["B.T-p1"].line}
    count = {key: sum(figure(who, one) is not None for who in WHO) for key, one in
             {"free": OWN[0], "learn": OWN[3], "size": "giving for its size", "untied": "untied aid", "reporting": "reporting"}.items()}
    assert {key: answer for key, (answer, _) in told.items()} == {key: {0: "none", 12: "all"}.get(n, "some") for key, n in count.items()}
    assert (count["size"], count["untied"], sum(who in GIVEN for who in WHO)) == (9, 4, 9)  # "nine", "four", "nine are"
    assert "For nine." in told["size"][1] and "For four" in told["untied"][1] and [who for who in WHO if who not in GIVEN] == ["Brazil", "China", "India"]


def test_the_rules_are_told_as_they_are_quoted():
    answers = {line.id: line.answer for line in COURSE.items["B.P1-p1"].line}
    assert answers == {"austria": "half", "india": "most", "japan": "third", "china": "half", "uk": "nothing"}
    assert [QUOTED[f"rule-{key}"] for key in ("austria-soft-loans", "india-lines-of-credit", "japan-step", "china-concessional")] == [50, 75, 30, 50]
    assert f"at least {QUOTED['own-firms-us-australia-uk-2016']:.0f} per cent" in COURSE.items["B.P1-c3"].verdict.because


def test_words_for_figures_are_true_too():
    assert 3 < QUOTED["dac-oda-1981"] / QUOTED["opec-aid-1981"] < 3.4  # "nearly a third"
    said = COURSE.items["B.P1-e9"].text
    assert all(f"{QUOTED[key]}" in said for key in ("tied-dac-2018", "tied-us-2018", "tied-korea-2018", "tied-japan-2018", "tied-germany-2018"))
    ahead = [figure(who, "spending abroad") for who in ("Saudi Arabia", "Japan")]
    assert 0 < ahead[0] - ahead[1] < 1 and figure("Sweden", "giving for its size") > figure("Saudi Arabia", "giving for its size")  # "by a fraction of a per cent"
    assert 900e6 / 2500 == 360_000 and LOST == pytest.approx(60_000)


@pytest.mark.parametrize("weight", [0, 0.25, 0.5, 5 / 7, 0.75, 1])
def test_two_pairs_of_made_up_providers(weight):
    """B.T-q4: equal at five sevenths. B.T-q5: no weight puts N in front."""
    n, s, s2 = 7 * weight + 4 * (1 - weight), 5 * weight + 9 * (1 - weight), 8 * weight + 9 * (1 - weight)
    assert (abs(n - s) < 1e-9) is (weight == 5 / 7) and (n > s) is (weight > 5 / 7 + 1e-9) and s2 > n
