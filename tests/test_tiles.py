"""The world as tiles: every place has one, whatever is shown, and everything in it can be read without colours."""

import re
from xml.etree import ElementTree

import pytest

from helpers import charts, groups, tables, tiles
from helpers.pictures import world

SVG = "{http://www.w3.org/2000/svg}"
PLACES = tables.load("places").set_index("iso3")
WORDS = {"title": "t", "summary": "s", "unit": "u", "table": None}


def said(picture):
    """{name of a place: what its tile tells the pointer}."""
    shapes = ElementTree.fromstring(picture.svg).iter(SVG + "path")
    words = [shape.find(SVG + "title").text for shape in shapes]
    return dict(word.split(": ", 1) for word in words if ": " in word)


def test_every_place_has_a_tile_and_its_words():
    picture = tiles.world(("yes", "no"), {"KEN": 0, "TUV": 1}, **WORDS)
    assert said(picture) == {name: {"Kenya": "yes", "Tuvalu": "no"}.get(name, "no figure") for name in PLACES["name"]}
    letters = [text.text for text in ElementTree.fromstring(picture.svg).iter(SVG + "text")]
    assert sorted(word for word in letters if re.fullmatch("[A-Z]{3}", word)) == sorted(PLACES.index)
    assert all(any(part in word for word in letters) for part in ("say nothing about the legal status", "territory, or its borders"))


def test_no_tile_lies_on_another_or_on_words():
    root = ElementTree.fromstring(tiles.world(("yes",), {}, mark="NZL", **WORDS).svg)
    width, height = (float(root.get(side)) for side in ("width", "height"))
    corners = [tuple(map(float, re.match(r"M([\d.]+) ([\d.]+)h22", path.get("d")).groups()))
               for path in root.iter(SVG + "path") if "h22" in path.get("d")]
    assert len(corners) == len(set(corners)) == len(PLACES)
    assert all(0 <= x <= width - 22 and 0 <= y <= height - 50 for x, y in corners)
    for text in root.iter(SVG + "text"):
        if text.text in tiles.COLOURS:
            x, y = float(text.get("x")), float(text.get("y"))
            wide = 8.5 * len(text.text)
            assert not [c for c in corners if c[0] < x + wide and c[0] + 22 > x and c[1] < y and c[1] + 22 > y - 12], text.text


@pytest.mark.parametrize("colour", list(tiles.COLOURS.values()))
@pytest.mark.parametrize("number", list(tiles.FULLNESS))
def test_letters_stand_out_on_every_fill(colour, number):
    fills = [tiles.mixed(colour, full) for full in tiles.FULLNESS[number]]
    assert len(set(fills)) == number
    for fill in fills:
        assert tiles.contrast(fill, tiles.readable(fill, colour)) >= 4.5
    assert tiles.contrast(charts.PLAIN, charts.GROUND) >= 4.5 and tiles.contrast(colour, charts.GROUND) >= 4.5


def test_contrast_is_that_of_the_standard():
    assert tiles.contrast("#000000", "#ffffff") == pytest.approx(21) and tiles.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_up_to_four_classes_as_for_votes_or_peers():
    states = {code: n % 4 for n, code in enumerate(PLACES.index[:100])}
    picture = tiles.world(("most", "many", "few", "none"), states, said={"AFG": "81 %"}, mark="AFG", **WORDS)
    assert said(picture)["Afghanistan"] == "81 %" and sum(v == "no figure" for v in said(picture).values()) == len(PLACES) - 100
    table = tiles.table(("most", "many", "few", "none"), states, share=(1, 2, 3, 4))
    assert table["class"].tolist() == ["most", "many", "few", "none", "no figure"] and table["places"].sum() == len(PLACES)
    assert sorted(", ".join(table["who"]).split(", ")) == sorted(PLACES["name"])


@pytest.mark.parametrize(("classes", "states", "mark", "problem"), [
    (("a",), {"XXX": 0}, None, "no place with the code 'XXX'"), (("a",), {}, "none", "no place with the code 'none'"),
    (("a",), {"KEN": 1}, None, "one of one to four classes"), ((), {}, None, "one of one to four"),
    (("a", "b", "c", "d", "e"), {}, None, "one of one to four"), (("a",), {"KEN": -1}, None, "one to four"),
    (("a",), {"KEN": float("nan")}, None, "one to four")])
def test_what_makes_no_picture_says_why(classes, states, mark, problem):
    with pytest.raises(ValueError, match=problem):
        tiles.world(classes, states, mark=mark, **WORDS)


def test_hostile_words_stay_words():
    bad = '<script>alert(1)</script>"&'
    picture = tiles.world((bad, "no"), {"KEN": 0}, title=bad, summary=bad, unit=bad, table=None, said={"UGA": bad})
    root = ElementTree.fromstring(picture.svg)
    assert not list(root.iter(SVG + "script")) and root.find(SVG + "title").text == bad
    assert said(picture)["Uganda"] == bad and said(picture)["Kenya"] == bad


@pytest.mark.parametrize("by", groups.SOUTHS)
def test_the_south_on_tiles_is_its_list(by):
    picture = world.south(by=by, place="KOR")
    on = {PLACES.at[code, "name"] for code in groups.members(by)}
    assert {name for name, words in said(picture).items() if words == "on the list"} == on
    assert picture.summary.endswith("South Korea: not on it.") or by == "g77" and "South Korea: not on it." in picture.summary
    assert picture.table.loc[0, "places"] == len(on) and str(len(on)) in picture.summary
    share = groups.share(tables.load("economy").query("year == 2024"), "population_k", by)
    assert f"{share:.0f} % of the people" in picture.summary


def test_belt_and_road_over_time():
    signed = {year: world.belt_and_road(year).table.set_index("class")["places"] for year in (2013, 2019, 2023, 2025)}
    assert signed[2013]["signed"] < 10 and signed[2025]["signed and left"] == 2 and all(counts["no figure"] == 7 for counts in signed.values())
    since = PLACES["bri_since"].dropna()
    assert signed[2019]["signed"] == (since <= "2019-12").sum() and signed[2023]["signed"] == (since <= "2023-12").sum() - 1
    picture = world.belt_and_road(2023, "ITA")
    assert picture.summary.endswith("Italy: signed and left.") and said(picture)["China"] == "no figure" and said(picture)["Russia"] == "no figure"
