"""Pictures for the conclusion of reading A (A.5): has the South's standing risen, and how sure were you?"""

import pandas as pd

from helpers import charts, content, groups, tables
from helpers.models import calibration as model

MEASURES = {  # control value: (table, column, what it is a share of)
    "income": ("economy", "gdp_usd_bn", "the world's income, at market exchange rates"),
    "exports": ("trade_structure", "exports_usd_bn", "the world's goods exports"),
    "imf": ("voting_rights", "share", "the votes in the International Monetary Fund"),
    "assembly": ("voting_rights", "share", "the votes in the UN General Assembly"),
}


def standing(measure="income", by="g77", china="with", first=2000):
    """The South's share of one thing over time, by one list, with or without China.

    ``holds`` is true where the share rose by more than one point from the first year to the last, false where not.
    """
    table, column, of = MEASURES[measure]
    frame = tables.load(table)
    if table == "voting_rights":
        frame = frame[frame["institution"] == {"imf": "imf", "assembly": "unga"}[measure]]
    frame = frame[frame["year"].between(first, 2024)]
    on = groups.members(by) - ({"CHN"} if china == "without" else set())
    every = frame.groupby("year")[column].sum()
    shares = 100 * frame[frame["iso3"].isin(on)].groupby("year")[column].sum() / every
    start, end = int(shares.index[0]), int(shares.index[-1])
    change = shares[end] - shares[start]
    who = f"{content.course().groups[by].name}{' without China' if china == 'without' else ''}"
    moved = f"{abs(change):.1f} points {'more' if change > 0 else 'less'}" if abs(change) >= 0.05 else "the same"
    summary = (f"Counted by {who}, the South had {shares[start]:.1f} % of {of} in {start} and {shares[end]:.1f} % in {end}: {moved}.")
    shown = pd.DataFrame({"year": shares.index, "share": shares.values})
    note = pd.DataFrame({"year": shares.index, "% of " + of: shares.values, f"change since {start}": shares.values - shares[start]})
    return charts.lines(shown, "year", {"share": "the South"}, title="The South's share", summary=summary, unit=f"% of {of}", points=True,
                        high=100 if measure == "assembly" else 60, holds=bool(change > 1)).with_(table=note)


def sure(less=0, mine=None):
    """How often what you said fitted, by how sure you were; ``less`` takes so many points off what you said.

    ``mine`` holds the answers to the ten statements as :func:`helpers.models.calibration.read` takes them.
    """
    item = content.course().items["A.5-p1"]
    said = model.read(mine.get("A.5-p1") if mine else None, {line.id: line.answer.startswith("yes") for line in item.line})
    if said.empty:
        summary = "Nothing to show yet: answer the ten statements first. Then each bar is a group of your answers."
        return charts.bars(pd.DataFrame({"level": ["50 %", "75 %", "95 %"], "v": [0.0] * 3}), "level", "v", title="How sure were you?",
                           summary=summary, unit="% that fitted", high=100)
    found = model.by_confidence(said, less)
    off = model.gap(said, less)
    word = "as sure as you were right" if abs(off) < 5 else f"{abs(off):.0f} points {'surer' if off > 0 else 'less sure'} than you were right"
    summary = (f"{f'With {less} points off, you' if less else 'You'} were {model.mean_said(said, less):.0f} % sure on average, and "
               f"{100 * said['fitted'].mean():.0f} % of your {len(said)} answers fitted: {word}.")
    table = found.rename(columns={"said": "you said (%)", "fitted": "fitted (%)", "answers": "answers"})
    shown = pd.DataFrame({"label": [f"you said {s:.0f} %, {n} answers" for s, n in zip(found["said"], found["answers"])], "v": found["fitted"]})
    return charts.bars(shown, "label", "v", title="How sure were you?", summary=summary, unit="% of these answers that fitted", high=100,
                       holds=bool(abs(off) < 5)).with_(table=table)
