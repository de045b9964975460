"""Pictures of a deal with three prices, and of what a union weighs (A.3)."""

import pandas as pd

from helpers import charts, groups, tables
from helpers.models import deals as model

HOME = 109  # shillings a kilo at the gate of Kenya's mills, February 2023: Sugar Directorate, by way of KBC
PLACES = {"imf": "the IMF", "ibrd": "the World Bank", "unga": "the General Assembly"}
UNIONS = {"g77": "Group of 77", "rest": "Group of 77 without China", "africa": "Africa's UN members", "five": "Five BRICS", "ten": "Ten BRICS"}
GROUPS = {"g77": "Group of 77", "brics": "Five BRICS members", "ldc": "Least developed", "dac": "DAC donors"}


def three_prices(partner=102, outsider=73, tariff=25):
    """A kilo of sugar before and after a deal; ``holds`` is whether the country as a whole gains (True) or loses (False) by it."""
    before, after, gains = model.deal(HOME, partner, outsider, tariff)
    said = [f"{gain + 0:+.2f}".replace("-0.00", "+0.00").replace("-", "−") for gain in gains]
    summary = (f"Home {HOME}, partner {partner}, outsider {outsider}, tariff {tariff} %. Seller before the deal: {before[0]}, at {before[1]:.2f}; "
               f"after it: {after[0]}, at {after[1]:.2f}. A kilo: buyers {said[0]}, treasury {said[1]}, country as a whole {said[2]} shillings.")
    paid = {"home": HOME, "outsider": outsider * (1 + tariff / 100), "partner, no deal": partner * (1 + tariff / 100), "partner": partner}
    table = pd.DataFrame({f"shillings a kilo, home {HOME}": ["who sells", "price to buyers", "duty to the treasury", "cost to the country"],
                          **{name: [side[0], *(f"{v:.2f}" for v in side[1:])] for name, side in (("before", before), ("after", after))},
                          "gain": ["", *said]})
    return charts.bars(pd.DataFrame({"who": paid.keys(), "price": paid.values()}), "who", "price", title="What buyers would pay", digits=2,
                       high=260, unit="shillings a kilo, duty paid where due; ◀ sells after the deal", mark=[after[0]], summary=summary,
                       holds=None if abs(gains[2]) < 0.005 else gains[2] > 0).with_(table=table)


def weight(union="africa", institution="imf", year="2019"):
    """What a union's members hold of all votes; ``holds`` is whether together they hold more than the United States alone."""
    places, votes = tables.load("places").set_index("iso3"), tables.load("voting_rights").query("institution == @institution")
    here, g77 = votes[votes["year"] == int(year)].set_index("iso3")["share"], groups.members("g77")
    members = {"g77": g77, "rest": g77 - {"CHN"}, "africa": places.index[(places["region"] == "Africa") & places["un_since"].notna()],
               "five": places.index[places["brics_since"] <= 2011], "ten": places.index[places["brics_since"].notna()]}[union]
    own = here[here.index.isin(members) & (here > 0)]
    largest = "any of them" if institution == "unga" else places.at[own.idxmax(), "name"]
    frame = pd.DataFrame([("All together", own.sum()), (f"Largest: {largest}", own.max()), ("The middle one", own.median()),
                          ("The United States", here["USA"])], columns=["who", "% of votes"]).round(2)
    together, _, middle, lone = frame["% of votes"]
    summary = (f"{UNIONS[union]}: {together:.2f} % of the votes in {PLACES[institution]} in {year}, all {len(own)} together; the middle one "
               f"alone {middle:.2f} %; the United States {lone:.2f} %.")
    return charts.bars(frame, "who", "% of votes", title=f"Votes in {PLACES[institution]}, {year}", summary=summary, digits=2, high=70,
                       unit=f"% of all votes; {UNIONS[union]}, {len(own)} members", mark=["All together"],
                       holds=bool(together > lone)).with_(table=frame.rename(columns={"who": f"{UNIONS[union]}, {len(own)}"}))


def roll_calls(issue="development"):
    """How often the majority of a group was the majority of all, in roll calls that are filed under one issue."""
    votes, called = tables.load("un_votes").query(issue), issue.replace("_", " ").title()
    shares = [round(model.with_all(votes[f"{g}_yes"], votes[f"{g}_no"], votes["all_yes"], votes["all_no"]), 1) for g in GROUPS]
    frame = pd.DataFrame({"group": GROUPS.values(), f"% of {len(votes)} roll calls": shares})
    summary = (f"{called}, {len(votes)} roll calls: the majority of the Group of 77 was the Assembly's in {shares[0]} %, "
               f"that of the DAC donors in {shares[3]} %.")
    return charts.bars(frame, *frame, title=f"With the majority, 1990–2019: {called}", summary=summary, unit=frame.columns[1], digits=1, high=100)
