"""Pictures of the world as tiles: who is counted as the South, and who signed for the Belt and Road."""

from helpers import content, groups, tables, tiles

MEASURES = {  # control value: (column of economy, how a sentence names it)
    "people": ("population_k", "of the people"), "gdp": ("gdp_usd_bn", "of the income, at market exchange rates"),
    "ppp": ("gni_ppp_bn", "of the income, at what money buys (purchasing power parity)"),
}


def _find(code, classes, states):
    """What to say about a place that the learner looks for, or nothing."""
    if code == "none":
        return "", None
    name = tables.load("places").set_index("iso3").at[code, "name"]
    return f" {name}: {classes[states[code]] if code in states else 'no figure'}.", code


def south(by="g77", measure="people", year=2024, place="none"):
    """The places on one list of the South, and what they have of the world's people or income."""
    found, places = content.course().groups[by], tables.load("places")
    on = groups.members(by)
    known = places[places[found.column].notna()] if found.when == "true" else places
    states = {code: int(code not in on) for code in known["iso3"]}
    column, of = MEASURES[measure]
    frame = tables.load("economy")
    frame = frame[frame["year"] == year].dropna(subset=[column])
    part = groups.share(frame, column, by)
    classes = ("on the list", "not on it")
    extra, mark = _find(place, classes, states)
    summary = (f"Counted by {found.name}, the South is {len(on)} places. In {year} they had {part:.0f} % {of}, "
               f"counted over {len(frame)} places with a figure.{extra}")
    table = tiles.table(classes, states, **{f"% {of}": (part, 100 - part)})
    return tiles.world(classes, states, title=f"The South, by {found.name}", summary=summary, unit=found.text, table=table, mark=mark)


def belt_and_road(year=2025, place="none"):
    """Who had signed a Belt and Road memorandum by the end of a year, by one table of signing dates."""
    places = tables.load("places")
    listed = places[places["bri_listed"]]
    signed = listed[listed["bri_since"].str[:4].astype("Int64") <= year]
    left = signed[signed["bri_left"].str[:4].astype("Int64") <= year]
    undated = listed[listed["bri_since"].isna()]
    states = {code: 2 for code in places["iso3"] if code not in ("CHN", *undated["iso3"])}
    states |= dict.fromkeys(signed["iso3"], 0) | dict.fromkeys(left["iso3"], 1)
    classes = ("signed", "signed and left", "not signed")
    extra, mark = _find(place, classes, states)
    summary = (f"By the end of {year} this table has {len(signed) - len(left)} signatories"
               f"{f', and {len(left)} who left' if len(left) else ''}. Without a date: China itself and "
               f"{len(undated)} signatories.{extra}")
    return tiles.world(classes, states, title=f"Belt and Road memoranda at the end of {year}", summary=summary, mark=mark,
                       unit="Signing a memorandum is not being in debt. Months are often approximate.", table=tiles.table(classes, states))
