"""Weighted votes, whole numbers: who can turn a losing coalition into a winning one, and so who has how much power.

A coalition wins with at least ``majority`` votes. J. F. Banzhaf, *Rutgers Law Review* 19 (1965); D. Leech (IMF), *Annals of OR* 109 (2002).
"""

from itertools import accumulate


def critical(votes, coalition, majority):
    """Members of a winning coalition, by name, without any one of whom it loses; none where it loses anyway."""
    total = sum(votes[m] for m in coalition)
    return [m for m in coalition if total >= majority > total - votes[m]]


def coalitions(votes):
    """How many coalitions have exactly 0, 1, 2 … votes: counted member by member, all counts packed into one long number."""
    size, packed = len(votes) // 8 + 1, 1  # so many bytes hold any count
    for v in votes:
        packed += packed << 8 * size * v
    raw = packed.to_bytes(size * (sum(votes) + 1), "little")
    return [int.from_bytes(raw[at:at + size], "little") for at in range(0, len(raw), size)]


def swings(votes, majority):
    """For each member the coalitions that win with it and lose without it; none for a majority that nobody reaches."""
    upto = list(accumulate(coalitions(votes)))  # coalitions with at most so many votes

    def others(most, v):  # those among them without a member of v votes
        return sum((-1) ** n * upto[at] for n, at in enumerate(range(most, -1, -v)))

    return [others(majority - 1, v) - others(majority - 1 - v, v) if v and 0 < majority <= sum(votes) else 0 for v in votes]


def banzhaf(votes, majority):
    """Each member's share of all swings, in per cent (the normalised index)."""
    found = swings(votes, majority)
    return [100 * s / (sum(found) or 1) for s in found]


def blend(shares, weights):
    """Several rules made into one: per cent by each measure, weighted; nothing for anybody where all weights are 0."""
    return sum(shares[name] * weight for name, weight in weights.items()) / (sum(weights.values()) or 1)
