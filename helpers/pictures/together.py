"""Pictures of shared problems (A.4.3): ten that come or stay away, and who emitted what."""

import pandas as pd

from helpers import charts, groups, tables
from helpers.models import together as model
from helpers.pictures.trade import called

OTHERS = {"careful": "nine careful others", "come": "three always come", "stay": "three never come", "shared": "those who stay share"}
MEASURES = {"inside": ("territorial_mt", 1, "Emitted inside the borders, 2021", "million tonnes of CO2"),
            "consumed": ("consumption_mt", 1, "Emitted for what was consumed, 2021", "million tonnes of CO2"),
            "head": ("territorial_mt", None, "Emitted inside the borders, per head, 2021", "tonnes of CO2 a head"),
            "since": ("since_1800_mt", 1000, "Emitted inside the borders, 1800 to 2021", "billion tonnes of CO2")}


def hunt(believe=0, stag=8, hare=6, others="careful"):
    """Ten who come or stay away, six rounds. ``holds`` is true where all ten come in the end, false where nobody does."""
    need = model.enough(10, stag, hare, others == "shared")
    came = model.rounds(believe, [need] * 7 + [{"come": 0, "stay": 10}.get(others, need)] * 3, 6)
    paid = [model.pays(total - (total > 3), 10, stag, hare, others == "shared") for total in came]  # yours: with you there are never just three
    say = (f"Coming pays you once {need} of the nine others come. " if need < 10 else "However many come, staying pays more. ")
    say += (f"All begin by believing that {believe} will. In round 1, {came[0]} of the ten come; in round 6, {came[-1]}. "
            f"If all came, each would get {stag}; whoever stays is sure of {hare}.")
    frame = pd.DataFrame({"round": range(1, 7), "who come": came, "enough, with you": need + 1, "coming pays you": [round(c, 1) for c, _ in paid],
                          "staying pays you": [round(s, 1) for _, s in paid], "enough others": need if need < 10 else "no number"})
    shown = ["who come", "enough, with you"][:1 + (need < 10)]
    return charts.lines(frame, "round", dict(zip(shown, shown)), title=f"Ten countries: {OTHERS[others]}", summary=say, low=-0.4, high=11, points=True,
                        unit=f"who come, round by round; catch {stag}, hare {hare}", holds={10: True, 0: False}.get(came[-1])
                        ).with_(table=frame.drop(columns="enough, with you"))


def emitted(measure="inside", place="none"):
    """Five places and the learner's, by one of four measures. ``holds``: whether most comes from the Group of 77's places."""
    column, per, title, unit = MEASURES[measure]
    people = tables.load("economy").query("year == 2021").set_index("iso3")["population_k"]
    frame = tables.load("co2").query("year == 2021").assign(people=lambda f: f["iso3"].map(people))
    frame["value"] = frame[column] / (per or frame["people"] / 1000)
    frame = frame.dropna(subset="value").sort_values("value", ascending=False, kind="stable").assign(rank=lambda f: range(1, len(f) + 1))
    shown, south = frame[frame["iso3"].isin(["CHN", "DEU", "IND", "QAT", "USA", place])], frame["iso3"].isin(groups.members("g77"))
    own, mine = tables.load("places").set_index("iso3")["name"].get(place, ""), frame.loc[frame["iso3"] == place, "rank"]
    part, each = groups.share(frame, column, "g77"), [1000 * frame[column][s].sum() / frame["people"][s].sum() for s in (south, ~south)]
    parts, of, last = (((part, 100 - part), "% of the sum", "have {:.0f} % of the sum of all places, the others {:.0f} %.") if per
                       else (each, "average", "emitted {:.1f} tonnes a head on average, the others {:.1f}."))
    say = f"{title}: of the places shown, {called(shown['name'].iloc[0])} comes first. "
    say += f"{own}: {f'number {mine.iloc[0]} of {len(frame)}' if len(mine) else 'no figure'}. " if own else ""
    say += "The places on the Group of 77's list, China among them, " + last.format(*parts)
    rows = [*zip(shown["name"], shown["value"].round(3), shown["rank"]),
            *((f"{who}, {of}", round(part, 1), "") for who, part in zip(("the Group of 77's places", "all others"), parts))]
    return charts.bars(shown, "name", "value", title=title, summary=say, unit=unit, mark=[own], digits=1,
                       holds=bool(parts[0] > 50) if per else None).with_(table=pd.DataFrame(rows, columns=["place", unit, f"rank of {len(frame)}"]))
