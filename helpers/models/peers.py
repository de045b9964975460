"""Nearest neighbours: T. Hastie, R. Tibshirani and J. Friedman, *The Elements of Statistical Learning* (2nd edition, Springer, 2009)."""


def distances(frame, target, spread=1.0):
    """How far each other row lies from the row ``target``, nearest first: the root of the squared differences, each over its ``spread`` if given."""
    if target not in frame.index or not (frame * 0 + spread > 0).all(axis=None):  # a gap is never more than 0
        raise ValueError(f"{target!r} and each of its figures must be there, and each spread more than 0.")
    return (((frame - frame.loc[target]) / spread) ** 2).sum(axis=1).pow(0.5).drop(target).sort_values(kind="stable")
