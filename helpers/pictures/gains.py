"""Pictures of gains: one borehole and a price; two places, a ratio and a gap (A.2.4)."""

import pandas as pd

from helpers import charts, tables
from helpers.models import gains as model
from helpers.pictures.trade import called

COST, WORTH = 5, 20  # coins a jerrycan, made up
MONEY = {"usd": ("gdp_per_head_usd", "US dollars of the year"), "ppp": ("gdp_per_head_ppp", "dollars of equal buying power, of the year")}


def borehole(price=5, elsewhere=30):
    """Who gains how much from a jerrycan at a price; ``holds`` is true where both gain, false where one loses."""
    both, most = model.gains(price, COST, WORTH, elsewhere), min(WORTH, elsewhere)
    done = [f"{who} {'loses' if gain < 0 else 'gains'}" for who, gain in zip(("The owner", "The neighbour"), both)]
    win, share = min(both) > 0, [f"{100 * gain / max(sum(both), 1):.0f} %" for gain in both]
    say = f"At {price} coins, with the other well at {elsewhere}: the {done[0][4:]} {abs(both[0])}, the {done[1][4:]} {abs(both[1])}. "
    say += (f"Of the {sum(both)} coins to share, {share[0]} go to the owner, {share[1]} to the neighbour. Both gain at every price above {COST} "
            f"and below {most}." if win else "One side loses." if min(both) < 0 < most - COST else "At no price do both gain." if most <= COST else "One side gains nothing.")
    table = pd.DataFrame([("owner", f"pumping costs {COST}", both[0], share[0] * win), ("neighbour", f"would pay {most} at most", both[1], share[1] * win),
                          ("together", "", sum(both), "")], columns=["who", "limit", "gain", "share"])
    return charts.bars(pd.DataFrame({"who": done, "coins": [abs(gain) for gain in both]}), "who", "coins", title=f"One jerrycan, {price} coins",
                       summary=say, unit="coins, made up; ◀ a gain", high=30, mark=[d for d, gain in zip(done, both) if gain > 0],
                       holds=True if win else False if min(both) < 0 else None).with_(table=table)


def pair(one="CHN", other="USA", first="1990", last="2024", money="usd"):
    """Income per head of two places in two years; ``holds`` is true where ratio and gap both grew, false where both shrank."""
    (column, unit), names = MONEY[money], tables.load("places").set_index("iso3")["name"]
    income = tables.load("economy").set_index(["iso3", "year"])[column].dropna()
    cells = {(code, year): income.get((code, int(year))) for year in (first, last) for code in dict.fromkeys((one, other))}
    lacking = " and ".join(f"{called(names[code])} in {year}" for (code, year), value in cells.items() if value is None)
    table = pd.DataFrame([(f"{names[code]}, {year}", value or "no figure") for (code, year), value in cells.items()], columns=["what", unit])
    drawn, holds, title = table[table[unit] != "no figure"].astype({unit: float}), None, f"{names[one]} and {names[other]}"
    if one == other or int(first) >= int(last):
        say = f"{title}, {first} and {last}: choose two different places, and a second year later than the first."
    elif lacking:
        say = f"The table has no figure for {lacking} ({unit}). Choose another place, year or kind of dollars."
    else:
        say, ends = "", []
        for year in (first, last):
            poor, rich = sorted((one, other), key=lambda code: cells[code, year])
            times, gap = model.apart(cells[poor, year], cells[rich, year])
            ends.append((times, gap))
            say += f"In {year} income per head in {called(names[rich])} was {times:.2f} times that in {called(names[poor])}: {gap:,.0f} dollars more. "
            table = pd.concat([table, pd.DataFrame({"what": [f"ratio, {year}", f"gap, {year}"], unit: [times, gap]})])
        nearer, less = (after < before for before, after in zip(*ends))
        say, holds = f"{say}The ratio {'fell' if nearer else 'grew'}, the gap {'shrank' if less else 'grew'}.", None if nearer != less else not nearer
    return charts.bars(drawn, "what", unit, title=title, summary=say, unit=f"income per head, {unit}",
                       high=1.35 * max(drawn[unit], default=1), mark=[w for w in drawn["what"] if w.endswith(last)], holds=holds).with_(table=table.round(2))


def china_and_the_us():
    """(year, thousand US dollars) by which income per head in the United States exceeds that in China."""
    income = tables.load("economy").pivot(index="year", columns="iso3", values="gdp_per_head_usd")
    return [(year, gap / 1000) for year, gap in (income["USA"] - income["CHN"]).loc[:2024].dropna().items()]


OFFER, BAD = {"little": 1, "some": 5, "much": 10}, {"none": 0, "one": 1, "three": 3}


def pragmatic(need=10, fit=0, offer="little", bad="none"):
    """Who gains how much where need and complementarity count; ``holds``: the neediest gains more than by need alone, or less."""
    partners = [(9, OFFER[offer]), (5, 2), (2, 4)]
    (given, back), (alone, _) = (model.pragmatic(partners, n, f, bad=BAD[bad]) for n, f in ((need, fit), (1, 0)))
    gain, before = given[0][1], alone[0][1]
    names = [f"{who}: need {n}, offers {f}" for who, (n, f) in zip(("Neediest", "Second", "Third"), partners)]
    shown = pd.DataFrame({"who": [*names, "Provider: comes back"], "gain": [*(g for _, g in given), back]})
    say = (f"Need counts {need}, complementarity {fit}; bad years: {bad}. The neediest partner gains {gain:.0f}, by need alone it would gain {before:.0f}. "
           f"{back:.0f} come back to the provider, who spent {sum(m for m, _ in given):.0f} of 400.")
    table = shown.assign(money=[*(m for m, _ in given), sum(m for m, _ in given)], alone=[*(g for _, g in alone), None]).round(1)
    return charts.bars(shown, "who", "gain", title="What each gains", summary=say, unit="coins over four years, made up", high=800, mark=names[:1],
                       holds=None if abs(gain - before) < 0.5 or not fit else gain > before
                       ).with_(table=table.rename(columns={"gain": "gains, coins of 400", "alone": "by need alone"}))
