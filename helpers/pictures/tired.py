"""Pictures of B.P3: what a DAC member gave in two years, and a clinic's year."""
import pandas as pd
from helpers import charts, tables
from helpers.models import clinic as model


def together():
    """(year, billion US dollars in prices of 2022) from all DAC members, net flows: one measure throughout."""
    return list(tables.load("oda_total").set_index("year")["net_usd_bn_2022_prices"].loc[2010:2018].items())


def cut(donor="NOR", first=2010, last=2018, sharp=10):
    """A donor's aid in the earlier and the later of two years; ``holds`` where it fell by ``sharp`` per cent or more."""
    rows = tables.load("oda_donors").query("iso3 == @donor and year > 2004").set_index("year")
    (first, last), usd, name = sorted((first, last)), rows["usd_mn"], rows["name"].iloc[0]
    fell = 100 - 100 * usd[last] / usd[first]
    say = f"{name}: {usd[first]:,.0f} million dollars in {first}, {usd[last]:,.0f} in {last}: {abs(fell):.1f} % {'less' if fell > 0 else 'more'}."
    say += " Two rulers: whole loans until 2017, gift parts from 2018; part of the step may be the ruler." * (first < 2018 <= last)
    frame = pd.DataFrame({"aid": usd, "you": usd[usd.index.isin((first, last))], "preliminary": usd[[2024, 2025]]}).reset_index()
    return charts.lines(frame, "year", {"aid": "", "you": "you", "preliminary": "preliminary"}, title=f"{name}: a cut of {sharp} % or more?",
                        summary=say, unit="million US dollars, constant; new measure in 2018", high=1.15 * usd.max(), holds=bool(fell >= sharp))


def clinic(swing=40, room=0, order="good"):
    """Boxes handed out in twelve months; ``holds`` where the money swings and a shelf is empty, None where it is steady."""
    paid = [10 + swing / 10 * way * (1 if order == "good" else -1) for way in (1, -1, 1, 1, -1, 0, -1, 1, 0, -1, 1, -1)]
    year = pd.DataFrame(model.shelf(paid, 10, room), columns=["out", "left"]).assign(month=[f"{n}: paid for {p:.0f}" for n, p in enumerate(paid, 1)])
    lean = year[year["out"] < 10]
    say = f"{min(paid):.0f} to {max(paid):.0f} boxes paid for, room for {room}. Months short: {len(lean)}; boxes missing: {sum(10 - lean.out):.0f}."
    return charts.bars(year[["month", "out", "left"]], "month", "out", title=f"A clinic's year, {order} months first", summary=say, high=10,
                       mark=list(lean["month"]), unit="boxes handed out of ten; ◀ an empty shelf", holds=bool(len(lean)) if swing else None)
