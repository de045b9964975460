"""The figures that the course prints are those of its tables, and what can be handled says what is true."""

import csv
import dataclasses
import importlib
import json
import random
import re
from pathlib import Path
from statistics import median

import pytest

from helpers import checking, content, live, schema, tables
from helpers.models import voting

COURSE = content.read()
SITTINGS = [importlib.import_module(path.stem) for path in sorted(Path(__file__).parent.glob("test_[bc]_*.py"))]
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


IMF = {(r["iso3"], int(r["year"])): float(r["share"]) for r in rows("voting_rights") if r["institution"] == "imf"}
EU = "AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROU SVK SVN ESP SWE".split()


def votes(year=2019, codes=None, **where):
    """Per cent of the IMF's votes that places have together: by code, or by what stands in the table places."""
    on = codes or [r["iso3"] for r in rows("places") if all(fits(r[column]) for column, fits in where.items())]
    return sum(IMF.get((code, year), 0) for code in on)


def brics(until, year=2019):
    return votes(year, brics_since=lambda since: int(since or 9999) <= until)


def africa(year=2019):
    return votes(year, region=lambda name: name == "Africa")


FORMULA = [QUOTED["imf-formula-gdp"], 30, 15, 5]  # the three others stand in the words of the same row
BLEND = [(18, 11, 8, 25), (25, 11, 8, 18)]  # the made-up member, and with income and reserves the other way round

HEAD = {(r["iso3"], int(r["year"])): float(r["gdp_per_head_usd"]) for r in rows("economy") if r["gdp_per_head_usd"]}


def apart(year, one="CHN", other="USA"):
    """(times, gap) of two incomes per head in a year, at market rates; gap in US dollars."""
    low, high = sorted((HEAD[one, year], HEAD[other, year]))
    return high / low, high - low


BEHIND = [iso for iso, year in HEAD if year == 1990 and (iso, 2024) in HEAD and HEAD[iso, 1990] < HEAD["USA", 1990]]
NEARER = [iso for iso in BEHIND if HEAD["USA", 2024] / HEAD[iso, 2024] < HEAD["USA", 1990] / HEAD[iso, 1990]]
FURTHER = [iso for iso in BEHIND if HEAD["USA", 2024] - HEAD[iso, 2024] > HEAD["USA", 1990] - HEAD[iso, 1990]]
BOTH = [iso for iso in NEARER if iso in FURTHER]
AWAY = [iso for iso in NEARER if abs(HEAD["USA", 2024] - HEAD[iso, 2024]) > HEAD["USA", 1990] - HEAD[iso, 1990]]  # whoever is ahead


def votes_of(members, year, institution="imf", less=()):
    """What these members held of all votes in a year, in per cent."""
    return sum(float(r["share"]) for r in rows("voting_rights")
               if r["institution"] == institution and r["year"] == str(year) and r["iso3"] in members and r["iso3"] not in less)


G77 = {r["iso3"] for r in rows("places") if r["g77"] == "true"}
AFRICA = {r["iso3"] for r in rows("places") if r["region"] == "Africa" and r["un_since"]}
CALLS = [r for r in rows("un_votes") if r["development"] == "true"]


def with_all(group):
    """Per cent of the roll calls on development in which a group's majority was that of all."""
    clear = [r for r in CALLS if r[f"{group}_yes"] != r[f"{group}_no"] and r["all_yes"] != r["all_no"]]
    return 100 * sum((int(r[f"{group}_yes"]) > int(r[f"{group}_no"])) == (int(r["all_yes"]) > int(r["all_no"])) for r in clear) / len(clear)


def united():
    """Roll calls on development: per cent of all votes that the Group of 77 casts; per cent of its votes on its larger side, on average."""
    clear = [[int(r[f"{group}_{side}"]) for group in ("g77", "all") for side in ("yes", "no")] for r in CALLS]
    return (100 * sum(sum(votes[:2]) for votes in clear) / sum(sum(votes[2:]) for votes in clear),
            sum(100 * max(votes[:2]) / sum(votes[:2]) for votes in clear) / len(clear))


def went(first=2015, last=2017):
    """Members of the Group of 77 whose share of the IMF's votes rose, all with a share in both years, and those whose share fell."""
    moves = [IMF[code, last] - IMF[code, first] for code in G77 if IMF.get((code, first)) and IMF.get((code, last))]
    return sum(move > 0 for move in moves), len(moves), sum(move < 0 for move in moves)


CODE = {r["name"]: r["iso3"] for r in rows("places")}
SIMILAR = rows("export_similarity_2016")
def alike(one, other):
    """How much of what two places sold in 2016 was alike, by the names of the table places."""
    pair = {CODE[one], CODE[other]}
    return next(float(r["similarity"]) for r in SIMILAR if {r["iso3"], r["other_iso3"]} == pair)


def alike_by_income(close, under=float("inf")):
    """Median likeness of pairs that both sold for a billion dollars or more, both under an income, whose incomes are (not) within a factor of two."""
    big = {r["iso3"] for r in rows("exports_2016") if float(r["usd_mn"]) >= 1000}
    money = {r["iso3"]: float(r["gdp_per_head_ppp"]) for r in rows("economy") if r["year"] == "2016" and r["gdp_per_head_ppp"]}
    pairs = [(float(r["similarity"]), money[r["iso3"]], money[r["other_iso3"]]) for r in SIMILAR if {r["iso3"], r["other_iso3"]} <= big & set(money)]
    return median(s for s, a, b in pairs if max(a, b) < under and (max(a, b) < 2 * min(a, b)) is close)


def like_india():
    """For each place of which more than 30 of 100 are like India's sales: the column in which India stands."""
    return [side for r in SIMILAR for side in ("iso3", "other_iso3") if r[side] == "IND" and float(r["similarity"]) > 30]


