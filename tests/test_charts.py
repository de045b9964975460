"""Pictures: the same each time, named for screen readers, styles kept to themselves, nothing hostile let through."""

import base64
import functools
import re
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

import pandas as pd
import pytest

from helpers import charts, content, html, live, schema, tiles
from helpers.pictures import networks, railways, trade

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script> \"'&amp; ]]> </svg> <b onload=x>"
WORDS = {"title": HOSTILE, "summary": HOSTILE + " summary", "unit": HOSTILE + " unit"}


def a_line(label="South to South", **more):
    frame = pd.DataFrame({"year": [1991, 2002, 2014], "share": [9.1, 14.5, 28.9]})
    return charts.lines(frame, "year", {"share": label}, **{"title": "A line", "summary": "It rose.", "unit": "%", **more})


def some_bars(label="Kenya", **more):
    frame = pd.DataFrame({"who": [label, "Brazil"], "usd": [1234.5, 20.0]})
    return charts.bars(frame, "who", "usd", **{"title": "Bars", "summary": "One is long.", "unit": "US$", "mark": [label], **more})


def a_network(label="Kenya", **more):
    nodes, ties = [label, "Brazil", "India"], [(label, "Brazil"), ("Brazil", "India")]
    return charts.network(nodes, ties, **{"title": "A network", "summary": "One left.", "unit": "ties", "gone": "Brazil", "cut": [label],
                                          "table": pd.DataFrame({"who": nodes, "ties": [1, 2, 1]}), **more})


def an_empty_board(title="The board", unit="%"):
    return charts.start_of_line([[1991, 9.1]], (1991, 2014), (0, 60), title, unit)


DRAWN = {
    "line": a_line, "bars": some_bars, "network": a_network, "empty board": an_empty_board,
    "cliff": lambda: trade.cliff("France"), "without": lambda: trade.without("China", "both"), "all ten": trade.without,
    "partners": lambda: trade.partners("Brazil", 9), "ten": lambda: networks.ten("2003", 2, "India"),
    "towns": lambda: networks.towns([], "Elm"), "freight": lambda: railways.freight("1981", "1987"), "whose south": lambda: trade.whose_south("unctad"),
    "a line with a gap": lambda: charts.lines(pd.DataFrame({"year": [1, 2, 3], "v": [1.0, float("nan"), 3.0]}), "year", {"v": "v"},
                                              title="t", summary="s", unit="u"),
    "two lines, one of them empty": lambda: charts.lines(
        pd.DataFrame({"year": [1, 2], "v": [1.0, 2.0], "w": [float("nan")] * 2}), "year", {"v": "v", "w": "w"},
        title="t", summary="s", unit="u"),
    "bars of nothing": lambda: charts.bars(pd.DataFrame({"a": ["x", "y"], "v": [0.0, 0.0]}), "a", "v", title="t", summary="s", unit="u"),
}
DRAWN |= {f"{key} {n}": functools.partial(live.function(item.picture), **values) for key, item in content.course().items.items()
          if isinstance(item, schema.Interactive)
          for n, values in enumerate([{c.id: c.start for c in item.control}, *(s.example for s in item.setting)])}
HOSTILE_ONES = {"line": a_line, "bars": some_bars, "network": a_network}

every_picture = pytest.mark.parametrize("draw", list(DRAWN.values()), ids=list(DRAWN))


def parts(svg):
    """All elements of a picture; an SVG that is no XML fails here."""
    return list(ElementTree.fromstring(svg).iter())


@every_picture
def test_the_same_input_gives_the_same_bytes(draw):
    assert draw().svg == draw().svg


@every_picture
def test_a_picture_says_what_it_is(draw):
    picture = draw()
    root, *inside = parts(picture.svg)
    assert root.get("role") == "img" and inside[0].tag == SVG + "title" and inside[0].text == picture.title
    assert inside[1].tag == SVG + "desc" and inside[1].text == picture.summary
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


