"""One railway's two loans, three counts of members, money lent and paid back (A.4.4)."""

import pandas as pd

from helpers import charts, tables
from helpers.models import loans as model

YEARS = {"first": (20, 7), "second": (15, 5)}  # of them grace; as the rows kenya-railway-loan- of quoted_figures say in words
MAY_2014, YUAN = "0.323", 3.0  # the six-month rate AidData counted with; what Kenya's Treasury expected in yuan


def railway(loan="first", rate=MAY_2014, grace="signed"):
    """What one of the railway's two loans costs each year, if the six-month rate stays where it is put.

    ``holds`` is true where another rate leaves the first repayment as it was at that of May 2014, false where it costs
    a quarter more, or worse; None elsewhere: a little more, less, the rate not moved, and where there is no such loan.
    """
    quoted, (years, signed) = tables.load("quoted_figures").set_index("id")["value"], YEARS[loan]
    amount = 1000 * quoted[f"kenya-railway-loan-{'cheap' if loan == 'first' else 'dear'}"]
    free = {"signed": signed, "none": 0, "ten": 10, "whole": years}[grace]
    margin, fixed = quoted["kenya-railway-loan-dear-margin"], quoted["kenya-railway-loan-cheap-rate"]
    yearly = {r: fixed if loan == "first" else YUAN if r == "yuan" else margin + float(r) for r in (MAY_2014, rate)}
    say = "No rate in yuan was printed for this loan; as signed: " if (loan, rate) == ("first", "yuan") else ""
    try:
        now, then = (model.schedule(amount, yearly[r], years, free) for r in (rate, MAY_2014))
    except ValueError as error:
        now, then = (model.schedule(amount, yearly[r], years, signed) for r in (rate, MAY_2014))
        say = f"Not possible: {error} With the grace that was signed: "
    frame = pd.DataFrame(now, columns=["year", "owed", "interest", "repaid"]).assign(then=[i + r for _, _, i, r in then])
    frame["paid"], total = frame["interest"] + frame["repaid"], frame["interest"].sum()
    first, holds = frame[frame["repaid"] > 0].iloc[0], None
    if not say and rate != MAY_2014:
        holds = True if first["paid"] == first["then"] else False if first["paid"] >= 1.25 * first["then"] else None
    say += (f"{yearly[rate]:g} % a year. In year {first['year']:.0f}, the first of repayment, US$ {first['paid']:.0f} million are due "
            f"(at the rate of May 2014: {first['then']:.0f}); interest in all {total:,.0f} million, {100 * total / amount:.3g} % of the sum lent.")
    table = frame.rename(columns={"then": "paid, at the rate of May 2014", "interest": f"interest at {yearly[rate]:g} %"}).astype({"year": object})
    table.loc[len(table)] = ["all", None, *frame[["interest", "repaid", "then", "paid"]].sum()]
    return charts.lines(frame, "year", {"paid": "paid", "interest": "interest", "then": "May 2014"}, summary=say, high=600, span=(1, 20), holds=holds,
                        title=f"The {loan} loan, {'in yuan' if rate == 'yuan' else f'six-month rate {rate} %'}",
                        unit="US$ million in each year of the loan").with_(table=table.round(1))


def counts(said="bri-2019-10"):
    """An official count of signatories beside one table of signing dates, and how many of those are on the G77's list."""
    quoted, places = tables.load("quoted_figures").set_index("id").loc[said], tables.load("places")
    month = said[4:] if said[4].isdigit() else f"{quoted['year']}-12"
    dated = places[places["bri_listed"] & (places["bri_since"] <= month)]
    shown = pd.DataFrame({month: ["As printed", "One table of signing dates", "Of these, on the G77's list"],
                          "places": [quoted["value"], len(dated), dated["g77"].sum()]})
    summary = (f"Printed: {'' if pd.isna(quoted['hedge']) else quoted['hedge']} {quoted['value']:.0f} countries. By the end of {month} one table of "
               f"signing dates has {len(dated)} places, {dated['g77'].sum()} of them on the list of the G77.").replace("  ", " ")
    return charts.bars(shown, month, "places", title=f"Three counts, {month}", summary=summary, unit="countries and territories", high=170)


def china(group="Developing countries", year=2013):
    """Loans paid out since 2000 by lenders in China, and what they were paid; ``holds``: more came in than went back in that year."""
    flows = tables.load("net_flows").query("creditor == 'China' and group == @group and year <= @year").sort_values("year")
    frame = pd.DataFrame({"year": flows["year"], "lent": flows["inflow_usd_mn"] / 1000, "paid": flows["outflow_usd_mn"] / 1000}).reset_index(drop=True)
    last, most = frame.iloc[-1], frame.loc[frame["lent"].idxmax()]
    summary = (f"{group}, {year}: lenders in China paid out US$ {last['lent']:.1f} billion and were paid {last['paid']:.1f} billion, "
               f"interest included. Most so far: {most['lent']:.1f} billion paid out in {most['year']:.0f}.")
    return charts.lines(frame, "year", {"lent": "lent", "paid": "paid"}, title=f"Lent from China, paid to China: {group}", summary=summary, high=40,
                        span=(2000, 2022), unit="US$ billion a year, prices of 2022", holds=bool(last["lent"] > last["paid"])).with_(table=frame.round(1))
