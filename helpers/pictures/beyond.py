"""Beyond in what sense: twelve providers, one criterion first (B.T); what a tied sum buys (B.P1)."""
import pandas as pd

from helpers import charts, tables
from helpers.models import beyond as model

DAC = {"Germany": "germany", "Japan": "japan", "South Korea": "korea", "Sweden": "", "United Kingdom": "", "United States": "us"}
OTHERS = ["Brazil", "China", "India", "Saudi Arabia", "Türkiye", "United Arab Emirates"]


def ranked(first="free choice of model", second="none"):
    """Twelve providers in 2022. ``holds``: whether who comes first is outside the DAC; None where nobody does, or several do."""
    at, gdp = (tables.load(name).query("year == 2022").set_index(key) for name, key in (("oda_providers", "provider"), ("economy", "iso3")))
    at, quoted = at.reindex([*DAC, *OTHERS]), tables.load("quoted_figures").set_index("id")["value"]
    at = pd.DataFrame({"giving for its size": at["oda_net"] / at["iso3"].map(gdp["gdp_usd_bn"]) / 10,
                       "spending abroad": 100 - 100 * at["refugees_at_home"] / at["oda_net"], "reporting": 1.0 * at["oda_net"].notna(),
                       "untied aid": [100 - quoted.get(f"tied-{DAC.get(who)}-2018", float("nan")) for who in at.index]})
    asked = [one for one in dict.fromkeys((first, second)) if one != "none"]
    found, turned = (at.reindex(columns=way).dropna().sort_values(way, ascending=False, kind="stable") for way in (asked, asked[::-1]))
    lead, other = (" and ".join(way.index[(way == way.iloc[:1].values).all(axis=1)]) for way in (found, turned))
    say = f"{'Chosen twice, it counts once. ' * (first == second)}First {', then '.join(asked)}. In front: {lead or 'nobody'}. "
    say += f"No figure, so no rank: {', '.join(at.index.drop(found.index)) or 'nobody'}. The answer turns on " + (
        "what we have no figure for." if not lead else "this one criterion." if len(asked) < 2 else
        f"which criterion comes first; turned round: {other}." if lead != other else "which criteria are asked for, not on their order.")
    table = at.reindex(columns=asked).round(2).astype(object).fillna("no figure").rename_axis("provider").reset_index()
    return charts.bars(found.rename_axis("provider").reset_index(), "provider", first, title=f"First: {first}", summary=say, digits=2,
                       unit="2022 (untied: 2018); ◀ not a member of the DAC", mark=OTHERS, high=max(found[first], default=1),
                       holds=lead in OTHERS if lead in at.index and first != second else None).with_(table=table)


def till(dearer=0, tied="100", shop="other"):
    """Desks for 900 million shillings, 2,500 each where they are cheapest, a part tied; ``holds``: whether tying costs desks."""
    own = shop == "own"
    free, then = (round(model.bought(9e8, 2500, up / 100, 1 if own else int(tied) / 100)) for up in (dearer * own, dearer))
    less, said = round(100 - 100 * then / free, 1), ", where the partner buys all of its desks anyway" * own
    say = f"{tied} % of it tied to a shop {dearer} % dearer{said}: {then:,} desks. Without tying: {free:,}. That is {free - then:,} fewer, {less} %."
    frame = pd.DataFrame({"how": ["without tying", "with tying"], "desks": [free, then], "fewer": [0, free - then], "fewer, %": [0, less]})
    return charts.bars(frame, "how", "desks", title="What 900 million shillings buy", summary=say, unit="school desks", high=360000,
                       mark=["with tying"], holds=free > then)
