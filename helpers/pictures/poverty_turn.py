"""What aid was promised for since the speech of 1973, heading by heading (B.P2)."""

from helpers import charts, tables
from helpers.models.poverty_turn import share
from helpers.pictures.trade import called

SIX = ["education", "health", "population_policies", "water", "government", "other_social"]


def social():
    """(year, per cent) of all promised aid under the six social headings together."""
    return list(share(tables.load("aid_sectors").query("year >= 1973"), SIX).items())


def decades(heading="production", donors="all donors"):
    """A heading's share by decade; ``holds``: in no later decade below 1973–79; False where a point or more below in one."""
    aid = tables.load("aid_sectors").query("year >= 1973")
    who = {"all donors": aid["name"], "the same donors": aid[aid["year"] == 1973]["name"]}.get(donors, [donors])
    aid = aid[aid["name"].isin(set(who))].assign(decade=lambda rows: (rows["year"] // 10 * 10).astype(str) + "s")
    columns = {"six social headings": SIX, "health with population": ["health", "population_policies"]}.get(heading, [heading])
    shown = share(aid, columns, "decade").round(1).rename("share").reset_index().replace({"1970s": "1973–79", "2020s": "2020–23"})
    first, later, least = shown["share"][0], list(shown["share"][1:]), shown.loc[shown["share"][1:].idxmin()]
    title, rest = heading.replace("_", " ").capitalize(), ", ".join(map(str, later))
    say = f"{title}, {called(donors)}: {first} % of what was promised in 1973–79, later {rest} %. Least later: {least['share']} %, {least['decade']}."
    return charts.bars(shown, "decade", "share", title=f"{title}, by decade", summary=say, digits=1, high=60,
                       mark=[least["decade"]], unit="% of bilateral aid promised, " + called(donors),
                       holds=True if min(later) >= first else False if min(later) <= first - 1 else None)
