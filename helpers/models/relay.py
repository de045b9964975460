"""Whether a line ends elsewhere than it began (A.4.2)."""

from statistics import median


def ends(values, width=3):
    """The middle one of the first ``width`` values and of the last; None where the two would share a value."""
    return (median(values[:width]), median(values[-width:])) if len(values) >= 2 * width else None
