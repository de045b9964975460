"""Development peers (B.II): whose figures are nearest to a place's, on the world of tiles."""
from helpers import groups, tables, tiles
from helpers.models.peers import distances
from helpers.pictures.trade import called

FIGURES = {"gdp_per_head_ppp": "income a head, US$", "life_expectancy": "life, years", "child_mortality": "child deaths, of 1,000",
           "electricity": "electricity, %", "internet": "internet, %"}


def nearest(place="KEN", year=2019, by=tuple(FIGURES), scale="raw", k=5):
    """The ``k`` places whose figures are nearest; ``holds``: whether most of a Southern place's are Southern too (the Group of 77's list)."""
    places, south = tables.load("places").set_index("iso3"), groups.members("g77")
    known = tables.load("development").merge(tables.load("economy"), how="left").query("year == @year").set_index("iso3")[list(by)].dropna()
    there, own, left = bool(len(by)) and place in known.index, called(places.at[place, "name"]), len(places) - len(known)
    found = distances(known, place, known.std() if scale == "like" else 1.0)[:k] if there else known.sum(axis=1)[:0]
    shown, alike = places.loc[[place, *found.index]], int(found.index.isin(south).sum())
    far = int((shown["region"] != places.at[place, "region"]).sum())
    table = known.reindex(shown.index).rename(columns=FIGURES).assign(distance=[0.0, *found.round(2)])
    table.insert(0, f"place ({left} are left out)", shown["name"])
    table[f"continent ({far} on another)"], table[f"Group of 77 ({alike} of these {k})"] = shown["region"], shown.index.isin(south)
    say = ", ".join(f"{name} ({apart:,.2f})" for name, apart in zip(shown["name"][1:], found)) + f". On another continent: {far} of {k}. On the Group"
    say = (f"By the figures ticked, of {year}, nearest to {own}: {say} of 77's list: {alike}. {left} places lack a figure and are left out." if there
           else f"Nothing to compare: {own} lacks a figure of {year}, or none is ticked. Choose another place or year, or tick one.")
    return tiles.world(("among the nearest", "further away"), {code: int(code not in found.index) for code in known.index}, summary=say, table=table,
                       said={place: "the place itself"}, title=f"Nearest to {own}, {year}", holds=2 * alike > k if there and place in south else None,
                       unit="each divided by its spread" if scale == "like" else "figures as they stand", mark=place)