def gdp(code, year):
    return next(float(r["gdp_usd_bn"]) for r in rows("economy") if (r["iso3"], r["year"]) == (code, str(year)))


def imf_votes(code, year):
    return next(float(r["share"]) for r in rows("voting_rights") if (r["iso3"], r["institution"], r["year"]) == (code, "imf", str(year)))



def sells(name, *columns):
    """(year, the sum of these shares) of what a place sells, for the years in which the table has them all."""
    code = next(r["iso3"] for r in rows("places") if r["name"] == name)
    return [(int(r["year"]), sum(float(r[c]) for c in columns)) for r in STRUCTURE if r["iso3"] == code and all(r[c] for c in columns)]


def middles(line):
    """The middle one of the first three and of the last three values; None where the two would share one."""
    values = [value for _, value in line]
    return (sorted(values[:3])[1], sorted(values[-3:])[1]) if len(values) >= 6 else None


def moved_by(*columns, members="g77", until=9999):
    """How many places of a list moved up by five points or more, how many down, and how many have enough figures."""
    moves = [end[1] - end[0] for r in rows("places") if not members or r[members] == "true"
             if (end := middles([one for one in sells(r["name"], *columns) if one[0] <= until]))]
    return sum(round(m, 9) >= 5 for m in moves), sum(round(m, 9) <= -5 for m in moves), len(moves)


STRUCTURE = rows("trade_structure")
RAW, HIGH = ("fuel_share", "ores_share"), ("high_tech_share",)
VIETNAM, MALAYSIA = (sells(name, *HIGH) for name in ("Vietnam", "Malaysia"))
RAW_MOVED, HIGH_MOVED, BY_2008 = moved_by(*RAW), moved_by(*HIGH), moved_by(*RAW, until=2008)
LARGEST = [float(r["share"]) for r in rows("top_exports_2016") if r["rank"] == "1"]
HIGH_INCOME = {int(r["year"]): float(r["gdp_usd_bn"]) for r in rows("groups") if r["code"] == "HIC" and r["gdp_usd_bn"]}
WORLD = {int(r["year"]): float(r["gdp_usd_bn"]) for r in rows("groups") if r["code"] == "WLD" and r["gdp_usd_bn"]}
RICH_1990 = {r["iso3"] for r in rows("income_groups") if (r["year"], r["income"]) == ("1990", "high")}
GDP_1990 = {r["iso3"]: float(r["gdp_usd_bn"]) for r in rows("economy") if r["year"] == "1990" and r["gdp_usd_bn"]}

CO2 = {(int(r["year"]), r["iso3"]): r for r in rows("co2")}
EMITTERS = sorted({iso3 for year, iso3 in CO2 if year == 2021})
PEOPLE = {r["iso3"]: float(r["population_k"]) for r in rows("economy") if r["year"] == "2021" and r["population_k"]}
ON_G77 = {r["iso3"] for r in rows("places") if r["g77"] == "true"}


def co2(iso3, column="territorial_mt", year=2021):
    return float(CO2[year, iso3][column])


def a_head(iso3, column="territorial_mt"):
    """Tonnes of CO2 for each person: million tonnes by thousand people."""
    return 1000 * co2(iso3, column) / PEOPLE[iso3]


def g77(column, year=2021):
    """Per cent of the sum of all places that those on the Group of 77's list have."""
    amounts = {iso3: float(r[column]) for (y, iso3), r in CO2.items() if y == year and r[column]}
    return 100 * sum(amounts[iso3] for iso3 in ON_G77 & set(amounts)) / sum(amounts.values())


SIGNED = [(r["bri_since"], r["g77"] == "true", r["unctad_developing"] == "true", r["region"]) for r in rows("places") if r["bri_listed"] == "true"]


def signed_by(month):
    """The signatories of one table of dates up to a month, to its end."""
    return [one for one in SIGNED if one[0] and one[0] <= month]


def flow(column, year=2022, creditor="China", group="Developing countries"):
    """US$ billion lent ("inflow") or paid back ("outflow") in a year."""
    return next(float(r[f"{column}_usd_mn"]) / 1000 for r in rows("net_flows")
                if (r["group"], r["creditor"], r["year"]) == (group, creditor, str(year)))


def promised(year):
    """US$ billion of commitments by China in a year, all three kinds, all places."""
    return sum(float(r[k]) / 1000 for r in rows("china_finance") if r["year"] == str(year) for k in r if k.endswith("_usd_mn"))


