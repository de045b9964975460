"""The timeline 1945 to 2025 as a picture: one row an event, one column a theme; drawn as our own SVG."""

from datetime import date

import pandas as pd

from helpers import charts, content, html

THEMES = {  # theme: (its sign, how a sentence names it)
    "order": ("●", "the United Nations and the world's rules"), "aid": ("■", "what the donors' club counts and agrees"),
    "south": ("▲", "the South among itself"), "money": ("◆", "trade, loans, banks"), "readings": ("★", "the readings"),
}
PERIODS = {"all": (1945, 2025), "1945": (1945, 1964), "1965": (1965, 1984), "1985": (1985, 2004), "2005": (2005, 2025)}


def when(event):
    """An event's date as people say it: "15 June 1964", "May 2017", "1966"; with ``until``, both ends."""
    def said(text):
        parts = [int(part) for part in text.split("-")]
        return f"{parts[2]} {date(parts[0], parts[1], parts[2]):%B %Y}" if len(parts) == 3 else f"{date(parts[0], parts[1], 1):%B %Y}" if len(parts) == 2 else text
    return f"{said(event.date)} to {said(event.until)}" if event.until else said(event.date)


def events(period="1945", themes=tuple(THEMES), whose="all"):
    """What happened in some years, by theme. ``whose`` "A" or "B" keeps what that reading names or clearly means.

    ``holds`` is whether that reading speaks of these years at all; None for no reading in particular, or with themes left out.
    """
    first, last = PERIODS[period]
    there = sorted((e for e in content.course().events.values() if first <= int(e.date[:4]) <= last and set(e.themes) & set(themes)), key=lambda e: e.date)
    shown = [e for e in there if whose == "all" or whose in e.named_in]
    span = f"From {first} to {last}"
    if whose != "all":
        summary = f"{span} we list {len(there)} events by these themes; reading {whose} speaks of {len(shown) or 'none'} of them."
    else:
        summary = f"{span} we list {len(shown)} events by these themes."
    if shown:
        summary += f" The first shown: {shown[0].title} ({shown[0].date[:4]}); the last: {shown[-1].title} ({shown[-1].date[:4]})."
    keys = list(THEMES)
    parts = [f'<text x="10" y="{24 + 19 * n}" font-size="14" fill="{charts.INK}">{sign} {html.text(words)}</text>' for n, (sign, words) in enumerate(THEMES.values())]
    top = 30 + 19 * len(keys)
    for n, event in enumerate(shown):
        y = top + 22 * n + 16
        signs = "".join(f'<text x="{16 + 17 * keys.index(theme)}" y="{y}" text-anchor="middle">{THEMES[theme][0]}</text>' for theme in event.themes)
        parts.append(f'<g font-size="15" fill="{charts.INK}"><line x1="6" x2="464" y1="{y - 16}" y2="{y - 16}" stroke="{charts.GRID}"/>{signs}'
                     f'<text x="104" y="{y}" font-weight="bold">{event.date[:4]}</text><text x="146" y="{y}">{html.text(event.title)}</text></g>')
    if not shown:
        parts.append(f'<text x="10" y="{top + 20}" font-size="14" fill="{charts.INK}">Nothing here.</text>')
    rows = [(when(e), e.title, e.text, ", ".join(THEMES[t][1] for t in e.themes)) for e in shown] or [("–", "nothing here", "", "")]
    counted = [("in all", f"{len(shown)} shown of {len(there)}", f"{first} to {last}{'' if whose == 'all' else f', reading {whose}'}", ", ".join(themes))]
    svg = charts.by_hand("Timeline", summary, 470, top + 22 * max(1, len(shown)) + 14, "".join(parts))
    holds = None if whose == "all" or set(themes) != set(THEMES) else bool(shown)
    return charts.Picture("Timeline", svg, summary, pd.DataFrame(rows + counted, columns=["date", "event", "what", "theme"]), holds)
