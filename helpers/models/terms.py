"""How much of a loan is a gift: the grant element, as the OECD's Development Assistance Committee reckons it, here with level payments."""


def gift(plan, discount):
    """Per cent given: 100 less the worth on day one, at ``discount`` % a year, of a ``plan`` (``loans.schedule`` for 100), repayments levelled."""
    rate, grace = plan[0][2] / 100, sum(not repaid for *_, repaid in plan)
    each = 100 / sum((1 + rate) ** (grace - year) for year, *_, repaid in plan if repaid)
    return 100 - sum((each if repaid else interest) / (1 + discount / 100) ** year for year, _, interest, repaid in plan)
