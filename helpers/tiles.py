"""The world as tiles: one tile a place, however small, no borders, nothing left out.

Where each tile stands is the table ``tiles``. Region gives the colour, the class of a place how full its tile is;
a place without a figure keeps an empty, dashed tile.
"""

import textwrap

from helpers import charts, html, tables

SIZE, TOP, LEFT = 24, 78, 4  # of a tile; room for title, unit and legend above, room at the left
COLOURS = {"Africa": "#7a5200", "Americas": "#8c2d2d", "Asia": "#1f5f8b", "Europe": "#5c4a8a", "Oceania": "#2e6b2e"}
LABELS = {"Africa": (7, 9), "Americas": (0, 0), "Asia": (1, 16), "Europe": (-1, 9), "Oceania": (16, 17)}  # row, column
FULLNESS = {1: (1.0,), 2: (1.0, 0.0), 3: (1.0, 0.3, 0.0), 4: (1.0, 0.55, 0.2, 0.0)}  # by number of classes
NOTE = ("Names and groupings follow the sources and everyday use. They say nothing about the legal status of any "
        "country or territory, or its borders.")


def world(classes, states, *, title, summary, unit, table, said=None, mark=None, holds=None):
    """A picture of all places.

    ``classes`` names up to four classes, the fullest first; ``states`` maps iso3 to the number of a class (0 is
    the first). A place that is not in ``states`` has an empty tile: no figure. ``said`` maps iso3 to what a tile says
    under the pointer; ``mark`` is the code of a place to ring. Raises ValueError for a class or a code that is not there.
    """
    places = tables.load("places").set_index("iso3")
    spots = tables.load("tiles").set_index("iso3")
    for code in {*states, *([mark] if mark else [])} - set(spots.index):
        raise ValueError(f"there is no place with the code {code!r}.")
    if not 1 <= len(classes) <= 4 or not set(states.values()) <= set(range(len(classes))):
        raise ValueError("a place is of one of one to four classes, counted from 0.")
    tiles, kinds = "", {}
    for code, row, column in zip(spots.index, spots["row"], spots["column"]):
        region, state = places.at[code, "region"], states.get(code)
        what = (said or {}).get(code) or ("no figure" if state is None else classes[state])
        kinds.setdefault((region, state), []).append((LEFT + SIZE * column, TOP + SIZE * (row + 1), code, f"{places.at[code, 'name']}: {what}"))
    for (region, state), group in kinds.items():
        tiles += _tiles(group, COLOURS[region], None if state is None else FULLNESS[len(classes)][state])
    if mark:
        tiles += _ring(LEFT + SIZE * spots.at[mark, "column"], TOP + SIZE * (spots.at[mark, "row"] + 1))
    rows, columns = spots["row"].max() + 2, spots["column"].max() + 1
    labels = "".join(_text(LEFT + SIZE * c + 1, TOP + SIZE * (r + 1) + 17, region, 13, COLOURS[region], weight="bold")
                     for region, (r, c) in LABELS.items())
    lines = "".join(_text(LEFT, 36 + 15 * n, line, 12, charts.INK) for n, line in enumerate(textwrap.wrap(unit, 88)[:2]))
    width, height = 2 * LEFT + SIZE * columns, TOP + SIZE * rows + 34
    note = "".join(_text(LEFT, height - 20 + 13 * n, line, 10.5, charts.INK) for n, line in enumerate(textwrap.wrap(NOTE, 100)))
    shapes = _text(LEFT, 18, title, 16, charts.INK, weight="bold") + lines + _legend(classes) + labels + tiles + note
    return charts.Picture(title, charts.by_hand(title, summary, width, height, shapes), summary, table, holds)


def table(classes, states, **columns):
    """The same in a table: each class, how many places, further ``columns`` (one value a class), and who they are."""
    import pandas as pd
    names = tables.load("places").set_index("iso3")["name"]
    rows = []
    for n, label in enumerate((*classes, "no figure")):
        there = [code for code in names.index if states.get(code, len(classes)) == n]
        if there:
            rows.append([label, len(there), *(values[n] if n < len(classes) else None for values in columns.values()),
                         ", ".join(sorted(names[there]))])
    return pd.DataFrame(rows, columns=["class", "places", *columns, "who"])


def _legend(classes):
    """What the fullness of a tile means, in grey and in words."""
    parts = ""
    x: float = LEFT
    for name, full in [*zip(classes, FULLNESS[len(classes)]), ("no figure", None)]:
        parts += _tiles([(x, 61, "", name)], charts.PLAIN, full, size=12) + _text(x + 18, 72, name, 12, charts.INK)
        x += 30 + 6.4 * len(name)
    return parts


def _tiles(group, colour, full, size=SIZE - 2):
    """Tiles (x, y, code, what the pointer is told) of one region and one class; ``full`` None has no figure."""
    fill = charts.GROUND if full is None else mixed(colour, full)
    ink = charts.PLAIN if full is None else readable(fill, colour)
    edge = f'stroke="{charts.PLAIN}" stroke-dasharray="2 2"' if full is None else f'stroke="{colour}"'
    shapes = "".join(f'<path d="M{x:g} {y}h{size}v{size}h-{size}z"><title>{html.text(says)}</title></path>' for x, y, _, says in group)
    letters = "".join(f'<text x="{x + size / 2:g}" y="{y + 14}">{code}</text>' for x, y, code, _ in group if code)
    return (f'<g fill="{fill}" {edge}>{shapes}</g>'
            + (f'<g fill="{ink}" font-size="9" text-anchor="middle" pointer-events="none">{letters}</g>' if letters else ""))


def _ring(x, y):
    """A ring that stands out on every tile: ink outside, white inside."""
    return "".join(f'<rect x="{x + by}" y="{y + by}" width="{SIZE - 2 - 2 * by}" height="{SIZE - 2 - 2 * by}" fill="none" '
                   f'stroke="{stroke}" stroke-width="{wide}"/>' for by, stroke, wide in ((-1, charts.INK, 4), (2, "#ffffff", 2)))


def _text(x, y, words, size, colour, anchor="start", weight="normal"):
    return (f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}" text-anchor="{anchor}" '
            f'font-weight="{weight}">{html.text(words)}</text>')


def mixed(colour, part):
    """``part`` of a colour on the ground of the picture; 1 is the colour, 0 the ground."""
    return "#" + "".join(f"{round(part * int(colour[n:n + 2], 16) + (1 - part) * int(charts.GROUND[n:n + 2], 16)):02x}"
                         for n in (1, 3, 5))


def contrast(one, two):
    """Contrast of two colours, 1 to 21, by WCAG 2.2's relative luminance."""
    def luminance(colour):
        channels = [int(colour[n:n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable(fill, colour):
    """Of white, ink and the colour itself, the letters that stand out best on this fill."""
    return max(("#ffffff", charts.INK, colour), key=lambda ink: contrast(fill, ink))
