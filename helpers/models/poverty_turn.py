"""How much of all promised aid stands under some headings (B.P2)."""


def share(aid, headings, by="year"):
    """Per cent of all aid in ``aid`` under these headings, by a column; a donor counts by its money, an empty cell as nothing."""
    money = aid[list(headings)].sum(axis=1) * aid["aid_usd_mn"]
    return money.groupby(aid[by]).sum() / aid["aid_usd_mn"].groupby(aid[by]).sum()