RATES = ("0.323", "2.493", "0.184", "5.139")  # the six-month rate as AidData and Business Recorder print it; they stand in no table


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
    ("A.2.3", f"needs {QUOTED['imf-majority']:.0f} per cent of the votes: it held {votes(codes=['USA']):.2f}."),
    ("a_2_3_fairness.ipynb", f"**{votes(codes=['USA']):.2f}**"), ("a_2_3_fairness.ipynb", f"{QUOTED['imf-majority']:.0f} per cent are needed"),
    ("A.2.3-p1", f"need {QUOTED['imf-majority']:.0f} % of all votes"), ("A.2.3-p1", f"short of {100 - QUOTED['imf-majority']:.0f} % by less than one point"),
    ("A.2.3-p1", f"{votes(codes=['USA']):.2f} %. Alone."), ("A.2.3-p1", f"{brics(2019):.2f} %: the others still have {100 - brics(2019):.2f}."),
    ("A.2.3-p1", f"{brics(2025):.2f} %, with the votes of 2019."), ("A.2.3-p1", f"{votes(codes=EU):.2f} %, without Britain."),
    ("A.2.3-p1", f"'{africa():.2f} %.'"), ("A.2.3-x1", f"{brics(2019):.2f} %: not quite"), ("A.2.3-x2", f"{brics(2025):.2f} %: more than"),
    ("A.2.3-x3", f"{africa(2015) - africa(2016):.2f} points fewer"), ("A.2.3-x3", f"members {brics(2019, 2016) - brics(2019, 2015):.2f} more"),
    ("A.2.3-x3", f"from {africa(2010):.2f} % to {africa(2015):.2f} %"), ("A.2.3-c6", f"({africa(2010):.2f} per cent in 2010; {africa(2015):.2f} in 2015"),
    ("A.2.3-c6", f"lower ({africa(2016):.2f})"),
    ("A.2.3-q5", f"{FORMULA[0]:.0f} % income, 30 % openness, 15 % variability, 5 % reserves"),
    ("A.2.3-q5", "18 % of the world's income, 11 % of openness, 8 % of variability and 25 % of reserves"),
    *(("A.2.3-q5", words.format(f"{sum(w * share for w, share in zip(FORMULA, BLEND[n])) / 100:.{d}f} %"))
      for n, d, words in ((0, 2, "{}. Large"), (0, 2, "{}. Set"), (1, 1, "it would be {}."))),
    ("A.2.3-q5", "=0.5*18+0.3*11+0.15*8+0.05*25"), ("A.2.3-q5", "0.5 times 18, plus 0.3 times 11, plus 0.15 times 8, plus 0.05 times 25"),
    ("A.2.3-c4", f"where {QUOTED['imf-majority']:.0f} per cent are needed"),
    ("A.2.4-q4", f"We were {apart(1990)[0]:.0f} times apart; now it is {apart(2024)[0]:.1f}."), ("A.2.4-q2", f"{100 * 14 / 15:.0f}."),
    ("A.2.4-q2", f"{100 * 1 / 15:.0f} per cent of the gain"),
    ("A.2.4-q4", f"We were {apart(1990)[1] / 1000:.0f} thousand dollars apart; now it is {apart(2024)[1] / 1000:.0f}."),
    ("A.2.4-q6", f"{100 * (10_000 * 2 / 100) / 1_000:.0f} %"), ("A.2.4-q6", f"{100 * 200 / 10_000:.0f} %"),
    ("A.2.4-p1", f"was {apart(1990)[0]:.0f} times that in China; in 2024 it was {apart(2024)[0]:.1f} times"),
    ("A.2.4-p1", f"in 1990 it was {apart(1990)[1] / 1000:.1f}."), ("A.2.4-x1", f"{apart(2024)[1] / apart(1990)[1]:.2f} times"),
    ("A.2.4-x1", f"{HEAD['USA', 2024] / HEAD['USA', 1990]:.2f} times"), ("A.2.4-x2", f"{apart(2024)[0]:.2f} times, from {apart(1990)[0]:.2f} in 1990"),
    ("A.2.4-x2", f"still, {apart(2021)[0]:.2f}"), ("A.2.4-x3", f"{len(BOTH)} of {len(BEHIND)}"), ("A.2.4-x3", f"of the {len(NEARER)} whose ratio fell"),
    ("A.2.4-x3", f"{len(AWAY)}, if one takes the distance"), ("a_2_4_win_win.ipynb", f"from {apart(1990)[0]:.0f} times to {apart(2024)[0]:.1f}"),
    ("A.3-q2", f"the country saves {109 - 102} a kilo"), ("A.3-q2", f"the country pays {102 - 73} more a kilo"),
    ("A.3-q3", f"{100 * 1.3:.0f} and now pay 120: they gain {130 - 120}"), ("A.3-q3", "30 less 10 is 20"),
    ("A.3-q4", f"from {votes_of(G77, 2015):.1f} to {votes_of(G77, 2017):.1f} %"),
    ("A.3-q4", f"from {votes_of(G77, 2015, less=['CHN']):.1f} to {votes_of(G77, 2017, less=['CHN']):.1f} %"),
    ("A.3-q4", f"from {votes_of(AFRICA, 2015):.1f} to {votes_of(AFRICA, 2017):.1f} %"),
    ("A.3-q5", f"In {with_all('g77'):.1f} %"), ("A.3-q5", f"DAC donors in {with_all('dac'):.1f} %"),
    ("A.3-q2", f"At 35 % the deal changes nothing, at 45 % it costs {102 - 73} a kilo"), ("A.3-q4", "in the table {} of {} members rose, {} fell".format(*went())),
    ("A.3-q5", f"casts about {united()[0]:.0f} of 100 votes on development, so some {['six', 'seven', 'eight'][round(500 / united()[0]) - 6]} in ten of its votes"),
    ("A.3-q5", f"On average {united()[1]:.0f} of 100 do."),
    ("a_3_three_promises.ipynb", f"about {votes_of({'KEN'}, 2019):.2f} per cent of the IMF's votes"),
    ("A.4.1-p1", f"stand at {median(float(r['similarity']) for r in SIMILAR)} or lower"), ("A.4.1-p1", f"{alike('Kenya', 'Ethiopia')}. Flowers"),
    ("A.4.1-p1", f"so {alike('Kenya', 'Ethiopia'):.0f} is more than most"), ("A.4.1-p1", f"{alike('Côte d’Ivoire'.replace('’', chr(39)), 'Ghana')}. Cocoa"),
    ("A.4.1-p1", f"{alike('India', 'Nigeria')}. Nigeria"), ("A.4.1-p1", f"{alike('France', 'Germany')}. Two rich"),
    ("A.4.1-q2", f"sold {alike('France', 'Germany'):.0f} of 100 alike; Nigeria and Angola {alike('Nigeria', 'Angola'):.0f}"),
    ("A.4.1-c2", f"sold {alike('Brazil', 'China'):.0f} of 100 alike; Nigeria and Angola, also close in income, {alike('Nigeria', 'Angola'):.0f}"),
    ("A.4.1-c2", f"({alike_by_income(True):.0f} of 100 against {alike_by_income(False):.0f}, medians; among"),
    ("A.4.1-c2", f"under 20,000 dollars a head the difference was small, {alike_by_income(True, 20_000):.0f} against {alike_by_income(False, 20_000):.0f})"),
    ("A.4.1-c3", f"from {gdp('CHN', 2016) / 1000:.1f} to {gdp('CHN', 2022) / 1000:.1f} trillion"),
    ("A.4.1-c4", f"from {imf_votes('CHN', 2015):.1f} per cent in 2015 to {imf_votes('CHN', 2017):.1f} in 2017"),
    ("A.4.1-x1", f"{alike('Kenya', 'Ethiopia')}. Had"), ("A.4.1-x2", f"{alike('Nigeria', 'Angola')}: one product"),
    ("A.4-c1", "a quarter of the world's exports"),
    ("A.4.2-c1", f"{100 * HIGH_INCOME[1990] / WORLD[1990]:.1f} per cent of the world's income in 1990 and {100 * HIGH_INCOME[2024] / WORLD[2024]:.1f} per cent"),
    ("A.4.2-c1", f"in 1990 had {100 * sum(usd for iso3, usd in GDP_1990.items() if iso3 in RICH_1990) / sum(GDP_1990.values()):.1f} then"),
    ("A.4.2-c2", f"{len({r['iso3'] for r in rows('china_finance')})} places from 2000 to 2021"),
    ("A.4.2-p1", f"In 2010, {dict(VIETNAM)[2010]} %"), ("A.4.2-p1", f"from {dict(VIETNAM)[2010]} % in 2010 to {dict(VIETNAM)[2013]} % in 2013"),
    ("A.4.2-i2", "in Yemen fuel, ores and metals went from {:.1f} to {:.1f} %".format(*middles(sells("Yemen", *RAW)))),
    ("a_4_2_relay.ipynb", f"up by five points or more in {RAW_MOVED[0]}, down in {RAW_MOVED[1]}, of {RAW_MOVED[2]}."),
    ("a_4_2_relay.ipynb", f"and it is {BY_2008[0]} against {BY_2008[1]}."),
    ("a_4_2_relay.ipynb", f"up in {HIGH_MOVED[0]}, down in {HIGH_MOVED[1]}, of {HIGH_MOVED[2]}; in the other {HIGH_MOVED[2] - sum(HIGH_MOVED[:2])} it"),
    ("A.4.2-x1", f"{VIETNAM[-1][1] - VIETNAM[0][1]:.1f} points, from {VIETNAM[0][1]} to {VIETNAM[-1][1]} %"),
    ("A.4.2-x2", f"{MALAYSIA[-1][1] - MALAYSIA[0][1]:.1f} points, and it began at {MALAYSIA[0][1]} %"),
    ("A.4.2-x3", f"{sum(share > 50 for share in LARGEST)} of {len(LARGEST)}"),
    ("A.4.2-q4", f"A tenth is {(1 / 10) / (50 / 20000):.0f} times"), ("A.4.2-q6", "95 per cent"), ("A.4.2-q6", "A follower closes 5 per cent of the gap"),
    ("A.4.2-q6", f"and {100 * 0.95 ** 14:.1f} after fourteen. Each"), ("A.4.2-q6", f"With 1 per cent a year it takes {next(n for n in range(99) if 0.99 ** n <= 0.5)} years"),
    ("A.4.3-p1", f"coming pays {8 * 6 / 9:.1f}"), ("A.4.3-p1", f"coming pays {8 * 7 / 9:.1f}"), ("A.4.3-q2", f"worth {4 * 0.9:.1f}"),
    ("A.4.3-q2", f"{100 * 3 / 4:.0f} %"), ("A.4.3", f"{g77('territorial_mt'):.0f} per cent was emitted"),
    ("A.4.3-c4", f"{g77('territorial_mt', 1990):.0f} per cent of the sum, in 2021 {g77('territorial_mt'):.0f} per cent"),
    ("A.4.3-c2", f"{100 * co2('CHN') / sum(map(co2, EMITTERS)):.0f} per cent of the sum"), ("A.4.3-c2", "of 140 places with a figure, 43 produced"),
    ("A.4.3-p2", f"{a_head('DEU'):.1f} both"), ("A.4.3-p2", f"{a_head('CHN'):.1f} both"), ("A.4.3-p2", f"{co2('CHN'):,.0f} million tonnes: "),
    ("A.4.3-p2", f"{co2('CHN') / co2('USA'):.1f} times the United States."), ("A.4.3-p2", f"{co2('CHN', 'consumption_mt'):,.0f} million tonnes: "),
    ("A.4.3-p2", f"{co2('CHN', 'consumption_mt') / co2('USA', 'consumption_mt'):.1f} times the United States, whose"),
    ("A.4.3-p2", f"{a_head('QAT'):.1f} tonnes a head"), ("A.4.3-p2", f"{co2('USA', 'since_1800_mt') / 1000:.0f} billion tonnes"),
    ("A.4.3-p2", f"China has {co2('CHN', 'since_1800_mt') / 1000:.0f}."), ("A.4.3-x1", f"{g77('territorial_mt'):.1f} %"),
    ("A.4.3-x2", f"{g77('since_1800_mt'):.1f} %"), ("A.4.3-x3", f"{a_head('IND', 'consumption_mt'):.2f} tonnes"), ("A.4.3-x3", f"it was {a_head('IND'):.2f}"),
    ("A.4.4-c1", f"Of {len(signed_by('2021-06'))} places"), ("A.4.4-c1", f"{sum(one[1] for one in signed_by('2021-06'))} are on the list of the G77"),
    ("A.4.4-c4", f"About {QUOTED['bri-along-routes']:.0f} was"), ("A.4.4-c4", f"officials counted {QUOTED['bri-2019-10']:.0f}"),
    ("A.4.4-e6", f"counted {QUOTED['bri-2019-10']:.0f}"), ("A.4.4-e17", f"{QUOTED['bri-2019-10']:.0f} countries"),
    ("A.4.4-c7", f"US$ {flow('inflow', 2016):.1f} billion to developing countries in 2016 and {flow('inflow'):.1f} billion in 2022"),
    ("A.4.4-c7", f"were paid {flow('outflow'):.1f} billion"), ("A.4.4-c7", f"add up to {promised(2021):.1f} for 2021"), ("A.4.4-e25", f"{QUOTED['dac-oda-1981']} billion"), ("A.4.4-e25", f"OPEC countries {QUOTED['opec-aid-1981']},"),
    ("A.4.4-q3", f"dates {len(signed_by('2016-12'))} had signed"), ("A.4.4-q3", f"{QUOTED['bri-2019-10']:.0f} had signed"),
    ("A.4.4-q4", f"got {flow('inflow', creditor='Bilateral'):.1f} billion dollars"), ("A.4.4-q4", f"paid them {flow('outflow', creditor='Bilateral'):.1f} billion"),
    ("A.4.4-q4", f"got {flow('inflow'):.1f} and paid {flow('outflow'):.1f}"),
    ("A.4.4-q2", f"stood at {RATES[2]} per cent (Business Recorder), below"),
    ("A.4.4-p1", f"from China asked {QUOTED['aiddata-typical-rate-china']} per cent"), ("A.4.4-p1", f"OECD donor {QUOTED['aiddata-typical-rate-dac']} per cent, for 28"),
    ("A.4.4-q2", f"margin of {QUOTED['kenya-railway-loan-dear-margin']} points"), ("A.4.4-q2", f"{QUOTED['kenya-railway-loan-cheap-rate']:.0f} per cent"),
    *(("A.4.4-i1", f"{rate} %") for rate in RATES), ("A.4.4-i1", f"and {QUOTED['kenya-railway-loan-dear-margin']} points"), ("A.4.4-i1", "2 % fixed"),
    ("A.4.4-i1", "has 1.903 billion"), ("A.4.4-i1", "the 6.93 % for insurance"), ("A.4.4-i1", "3 % in"),  # AidData 37103 and 31777; Business Daily, August 2025
    ("A.4.4-r1", f"at {QUOTED['kenya-railway-loan-cheap-rate']:.0f} per cent"),
    ("A.4.4-x1", f"{len(signed_by('2019-10'))}, five fewer"), ("A.4.4-x2", f"{len(signed_by('2019-04'))}: one more"),
    ("A.4.4-x3", f"{100 * sum(one[1] for one in signed_by('2021-06')) / len(signed_by('2021-06')):.1f} %"),
    ("kenya-railway", f"{QUOTED['kenya-railway-loan-cheap']} billion dollars at {QUOTED['kenya-railway-loan-cheap-rate']:.0f} per cent"),
    ("kenya-railway", f"{QUOTED['kenya-railway-loan-dear']:.1f} billion at a rate that moves"), ("kenya-railway", f"{QUOTED['kenya-railway-contracts']} billion US"),
    ("a_4_4_two_loans.ipynb", f"at **{RATES[0]} per cent**"), ("a_4_4_two_loans.ipynb", f"at **{RATES[-1]}**"),
    ("a_4_4_two_loans.ipynb", f"and {QUOTED['kenya-railway-loan-dear-margin']} points on top"),
]


