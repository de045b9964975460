"""The two readings side by side, by what the learner kept: verdicts against the course's, guesses against what came out."""

import pandas as pd

from helpers import charts, content, schema
from helpers.pictures.board import HELD

SCALE = {word: n for n, word in enumerate(schema.VERDICTS[:3])}  # from mild to hard; "open" and "not a matter for data" are off it


def bar(reading="generous", mine=None):
    """How many central claims of each reading are supported, well or in part: by the course, and by the learner.

    ``mine`` maps claims to the learner's verdicts; where it is empty, only the course speaks. ``holds`` is None: no verdict is right.
    """
    course, rows, shown, says = content.course(), [], [], []
    for letter in "AB":
        claims = [course.items[key] for key in course.items["S.1-i1"].uses if key[0] == letter]
        theirs = {c.id: getattr(c.verdict, reading) for c in claims}
        yours = {c.id: mine[c.id] for c in claims if mine and mine.get(c.id) in schema.VERDICTS}
        held, own = sum(v in HELD for v in theirs.values()), sum(v in HELD for v in yours.values())
        pairs = [(SCALE[v], SCALE[theirs[k]]) for k, v in yours.items() if v in SCALE and theirs[k] in SCALE]
        harder, milder = sum(you > we for you, we in pairs), sum(you < we for you, we in pairs)
        rows.append((f"reading {letter}", len(claims), held, 100 * held / len(claims), len(yours), own, 100 * own / len(yours) if yours else None, harder, milder))
        shown.append((f"{letter}: the course", 100 * held / len(claims)))
        says.append(f"{held} of {len(claims)} claims of {letter}")
        if yours:
            shown.append((f"{letter}: you", 100 * own / len(yours)))
            says.append(f"you {own} of the {len(yours)} that you judged, harder than the course on {harder} and milder on {milder}")
    summary = (f"Read {'generously' if reading == 'generous' else 'strictly'}, the course calls supported, well or in part: {'; '.join(says)}."
               + ("" if any(row[4] for row in rows) else " Your own bars show once you have judged some of them."))
    table = pd.DataFrame(rows, columns=["text", "claims", "supported, the course", "% of them", "judged by you", "supported, you", "% of yours", "you harder", "you milder"])
    return charts.bars(pd.DataFrame(shown, columns=["who", "v"]), "who", "v", title="The same bar?", summary=summary,
                       unit="% supported, well or in part", high=100).with_(table=table)


def fitted(reading="A", mine=None):
    """How many of the learner's guesses fitted, exercise by exercise, beside what blind choice gives on average."""
    course, rows = content.course(), []
    for key in course.items["S.1-i2"].uses:
        item, kept = course.items[key], (mine or {}).get(key)
        if key[0] == reading:
            fits = None if not isinstance(kept, dict) else sum(kept.get(one.id) in (one.answer, *one.also) for one in item.line)
            blind = 100 * sum(1 + len(one.also) for one in item.line) / len(item.line) / len(item.options)
            rows.append((item.title, len(item.line), blind, fits))
    frame = pd.DataFrame(rows, columns=["guess", "lines", "blind", "fits"])
    known = frame.dropna(subset="fits")
    blind = (frame["blind"] * frame["lines"]).sum() / frame["lines"].sum()
    if known.empty:
        summary = f"You have made none of these {len(frame)} guesses of reading {reading} yet. Blind choice would fit {blind:.0f} % of the lines on average."
    else:
        lines, fits = int(known["lines"].sum()), int(known["fits"].sum())
        expected = (known["blind"] * known["lines"]).sum() / lines
        summary = (f"Of the {lines} lines that you guessed in {len(known)} of {len(frame)} exercises of reading {reading}, {fits} fitted: {100 * fits / lines:.0f} %. "
                   f"Blind choice would fit {expected:.0f} % of them on average.")
    table = pd.DataFrame({"guess": frame["guess"], "lines": frame["lines"], "yours that fit": frame["fits"],
                          "yours, %": 100 * frame["fits"].astype(float) / frame["lines"], "blind choice, %": frame["blind"]})
    total = pd.DataFrame([["all", int(frame["lines"].sum()), known["fits"].sum() if len(known) else None,
                           100 * known["fits"].sum() / known["lines"].sum() if len(known) else None, blind]], columns=table.columns)
    shown = pd.DataFrame({"what": frame["guess"] + ["" if f else " (blind)" for f in frame["fits"].notna()], "v": table["yours, %"].fillna(frame["blind"])})
    return charts.bars(shown, "what", "v", title="Guesses and what came out", summary=summary, unit="% of the lines that fit", high=100).with_(
        table=pd.concat([table, total], ignore_index=True))
