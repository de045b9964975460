"""A loan paid back in equal parts after years of grace, interest paid each year on what is owed at its start."""


def schedule(amount, rate, years, grace=0):
    """[(year, owed at its start, interest, repaid)] for the years 1 to ``years``, in the unit of ``amount``.

    ``rate`` is in per cent a year; in the ``grace`` years only interest is paid. Raises ValueError for an amount of
    nothing, a rate or a grace below 0, and a grace that leaves no year to repay in.
    """
    if amount <= 0 or rate < 0 or grace < 0:
        raise ValueError("a loan has an amount, and neither its rate nor its grace is below 0.")
    if grace >= years:
        raise ValueError(f"a grace of {grace} years in a loan of {years} leaves no year to repay in.")
    part = amount / (years - grace)
    owed = [amount - part * max(0, year - 1 - grace) for year in range(1, years + 1)]
    return [(year, left, left * rate / 100, part if year > grace else 0.0) for year, left in enumerate(owed, 1)]
