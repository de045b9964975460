"""Trade among a group of countries, and what is left of it without one of them.

``trade`` is always a table with one row a flow: ``year``, ``exporter``, ``importer``, ``usd_bn``.
"""

DIRECTIONS = ("both", "exports", "imports")


def members(trade):
    """The countries of a trade table, in alphabetical order."""
    return sorted(set(trade["exporter"]) | set(trade["importer"]))


def touches(trade, member, direction="both"):
    """True for the flows that have ``member`` at one end.

    ``direction`` is "exports" (sold by it), "imports" (bought by it) or "both".
    """
    if direction not in DIRECTIONS:
        raise ValueError(f"{direction!r} is none of {', '.join(DIRECTIONS)}.")
    sold, bought = trade["exporter"] == member, trade["importer"] == member
    return {"exports": sold, "imports": bought, "both": sold | bought}[direction]


def among(trade, group):
    """The flows with both ends in ``group``."""
    return trade[trade["exporter"].isin(group) & trade["importer"].isin(group)]


def totals(trade):
    """US$ bn of all flows by year, a Series."""
    return trade.groupby("year")["usd_bn"].sum()


def left_without(trade, member, direction="both"):
    """What is left in each year without a member's trade.

    Gives a table by year with ``all`` and ``left`` in US$ bn and ``share`` in per cent of all.
    A member that trades with nobody leaves everything.
    """
    result = totals(trade).to_frame("all")
    result["left"] = totals(trade[~touches(trade, member, direction)])
    result = result.fillna({"left": 0.0})
    result["share"] = 100 * result["left"] / result["all"]
    return result


def growth_left(trade, member, direction="both"):
    """Per cent of the growth between the first and the last year that is left without a member."""
    both = left_without(trade, member, direction)
    growth = both.iloc[-1] - both.iloc[0]
    return float(100 * growth["left"] / growth["all"])
