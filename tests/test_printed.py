"""The figures that the course prints are those of its tables, and what can be handled says what is true."""

import csv
import dataclasses
import json
import random
import re
from statistics import median

import pytest

from helpers import checking, content, live, schema, tables

COURSE = content.read()
INTERACTIVE = {k: v for k, v in COURSE.items.items() if isinstance(v, schema.Interactive)}


def rows(name):
    """A table as plain rows, past the helpers: the figures are recomputed from the file itself."""
    with open(tables.FIGURES / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SHARE = {int(r["year"]): {k: float(r[k]) for k in ("south_south_share", "north_north_share")} for r in rows("trade_blocs")}
BEFORE = {int(r["year"]): r for r in rows("trade_blocs_before_1991")}
QUOTED = {r["id"]: float(r["value"]) for r in rows("quoted_figures")}
FLOWS = [(int(r["year"]), r["exporter"], r["importer"], float(r["usd_bn"])) for r in rows("brics_trade")]


def trade(year, without=None, sold=True, bought=True):
    """US$ billion among the ten in a year, without what one of them sold, bought, or both."""
    return sum(usd for y, seller, buyer, usd in FLOWS
               if y == year and not (sold and seller == without) and not (bought and buyer == without))


def left(member, year=2024, **parts):
    return 100 * trade(year, member, **parts) / trade(year)


def cliff():
    """For each exporter: its sales to 'Eastern Europe' in 1991 divided by those in 1990, both in per cent of GDP."""
    at = {(r["exporter"], int(r["year"])): r["to_eastern_europe"] for r in rows("exports_to_europe")}
    return [float(at[who, 1991]) / float(at[who, 1990]) for who, year in at
            if year == 1990 and at.get((who, 1991)) and at[who, 1990] and float(at[who, 1990])]


def south(year):
    return SHARE[year]["south_south_share"]


def told(key):
    """All words of an entry, a unit's head, a sitting or a notebook, as one text."""
    if key.endswith(".ipynb"):
        book = json.loads((content.ROOT / "notebooks" / key).read_text(encoding="utf-8"))
        return " ".join("".join(cell["source"]) for cell in book["cells"])
    return str(COURSE.find(key))


SOLD_TO_CHINA = [usd for y, seller, buyer, usd in FLOWS if (y, seller, buyer) == (2024, "Brazil", "China")][0]
SOLD_BY_BRAZIL = sum(usd for y, seller, _, usd in FLOWS if (y, seller) == (2024, "Brazil"))
PAIRS = {year: {frozenset((seller, buyer)) for y, seller, buyer, usd in FLOWS if y == year and usd > 0} for year in (2003, 2024)}
MEMBERS = sorted({seller for _, seller, _, _ in FLOWS})


def freight(year):
    return QUOTED[f"tazara-freight-{year}"]


def share_of(seller, buyer, year=2024):
    """Per cent of what one of the ten sold to the nine others that one of them bought."""
    sold = {b: usd for y, s, b, usd in FLOWS if (y, s) == (year, seller)}
    return 100 * sold[buyer] / sum(sold.values())


def usd(seller, buyer, year=2024):
    return next(value for y, s, b, value in FLOWS if (y, s, b) == (year, seller, buyer))


def largest_buyer(seller, year=2024):
    return max((usd, b) for y, s, b, usd in FLOWS if (y, s) == (year, seller))[1]


PRINTED = [  # where, the words as printed, with the figure recomputed here
    ("A.1-p1", f"{south(1991):.1f} %"), ("A.1-q5", f"{south(1991):.1f} to {south(2014):.1f} %"),
    ("A.1-x1", f"{south(2014) / south(1991):.2f} times"), ("A.1-x1", f"from 1992 it is {south(2014) / south(1992):.1f}"),
    ("A.1-q5", f"from 1992 it is {south(2014) / south(1992):.1f} times"), ("A.1-q3", f"US$ {trade(2024):,.0f} billion"),
    ("A.1-q3", f"{left('China'):.1f} %"), ("A.1-x3", f"{left('India'):.1f} %"), ("A.1-x3", f"China's {left('China'):.1f} %"),
    ("A.1-q3", f"={trade(2024, 'China'):.0f}/{trade(2024):.0f}"),
    ("A.1-q6", f"{100 * QUOTED['south-south-exports-2012'] / QUOTED['world-exports-2012']:.1f} %"),
    ("A.1-q6", f"{QUOTED['south-south-exports-2012']} trillion"), ("A.1-q6", f"{QUOTED['world-exports-2012']} trillion"),
    ("A.1-q6", f"{south(2012):.1f} %"), ("A.1-q4", "140 of 162 exporters"), ("A.1-q4", "about a ninth or less"),
    ("A.1-x2", f"{SHARE[2014]['north_north_share'] / SHARE[1991]['north_north_share']:.2f}:"),
    ("A.1-e11", f"US$ {QUOTED['aiddata-2000-17']:.0f} billion"), ("A.1-e11", f"{QUOTED['aiddata-loans-to-grants']:.0f} units"),
    ("S.0-q2", f"{100 * SOLD_TO_CHINA / SOLD_BY_BRAZIL:.1f} %"), ("S.0-q2", f"US$ {SOLD_BY_BRAZIL:.1f} billion"),
    ("S.0-q2", f"{SOLD_TO_CHINA:.1f} billion"), ("S.0-e1", f"US$ {SOLD_TO_CHINA:.0f} billion of the {SOLD_BY_BRAZIL:.0f} billion"),
    ("S.0-x1", f"{len(rows('places'))} countries and territories"),
    ("a_1_what_is_it.ipynb", f"from {float(BEFORE[1990]['south_south_share']):.1f} to {south(1991):.1f} per cent"),
    ("A.0-q4", f"grew by {freight(1987) / freight(1981) - 1:.0%}".replace("%", " per cent")),
    ("A.0-q4", f"fell by {1 - freight(2016) / freight(1978):.0%}".replace("%", " per cent")),
    ("A.0-p1", f"{freight(1978) / 1000:.2f} million tonnes in 1977/78 to {freight(2015) / 1000:.2f} million"),
    ("tazara", f"{freight(1978) / 1000:.2f} million tonnes. In 2014/15 it was {freight(2015):.0f},000"),
    ("A.1-c4", f"{QUOTED['china-aid-2013-18-grants']} %"), ("A.2.1-c3", f"{QUOTED['brazil-exports-to-china-2024']} per cent"),
    ("A.2.1-q3", f"{QUOTED['brazil-exports-to-china-2024']} per cent went to China"),
    ("A.2.1-c3", f"{share_of('Brazil', 'China'):.0f} per cent"), ("A.2.1-q3", f"India bought {share_of('Brazil', 'India'):.0f} per cent"),
    ("A.2.1-p1", f"China sold India {usd('China', 'India'):.0f} and Russia {usd('China', 'Russia'):.0f} billion dollars"),
    ("A.2.1-p1", f"Ethiopia sold the Emirates {usd('Ethiopia', 'United Arab Emirates'):.3f} and China {usd('Ethiopia', 'China'):.3f}"),
    ("A.2.1-q3", f"China {share_of('Brazil', 'China'):.0f}."), ("A.2.1-x3", f"{share_of('Brazil', 'India'):.1f} %"),
    ("A.2.1", f"of the {len(PAIRS[2003])} pairs"), ("A.2.1", f"all {len(PAIRS[2024])} traded"),
    ("a_1_what_is_it.ipynb", f"from {float(BEFORE[1990]['north_north_share']):.1f} to {SHARE[1991]['north_north_share']:.1f}"),
]


@pytest.mark.parametrize(("where", "words"), PRINTED, ids=[f"{where} {words}" for where, words in PRINTED])
def test_printed_figures_are_those_of_the_tables(where, words):
    assert words in told(where)


FIGURE = re.compile(r"\d[\d,.]*\d?(?= ?(?:per cent|%|billion|million|trillion|thousand|tonnes|times))|\d+\.\d+")
NO_FIGURE = {("A.1-q2", "2.2"), ("A.1-q6", "100"), ("A.1-x3", "2024"),  # a section, a bound, a year
             *(("A.5-q2", f"4.{n}") for n in (1, 2, 3, 4))}
ELSEWHERE = {"A.5-p1", "A.5-x1", "A.5-x2"}  # computed again in a test file of their own: test_conclusion


def words_of(entry):
    """All words of an entry that a learner reads, but for parts that name their own sources."""
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, schema.Reply):
        yield entry.say
    elif isinstance(entry, (list, tuple)):
        for part in entry:
            yield from words_of(part)
    elif dataclasses.is_dataclass(entry) and not getattr(entry, "sources", ()):
        for field in dataclasses.fields(entry):
            yield from () if field.name in ("id", "passage", "solution") else words_of(getattr(entry, field.name))


