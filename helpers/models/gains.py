"""What a price gives to each of two sides, and how far apart two incomes are.

Both sides gain at any price between what a thing costs the seller and the most that the buyer would pay; an offer
elsewhere may lower that most (A. Muthoo, *Bargaining Theory with Applications*, Cambridge 1999).
"""


def gains(price, cost, worth, elsewhere):
    """(seller's gain, buyer's gain) at a price, in its coins, against what each could do without this deal.

    Without it the seller saves the cost; the buyer goes elsewhere, or without where that costs more than the thing is worth.
    """
    return price - cost, min(worth, elsewhere) - price


def apart(one, other):
    """(times, gap): the larger income divided by the smaller, and less the smaller. ValueError where one is not above nought."""
    low, high = sorted((one, other))
    if low <= 0:
        raise ValueError("a ratio needs two incomes above nought.")
    return high / low, high - low


def pragmatic(partners, need, fit, money=100.0, bad=0, years=4):
    """Money over some years to partners with scores (need, complementarity), each of 0 to 10, weighed and added (scores, not shares).

    Gives [(money, what it brings the partner)] and what comes back to the provider. Of each coin the part complementarity / 10
    comes back, and as much is added for the partner. In a ``bad`` year half of the money is kept up, and of the other half the
    part that came back. No weight: equal parts. ValueError for a weight or a number of bad years that cannot be.
    """
    if min(need, fit) < 0 or not 0 <= bad <= years:
        raise ValueError("weights are not below nought, and bad years are some of the years.")
    scores = [need * n + fit * f for n, f in partners]
    shares = [s / sum(scores) for s in scores] if sum(scores) else [1 / len(partners)] * len(partners)
    returned = sum(share * f / 10 for share, (_, f) in zip(shares, partners))
    spent = money * (years - bad + bad * (0.5 + 0.5 * returned))
    return [(spent * share, spent * share * (1 + f / 10)) for share, (_, f) in zip(shares, partners)], spent * returned
