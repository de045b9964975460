"""Who is counted as the South: lists to switch between, and what share of a total each one has."""

from helpers import content, tables

SOUTHS = ("g77", "unctad", "not_oecd")  #: ids of the lists of the South in data/course/groups.toml


def members(group):
    """Return the codes (iso3) of the places on a list, a frozenset; raises Unknown for a list that is not there."""
    found = content.course().groups.get(group) if isinstance(group, str) else None
    if found is None:
        raise content.Unknown(f"There is no list called {group!r}. The lists are: {', '.join(content.course().groups)}.")
    places = tables.load("places").set_index("iso3")[found.column]
    on = places.isna() if found.when == "empty" else places.fillna(False).astype(bool)
    return frozenset(places.index[on])


def share(frame, value, group):
    """Return what the places on a list have of a total, in per cent.

    ``frame`` has a column ``iso3`` and one row a place; rows without a ``value`` count on neither side.
    Raises ValueError where nothing is left to divide by.
    """
    known = frame.dropna(subset=[value])
    total = float(known[value].sum())
    if known["iso3"].duplicated().any() or not total:
        raise ValueError(f"a share of {value!r} needs one row a place and a total other than zero.")
    return 100 * float(known.loc[known["iso3"].isin(members(group)), value].sum()) / total
