"""Pictures of who is cut off if one leaves (A.2.1)."""

import pandas as pd

from helpers import charts, tables
from helpers.models import networks as model
from helpers.pictures.trade import called

TOWNS = ("Ash", "Bay", "Cove", "Dale", "Elm")  # made up


def joined(names):
    """Names as a sentence says them: "A", "A and B", "A, B and C"."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def cut_off(names):
    """That these are cut off, as a sentence says it."""
    return f"{joined(names)} {'is' if len(names) == 1 else 'are'} cut off"


def losses_table(ties, losses, node, tie):
    """For each node: its ties, how many its leaving cuts off, and whom; ``node`` and ``tie`` name the first two columns."""
    return pd.DataFrame([(one, sum(one in t for t in ties), len(cut), ", ".join(cut) or "nobody") for one, cut in losses.items()],
                        columns=[node, tie, "cut off", "who"])


def towns(roads=("Ash-Bay", "Ash-Cove", "Ash-Dale", "Ash-Elm"), leaving="Ash"):
    """Five made-up towns and the roads that the learner builds.

    ``holds`` is true where nobody is ever cut off, whichever town leaves; false where one town's leaving
    cuts off all the others.
    """
    ties = [tuple(road.split("-")) for road in roads]
    losses = {town: model.cut_off(TOWNS, ties, town) for town in TOWNS}
    whole = len(model.pieces(TOWNS, ties)) == 1
    cut = losses[leaving]
    count = f"{len(roads)} road{'s' * (len(roads) != 1)}"
    if not whole:
        say = f"With {count} the five towns are not all connected to begin with. "
    else:
        say = f"With {count} every town can reach every other. "
    nobody = "nobody is cut off." if whole else "nobody more is cut off."
    say += f"If {leaving} leaves, " + (f"{cut_off(cut)}." if cut else nobody)
    table = losses_table(ties, losses, "if this town leaves", "its roads")
    holds = True if whole and not any(losses.values()) else False if len(cut) == len(TOWNS) - 1 else None
    return charts.network(TOWNS, ties, title="Five towns, your roads", summary=say, unit="made-up towns; dotted: roads lost",
                          table=table, gone=leaving, cut=cut, holds=holds)


def buyers(year, top):
    """Ties among the ten BRICS members of 2025: each joined to its ``top`` largest buyers in a year."""
    flows = tables.load("brics_trade").query("year == @year")
    largest = flows.sort_values("usd_bn", ascending=False, kind="stable").groupby("exporter").head(top)
    return sorted({tuple(sorted(pair)) for pair in zip(largest["exporter"], largest["importer"])})


def ten(year=2024, top=1, leaving="China"):
    """Ten countries, each joined to its largest buyers among the other nine; one of them leaves.

    ``holds`` is true where nobody is cut off, false where somebody is.
    """
    year = int(year)
    nodes, ties = sorted(set(tables.load("brics_trade")["exporter"])), buyers(year, top)
    losses = {node: model.cut_off(nodes, ties, node) for node in nodes}
    cut = losses[leaving]
    buyer = "its largest buyer" if top == 1 else f"its {top} largest buyers"
    say = (f"{year}, each joined to {buyer}: {len(ties)} ties, {sum(leaving in t for t in ties)} of them with {called(leaving)}. If {called(leaving)} leaves, "
           + (f"{cut_off([called(c) for c in cut])} from the largest group that remains." if cut else "nobody is cut off."))
    table = losses_table(ties, losses, "if this country leaves", "its ties")
    return charts.network(nodes, ties, title=f"Without {called(leaving)}, {year}", summary=say, unit=f"each joined to {buyer} among the other nine",
                          table=table, gone=leaving, cut=cut, holds=not cut)