def of_sittings(name):
    """What the test files of single sittings bring of one kind: PRINTED, NO_FIGURE or JUDGED."""
    return [one for part in SITTINGS for one in list(getattr(part, name, ()))]


PRINTED += of_sittings("PRINTED")


@pytest.mark.parametrize(("where", "words"), PRINTED, ids=[f"{where} {words}" for where, words in PRINTED])
def test_printed_figures_are_those_of_the_tables(where, words):
    assert words in told(where)


FIGURE = re.compile(r"\d[\d,.]*\d?(?= ?(?:per cent|%|billion|million|trillion|thousand|tonnes|times))|\d+\.\d+")
NO_FIGURE = {("A.1-q2", "2.2"), ("A.1-q6", "100"), ("A.1-x3", "2024"),  # a section, a bound, a year
             *(("A.5-q2", f"4.{n}") for n in (1, 2, 3, 4)), *(("A.5-q3", n) for n in ("2.2", "2.3", "2.4", "4.2")), ("A.5-s1", "4.2")}
NO_FIGURE |= {("A.2.3-i4", "70"), ("A.2.3-i4", "85"), ("A.3-q2", "100"), ("A.3-q2", "45"), ("A.3-q3", "30"), ("A.4.3-q2", "100"), ("A.4.3-q2", "90"), ("A.4.3-x3", "1,000")}  # settings, bounds, made-up numbers
NO_FIGURE |= set(of_sittings("NO_FIGURE"))
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
    ("A.2.3-x1", brics(2019), "right", ""), ("A.2.3-x1", brics(2019) / 100, "right", ""), ("A.2.3-x2", brics(2025), "right", ""),
    ("A.2.3-x2", brics(2019), "wrong", "same_year"), ("A.2.3-x2", brics(2024), "almost", "one_too_few"),
    ("A.2.3-x3", africa(2016) - africa(2015), "right", ""),
    ("A.2.3-x3", africa(2015) - africa(2016), "almost", "sign"), ("A.2.3-x3", 100 * africa(2016) / africa(2015) - 100, "almost", "per_cent_for_points"),
    ("A.2.3-q5", "=0.5*18+0.3*11+0.15*8+0.05*25", "right", ""), ("A.2.3-q5", (18 + 11 + 8 + 25) / 4, "almost", "plain_average"),
    ("A.2.4-q2", 14, "right", ""), ("A.2.4-q2", 15, "almost", "ends_counted"), ("A.2.4-q2", 1, "wrong", "win_win_is_equal_win"),
    ("A.2.4-q6", "=200/1000", "right", ""), ("A.2.4-q6", 20, "right", ""), ("A.2.4-q6", 2.1, "almost", "ratio_taken_for_gap"),
    ("A.2.4-p1", apart(2024)[1] / 1000, "right", ""), ("A.2.4-p1", 2, "wrong", "ratio_taken_for_gap"),
    ("A.2.4-x1", apart(2024)[1] / apart(1990)[1], "right", ""), ("A.2.4-x2", apart(2024)[0], "right", ""),
    ("A.2.4-x2", 1 / apart(2024)[0], "almost", "upside_down"), ("A.2.4-x2", apart(1990)[0], "almost", "other_year"),
    ("A.2.4-x3", len(BOTH), "right", ""), ("A.2.4-x3", len(AWAY), "right", ""), ("A.2.4-x3", len(NEARER), "almost", "one_condition_only"), ("A.2.4-x3", len(FURTHER), "almost", "one_condition_only"),
    ("A.3-q3", 120 - 100, "right", ""), ("A.3-q3", "=30-10", "right", ""), ("A.3-q3", 100 * 0.3, "almost", "treasury_only"),
    ("A.3-q3", 130 - 120, "wrong", "buyers_only"), ("A.3-q3", 50, "wrong", ""),
    ("A.4.1-x1", alike("Kenya", "Ethiopia"), "right", ""), ("A.4.1-x2", alike("Angola", "Nigeria"), "right", ""),
    ("A.4.1-x2", alike("Kenya", "Ethiopia"), "wrong", "same_pair"), ("A.4.1-x3", len(like_india()), "right", ""),
    ("A.4.1-x3", like_india().count("iso3"), "almost", "one_way_only"), ("A.4.1-x3", like_india().count("other_iso3"), "almost", "one_way_only"),
    ("A.4.1-q4", 40, "right", ""), ("A.4.1-q4", 60, "almost", "difference_for_likeness"), ("A.4.1-q4", "=50+10+60", "almost", "counted_twice"),
    ("A.4.2-p1", VIETNAM[-1][1], "right", ""), ("A.4.2-q4", "=(1/10)/(50/20000)", "right", ""), ("A.4.2-q4", "=(50/20000)/(1/10)", "almost", "upside_down"),
    ("A.4.2-q4", "=1/50", "wrong", "size_for_share"), ("A.4.2-q6", next(n for n in range(99) if 0.95 ** n <= 0.5), "right", ""), ("A.4.2-q6", 13.5, "right", ""),
    ("A.4.2-q6", "=50/5", "almost", "straight_line"), ("A.4.2-q6", "=100/5", "wrong", "whole_gap"),
    ("A.4.2-x1", VIETNAM[-1][1] - VIETNAM[0][1], "right", ""), ("A.4.2-x2", MALAYSIA[-1][1] - MALAYSIA[0][1], "right", ""),
    ("A.4.2-x2", VIETNAM[-1][1] - VIETNAM[0][1], "wrong", "same_name"), ("A.4.2-x3", sum(share > 50 for share in LARGEST), "right", ""),
    ("A.4.2-x3", len(LARGEST), "almost", "all_rows"), ("A.4.2-x3", sum(share > 50 for share in LARGEST) / len(LARGEST), "almost", "mean_for_sum"),
    ("A.4.3-q2", "=3/4", "right", ""), ("A.4.3-q2", 100 * 4 / 3, "wrong", "upside_down"), ("A.4.3-q2", 25, "almost", "the_other_part"),
    ("A.4.3-x1", g77("territorial_mt"), "right", ""), ("A.4.3-x2", g77("since_1800_mt"), "right", ""),
    ("A.4.3-x2", g77("territorial_mt"), "wrong", "same_column"), ("A.4.3-x2", 100 - g77("since_1800_mt"), "almost", "the_rest"),
    ("A.4.3-x3", a_head("IND", "consumption_mt"), "right", ""), ("A.4.3-x3", a_head("IND"), "almost", "territorial"),
    ("A.4.3-x3", a_head("IND", "consumption_mt") / 1000, "almost", "thousands"),
    ("A.4.4-x1", len(signed_by("2019-10")), "right", ""), ("A.4.4-x2", len(signed_by("2019-04")), "right", ""),
    ("A.4.4-x2", len(signed_by("2019-10")), "wrong", "same_month"), ("A.4.4-x2", len(signed_by("2019")), "almost", "year_only"),
    ("A.4.4-x3", 100 * sum(one[1] for one in signed_by("2021-06")) / len(signed_by("2021-06")), "right", ""),
    ("A.4.4-x3", sum(one[1] for one in signed_by("2021-06")) / len(signed_by("2021-06")), "right", ""),
    ("A.4.4-x3", 100 * sum(one[1] for one in SIGNED) / len(SIGNED), "almost", "all_dates"),
    ("A.4.4-x3", 100 * sum(one[2] for one in signed_by("2021-06")) / len(signed_by("2021-06")), "almost", "other_list"),
    *of_sittings("JUDGED"),
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
    assert sum(not one[0] for one in SIGNED) == 6  # "six signatories"
    dated = {r["iso3"]: r["bri_since"] for r in rows("places")}
    assert all("" < dated[code] <= "2021-06" for code in ("IDN", "ZAF", "TUR")) and not any(dated[code] for code in ("IND", "BRA", "MEX"))  # "are in that table", "are not"
    assert 3 < QUOTED["dac-oda-1981"] / QUOTED["opec-aid-1981"] < 3.3 and 60 < QUOTED["bri-2019-10"] / 2  # "three times"; "twice over"
    assert max(range(2000, 2023), key=lambda year: flow("inflow", year)) == 2016 and flow("inflow") < flow("outflow")  # "most in 2016"
    due = [2004 / 10 + 20.04 * (QUOTED["kenya-railway-loan-dear-margin"] + float(RATES[n])) for n in (0, -1)]
    assert 1.3 < due[1] / due[0] < 1.36 and 4.5 < float(RATES[-1]) - float(RATES[0]) < 5.2  # "about a third more", "five points"
    since = sorted(int(r["brics_since"]) for r in rows("places") if r["brics_since"])
    members = [sum(joined <= year for joined in since) for year in range(2009, 2026)]
    assert (RAW_MOVED[:2], VIETNAM[-1][1] / dict(VIETNAM)[2010] > 3, VIETNAM[-1][1] < 50) == ((33, 30), True, True)  # "thirty-three", "thirty", "more than tripled"
    assert max(v for y, v in VIETNAM if y >= 2017) - min(v for y, v in VIETNAM if y >= 2017) < 5  # "after 2017 nearly flat"
    up, down, all_ = moved_by(*HIGH, members="")
    assert up + down < all_ / 3 and 0.19 < sum(share > 50 for share in LARGEST) / len(LARGEST) < 0.2  # "no change, as in most places", "nearly one in five"
    assert members[0] == 4 and members.count(5) == 13 and members[-1] == 10 and since.count(2024) == 4 and since.count(2025) == 1


