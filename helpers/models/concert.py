"""How alike a group votes, by Rice's index of cohesion (1928), and whether a vote ends otherwise without the group."""


def rice(yes, abstain, no, count="over"):
    """|yes − no| / (yes + no): 1 on one side, 0 evenly split, None where nobody is left; ``count`` "no" adds abstentions to the noes."""
    no += abstain * (count == "no")
    return abs(yes - no) / (yes + no) if yes + no else None


def needed(yes, no, own_yes, own_no, majority="half"):
    """Whether a text fares otherwise when a group stays away: it passes with more yes than no, or with "two_thirds" of both together."""
    passed = [y >= 2 * n and y > 0 if majority == "two_thirds" else y > n for y, n in ((yes, no), (yes - own_yes, no - own_no))]
    return passed[0] != passed[1]
