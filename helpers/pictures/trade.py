"""Pictures of trade among Southern countries (A.1)."""

import pandas as pd

from helpers import charts, tables
from helpers.models import trade as model

HOW = {"both": "its exports and its imports", "exports": "its exports", "imports": "its imports"}


def called(place):
    """A place as a sentence names it: "the Netherlands", "Kenya"."""
    return f"the {place}" if place.startswith("United ") or place == "Netherlands" else place


def south_south():
    """(year, per cent of world goods trade) from country to country outside the 24 rich, 1991–2014."""
    blocs = tables.load("trade_blocs")
    return list(zip(blocs["year"], blocs["south_south_share"]))


def brics_members():
    """(year, members) of the BRICS group from its first summit on."""
    since = tables.load("places")["brics_since"].dropna()
    return [(year, int((since <= year).sum())) for year in range(int(since.min()), 2026)]


def partners(country="Brazil", top=3):
    """Whom one of the ten members of 2025 sold to in 2024, the largest buyers first."""
    flows = tables.load("brics_trade")
    sold = flows[(flows["year"] == 2024) & (flows["exporter"] == country)].sort_values("usd_bn", ascending=False)
    shown = sold.head(top)[["importer", "usd_bn"]].reset_index(drop=True)
    first = shown.iloc[0]
    share = 100 * first["usd_bn"] / sold["usd_bn"].sum()
    summary = (f"In 2024 {called(country)} sold most to {called(first['importer'])}: US$ {first['usd_bn']:,.1f} billion, "
               f"{share:.0f} % of what it sold to the nine others.")
    return charts.bars(shown, "importer", "usd_bn", title=f"Whom {called(country)} sold to, 2024", summary=summary,
                       unit="US$ billion, among the ten BRICS members of 2025", mark=[first["importer"]], digits=1,
                       holds=bool(share > 50))


def without(member="none", direction="both"):
    """Trade among the ten BRICS members of 2025, then and now, without one member's trade.

    ``holds`` is true where most of the 2024 trade is left ("represented by" fits), false where
    less than half is left ("led by" fits), None while nobody is left out.
    """
    flows = tables.load("brics_trade")
    if member == "none":
        sums = model.totals(flows)
        table = pd.DataFrame({"year": sums.index, "all ten": sums.values})
        summary = (f"All ten together: US$ {sums[2003]:,.0f} billion in 2003, {sums[2024]:,.0f} billion in 2024, "
                   f"{sums[2024] / sums[2003]:.1f} times as much.")
        shown = pd.DataFrame({"what": ["2003", "2024"], "usd": sums.values})
        return charts.bars(shown, "what", "usd", title="Trade among ten countries, then and now", summary=summary,
                           unit="exports in US$ billion, current prices", high=1200).with_(table=table)
    left = model.left_without(flows, member, direction)
    now, then = left.loc[2024], left.loc[2003]
    summary = (f"Without {called(member)} ({HOW[direction]}), {now['share']:.0f} % of the 2024 trade is left: US$ {now['left']:,.0f} "
               f"of {now['all']:,.0f} billion. That rest is {now['left'] / then['left']:.1f} times what it was in 2003, "
               f"and holds {model.growth_left(flows, member, direction):.0f} % of all the growth.")
    shown = pd.DataFrame({"what": ["2003, all ten", "2003, what is left", "2024, all ten", "2024, what is left"],
                          "usd": [then["all"], then["left"], now["all"], now["left"]]})
    table = left.round(1).reset_index().rename(columns={
        "all": "all ten, US$ bn", "left": "left, US$ bn", "share": "left, per cent"})
    return charts.bars(shown, "what", "usd", title=f"Without {called(member)}: {HOW[direction]}", summary=summary,
                       unit="exports in US$ billion, current prices", mark=["2003, what is left", "2024, what is left"],
                       high=1200, holds=bool(now["share"] > 50)).with_(table=table)


def whose_south(definition="broad"):
    """The headline numbers under two definitions of "South"."""
    blocs = tables.load("trade_blocs").set_index("year")["south_south_share"]
    quoted = tables.load("quoted_figures").set_index("id")["value"]
    flows = tables.load("brics_trade")
    share = {"broad": blocs[2012],
             "unctad": 100 * quoted["south-south-exports-2012"] / quoted["world-exports-2012"]}
    group = [m for m in model.members(flows) if definition == "broad" or m != "Russia"]
    inside = model.among(flows, group)
    total = model.totals(inside)[2024]
    china = model.totals(inside[model.touches(inside, "China")])[2024]
    grew = (f"{blocs[2012] / blocs[1992]:.1f} times that of 1992 (computed)" if definition == "broad"
            else f"about {quoted['south-south-share-growth']:.0f} times that of 20 years before (as printed)")
    name = {"broad": "everyone outside 24 rich countries", "unctad": "UNCTAD's developing economies (its rule of 2012)"}
    table = pd.DataFrame([
        ("South-South share of world goods trade, 2012", f"{share[definition]:.1f} %"),
        ("That share is", grew),
        ("BRICS members of 2025 that count as South", f"{len(group)} of {len(model.members(flows))}"),
        ("Trade among those, 2024", f"US$ {total:,.0f} billion"),
        ("Of that, with China at one end", f"{100 * china / total:.0f} %"),
        ("Republic of Korea", "in"),
        ("Russia", "in" if definition == "broad" else "out: a 'transition' economy"),
    ], columns=["Headline", name[definition]])
    summary = (f"South as {name[definition]}: {share[definition]:.1f} % of world goods trade in 2012, {grew}. "
               f"{len(group)} of the ten BRICS members count, with US$ {total:,.0f} billion of trade among them in 2024.")
    shown = pd.DataFrame({"who": ["Outside the 24 rich", "UNCTAD's developing"], "share": [share["broad"], share["unctad"]]})
    return charts.bars(shown, "who", "share", title="South-South share, 2012, by two definitions", summary=summary,
                       unit="per cent of world goods exports", high=35, digits=1,
                       mark=[shown["who"][0 if definition == "broad" else 1]]).with_(table=table)


def cliff(exporter="Kenya"):
    """One exporter's sales to "Eastern" and "Western Europe" around 1990, as one source sorts them."""
    flows = tables.load("exports_to_europe")
    one = flows[(flows["exporter"] == exporter)].sort_values("year").reset_index(drop=True)
    at = one.set_index("year")
    east, west = at["to_eastern_europe"], at["to_western_europe"]
    summary = (f"Exports of {called(exporter)} to 'Eastern Europe' go from {east[1990]:.2f} % of its GDP in 1990 to {east[1991]:.2f} % in 1991; "
               f"those to 'Western Europe' from {west[1990]:.2f} to {west[1991]:.2f} %.")
    table = one.drop(columns="exporter").rename(columns={
        "to_eastern_europe": "to 'Eastern Europe', % of GDP", "to_western_europe": "to 'Western Europe', % of GDP"}).round(2)
    top = float(max(east.max(), west.max()))
    return charts.lines(one, "year", {"to_eastern_europe": "'Eastern Europe'", "to_western_europe": "'Western Europe'"},
                        title=f"Exports of {called(exporter)} to two parts of Europe", summary=summary,
                        unit="per cent of its GDP, sorted as the source sorts them", high=top * 1.1).with_(table=table)