def test_words_for_the_ratio_and_the_gap_are_true():
    (times, gap), (times2, gap2) = apart(1990), apart(2024)
    assert 2.9 < gap2 / gap < 3.2 and times2 < times / 10  # "tripled", "less than a tenth of what it was"
    assert 1 - 1 / times2 < 1 - 1 / times  # "measured in American incomes, the gap shrank"
    assert min(range(1990, 2025), key=lambda year: apart(year)[0]) == 2021  # "the ratio, too, can turn"
    ppp = {(r["iso3"], r["year"]): float(r["gdp_per_head_ppp"] or "nan") for r in rows("economy")}
    assert ppp["USA", "2024"] - ppp["CHN", "2024"] > ppp["USA", "1990"] - ppp["CHN", "1990"]  # "of equal buying power the gap grows as well"


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


def test_the_four_pairs_are_told_as_the_tables_have_them():
    bands = {line.id: (line.answer, alike(*line.text.split(" and "))) for line in COURSE.items["A.4.1-p1"].line}
    assert {key: answer for key, (answer, _) in bands.items()} == {
        key: "little" if found < 20 else "some" if found <= 40 else "much" for key, (_, found) in bands.items()}
    first = {code: [r["product"] for r in rows("top_exports_2016") if r["iso3"] == code] for code in ("KEN", "ETH", "CIV", "GHA", "NGA", "IND", "AGO")}
    assert set(first["KEN"][:5]) & set(first["ETH"][:5]) == {"Cut flowers", "Coffee"} and first["KEN"][0] == "Tea" and "Other oil seeds" in first["ETH"][:5]
    assert {"Cocoa beans", "Gold", "Petroleum oils, crude", "Cashew nuts & coconuts"} <= set(first["CIV"]) & set(first["GHA"])
    assert first["NGA"][0] == first["AGO"][0] == "Petroleum oils, crude" and first["IND"][0] == "Petroleum oils, refined"
    near = {code: max((float(r["similarity"]), {r["iso3"], r["other_iso3"]} - {code}) for r in SIMILAR if code in (r["iso3"], r["other_iso3"])
                      and float(next(e["usd_mn"] for e in rows_of_exports if e["iso3"] == ({r["iso3"], r["other_iso3"]} - {code}).pop())) >= 1000)
            for rows_of_exports in [rows("exports_2016")] for code in ("KEN", "IND")}
    assert near["KEN"][1] == {"GTM"} and near["IND"][1] == {"BEL"}  # "most like Kenya", "The nearest is Belgium"
    of_all = max((r for r in SIMILAR if "KEN" in (r["iso3"], r["other_iso3"])), key=lambda r: float(r["similarity"]))
    assert {of_all["iso3"], of_all["other_iso3"]} == {"KEN", "RWA"}  # "Of all places it is Rwanda"
    income = {r["iso3"]: float(r["gdp_per_head_ppp"]) for r in rows("economy") if r["year"] == "2016" and r["gdp_per_head_ppp"]}
    assert abs(income["BRA"] / income["CHN"] - 1) < 0.02 and max(income["NGA"], income["AGO"]) < 1.2 * min(income["NGA"], income["AGO"])


