"""Pictures of the relay (A.4.2): what a place sells, and whether that changed."""

import textwrap

import pandas as pd

from helpers import charts, tables
from helpers.models import relay as model
from helpers.pictures.trade import called

KINDS = {  # control value: (name, unit, where it goes if the relay reached the place)
    "raw": ("Fuel, ores and metals", "% of goods exports", -1), "high_tech_share": ("High technology", "% of manufactured exports", 1),
}
MOVED = 5.0  # points; our choice


def _structure(place):
    """A place's name and its rows, with fuel and ores added up."""
    rows = tables.load("trade_structure").query("iso3 == @place")
    return called(tables.load("places").set_index("iso3").at[place, "name"]), rows.assign(raw=rows["fuel_share"] + rows["ores_share"])


def _nothing(name, title):
    frame = pd.DataFrame({"what": ["no figures"], "value": [0.0]})
    return charts.bars(frame, "what", "value", title=title, summary=f"This table has no figures for {name}.", unit="try another place")


def short(words):  # so that a bar has room beside its name
    return textwrap.shorten(words, 30, placeholder=" …")


def high_tech():
    """(year, per cent of manufactured exports) of high technology in what Vietnam sells."""
    rows = _structure("VNM")[1].dropna(subset=["high_tech_share"])
    return list(zip(rows["year"], rows["high_tech_share"]))


def changed(place="KEN", what="raw"):
    """One kind of goods in what a place sells, over the years.

    ``holds`` is true where it moved by five points or more as one would expect if the relay reached the place, false
    where it moved as much the other way, None where it hardly moved or there are too few figures.
    """
    (kind, unit, good), (name, rows) = KINDS[what], _structure(place)
    rows = rows.dropna(subset=[what])[["year", what]].reset_index(drop=True)
    if rows.empty:
        return _nothing(name, f"{kind}: {name}")
    start = f"{kind} in what {name} sells, {rows['year'].iloc[0]} to {rows['year'].iloc[-1]}:"
    summary, moved = f"{start} too few years with a figure to compare beginning and end.", 0.0
    if ends := model.ends(list(rows[what])):
        moved = ends[1] - ends[0]
        word = "about as before" if abs(moved) < MOVED else "more than before" if moved > 0 else "less than before"
        summary = f"{start} from {ends[0]:.1f} % to {ends[1]:.1f} %, {word} (each the middle one of three years)."
    holds = moved * good > 0 if abs(moved) >= MOVED else None
    return charts.lines(rows, "year", {what: ""}, title=f"{kind}: {name}", summary=summary, unit=unit, high=100, points=True,
                        holds=holds).with_(table=rows.rename(columns={what: f"{kind}, {unit}"}))


def sold(place="KEN", by="share"):
    """The ten largest export products of a place in 2016, by their share or by Balassa's index (1965)."""
    name, rows = _structure(place)[0], tables.load("top_exports_2016").query("iso3 == @place")[["product", "share", "rca"]]
    if rows.empty:
        return _nothing(name, f"What {name} sold, 2016")
    rows = rows.sort_values(by, ascending=False).reset_index(drop=True)
    first = rows.iloc[0]
    summary = (f"{'Largest' if by == 'share' else 'Of the ten, furthest above the world'}: {first['product']}, {first['share']:.1f} % of what {name} sold "
               f"in 2016. That is {first['rca']:,.1f} times its share in what all places sold.")
    unit = "per cent of its goods exports" if by == "share" else "its share here, as a multiple of its share in the world's exports"
    table = rows.round(2).rename(columns={"share": "% of its exports", "rca": "times the world's share"})
    shown = rows.assign(product=rows["product"].map(short))
    return charts.bars(shown, "product", by, title=f"What {name} sold, 2016", summary=summary, unit=unit, mark=shown["product"][:1].tolist(),
                       digits=1, high=1.15 * first[by]).with_(table=table)
