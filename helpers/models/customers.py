"""Do two sell the same, would one buy what the other sells (A.4.1), and which causes come round to themselves (A.4)."""


def alike(one, other):
    """The part of two baskets that is the same, 0 to 100: the smaller shares added up. A basket maps goods to shares that add up to 1.

    Of two sellers it is the export similarity of Finger and Kreinin (1979). Of what one sells and another buys it is the complementarity
    of Michaely (1996), 100 less half of all differences between the shares: where they add up to 1, the two sums are one.
    """
    if any(min(basket.values(), default=0) < 0 or abs(sum(basket.values()) - 1) > 1e-6 for basket in (one, other)):
        raise ValueError("shares are not negative and add up to 1.")
    return 100 * sum(min(share, other.get(good, 0)) for good, share in one.items())


def coming_round(arrows):
    """Of arrows (cause, effect), those from whose effect one gets back to their cause."""
    leads = set(arrows)  # from where to where there is a way
    for _ in arrows:
        leads |= {(start, effect) for start, end in leads for cause, effect in arrows if cause == end}
    return [(cause, effect) for cause, effect in arrows if (effect, cause) in leads]