def test_what_is_said_of_unions_is_what_the_tables_have():
    """A.3-q4 and A.3-q5: the group rose and the rest of it fell; two thirds of the seats; last in human rights."""
    assert votes_of(G77, 2017) - votes_of(G77, 2015) > 1 and votes_of({"CHN"}, 2017) - votes_of({"CHN"}, 2015) > 2
    assert votes_of(G77, 2017, less=["CHN"]) < votes_of(G77, 2015, less=["CHN"]) and votes_of(AFRICA, 2017) < votes_of(AFRICA, 2015)
    assert votes_of(G77, 2019, "unga") > 200 / 3 and votes_of(G77, 2019) > votes_of({"USA"}, 2019) > votes_of(AFRICA, 2019)
    assert 73 * 1.35 < 102 < 73 * 1.45 < 109  # A.3-q2: "At 35 % the deal changes nothing", at 45 it is the outsider whose place is taken
    issues = [option.id for option in COURSE.items["A.3-i3"].control[0].options]
    shares = {issue: live.function("deals:roll_calls")(issue).table.iloc[0, 1] for issue in issues}
    assert min(shares, key=shares.get) == "human_rights" and shares["development"] == round(with_all("g77"), 1)


def test_who_can_block_and_who_is_behind_is_told_as_the_tables_have_it():
    told = {line.id: line.answer == "can" for line in COURSE.items["A.2.3-p1"].line}
    have = {"usa": votes(codes=["USA"]), "five": brics(2019), "ten": brics(2025), "eu": votes(codes=EU), "africa": africa()}
    assert told == {key: 100 - share < QUOTED["imf-majority"] for key, share in have.items()}
    members, joined = [code for (code, year), share in IMF.items() if year == 2019 and share > 0], [int(r["brics_since"] or 0) for r in rows("places")]
    assert sum(0 < since <= 2019 for since in joined) == 5 == sum(since in (2024, 2025) for since in joined) and len(members) == 189  # "the five who joined"
    african = {r["iso3"] for r in rows("places") if r["region"] == "Africa"} & set(members)
    assert len(african) == 54 and 0 < 15 - brics(2019) < 1 and round(5 * (15 - brics(2019))) == 4  # "four fifths of a point"
    poorest = {year: votes(year, ldc_since=bool, ldc_left=lambda left: not left) for year in (2015, 2016)}
    assert 0 < poorest[2015] - poorest[2016] < 0.05 and votes(2016, EU) < votes(2015, EU)  # "they kept theirs, nearly", "Europe lost"
    assert all(votes(year, ["USA"]) > 15 > africa(year) for _, year in IMF)  # "in each year of our table"
    assert africa(2010) < africa(2015) > africa(2016) and 0 < africa(2015) - africa(2010) < africa(2015) - africa(2016)  # "more than it had gained"
    assert votes(2010, ["SSD"]) == 0 < votes(2015, ["SSD"]) < africa(2015) - africa(2010)  # "with South Sudan as a new member"

    def part(name, *columns):
        at = {r["iso3"]: sum(float(r[c]) for c in columns) for r in rows(name) if r["year"] == "2019" and r["iso3"] in members and all(r[c] for c in columns)}
        return 100 * sum(v for code, v in at.items() if code in african) / sum(at.values())

    less = {key for key, share in {"gdp": part("economy", "gdp_usd_bn"), "people": part("economy", "population_k"), "states": 100 * 54 / 189,
                                   "trade": part("trade_structure", "exports_usd_bn", "imports_usd_bn")}.items() if share < africa()}
    assert set(COURSE.items["A.2.3-q4"].reply[0].when["options"]) == less
    least = min(IMF[code, 2019] for code in members)  # nobody's basic votes are more than the smallest member's share
    assert 100 * (africa() - 54 * least) / (100 - 189 * least) > part("economy", "gdp_usd_bn")  # "without them … still be above"


