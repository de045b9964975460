"""Pictures of votes: four cards, who can block, the IMF's votes weighed anew, and who has how much power (A.2.3)."""

from functools import lru_cache

import pandas as pd

from helpers import charts, tables
from helpers.models import voting as model

CARDS = {"40": 40, "30": 30, "20": 20, "10": 10}  # made up
LISTS = {"G7": "CAN FRA DEU ITA JPN GBR USA", "EU 27": "AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROU SVK SVN ESP SWE"}
WEIGHED = {"groups": ("Africa", "South", "five BRICS", "G7", "EU 27", "small islands"),
           "members": ("Africa", "United States", "China", "India", "Saudi Arabia", "Belgium")}
BLOCKING = ("G7", "South", "EU 27", "ten BRICS", "United States", "five BRICS", "Africa", "least developed", "small islands")


@lru_cache
def members(year=2019):
    """The IMF's members, by code: their per cent of votes, and in 2019 of income, people, goods trade and states."""
    votes, size, trade = (t[t["year"] == year].set_index("iso3") for t in map(tables.load, ("voting_rights", "economy", "trade_structure")))
    votes = votes[(votes["institution"] == "imf") & (votes["share"] > 0)]
    frame = votes[["share"]].assign(gdp=size["gdp_usd_bn"], people=size["population_k"], trade=trade["exports_usd_bn"] + trade["imports_usd_bn"], states=1.0)
    return (100 * frame / frame.sum()).fillna(0)  # a member without a figure counts as nought there


@lru_cache
def belonging(name):
    """Codes of a bloc's members, or of the place with this name."""
    p = tables.load("places")
    lists = {"South": p["unctad_developing"], "Africa": p["region"] == "Africa", "five BRICS": p["brics_since"] <= 2019, "ten BRICS": p["brics_since"] > 0,
             "small islands": p["aosis"], "least developed": p["ldc_since"].notna() & p["ldc_left"].isna()}
    lists |= {key: p["iso3"].isin(codes.split()) for key, codes in LISTS.items()}
    return frozenset(p["iso3"][lists.get(name, p["name"] == name).fillna(False).astype(bool)])


def of(name, values):
    """What a bloc, or a single member, has of a column of per cents."""
    return float(values[values.index.isin(belonging(name))].sum())


def cards(coalition=("40",), majority="51"):
    """Four made-up cards. ``holds`` is true where all four turn equally many coalitions, false where the card 10 turns none."""
    majority = int(majority)
    have, needed, turned = sum(CARDS[c] for c in coalition), model.critical(CARDS, coalition, majority), model.swings(list(CARDS.values()), majority)
    say = f"{' + '.join(coalition) or 'Nobody'}: {have} votes of 100, {majority} are needed. The coalition {'wins' if have >= majority else 'loses'}."
    say += f" Whose leaving would make it lose: {', '.join(needed) or 'nobody alone'}." if have >= majority else ""
    frame = pd.DataFrame([(f"card {c}", v, "yes" if c in coalition else "no", "yes" if c in needed else "no") for c, v in CARDS.items()],
                         columns=["card", "votes", "in the coalition", "its leaving makes it lose"])
    return charts.bars(frame, "card", "votes", title=f"Four cards, {majority} of 100 needed", summary=say, unit="votes; marked: in your coalition", high=50,
                       mark=[f"card {c}" for c in coalition], holds={1: True}.get(len(set(turned)), None if turned[3] else False))


def blocking(majority=70, year="2019"):
    """Which blocs could block alone. ``holds`` is true where the five BRICS members of 2019 could, false where they could not."""
    votes = members(int(year))["share"]
    rows = [(name, round(of(name, votes), 2)) for name in BLOCKING]
    frame = pd.DataFrame([(n, s, "yes" if 100 - s < majority else "no") for n, s in rows], columns=["bloc", "% of votes", "can block alone"])
    able = frame[frame["can block alone"] == "yes"]["bloc"]
    say = f"{year}, {majority} % needed, so more than {100 - majority} % can block: {', '.join(able) or 'none of these'}. The five BRICS have {rows[5][1]:.2f} %."
    return charts.bars(frame, "bloc", "% of votes", title=f"More than {100 - majority} % can block, {year}", summary=say, unit="per cent of the IMF's votes; marked: can block alone",
                       mark=list(able), digits=2, high=50, holds="five BRICS" in set(able))


def paired(names, columns, **said):
    """Two bars a name, the second one marked; ``columns`` maps what they show to per cents by member."""
    frame = pd.DataFrame([(f"{n}: {what}", round(of(n, values), 2)) for n in names for what, values in columns.items()], columns=["whose", "per cent"])
    return charts.bars(frame, "whose", "per cent", mark=list(frame["whose"][1::2]), digits=1, **said)


def weigh(gdp=5, people=5, states=0, trade=0, show="groups"):
    """The votes of 2019 and a rule of one's own. ``holds`` is true where Africa's members would have more than they have, false where less."""
    votes, rule = members()["share"], model.blend(members(), weights := {"gdp": gdp, "people": people, "states": states, "trade": trade})
    has, would = of("Africa", votes), of("Africa", rule)
    say = f"Income {gdp}, people {people}, states {states}, trade {trade}: Africa's members would have {would:.1f} % of the votes; they have {has:.1f} %."
    return paired(WEIGHED[show], {"votes": votes, "your rule": rule}, title="The IMF's votes, and a rule of your own", summary=say,
                  unit="per cent; marked: by your rule", high=100, holds=(would > has) if any(weights.values()) else None)


@lru_cache
def powers(majority):
    """Each member's share of power in 2019, in per cent; shares of votes are rounded to hundredths of a per cent."""
    votes = (members()["share"] * 100).round().astype(int)
    return pd.Series(model.banzhaf(list(votes), max(-(-int(votes.sum()) * majority // 100), int(votes.sum()) // 2 + 1)), votes.index)


def power(majority="50"):
    """Votes and voting power of some members of the IMF, 2019."""
    names, votes, found = ("United States", "Japan", "China", "India", "Kenya", "Tuvalu"), members()["share"], powers(int(majority))
    say = f"{'More than half' if majority == '50' else f'{majority} %'} needed: the United States has {of(names[0], votes):.1f} % of the votes and {of(names[0], found):.1f} % of the power."
    return paired(names, {"votes": votes, "power": found}, title="Votes and power, 2019", summary=say, unit="per cent; marked: share of all swings", high=35)