@pytest.mark.parametrize("key", [key for key in COURSE.items])
def test_no_figure_in_a_text_is_forgotten(key):
    """Each stands in PRINTED, or in a part with sources: one typed wrong would be seen."""
    guarded = " ".join(words for where, words in PRINTED if where == key)
    said = {found.rstrip(".,") for text in words_of(COURSE.items[key]) for found in FIGURE.findall(re.sub(r"§[\d.]+|=[\d./]+", "", text))}
    assert key in ELSEWHERE or [found for found in said if found not in guarded and (key, found) not in NO_FIGURE] == []


@pytest.mark.parametrize(("key", "value", "outcome", "misconception"), [
    ("A.1-q3", left("China"), "right", ""), ("A.1-q3", 100 - left("China"), "wrong", "share_taken_for_rest"),
    ("A.1-q3", left("China", bought=False), "almost", "one_direction_only"),
    ("A.1-q3", left("China", sold=False), "almost", "one_direction_only"),
    ("A.1-q6", f"={QUOTED['south-south-exports-2012']}/{QUOTED['world-exports-2012']}", "right", ""),
    ("A.1-q6", 100 * QUOTED["world-exports-2012"] / QUOTED["south-south-exports-2012"], "wrong", "upside_down"),
    ("S.0-q2", f"={SOLD_TO_CHINA}/{SOLD_BY_BRAZIL}", "right", ""), ("S.0-q2", 100 * SOLD_BY_BRAZIL / SOLD_TO_CHINA, "wrong", "upside_down"),
    ("A.1-x1", south(2014) / south(1991), "right", ""), ("A.1-x2", south(2014) / south(1991), "wrong", "same_column"),
    ("A.1-x2", SHARE[2014]["north_north_share"] / SHARE[1991]["north_north_share"], "right", ""),
    ("A.1-x2", SHARE[1991]["north_north_share"] / SHARE[2014]["north_north_share"], "almost", "upside_down"),
    ("A.1-x3", left("India"), "right", ""), ("A.1-x3", left("India") / 100, "right", ""),
    ("A.1-x3", left("India", bought=False), "almost", "one_direction_only"),
    ("A.1-x3", 100 - left("India"), "almost", "share_taken_for_rest"), ("A.1-x3", left("India", 2003), "almost", ""),
    ("A.1-p1", south(2014), "right", ""), ("S.0-p1", sum(r["brics_since"] != "" for r in rows("places")), "right", ""),
    ("S.0-x1", len(rows("places")), "right", ""),
    ("A.2.1-x1", sum(largest_buyer(m) == "China" for m in MEMBERS), "right", ""),
    ("A.2.1-x2", sum(largest_buyer(m) == "United Arab Emirates" for m in MEMBERS), "right", ""),
    ("A.2.1-x2", sum(largest_buyer(m) == "UAE" for m in MEMBERS), "almost", "other_spelling"),
    ("A.2.1-x3", share_of("Brazil", "India"), "right", ""), ("A.2.1-x3", share_of("Brazil", "China"), "almost", "first_for_second"),
    ("A.2.1-x3", 100 * share_of("Brazil", "India") / (100 - share_of("Brazil", "China")), "almost", "share_of_the_rest"),
])
def test_what_a_table_gives_is_judged_as_the_reply_says(key, value, outcome, misconception):
    found = checking.check(COURSE.items[key], value)
    assert (found.kind, found.misconception) == (outcome, misconception), found.say