def test_at_85_per_cent_few_coalitions_win_and_hardly_one_without_a_large_member():
    """A.2.3-i4: three in a million; without the United States none; the three next largest are each needed in nearly all."""
    held = {code: round(100 * share) for (code, year), share in IMF.items() if year == 2019 and share > 0}
    need = -(-85 * sum(held.values()) // 100)

    def winning(without=None):
        return sum(voting.coalitions([v for code, v in held.items() if code != without])[need:])

    assert round(1e6 * winning() / 2 ** len(held)) == 3 and winning("USA") == 0
    assert all(winning(code) < 0.001 * winning() for code in sorted(held, key=held.get)[-4:])


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
    """For a picture that shows what the learner kept before: a verdict "open" on a claim, "the first option" for every line of a guess."""
    return {"mine": {key: {line.id: one.options[0].id for line in one.line} if isinstance(one := COURSE.items[key], schema.Guess) else "open"
                     for key in item.uses}} if item.uses else {}


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
        seen.add(picture.svg + picture.table.to_string())
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


def interest_per_sum(loan, rate, grace):
    """All interest in per cent of the sum lent, by the formula of an arithmetic series."""
    years, signed = {"first": (20, 7), "second": (15, 5)}[loan]
    free = {"signed": signed, "none": 0, "ten": 10, "whole": signed}[grace]
    yearly = (QUOTED["kenya-railway-loan-cheap-rate"] if loan == "first" else 3 if rate == "yuan" else
              QUOTED["kenya-railway-loan-dear-margin"] + float(rate))
    return f"{yearly * (free + (years - free + 1) / 2):.3g}"


RECOMPUTED = {  # a figure that stands in a picture's sentence and not in its table
    "railways:freight": freight_change, "networks:ten": number_of_ties, "trade:partners": share_of_largest,
    "networks:towns": lambda roads, **_: str(len(roads)), "world:south": places_with,
    "conclusion:sure": lambda less, **_: str(45 - less),  # all ten said "it is so, 95 %", and half are so
    "voting:cards": lambda coalition, **_: str(sum(map(int, coalition))),
    "world:belt_and_road": lambda **_: str(sum(not one[0] for one in SIGNED)), "loans:railway": interest_per_sum,
    **{picture: found for part in SITTINGS for picture, found in getattr(part, "RECOMPUTED", {}).items()},
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
