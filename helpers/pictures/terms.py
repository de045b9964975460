"""How much of a loan is a gift by two rules, and what some providers outside the DAC report (B.P4)."""

import pandas as pd

from helpers import charts, tables
from helpers.models import loans, terms


def loan(rate="4.2", years=10, grace=0, group="low"):
    """By the old rule and the present one (OECD); ``holds``: it counts by the present, False: by the old only, None: by neither."""
    at, least = {"low": (9, 45), "lower middle": (7, 15), "upper middle": (6, 10)}[group]  # per cent a year; what has to be a gift
    old, now = (abs(round(terms.gift(loans.schedule(100, float(rate), years, grace), discount), 1)) for discount in (10, at))
    bars = pd.DataFrame({"bar": ["Old rule asks", "This loan, 10 %", "Present rule asks", f"This loan, {at} %"], "gift": [25, old, least, now]})
    said = (f"Of each hundred lent, by the old rule, at 10 %: {old} given, 25 asked; it {'counts' if old >= 25 else 'does not count'}. "
            f"By the present rule, at {at} %: {now} given, {least} asked; it {'counts' if now >= least else 'does not count'}.")
    return charts.bars(bars, "bar", "gift", title=f"{rate} %, {years} years, {group} income", unit=f"given in 100; {grace} years of grace",
                       summary=said, mark=list(bars["bar"][1::2]), high=100, digits=1, holds=True if now >= least else False if old >= 25 else None)


def reported(provider="Türkiye", year=2019):
    """Aid as one provider reported it; ``holds``: half as much again as in 2010, or more; False: less than in 2010."""
    line = tables.load("oda_providers").query("provider == @provider and year <= @year")[["year", "oda_net"]]
    first, last = line["oda_net"].iloc[[0, -1]]
    said = f"{provider} reported US$ {first:,.0f} million for 2010 and {last:,.0f} million for {year}: {last / first:.1f} times."
    return charts.lines(line, "year", {"oda_net": provider}, title=f"Aid as {provider} reported it", summary=said, high=15000, span=(2010, 2023),
                        unit="US$ million, net, prices of 2022", points=True, holds=True if last >= 1.5 * first else False if last < first else None)
