"""How groups vote in the UN General Assembly: how alike, and who was needed (B.P6)."""

import pandas as pd

from helpers import charts, tables
from helpers.models import concert as model

GROUPS = {"g77": "Group of 77", "ldc": "Least developed", "aosis": "Small islands", "brics": "Five BRICS", "dac": "DAC members"}
ALIKE, NEEDED = {"over": "abstentions passed over", "no": "abstentions counted as no"}, {"half": "by more yes than no", "two_thirds": "by two thirds"}


def groups(group="aosis", issue="colonialism", measure="over"):
    """Five groups by one measure; ``holds`` is whether the chosen one has 0.9 or more, or is needed in one roll call of ten or more."""
    calls, title = tables.load("un_votes").query(issue).to_dict("records"), f"{issue.replace('_', ' ').title()}: roll calls 1990–2019"
    unit, digits, high, bar = ("% that end otherwise without it; ", 1, 35, 10) if measure in NEEDED else ("Rice index, average; ", 2, 1, 0.9)
    found = {name: round(pd.Series([model.rice(c[f"{g}_yes"], c[f"{g}_abstain"], c[f"{g}_no"], measure) if measure in ALIKE else 100 * model.needed(
        c["all_yes"], c["all_no"], c[f"{g}_yes"], c[f"{g}_no"], measure) for c in calls], dtype=float).mean(), 3) for g, name in GROUPS.items()}
    frame, value, unit = pd.DataFrame(found.items(), columns=["group", unit[:-2]]), float(found[GROUPS[group]]), unit + {**ALIKE, **NEEDED}[measure]
    low, own, top = (f"{one:.{digits}f}" for one in (min(found.values()), value, max(found.values())))
    summary = f"{title} ({len(calls)}). {unit}: {GROUPS[group]} {own}; the five groups range from {low} to {top}."
    return charts.bars(frame, *frame, title=title, summary=summary, unit=unit, mark=[GROUPS[group]], digits=digits, high=high, holds=value >= bar)
