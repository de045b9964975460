"""A clinic's shelf, month by month, made up: steady money has a worth of its own (H. Kharas, *Measuring the Cost of Aid Volatility*, 2008)."""


def shelf(paid, need, room, store=0):
    """Month by month (boxes handed out, boxes left): ``store`` boxes at first, ``room`` for so many; what does not fit is lost."""
    for boxes in paid:
        yield min(need, store + boxes), (store := max(0, min(room, store + boxes - need)))
