"""Two made-up offers and a weighted mean (multi-criteria decision analysis: simple additive weighting). Pure functions."""

OFFERS = {"asked": (8, 5), "cost": (4, 7), "soon": (8, 4), "voice": (6, 6), "stays": (4, 8)}  #: criterion: marks of offer one and two, 0 to 10


def score(weights):
    """Weighted means of both offers, 0 to 10; (0, 0) where all weights are 0."""
    whole = sum(weights.values())
    return tuple(sum(w * OFFERS[key][n] for key, w in weights.items()) / whole if whole else 0.0 for n in (0, 1))


def turns_on(weights):
    """Criteria that, left out alone, take the lead from the offer that has it (to one decimal)."""
    def lead(these):
        one, two = (round(v, 1) for v in score(these))
        return (one > two) - (one < two)

    return [key for key, w in weights.items() if w and lead({**weights, key: 0}) != lead(weights)]
