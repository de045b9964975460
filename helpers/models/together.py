"""Come or stay away: what each pays, how many others are enough, and what becomes of a belief, round by round.

Rousseau's stag hunt (B. Skyrms, *The Stag Hunt and the Evolution of Social Structure*, Cambridge, 2004) among n players, whose
catch grows with those who come: a binary choice as in T. C. Schelling, *Micromotives and Macrobehavior* (Norton, 1978), ch. 7.
With a ``shared`` catch it is a public good to which one's own coming adds nothing for oneself: staying pays at every belief.
Payoffs are made up and have no unit.
"""


def pays(others, n, stag, hare, shared=False):
    """(what coming pays, what staying pays) while ``others`` of the n - 1 others come. ValueError where so many cannot come."""
    if n < 2 or not 0 <= others < n:
        raise ValueError(f"of {n} players {others} others cannot come.")
    catch = stag * others / (n - 1)
    return catch, hare + catch * shared


def enough(n, stag, hare, shared=False):
    """The fewest others with whom coming pays as much as staying; ``n``, more than there are, where no number is enough."""
    worth = (pays(others, n, stag, hare, shared) for others in range(n))
    return next((others for others, (come, stay) in enumerate(worth) if come >= stay), n)


def rounds(believe, needs, last):
    """How many come in each round. Player i comes when at least ``needs[i]`` others came before; in round 1, by what all believe."""
    came, seen = [], [believe] * len(needs)
    for _ in range(last):
        moves = [others >= need for others, need in zip(seen, needs)]
        came.append(sum(moves))
        seen = [came[-1] - move for move in moves]
    return came
