"""Shared problems (A.4.3): the model worked by hand, what the pictures and the guesses say, past the helpers where it counts."""

import pytest

from helpers.models import together as model
from helpers.pictures import together as picture
from test_printed import COURSE, EMITTERS, PEOPLE, a_head, co2, g77, rows


@pytest.mark.parametrize(("others", "shared", "paid"), [  # ten players, stag 9, hare 2: each other who comes adds 1
    (0, False, (0, 2)), (2, False, (2, 2)), (9, False, (9, 2)), (0, True, (0, 2)), (9, True, (9, 11))])
def test_what_coming_and_staying_pay(others, shared, paid):
    assert model.pays(others, 10, 9, 2, shared) == paid


def test_two_hunters_are_the_stag_hunt():
    assert [model.pays(k, 2, 4, 3) for k in (0, 1)] == [(0, 3), (4, 3)]


@pytest.mark.parametrize(("others", "n"), [(-1, 10), (10, 10), (0, 1), (0, 0)])
def test_more_than_there_are_cannot_come(others, n):
    with pytest.raises(ValueError, match="cannot come"):
        model.pays(others, n, 8, 6)


@pytest.mark.parametrize(("stag", "hare", "shared", "need"), [
    (9, 2, False, 2), (9, 2.1, False, 3), (8, 6, False, 7), (8, 2, False, 3), (9, 9, False, 9), (8, 9, False, 10), (9, 0, False, 0), (8, 6, True, 10)])
def test_how_many_others_are_enough(stag, hare, shared, need):
    assert model.enough(10, stag, hare, shared) == need


@pytest.mark.parametrize(("believe", "needs", "came"), [
    (1, [2, 2, 2], [0, 0, 0]), (2, [2, 2, 2], [3, 3, 3]),  # all alike: the belief decides, and stays true
    (2, [2, 2, 3], [2, 0, 0]),  # the third never comes: each of two sees one other
    (0, [0, 1, 2], [1, 2, 3]), (0, [1, 1, 2], [0, 0, 0]),  # one who begins draws in a second, and both a third
    (0, [1, 0], [1, 2, 2]), (1, [1, 2], [1, 0, 0])])
def test_rounds(believe, needs, came):
    assert model.rounds(believe, needs, 3) == came


def test_nobody_and_no_rounds():
    assert model.rounds(0, [], 2) == [0, 0] and model.rounds(5, [1, 1], 0) == []


@pytest.mark.parametrize(("line", "setting", "last"), [
    ("six", {"believe": 6}, 0), ("seven", {"believe": 7}, 10), ("three", {"believe": 9, "others": "stay"}, 0)])
def test_the_guess_is_answered_by_the_model(line, setting, last):
    told = {one.id: one for one in COURSE.items["A.4.3-p1"].line}[line]
    drawn = picture.hunt(stag=8, hare=6, **setting)
    assert drawn.table["who come"].iloc[-1] == last and told.answer == {0: "nobody", 10: "all"}[last]
    assert drawn.holds is {0: False, 10: True}[last]
    assert line != "three" or list(drawn.table["who come"][:2]) == [7, 0]  # "seven come in the first round"


def test_the_sentence_of_the_hunt_follows_from_plain_arithmetic():
    for stag in range(7, 11):
        for hare in range(1, 7):
            need = next(k for k in range(10) if stag * k >= hare * 9)
            assert f"once {need} of the nine others come" in picture.hunt(stag=stag, hare=hare).summary
            assert picture.hunt(9, stag, hare, "shared").holds is False and stag > hare  # nobody comes, though all would gain
            three = picture.hunt(0, stag, hare, "come").table["who come"].iloc[-1]
            assert three == (10 if need <= 3 else 3)


def test_what_you_get_is_what_you_did():
    """With three who never come you come or stay with six others; the table says what each paid you."""
    paid = picture.hunt(9, 8, 5, "stay").table
    assert list(paid["coming pays you"]) == [round(8 * 6 / 9, 1)] * 6 and set(paid["staying pays you"]) == {5}


@pytest.mark.parametrize(("line", "amount"), [
    ("inside", co2), ("consumed", lambda p: co2(p, "consumption_mt")), ("head", a_head), ("since", lambda p: co2(p, "since_1800_mt"))])
def test_who_comes_first_is_told_as_the_table_has_it(line, amount):
    codes = {"china": "CHN", "germany": "DEU", "india": "IND", "qatar": "QAT", "usa": "USA"}
    told = {one.id: one for one in COURSE.items["A.4.3-p2"].line}[line]
    assert told.answer == max(codes, key=lambda who: amount(codes[who]))
    drawn = picture.emitted(line)
    assert list(drawn.table.iloc[:5, 1]) == sorted(drawn.table.iloc[:5, 1], reverse=True)


def test_words_about_emissions_are_true_too():
    first = [sorted("CHN DEU IND QAT USA".split(), key=lambda p: -co2(p, c)) for c in ("territorial_mt", "consumption_mt")]
    assert first[0] == first[1]  # "the order of the five is the same"
    assert 2.45 < a_head("QAT") / a_head("USA") < 2.6  # "two and a half times"
    assert a_head("QAT") == max(a_head(p) for p in EMITTERS if p in PEOPLE)  # "of all places with a figure it comes first"
    assert co2("USA", "consumption_mt") > co2("USA") and co2("IND", "consumption_mt") < co2("IND")
    assert 0.5 < co2("CHN") / sum(map(co2, EMITTERS)) / (g77("territorial_mt") / 100)  # "China alone is more than half of that"
    assert 0.47 < g77("since_1800_mt") / g77("territorial_mt") < 0.53  # "half of the share of 2021"
    energy = [float(r["energy_imports"]) for r in rows("development") if r["year"] == "2021" and r["energy_imports"]]
    assert (len(energy), sum(value < 0 for value in energy)) == (140, 43)


@pytest.mark.parametrize("column", ["territorial_mt", "consumption_mt", "since_1800_mt"])
def test_the_share_in_the_picture_is_that_of_the_files(column):
    measure = next(m for m, (c, per, *_) in picture.MEASURES.items() if c == column and per)
    assert f"have {g77(column):.0f} % of the sum" in picture.emitted(measure).summary


def test_the_average_in_the_picture_is_that_of_the_files():
    on = {r["iso3"] for r in rows("places") if r["g77"] == "true"}
    sides = [[p for p in EMITTERS if p in PEOPLE and (p in on) is south] for south in (True, False)]
    said = [1000 * sum(map(co2, side)) / sum(PEOPLE[p] for p in side) for side in sides]
    assert "emitted {:.1f} tonnes a head on average, the others {:.1f}.".format(*said) in picture.emitted("head").summary


def test_a_place_without_a_figure_is_told_so():
    assert "Taiwan: no figure." in picture.emitted("head", "TWN").summary and picture.emitted("head").holds is None
    assert "Kenya: number" in picture.emitted("since", "KEN").summary and len(picture.emitted("since", "KEN").table) == 8
    assert len(picture.emitted("inside", "CHN").table) == 7  # one of the five already: no row twice
