"""Who sells a good before and after a trade deal and who gains, creation and diversion being Viner's (1950); who votes with all."""


def deal(home, partner, outsider, tariff):
    """What freeing a partner from a tariff changes, for one unit of a good; what more would be bought (Lipsey 1957) is left out.

    Costs are at the border, in one currency; the tariff, per cent of the cost, falls on all that comes from abroad. At equal prices
    home sells before the outsider, and the outsider before the partner. Gives (seller, price, duty, cost) before and after, and
    three gains: to buyers, to the treasury, to the country.
    """
    cost = {"home": home, "outsider": outsider, "partner": partner}
    if min(cost.values()) <= 0 or tariff < 0:
        raise ValueError("a cost is above zero, and a tariff not below it.")
    sides = []
    for paying in (("outsider", "partner"), ("outsider",)):
        duty = {who: cost[who] * tariff / 100 if who in paying else 0.0 for who in cost}
        seller = min(cost, key=lambda who: round(cost[who] + duty[who], 6))
        sides.append((seller, cost[seller] + duty[seller], duty[seller], cost[seller]))
    before, after = sides
    return before, after, (before[1] - after[1], after[2] - before[2], before[3] - after[3])


def with_all(yes, no, all_yes, all_no):
    """Per cent of roll calls in which a group's majority was that of all, evenly split ones left out; None where none is left."""
    clear = (yes != no) & (all_yes != all_no)
    return float(100 * ((yes > no) == (all_yes > all_no))[clear].mean()) if clear.any() else None