def test_the_slips_in_one_direction_are_the_figures_we_thought_of():
    assert [round(left("China", **{part: False}), 1) for part in ("bought", "sold")] == [57.2, 71.0]


def test_words_for_figures_are_true_too():
    ratios = cliff()
    assert (len(ratios), sum(r < 0.5 for r in ratios), round(median(ratios), 3)) == (162, 140, 0.114)
    assert median(ratios) < 1 / 8.5  # "about a ninth or less" for half of them
    assert 9.5 < trade(2024, "China") / trade(2003, "China") < 10.5  # "grew about tenfold", without China
    assert left("China") < 100 / 3 and all(left(m) > 50 for m in {seller for _, seller, _, _ in FLOWS} - {"China"})
    assert 2.7 < south(2014) / south(1991) < 3.3  # "about tripled"
    assert south(1998) < south(1997) and south(2014) < south(2012) + 1  # the two places where the line stops climbing
    assert 79 < 100 * SOLD_TO_CHINA / SOLD_BY_BRAZIL < 81  # "four fifths"
    early, late = ([v for k, v in QUOTED.items() if k.startswith("tazara") and (int(k[-4:]) < 1994) is early] for early in (True, False))
    assert min(early) > max(late) and len(early) + len(late) == 10  # "any year before 1994, and any year after it is lower", "ten years"
    since = sorted(int(r["brics_since"]) for r in rows("places") if r["brics_since"])
    members = [sum(joined <= year for joined in since) for year in range(2009, 2026)]
    assert members[0] == 4 and members.count(5) == 13 and members[-1] == 10 and since.count(2024) == 4 and since.count(2025) == 1


