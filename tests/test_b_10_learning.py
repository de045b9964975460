"""Learning from one another (B.IV): the model by hand, what the picture, the guess and the questions say, past the helpers where it counts."""

import csv

import pytest

from helpers import content, tables
from helpers.models import learning as model
from helpers.pictures import learning as picture

COURSE = content.read()
STAR = [(1, 0, 0), (.5, .5, 0), (.5, 0, .5)]
MESH = [(.5, .25, .25), (.25, .5, .25), (.25, .25, .5)]


def rows(name):
    with open(tables.FIGURES / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


QUOTED = {r["id"]: float(r["value"]) for r in rows("quoted_figures")}
AFTER = [(4 + 10) / 2, ((4 + 10) / 2 + 10) / 2]  # what the farmer of B.IV-q2 says after one round and after two

PRINTED = [
    ("B.IV-q6", f"around {QUOTED['india-itec-places']:,.0f} training places"), ("B.IV-q6", f"And {QUOTED['india-itec-places']:,.0f} counts places"),
    ("B.IV-q2", f"is {AFTER[0]:g}. Half of {AFTER[0]:g} and half of 10 is {AFTER[1]:g}."), ("B.IV-q2", f"First {AFTER[0]:g}, then {AFTER[1]:g}."),
    ("B.IV-i1", "10 per cent of 665"), ("B.IV-i1", "50 per cent of 350"),  # Chandrasekhar, Larreguy and Xandri 2020; they stand in no table
]
NO_FIGURE = set()
JUDGED = [
    ("B.IV-q2", AFTER[1], "right", ""), ("B.IV-q2", "=4/4+10*3/4", "right", ""), ("B.IV-q2", AFTER[0], "almost", "one_round"),
    ("B.IV-q2", 10, "almost", "the_end"), ("B.IV-q2", (4 + 10 + 10) / 3, "wrong", ""), ("B.IV-q2", 4, "wrong", ""),
]


def test_the_star_by_hand():
    """An expert who keeps 8; others at 2 and 5, half to themselves: 8, 5, 6.5 after one round, and 8, 8, 8 in the end."""
    assert model.rounds((8, 2, 5), STAR, 1) == [[8, 2, 5], [8, 5, 6.5]]
    assert model.rounds((8, 2, 5), STAR, 60)[-1] == pytest.approx([8, 8, 8])


def test_a_mesh_whose_columns_add_up_to_one_too_ends_at_the_plain_average():
    assert [sum(column) for column in zip(*MESH)] == [1, 1, 1]
    assert model.rounds((8, 2, 5), MESH, 60)[-1] == pytest.approx([5, 5, 5])


def test_an_expert_who_listens_counts_for_half():
    """Influence p with p = p W: the expert has 1/2, each farmer 1/4; so (8, 2, 5) ends at 5.75."""
    weights, influence = picture.LISTEN["both"], (.5, .25, .25)
    assert [sum(p * row[n] for p, row in zip(influence, weights)) for n in range(3)] == pytest.approx(influence)
    assert model.rounds((8, 2, 5), weights, 60)[-1] == pytest.approx([5.75] * 3)


def test_the_shapes_of_the_picture_are_those_told():
    assert picture.LISTEN["expert"] == STAR and picture.LISTEN["circle"] == MESH
    assert picture.LISTEN["rumour"][1] == (0, 1, 0) and all(sum(row) == 1 for weights in picture.LISTEN.values() for row in weights)
    assert all(row[n] == .5 for how in ("both", "circle") for n, row in enumerate(picture.LISTEN[how]))  # "half to oneself"


def test_edges():
    assert model.rounds((), [], 3) == [[], [], [], []] and model.rounds((3,), [(1,)], 2) == [[3], [3], [3]] and model.rounds((1, 2), [(1, 0), (0, 1)], 0) == [[1, 2]]
    assert model.rounds((1, 2), [(0, 1), (1, 0)], 3)[-1] == [2, 1]  # who only repeats the other never agrees


@pytest.mark.parametrize("weights", [[(1, 0)], [(1,), (1,)], [(.5, .6), (0, 1)], [(1.5, -.5), (0, 1)], []])
def test_attention_is_shared_out_whole(weights):
    with pytest.raises(ValueError, match="one whole attention"):
        model.rounds((1, 2), weights, 1)


def test_the_guess_is_answered_by_the_model():
    best = {"four": 4, "eight": 8, "two": 2}
    for line in COURSE.items["B.IV-p1"].line:
        circle, expert = ([abs(model.rounds((8, 2, 5), weights, 60)[-1][1] - best[line.id])] for weights in (MESH, STAR))
        assert line.answer == ("circle" if circle < expert else "expert")
        assert picture.field(best=best[line.id]).holds is (line.answer == "circle")


def test_the_picture_says_what_plain_arithmetic_gives():
    for best in range(11):
        for expert in (4, 6, 8, 10):
            mean = round((expert + 2 + 5) / 3, 2)
            said = picture.field("circle", best, expert)
            assert f"in the end all say {mean:g}, {round(abs(mean - best), 2):g} off the best depth of {best}." in said.summary
            assert f"The expert alone leads to {expert} ({abs(expert - best)} off), a circle to {mean:g}" in said.summary
            near, far = abs(mean - best), abs(expert - best)
            assert said.holds is (None if near == far else near < far)
    assert picture.field("expert", 4).summary.startswith("After round 1 they say 8, 5, 6.5; in the end all say 8, 4 off")


def test_in_every_group_all_agree_and_the_best_depth_moves_nobody():
    """B.IV-q3: the four groups begin alike and agree on four numbers."""
    ends = {how: model.rounds((8, 2, 5), weights, 99)[-1] for how, weights in picture.LISTEN.items()}
    assert all(max(end) - min(end) < 1e-9 for end in ends.values()) and len({round(end[0], 6) for end in ends.values()}) == 4
    who = ["expert", "farmer A", "farmer B"]
    assert all(picture.field(how, 0).table[who].equals(picture.field(how, 10).table[who]) for how in ends)


def test_a_tie_is_told_as_one():
    assert picture.field("both", 6, 8).holds is True and picture.field("both", 0, 4).holds is True
    assert next((True for b in range(11) for e in (4, 6, 8, 10) if picture.field("both", b, e).holds is None), False) is False


def test_words_about_dates_and_yields_are_true():
    assert (2019 - 2018) * 12 + 9 - 4 == 17 and 2018 - 1987 == 31 and 2019 - 1964 == 55  # "seventeen months before the text"; "31 years"
    assert round(8.06) == 8 and round(8.95) == 9  # "about 8 tonnes … and 9": the show plots of the story
