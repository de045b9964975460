"""A house with four rooms: who puts which idea on which floor (A.2)."""

import pandas as pd

from helpers import charts, html

ROLES = ("ground", "inside", "support", "front")  # from below: what it stands on, holds, is held by, shows
TEXTS = {  # who: {where: (idea, the text's own word for its role)}
    "a": ("Reading A, 2021", {"ground": ("Win-win", "foundation"), "inside": ("Marxist thought", "content"),
                              "support": ("Fairness", "guarantee"), "front": ("Mutual respect", "expression")}),
    "keywords": ("China Keywords, 2020", {"ground": ("Win-win", "core and basis"), "inside": ("Mutual respect", ""),
                                          "support": ("Fairness and justice", "")}),
    "ling": ("Ling, 2018", {"ground": ("Mutual respect", "basis"), "inside": ("Win-win", "means"),
                            "support": ("Fairness", "criterion"), "front": ("A shared future", "final goal")}),
    "india": ("India's minister, 2021", {"inside": ("Mutual respect", ""), "support": ("Mutual sensitivity", ""),
                                         "front": ("Mutual interests", "")}),
}
PLACES = {"front": (95, 84, 280), "support": (95, 140, 280), "inside": (95, 196, 280), "ground": (60, 252, 350)}  # x, y, width


def built(text="a"):
    """The house that one of four texts builds.

    ``holds`` is true where another text stands on A's foundation, false where its foundation is another idea,
    None for A itself and where no foundation is named.
    """
    who, rooms = TEXTS[text]
    ground, own = rooms.get("ground", ("", ""))[0], TEXTS["a"][1]["ground"][0]
    parts = [f"{idea}{f' is the {role}' if role else ' (no role named)'}" for idea, role in (rooms[r] for r in ROLES if r in rooms)]
    summary = f"{who}, from below: {'; '.join(parts)}."
    table = pd.DataFrame([(idea, role or "none named") for idea, role in (rooms[r] for r in reversed(ROLES) if r in rooms)],
                         columns=["From the top", "Its role, in the text's word"])
    return charts.Picture(who, _drawn(who, rooms, summary), summary, table, None if text == "a" or not ground else ground == own)


def _drawn(who, rooms, summary):
    def box(where, idea, role):
        x, y, width = PLACES[where]
        colour, ink = (charts.MARKED, "#fff") if where == "ground" else (charts.GRID, charts.INK)
        words = html.text(f"{idea}: {role}" if role else idea)
        return (f'<rect x="{x}" y="{y}" width="{width}" height="46" rx="3" fill="{colour}" stroke="{charts.INK}"/>'
                f'<text x="235" y="{y + 29}" text-anchor="middle" font-size="15" fill="{ink}">{words}</text>')

    walls = "".join(box(where, *rooms[where]) for where in PLACES if where in rooms)
    roof = (f'<path d="M75 80 L235 22 L395 80 Z" fill="none" stroke="{charts.INK}" stroke-width="2"/>'
            f'<text x="235" y="66" text-anchor="middle" font-size="15" font-weight="bold" fill="{charts.INK}">{html.text(who)}</text>')
    return charts.by_hand(who, summary, 470, 310, roof + walls)