def test_who_is_cut_off_is_told_as_the_table_has_it():
    """Plain Python on the file: join each of the ten to its largest buyer, let one leave, see who stands apart."""
    def apart(leaving, year=2024):
        left = {m: {m} for m in MEMBERS if m != leaving}
        for seller in left:
            if (buyer := largest_buyer(seller, year)) != leaving:
                joined = left[seller] | left[buyer]
                left |= dict.fromkeys(joined, joined)
        rest = max(left.values(), key=len)
        return [m for m in left if m not in rest]

    told = {line.id: line for line in COURSE.items["A.2.1-p1"].line}
    assert apart("China") == ["Brazil", "Indonesia", "Iran", "Russia", "South Africa"] and told["china"].answer == "many"
    assert apart("United Arab Emirates") == ["Egypt", "Ethiopia"] and told["uae"].answer == "few"
    assert apart("Russia") == [] and told["russia"].answer == "none"
    assert told["china"].told == "Five: Brazil, Indonesia, Iran, Russia and South Africa." and told["uae"].told == "Two: Egypt and Ethiopia."
    at = {year: [m for m in MEMBERS if largest_buyer(m, year) == "China"] for year in (2003, 2024)}
    assert at[2003] == at[2024] == apart("China") and "Russia" not in map(largest_buyer, MEMBERS)  # "the same five", "nobody's largest buyer"
    assert sum(largest_buyer(m, 2003) == "United Arab Emirates" for m in MEMBERS) == 2
    assert all(len(pairs) == 45 for pairs in PAIRS.values())


# ------------------------------------------------------------------ what can be handled

def settings_of(item):
    """Every combination of an interactive's controls; of very many a sample, always the same."""
    found, luck = [{}], random.Random(3)
    for control in item.control:
        ids = [o.id for o in control.options]
        values = ids[::40] if control.places else ids or range(control.low, control.high + 1, control.step)
        if control.type == "several":
            values = [[], ids, list(control.start), *([o for o in ids if luck.random() < 0.45] for _ in range(12))]
        found = [{**one, control.id: value} for one in found for value in values]
    return found if len(found) <= 600 else luck.sample(found, 200)


def kept(item):
    """For a picture that shows what the learner kept before: a guess of "the first option" for every line."""
    return {"mine": {key: {line.id: COURSE.items[key].options[0].id for line in COURSE.items[key].line} for key in item.uses}} if item.uses else {}