@every_picture
def test_ids_and_styles_are_the_pictures_own(draw):
    svg = draw().svg
    ids = [element.get("id") for element in parts(svg) if element.get("id")]
    keys = {re.fullmatch(r"(p[0-9a-f]{7})-\d+", one)[1] for one in ids}
    assert len(set(ids)) == len(ids) and (len(keys) == 1 or not ids and "<style" not in svg)
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(ids)
    for style in re.findall(r"<style[^>]*>(.*?)</style>", svg, re.S):
        rules = [rule.strip() for rule in re.findall(r"([^{}]+)\{[^{}]*\}", style)]
        assert rules and all(re.match(rf"#({'|'.join(ids)}) ", rule) for rule in rules), rules


def test_two_pictures_on_a_page_share_no_id():
    drawn = {draw().svg for draw in DRAWN.values()}
    keys = [set(re.findall(r'id="(p\w+)-', svg)) for svg in drawn]
    assert len(set.union(*keys)) == sum(map(bool, keys)) > 15


@every_picture
def test_what_is_drawn_is_drawn_with_numbers(draw):
    svg = draw().svg
    for element in parts(svg):
        for name in ("d", "points", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "transform"):
            assert not re.search("nan|inf|none|null", element.get(name, ""), re.I), element.attrib
    assert len(svg.encode()) < (30_000 if "legal status" in svg else 20_000)  # the world has 235 tiles


@every_picture
def test_nothing_is_fetched_and_nothing_runs(draw):
    for element in parts(draw().svg):
        assert element.tag not in (SVG + "script", SVG + "foreignObject", SVG + "image")
        assert not [name for name in element.attrib if name.lower().startswith("on") or name.endswith("href")]
        assert "http" not in "".join(element.attrib.values()) and "@import" not in (element.text or "")


@pytest.mark.parametrize("name", ["line", "empty board", "cliff"])
def test_years_are_whole_numbers_without_a_comma(name):
    said = [element.text for element in parts(DRAWN[name]().svg) if element.text and element.tag in (SVG + "text", SVG + "tspan")]
    years = [text for text in said if re.fullmatch(r"(18|19|20)\d\d", text)]
    assert len(years) >= 3 and not [text for text in said if re.search(r"\b[12],\d{3}\b", text)]


@pytest.mark.parametrize("draw", list(HOSTILE_ONES.values()), ids=list(HOSTILE_ONES))
def test_hostile_words_stay_words(draw):
    picture = draw(HOSTILE, **WORDS)
    elements = parts(picture.svg)
    assert not [e for e in elements if e.tag in (SVG + "script", SVG + "b") or "onload" in e.attrib]
    assert elements[1].text == WORDS["title"] and elements[2].text == WORDS["summary"]
    figure = picture.figure()
    assert "<script" not in figure and "<b " not in figure and "</svg>" not in figure


