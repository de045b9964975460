"""Pictures of causes that come round (A.4), and of who sells and buys the same (A.4.1)."""

import pandas as pd

from helpers import charts, tables
from helpers.models import customers as model
from helpers.pictures.trade import called

ARROWS = {  # control value: (cause, effect, where the arrow is drawn: from x, y to x, y)
    "needs": ("growth, needs", "cooperation", (160, 118, 300, 118)), "gain": ("cooperation", "growth, needs", (310, 142, 170, 142)),
    "means": ("cooperation", "capital, technology", (350, 110, 292, 62)), "problems": ("shared problems", "cooperation", (385, 220, 385, 160)),
    "rests": ("capital, technology", "growth, needs", (180, 55, 124, 102))}
BOXES = {"capital, technology": (235, 36), "growth, needs": (85, 130), "cooperation": (385, 130), "shared problems": (385, 240)}
LOOKS = {"comes round": (charts.MARKED, 5, ""), "goes one way": (charts.INK, 2, ""), "not ticked": (charts.PLAIN, 1, "3 5")}


def loop(arrows=("needs", "problems")):
    """Which of the learner's arrows come round to where they began; ``holds`` is whether any does, None without arrows."""
    yours = [ARROWS[arrow][:2] for arrow in arrows]
    back = model.coming_round(yours)
    say = f"You have ticked {len(yours)} of 5 arrows. {len(back) or 'None'} of them come{'s' * (len(back) < 2)} round to where the way began."
    looks = ["comes round" if a[:2] in back else "goes one way" if a[:2] in yours else "not ticked" for a in ARROWS.values()]
    table = pd.DataFrame([(*a[:2], look) for a, look in zip(ARROWS.values(), looks)],
                         columns=["cause", "effect", f"your {len(yours)} of 5: {len(back)} come round"])
    drawn = ""
    for (_, _, (x, y, to_x, to_y)), (ink, wide, dash) in zip(ARROWS.values(), [LOOKS[look] for look in looks]):
        long = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5
        ahead, aside = 12 * (to_x - x) / long, 12 * (to_y - y) / long
        drawn += (f'<path d="M{x} {y}L{to_x} {to_y}" stroke="{ink}" stroke-width="{wide}" stroke-dasharray="{dash}"/><path fill="{ink}" d="M'
                  f'{to_x + ahead:.1f} {to_y + aside:.1f}L{to_x - aside / 1.5:.1f} {to_y + ahead / 1.5:.1f}L{to_x + aside / 1.5:.1f} {to_y - ahead / 1.5:.1f}z"/>')
    drawn += "".join(f'<rect x="{x - 74}" y="{y - 19}" width="148" height="38" rx="3" fill="{charts.GRID}"/><text x="{x}" y="{y + 5}" font-size="14" '
                     f'text-anchor="middle" fill="{charts.INK}">{box}</text>' for box, (x, y) in BOXES.items())
    title = "Which causes come round?"
    return charts.Picture(title, charts.by_hand(title, say, 470, 270, drawn), say, table, bool(back) if arrows else None)


def same(one="KEN", other="ETH"):
    """How much of what two places sold in 2016 was alike; ``holds`` is whether less than 40 of 100 was, None where incomes are far apart."""
    names, pairs = tables.load("places").set_index("iso3")["name"], tables.load("export_similarity_2016")
    near = pd.concat([pairs[pairs[this] == one].set_index(that)["similarity"] for this, that in (("iso3", "other_iso3"), ("other_iso3", "iso3"))])
    near = near.sort_values(ascending=False, kind="stable")
    income = tables.load("economy").query("year == 2016").set_index("iso3")["gdp_per_head_ppp"].reindex([one, other]).fillna(0).tolist()
    a, b, close, known = called(names[one]), called(names[other]), max(income) < 2 * min(income), other in near
    rule = "a figure is missing" if not min(income) else f"{min(income):,.0f} and {max(income):,.0f} dollars: {'' if close else 'not '}a similar starting point"
    say = f"{a} and {b} sold {near[other]:.1f} of 100 alike in 2016. Income per head: {rule}." if known else "Choose two different places with figures."
    shown = near.index[near.index.isin(tables.load("exports_2016").query("usd_mn >= 1000")["iso3"])][:5].union([other] * known, sort=False)
    bars = pd.DataFrame({"who": names[shown].tolist() or ["no figure"], "alike": near[shown].tolist() or [0.0]})
    top = tables.load("top_exports_2016").query("rank <= 5").assign(said=lambda t: t["product"] + t["share"].map(" {:.0f} %".format))
    rows = {"2016": ["alike, of 100", "income per head, US$, at what money buys", *(f"product {n}" for n in range(1, 6))]}
    for place, money in zip((one, other), income):
        rows[names[place]] = [near.get(other, "no figure"), money or "no figure", *(top.loc[top["iso3"] == place, "said"].tolist() or ["no figure"] * 5)]
    return charts.bars(bars, "who", "alike", title=f"{names[one]} and {names[other]}: alike?", summary=say[0].upper() + say[1:], high=100, mark=[names[other]],
                       unit=f"of what {a} sold, part alike: nearest five, and yours ◀", holds=bool(near[other] < 40) if known and close else None).with_(table=pd.DataFrame(rows))


def wanted(sells=80, others=20, buys=50):
    """Two made-up countries that trade food and machines; ``holds`` where they sell alike: is it what the other buys?"""
    up, shore, bought = ({"food": n / 100, "machines": 1 - n / 100} for n in (sells, others, buys))
    alike, want = model.alike(up, shore), model.alike(up, bought)
    rows = pd.DataFrame({"what": ["food in what Upland sells", "food in what Shore sells", "food in what Shore buys", "both sell: alike, of 100",
                                  "Upland sells, Shore buys: alike"], "figure": [float(sells), float(others), float(buys), alike, want]})
    return charts.bars(rows, "what", "figure", title="Same sellers, or seller and buyer?", unit="per cent food, the rest is machines; of 100, alike ◀", high=100,
                       summary=f"The two sell {alike:.0f} of 100 alike. What Upland sells and what Shore buys are {want:.0f} of 100 alike.",
                       mark=rows["what"][3:].tolist(), holds=None if alike < 70 else True if want >= 70 else False if want <= 30 else None)
