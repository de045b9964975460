"""Output held back by what is scarcest (B.I): that reform should seek the binding constraint is Hausmann, Rodrik & Velasco's (2005)."""


def gain(levels, points, thing=None):
    """Points of output more, output being the lowest of ``levels``, when ``points`` go to one thing by its place; to the scarcest if None."""
    if points < 0 or min(levels) < 0:
        raise ValueError("no level is below zero, and no sum of points.")
    thing = levels.index(min(levels)) if thing is None else thing
    return min([*levels[:thing], levels[thing] + points, *levels[thing + 1:]]) - min(levels)
