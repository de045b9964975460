"""Two made-up offers on a desk, weighed by one's own criteria (a weighted sum; S.2)."""

import pandas as pd

from helpers import charts
from helpers.models import offers as model

NAMES = {"asked": "fits what we asked for", "cost": "what it costs us", "soon": "how soon it works", "voice": "who decides with us", "stays": "what stays afterwards"}


def weigh(asked=3, cost=3, soon=3, voice=3, stays=3):
    """Two offers under the weights (0 to 5) of five criteria. ``holds``: offer one leads; None where neither does, or all weights are 0."""
    weights = dict(asked=asked, cost=cost, soon=soon, voice=voice, stays=stays)
    one, two = model.score(weights)
    rows = [(NAMES[key], weights[key], *model.OFFERS[key]) for key in NAMES]
    if not sum(weights.values()):
        summary, lead, flips = "All weights are 0, so nothing can be said. Give at least one criterion some weight.", None, []
    else:
        lead = None if round(one, 1) == round(two, 1) else one > two
        flips = [NAMES[key] for key in model.turns_on(weights)] if lead is not None else []
        first = "Neither leads" if lead is None else f"Offer {'one' if lead else 'two'} leads"
        summary = f"{first}: offer one gets {one:.1f} and offer two {two:.1f} of 10. "
        if lead is not None:
            summary += f"Leave out “{flips[0]}” alone, and it no longer does." if flips else "Leave out any one criterion, and it still does."
    rows.append(("weighted mean", sum(weights.values()), round(one, 2), round(two, 2)))
    table = pd.DataFrame(rows, columns=["criterion", "weight", "offer one (0 to 10)", "offer two (0 to 10)"])
    shown = pd.DataFrame({"offer": ["offer one", "offer two"], "v": [one, two]})
    return charts.bars(shown, "offer", "v", title="Two offers", summary=summary, unit="weighted mean, of 10", high=10, holds=lead).with_(table=table)
