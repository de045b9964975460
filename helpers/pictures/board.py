"""The verdict board of reading B (B.C): the course's verdicts, and the learner's, then and now; drawn as our own SVG."""

import pandas as pd

from helpers import charts, content, html
from helpers.schema import VERDICTS as WORDS

HEADS = ("well", "in part", "disputed", "open", "not data")
HELD = WORDS[:2]  # well supported, supported in part


def board(reading="generous", mine=None):
    """Central claims, each on one of five verdicts by one reading. ``holds``: more than half are supported, well or in part.

    ``mine`` holds what the learner kept: a verdict for a claim, from its sitting, and the verdicts of B.C-p1, from today.
    """
    lines, claims, mine = content.course().items["B.C-p1"].line, content.course().items, mine or {}
    today = mine.get("B.C-p1") if isinstance(mine.get("B.C-p1"), dict) else {}
    rows = []
    for line in lines:
        said = {by: getattr(claims[line.id].verdict, by) for by in ("generous", "strict")}
        now = next((word for word in WORDS if today.get(line.id) == word), None)
        rows.append((html.plain(line.text).partition(":")[0], said["generous"], said["strict"], mine.get(line.id) if mine.get(line.id) in WORDS else None, now))
    names = ["claim", "course, generous", "course, strict", "you, then", "you, today"]
    table, column = pd.DataFrame(rows, columns=names), names[1 if reading == "generous" else 2]
    held = int(table[column].isin(HELD).sum())
    both = table.dropna(subset=names[3:])
    moved = int((both[names[3]] != both[names[4]]).sum())
    say = f"Read {'generously' if reading == 'generous' else 'strictly'}, {held} of {len(table)} claims are supported, well or in part. "
    say += (f"Of {len(both)} that you judged twice you moved {moved}." if len(both) else "Your own verdicts show once you have kept some, then and today.")
    marks = [(names.index(column), "■", -14), (3, "○", 0), (4, "●", 14)]

    def text(x, y, words, more=""):
        return f'<text x="{x}" y="{y}" font-size="13" fill="{charts.INK}"{more}>{html.text(words)}</text>'

    at: dict = {word: 244 + 66 * n for n, word in enumerate(WORDS)}
    parts = [text(10, 24, "The verdict board", ' font-weight="bold"')]
    parts += [text(at[word], 48, head, ' text-anchor="middle"') for word, head in zip(WORDS, HEADS)]
    for n, row in enumerate(rows):
        y = 76 + 30 * n
        parts += [f'<line x1="10" x2="540" y1="{y + 10}" y2="{y + 10}" stroke="{charts.GRID}"/>', text(10, y, row[0])]
        parts += [text(at[row[k]] + shift, y, sign, ' text-anchor="middle"') for k, sign, shift in marks if row[k]]
    parts.append(text(10, 76 + 30 * len(rows), f"■ the course, {reading} reading · ○ you, in the sitting · ● you, today"))
    total = pd.DataFrame([("supported, well or in part", *(int(table[name].isin(HELD).sum()) for name in names[1:]))], columns=names)
    counted = pd.DataFrame([("judged twice, and moved", "", "", len(both), moved)], columns=names)
    svg = charts.by_hand("The verdict board", say, 550, 96 + 30 * len(rows), "".join(parts))
    return charts.Picture("The verdict board", svg, say, pd.concat([table.fillna("none yet"), total, counted], ignore_index=True), held > len(table) / 2)