class Tags(HTMLParser):
    """The tags of a piece of HTML, with their attributes, and the text inside each kind of tag."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.inside = [], [], {}
        self.feed(text)
        assert not [tag for tag in self.open if tag != "img"]

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag != "img":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        for tag in self.open:
            self.inside[tag] = self.inside.get(tag, "") + data


@every_picture
def test_the_stored_figure_has_words_and_a_table(draw):
    picture = draw()
    found = Tags(picture.figure())
    [image] = [attrs for tag, attrs in found.tags if tag == "img"]
    assert image["alt"] == picture.summary == found.inside["figcaption"]
    assert base64.b64decode(image["src"].removeprefix("data:image/svg+xml;base64,")).decode() == picture.svg
    assert found.inside["summary"] == "Table" and len(found.inside["td"]) and "<table>" in picture.figure().split("<details>")[1]
    assert picture._repr_mimebundle_() == {"text/html": picture.figure(), "text/plain": picture.summary}


def test_a_frame_is_plain_json():
    frame = trade.without("China", "both").frame()
    assert set(frame) == {"svg", "summary", "table", "holds"} and frame["holds"] is False and type(frame["svg"]) is str


@pytest.mark.parametrize("colour", [*charts.COLOURS.values(), charts.PLAIN, charts.MARKED, charts.INK])
def test_colours_stand_out_from_the_ground(colour):
    assert tiles.contrast(colour, charts.GROUND) >= 4.5


def test_one_colour_for_one_actor():
    assert len(set(charts.COLOURS.values())) == len(charts.COLOURS) and charts.PLAIN != charts.MARKED


# ------------------------------------------------------------------ small safe HTML

@pytest.mark.parametrize("make", [html.inline, html.block, html.text, lambda t: html.folded(t, ""),
                                  lambda t: html.table(pd.DataFrame({t: [t], "n": [1]}))], ids=["inline", "block", "text", "folded", "table"])
@pytest.mark.parametrize("words", [HOSTILE, "<img src=x onerror=alert(1)>", "**<i>**", "[a](javascript:alert(1))", "*</p><script>*"])
def test_html_lets_nothing_through(make, words):
    allowed = {"p", "strong", "em", "table", "thead", "tbody", "tr", "th", "td", "details", "summary"}
    found = Tags(make(words))
    assert {tag for tag, _ in found.tags} <= allowed
    assert not [attrs for _, attrs in found.tags if set(attrs) - {"scope"}]


def test_markdown_is_bold_italic_and_paragraphs():
    assert html.inline("a **b** and *c* <d>") == "a <strong>b</strong> and <em>c</em> &lt;d&gt;"
    assert html.block("one\nline\n\ntwo") == "<p>one line</p><p>two</p>"
    assert html.plain("a **b**\n *c*") == "a b c"


def test_a_table_has_heads_and_readable_numbers():
    frame = pd.DataFrame({"who": ["Kenya"], "year": [2014], "big": [12345], "part": [1234.568], "none": [pd.NA]})
    assert html.table(frame) == (
        '<table><thead><tr><th scope="col">who</th><th scope="col">year</th><th scope="col">big</th><th scope="col">part</th>'
        '<th scope="col">none</th></tr></thead><tbody><tr><th scope="row">Kenya</th><td>2014</td><td>12,345</td><td>1,234.57</td>'
        "<td>–</td></tr></tbody></table>")


@pytest.mark.parametrize(("key", "name"), [("A.1-c2", "A §1, claim 2"), ("A.2.1-q3", "A §2.1, question 3"), ("S.0-x1", "Exercise 1"),
                                          ("B.P1-e4", "B ¶1, evidence 4"), ("B.II-q1", "B, point II, question 1"), ("B.C-c1", "B, last ¶, claim 1"), ("A.1-i1", "A §1, activity 1"), ("A.0-p1", "A, abstract, prediction 1")])
def test_people_see_names_not_ids(key, name):
    assert html.name(key) == name


@pytest.mark.parametrize(("key", "passage", "said"), [
    ("A.2.1-q3", "A §2.1 ¶1", "A §2.1, question 3 · ¶1"), ("A.0-c1", "A, abstract", "A, abstract, claim 1"), ("S.0-q1", "a tryout", "Question 1 · a tryout"),
    ("A.2-c3", "A, headings of §2.1 to §2.4", "A §2, claim 3 · A, headings of §2.1 to §2.4"), ("A.1-s1", "", "A §1, sentence 1"),
    ("B.P3-q1", "B ¶3", "B ¶3, question 1"), ("B.I-q1", "B, point I", "B, point I, question 1"), ("B.T-c1", "B, headline", "B, headline, claim 1")])
def test_a_cards_head_says_no_word_twice(key, passage, said):
    assert html.tag(key, passage) == said


TERM = schema.Term("hub", ("hubs", "hub"), "A node with *many* ties.")


@pytest.mark.parametrize(("markup", "opened"), [
    ("<p>One hub, two hubs.</p>", "hub"), ("<p>Two hubs and a hub.</p>", "hubs"), ("<p>A Hub leaves.</p>", "Hub"), ("<p>Hubert sings.</p>", None),
    ("<p><strong>A hub</strong> of ties</p>", None), ('<p><a title="hub">x</a></p>', None), ("<details><summary>hub</summary>hub</details>", None),
    ("<p><em>hub</em></p>", "hub")])
def test_the_first_use_of_a_term_opens_its_explanation(markup, opened):
    found = html.explained(markup, [TERM])
    assert re.findall(r"<summary style[^>]*>(.*?)</summary>", found) == ([opened] if opened else [])
    assert ("A node with <em>many</em> ties." in found) == bool(opened)
    assert re.sub(r"<details style.*?<summary[^>]*>(.*?)</summary>.*?</details>|<(div|p)[^>]*>|</(div|p)>", r"\1", found) == \
        re.sub(r"</?p>", "", markup)  # nothing else has changed
    assert "<p>" not in found or not opened  # a paragraph cannot hold what opens
