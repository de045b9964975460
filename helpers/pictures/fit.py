"""One model for all, or a model fitted to each (B.I). All places are made up."""

import pandas as pd

from helpers import charts
from helpers.models import fit as model

THINGS, POINTS = ("money", "roads", "skill"), 4  # points that there are for each place
PLACES = {"differ": [(8, 3, 7), (3, 7, 9), (7, 8, 2), (9, 4, 8), (3, 6, 6), (6, 9, 4)],
          "alike": [(3, 9, 8), (4, 8, 9), (2, 7, 6), (4, 9, 8), (3, 8, 7), (3, 7, 8)]}


def six(places="differ", thing="skill", search=3):
    """Six places whose output is their scarcest thing; ``holds`` is whether a fitted reform adds more (True) or one for all (False)."""
    table = pd.DataFrame(PLACES[places], columns=THINGS, index=list("ABCDEF"))
    same, fitted = f"{POINTS} for {thing} adds", f"{search} for finding out, {POINTS - search} for the scarcest adds"
    table[same] = [model.gain(levels, POINTS, THINGS.index(thing)) for levels in PLACES[places]]
    table[fitted] = [model.gain(levels, POINTS - search) for levels in PLACES[places]]
    one, each = int(table[same].sum()), int(table[fitted].sum())
    say = (f"Of {POINTS} points for each of six places, {same} {one} points of output, all six together. In each, {fitted} {each}. "
           + ("That is the same." if one == each else "Fitting adds more." if each > one else "One model for all adds more."))
    bars = pd.DataFrame({"way": [f"{thing.capitalize()} for all six", "Fitted to each"], "more": [one, each]})
    table = pd.concat([table.astype(object), pd.DataFrame({same: one, fitted: each}, ["all six"], dtype=object)]).fillna("")
    return charts.bars(bars, *bars, title="Four points for each place: what they add", summary=say, unit="points of output more, all six places",
                       high=24, holds=None if one == each else each > one).with_(table=table.rename_axis("place").reset_index())
