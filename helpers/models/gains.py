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
