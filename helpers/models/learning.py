"""Learning by listening (B.IV). M. H. DeGroot, "Reaching a Consensus", JASA 69 (1974); B. Golub & M. O. Jackson, AEJ: Micro 2 (2010)."""


def rounds(opinions, weights, last):
    """What each says in rounds 0 to ``last``. Row i of ``weights`` says how person i shares out one whole attention among all."""
    if len(weights) != len(opinions) or any(len(r) != len(opinions) or min(r) < 0 or abs(sum(r) - 1) > 1e-9 for r in weights):
        raise ValueError("each person shares out one whole attention among all.")
    said = [list(opinions)]
    for _ in range(last):
        said.append([sum(w * view for w, view in zip(row, said[-1])) for row in weights])
    return said
