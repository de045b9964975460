"""From single measurements to a row: median, 95th percentile, ratio, and whether the goal was met."""

import math
import statistics
import time


def stats(values):
    """What a row tells of its measurements. The 95th percentile is one of them, no interpolation."""
    values = sorted(values)
    return {"median": round(statistics.median(values), 2), "p95": round(values[math.ceil(0.95 * len(values)) - 1], 2), "n": len(values)}


def row(measure, unit, ours, name="", against=(), goal="", of="median", most=None, least=None, met=None, note=""):
    """One row. ``of`` is the figure compared, ``most`` or ``least`` what the ratio may be; else ``goal`` and ``met`` say it."""
    mine, other = stats(ours) if ours else None, {"name": name, **stats(against)} if against else None
    ratio = round(mine[of] / other[of], 3) if mine and other and other[of] else None
    if ratio is not None and met is None:
        met = ratio <= most if most is not None else ratio >= least if least is not None else None
    goal = goal or (f"≤ {most:g}" if most is not None else f"≥ {least:g}" if least is not None else "")
    return {"measure": measure, "unit": unit, "ours": mine, "against": other, "ratio": ratio, "goal": goal, "met": met, "note": note}


def in_turn(contestants, rounds, measure, say):
    """{contestant: its measurements}: one of each, again and again, so that a busy minute hits all alike."""
    found = {name: [] for name in contestants}
    for n in range(rounds):
        for name, one in contestants.items():
            value = measure(one, n)
            if value is not None:
                found[name].append(value)
        say(f"  {n + 1} of {rounds}")
    return found


def timed(act):
    """Seconds that this takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def table(rows):
    """The rows as lines of text."""
    def cell(figures):
        return f"{figures['median']:,} ({figures['p95']:,})" if figures else "–"
    lines = [("measure", "unit", "ours: median (p95)", "against: median (p95)", "n", "ratio", "goal", "met")]
    for one in rows:
        against, mine = one["against"], one["ours"]
        lines.append((one["measure"], one["unit"], cell(mine), f"{against['name']}: {cell(against)}" if against else "–", str(mine["n"]) if mine else "–",
                      "–" if one["ratio"] is None else f"{one['ratio']:g}", one["goal"], {True: "yes", False: "NO", None: "–"}[one["met"]]))
    wide = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))]
    text = ["  ".join(word.ljust(width) for word, width in zip(line, wide)).rstrip() for line in lines]
    return "\n".join(text + [f"{one['measure']}: {one['note']}" for one in rows if one["note"]])
