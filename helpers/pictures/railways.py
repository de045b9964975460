"""Pictures of two railways (A.0)."""

import pandas as pd

from helpers import charts, tables


def freight(first="1978", last="2016"):
    """Freight on TAZARA in the years that somebody printed, with the learner's first and last year marked.

    ``holds`` is true where freight grew between the two, false where it fell, None where they are no period
    or where the last figure is only "about" or "less than" and so shows no growth.
    """
    quoted = tables.load("quoted_figures")
    rows = quoted[quoted["id"].str.startswith("tazara-freight-")].sort_values("year")
    frame = pd.DataFrame({"year": rows["year"].astype(int), "all": rows["value"],
                          "said": rows["said"].fillna(rows["year"].astype(str)), "hedge": rows["hedge"].fillna("")}).reset_index(drop=True)
    start, end = int(first), int(last)
    frame["yours"] = frame["all"].where(frame["year"].isin([start, end]))
    one, two = (frame.set_index("year").loc[year] for year in (start, end))
    change = 100 * (two["all"] / one["all"] - 1)
    if start >= end:
        say = f"{two['said']} does not come after {one['said']}. Choose a later year to end with."
    else:
        amounts = " to ".join(f"{year['hedge']} {year['all']:,.0f}".strip() for year in (one, two))
        say = (f"From {one['said']} to {two['said']} freight on TAZARA went from {amounts} thousand tonnes a year: "
               + (f"{abs(change):.0f} % {'more' if change > 0 else 'less'}{', at least' if two['hedge'] == 'less than' else ''}."
                  if change < 0 or two["hedge"] != "less than" else "how much more, the word 'less than' does not say."))
    table = frame[["said", "hedge", "all"]].rename(columns={"said": "year", "hedge": "as printed", "all": "thousand tonnes"})
    return charts.lines(frame, "year", {"all": "printed", "yours": "you"}, title="Freight on TAZARA", summary=say, points=True,
                        unit="thousand tonnes a year, as printed", high=1400,
                        holds=None if start >= end or (change > 0 and two["hedge"]) else bool(change > 0)).with_(table=table)