@pytest.mark.parametrize("key", list(INTERACTIVE))
def test_a_reading_holds_where_it_should_and_nowhere_else(key):
    item = INTERACTIVE[key]
    draw = live.function(item.picture)
    for setting in item.setting:
        assert live.values_fit(item, [setting.example[c.id] for c in item.control])
        assert draw(**setting.example).holds is setting.holds


@pytest.mark.parametrize("key", list(INTERACTIVE))
def test_every_setting_draws_a_picture_whose_sentence_is_in_its_table(key):
    item = INTERACTIVE[key]
    draw, seen = live.function(item.picture), set()
    for setting in settings_of(item):
        picture = draw(**setting, **kept(item))
        assert picture.holds in (True, False, None) and len(picture.table) and len(picture.summary) > 25, setting
        assert "nan" not in picture.summary.lower() and live.values_fit(item, list(setting.values()))
        if item.picture != "trade:without":  # checked by itself, below
            there = numbers(picture.table.to_string() + " " + " ".join(map(str, picture.table.columns)) + str(setting))
            for figure in numbers(picture.summary) - {"2024", "1990", "1991", "2012", *numbers(picture.title)}:
                near = [t for t in there if abs(float(t) - float(figure)) <= 0.5 * 10 ** -len(figure.partition(".")[2]) + 1e-9]
                assert near or figure == RECOMPUTED.get(item.picture, lambda **_: None)(**setting), (setting, figure, picture.summary)
        seen.add(picture.svg)
    # A control that changes no picture would be a dead control; "nobody left out" has one picture whatever the direction.
    assert len(seen) >= len({str(setting) for setting in settings_of(item)}) - 2


def numbers(text):
    return {n.replace(",", "").rstrip(".") for n in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}


def freight_change(first, last):
    return f"{abs(100 * freight(last) / freight(first) - 100):.0f}"


def number_of_ties(top, year, **_):
    sold = {}
    for y, seller, buyer, usd in FLOWS:
        if str(y) == year:
            sold.setdefault(seller, []).append((usd, buyer))
    return str(len({frozenset((seller, buyer)) for seller, all_ in sold.items() for _, buyer in sorted(all_)[-top:]}))


def share_of_largest(country, **_):
    sold = [usd for y, seller, _, usd in FLOWS if (y, seller) == (2024, country)]
    return f"{100 * max(sold) / sum(sold):.0f}"


def places_with(measure, year, **_):
    column = {"people": "population_k", "gdp": "gdp_usd_bn", "ppp": "gni_ppp_bn"}[measure]
    return str(sum(r["year"] == str(year) and r[column] != "" for r in rows("economy")))


RECOMPUTED = {  # a figure that stands in a picture's sentence and not in its table
    "railways:freight": freight_change, "networks:ten": number_of_ties, "trade:partners": share_of_largest,
    "networks:towns": lambda roads, **_: str(len(roads)), "world:south": places_with,
    "conclusion:sure": lambda less, **_: str(45 - less),  # all ten said "it is so, 95 %", and half are so
}


def test_the_sentence_without_one_member_is_recomputed():
    item = INTERACTIVE["A.1-i1"]
    for setting in settings_of(item):
        member, direction = setting["member"], setting["direction"]
        parts = {"sold": direction != "imports", "bought": direction != "exports"}
        said = live.function(item.picture)(**setting).summary
        then, now = (trade(year, member, **parts) for year in (2003, 2024))
        if member == "none":
            expected = [f"{trade(2003):,.0f}", f"{trade(2024):,.0f}", f"{trade(2024) / trade(2003):.1f} times"]
        else:
            grown = 100 * (now - then) / (trade(2024) - trade(2003))
            expected = [f"{100 * now / trade(2024):.0f} % of the 2024", f"US$ {now:,.0f}", f"{trade(2024):,.0f}", f"{now / then:.1f} times",
                        f"{grown:.0f} %"]
        assert [words for words in expected if words not in said] == [], (setting, said)
