"""From a table to a :class:`Picture`: an SVG, a sentence with the figures in it, and the table.

The drawing is lets-plot's; this module makes it stable from run to run, gives it a name that a
screen reader can say, and keeps its style to itself.
"""

import base64
import hashlib
import math
import re
from dataclasses import dataclass, replace

from helpers import html

WIDTH, HEIGHT = 470, 300  # small, so that the letters stay large on a telephone
INK, GRID, GROUND = "#1f2933", "#d5dbe1", "#fcfcfa"
PLAIN, MARKED = "#5f6b76", "#00695c"
COLOURS = {  # one colour for one actor, everywhere; each at least 4.5:1 on GROUND
    "South to South": "#00695c", "North to North": "#8a4a00", "North to South": "#5b4fa8",
    "South to North": "#a03060", "you": "#0b57d0",
}
DASHES = ("solid", "dashed", "dotted", "longdash")


@dataclass(frozen=True)
class Picture:
    """What a learner sees, and the same in words and in figures.

    ``holds`` tells whether a reading under test is right in this setting; None where none is.
    """

    title: str
    svg: str
    summary: str
    table: object
    holds: bool | None = None

    def source(self):
        """The drawing as a data address, for an image that needs no file."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg.encode()).decode()

    def figure(self):
        """The picture as stored in a notebook: it shows, with its words, in every viewer."""
        return (f'<figure style="margin: 0"><img style="max-width: 100%" alt="{html.text(self.summary)}" '
                f'src="{self.source()}">'
                f"<figcaption>{html.text(self.summary)}</figcaption>"
                f"{html.folded('Table', html.table(self.table))}</figure>")

    def frame(self):
        """The picture for the live panel, as plain JSON."""
        return {"svg": self.svg, "summary": self.summary, "table": html.table(self.table),
                "holds": self.holds}

    def with_(self, **changes):
        """The same picture with another table, say: the one a reader wants, not the one drawn."""
        return replace(self, **changes)

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.figure(), "text/plain": self.summary}


def lines(frame, x, columns, *, title, summary, unit, low=0, high=None, holds=None, span=None, points=False):
    """Lines over time. ``columns`` maps a column of ``frame`` to its label, drawn at its end.

    ``span`` (first, last) sets the years shown; ``unit`` names the upright axis; ``points`` marks every row.
    """
    plot = _plots()
    data = frame.melt(id_vars=x, value_vars=list(columns), var_name="series", value_name="value")
    data["series"] = data["series"].map(columns)
    data = data.dropna(subset="value")
    labels = list(columns.values())
    colours = [COLOURS.get(label, PLAIN) for label in labels]
    last = data[data[x] == data.groupby("series")[x].transform("max")].copy()
    room = ((high or data["value"].max()) - low) * 0.075
    last["label_at"] = _apart([max(v, low + room / 2) for v in last["value"]], room)
    first, end = span or (int(frame[x].min()), int(frame[x].max()))
    margin = (end - first) * (0.03 + 0.0225 * max(map(len, labels)))
    parts = [
        plot.ggplot(data, plot.aes(x, "value", color="series", linetype="series")),
        *([plot.geom_point(size=3, tooltips="none")] if points else []),
        *([plot.geom_line(size=1.4, tooltips="none")] if len(frame) > 1 else []),
        plot.geom_point(data=last, size=3, tooltips="none"),
        plot.geom_text(data=last, mapping=plot.aes(x, "label_at", label="series", color="series"),
                       hjust=0, nudge_x=(end - first) * 0.015, size=6.8),
        plot.scale_color_manual(values=colours, breaks=labels),
        plot.scale_linetype_manual(values=list(DASHES[:len(labels)]), breaks=labels),
        plot.scale_x_continuous(name="", limits=[first, end + margin], format="d", expand=[0.02, 0],
                                breaks=_years(first, end)),
        plot.scale_y_continuous(name="", limits=[low, high], format="{,.0f}", expand=[0, 0]),
    ]
    return _picture(parts, title, unit, summary, frame, holds)


def bars(frame, label, value, *, title, summary, unit, mark=(), high=None, digits=0, holds=None):
    """Bars lying on their side, one a row of ``frame`` in its order, the figure at each end.

    ``mark`` names the rows drawn in the marked colour; they carry a "◀" too.
    """
    plot = _plots()
    data = frame[[label, value]].copy()
    data["marked"] = data[label].isin(mark)
    data["said"] = [f"{v:,.{digits}f}" + (" ◀" if m else "") for v, m in zip(data[value], data["marked"])]
    top = high or float(data[value].max()) or 1.0
    parts = [
        plot.ggplot(data, plot.aes(label, value, fill="marked")),
        plot.geom_bar(stat="identity", width=0.7, tooltips="none"),
        plot.geom_text(plot.aes(label=("said")), hjust=0, nudge_y=top * 0.012, size=6.8, color=INK),
        plot.scale_fill_manual(values={False: PLAIN, True: MARKED}, breaks=[False, True]),
        plot.scale_x_discrete(name="", limits=list(data[label])[::-1]),
        plot.scale_y_continuous(name="", limits=[0, top * 1.2], expand=[0, 0]),
        plot.coord_flip(),
        plot.theme(axis_text_y=plot.element_blank()),  # the figures stand at the bars' ends
    ]
    return _picture(parts, title, unit, summary, frame, holds, len(data))


def network(nodes, ties, *, title, summary, unit, table, gone=None, cut=(), holds=None):
    """Places on a circle and the ties between them. ``gone`` has left with its ties; those ``cut`` off stand apart.

    Reached, cut off and gone differ in shape as well as in colour.
    """
    import pandas as pd
    plot, none = _plots(), _plots().element_blank()
    turn = [math.pi / 2 - 2 * math.pi * n / len(nodes) for n in range(len(nodes))]
    at = {node: (math.cos(t), math.sin(t)) for node, t in zip(nodes, turn)}
    states = [("reached", 16, MARKED), ("cut off", 2, "#a03060"), ("has left", 4, PLAIN)]

    def state(node):
        return "has left" if node == gone else "cut off" if node in cut else "reached"

    dots = pd.DataFrame([(*at[n], state(n), n) for n in nodes], columns=["x", "y", "state", "name"])
    drawn = pd.DataFrame([(*at[a], *at[b], gone in (a, b)) for a, b in ties], columns=["x", "y", "to_x", "to_y", "lost"])
    parts = [plot.ggplot()]
    for lost, dash, colour in ((False, "solid", INK), (True, "dotted", PLAIN)):
        if len(some := drawn[drawn["lost"] == lost]):
            parts.append(plot.geom_segment(plot.aes("x", "y", xend="to_x", yend="to_y"), data=some, color=colour, size=0.9,
                                           linetype=dash, tooltips="none"))
    parts.append(plot.geom_point(plot.aes("x", "y", color="state", shape="state"), data=dots, size=7, stroke=1.8, tooltips="none"))
    for side, some in dots.groupby(dots["x"].round(1).map(lambda x: 0.5 if x == 0 else float(x < 0))):
        up = 0.2 if side == 0.5 else 0
        parts.append(plot.geom_text(plot.aes("x", "y", label="name"), size=6.8, color=INK, hjust=side,
                                    nudge_x=0.12 * (1 - 2 * side), data=some.assign(y=some["y"] + up * some["y"].round())))
    names = [s[0] for s in states if s[0] in set(dots["state"])]
    parts += [plot.scale_color_manual(values=[s[2] for s in states if s[0] in names], breaks=names, name=""),
              plot.scale_shape_manual(values=[s[1] for s in states if s[0] in names], breaks=names, name=""),
              plot.scale_x_continuous(limits=[-2.1, 2.1], expand=[0, 0]), plot.scale_y_continuous(limits=[-1.3, 1.3], expand=[0, 0]),
              plot.theme(axis_text_x=none, axis_text_y=none, axis_title=none, axis_line_x=none, legend_position="bottom")]
    return _picture(parts, title, unit, summary, table, holds, 8)


def start_of_line(given, span, range_, title, unit):
    """The empty board of a prediction: the axes, and the figures given from the start."""
    import pandas as pd
    frame = pd.DataFrame(given, columns=["year", "given"])
    year, value = given[-1]
    summary = f"An empty board from {span[0]} to {span[1]}. The line is given up to {year}, where it stands at {value:.1f}."
    return lines(frame, "year", {"given": "given"}, title=title, summary=summary, unit=unit,
                 low=range_[0], high=range_[1], span=span)


def _plots():
    import lets_plot
    return lets_plot


def _apart(values, room):
    """Where to write labels of these values so that two of them are at least ``room`` apart."""
    placed = []
    for value, n in sorted((v, n) for n, v in enumerate(values)):
        placed.append((n, max(value, placed[-1][1] + room) if placed else value))
    return [at for _, at in sorted(placed)]


def _years(first, last):
    """Years to print below a time axis: the first, the last, and round ones well between."""
    step = 1 if last - first < 6 else 2 if last - first < 13 else 5 if last - first < 30 else 10
    between = [y for y in range(first + 1, last) if y % step == 0 and min(y - first, last - y) > step * 0.6]
    return [first, *between, last]


def _picture(parts, title, unit, summary, frame, holds, rows=0):
    plot = _plots()
    base, *layers = parts
    height = 75 + 32 * rows if rows else HEIGHT
    line, blank = plot.element_line, plot.element_blank()
    look = plot.theme_classic() + plot.theme(
        text=plot.element_text(color=INK, size=14), plot_title_position="plot",
        plot_title=plot.element_text(size=16, face="bold"),
        plot_subtitle=plot.element_text(size=13, margin=[0, 0, 10, 0]), axis_text=plot.element_text(color=INK, size=13),
        axis_text_x=plot.element_text(margin=[7, 0, 0, 0]), axis_line_y=blank, axis_ticks=blank, axis_line_x=line(color=INK, size=1),
        panel_grid_major_y=blank if rows else line(color=GRID, size=0.7),
        panel_grid_major_x=blank,
        plot_background=plot.element_rect(fill=GROUND, color=GROUND),
        panel_background=plot.element_rect(fill=GROUND, color=GROUND),
        legend_background=plot.element_rect(fill=GROUND, color=GROUND), legend_position="none",
        legend_text=plot.element_text(size=13))
    drawn = base + look
    for layer in layers:
        drawn += layer
    drawn += plot.ggtitle(title, unit) + plot.ggsize(WIDTH, height)
    return Picture(title, stable(drawn.to_svg(), title, summary), summary, frame, holds)


def stable(svg, title, summary):
    """lets-plot's SVG, made equal from run to run, named for screen readers, its style scoped."""
    head, style, body = re.match(r"(<svg[^>]*>)\s*<style[^>]*>(.*?)</style>(.*)", svg, re.S).groups()  # type: ignore[union-attr]  # lets-plot writes both
    size = [float(v) for v in re.findall(r'(?:width|height)="([\d.]+)"', head)]
    seen = set(re.findall(r'class="([^"]+)"', body))
    kept = [rule for rule, name in re.findall(r"(#\w+ \.([\w-]+) \{[^}]*\})", style) if name in {c for s in seen for c in s.split()}]
    inside = "".join(re.sub(r"\s+", " ", rule) for rule in kept)
    body = re.sub(r"<[^>]+>", lambda tag: re.sub(r"-?\d+\.\d{2,}(?:E-?\d+)?",
                                                 lambda n: _short(n[0]), tag[0]), body)
    body = re.sub(r">\s+<", "><", body)
    whole = f"<style>{inside}</style>{body}"
    ids = list(dict.fromkeys(re.findall(r'\bid="(\w+)"', whole)))
    for n, one in enumerate(ids):
        whole = re.sub(rf"(?<=[\"#(]){one}\b", f"~{n}~", whole)
    whole = re.sub(r"#(?!~)[a-zA-Z]\w{6} (?=\.)", "", whole)
    key = "p" + hashlib.sha256((title + whole).encode()).hexdigest()[:7]
    whole = re.sub(r"~(\d+)~", rf"{key}-\1", whole)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'role="img" viewBox="0 0 {size[0]:.0f} {size[1]:.0f}" width="{size[0]:.0f}" '
            f'height="{size[1]:.0f}" font-family="system-ui, sans-serif"><title>{html.text(title)}</title>'
            f"<desc>{html.text(summary)}</desc>{whole}")


def by_hand(title, summary, width, height, shapes):
    """An SVG drawn without lets-plot: ``shapes`` on the ground of all pictures, named and described for a screen reader."""
    return (f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            f'font-family="system-ui, sans-serif"><title>{html.text(title)}</title><desc>{html.text(summary)}</desc>'
            f'<rect width="{width}" height="{height}" fill="{GROUND}"/>{shapes}</svg>')


def _short(number):
    value = f"{float(number):.1f}"
    return value.removesuffix(".0").replace("-0", "0") if value in ("-0.0", "0.0") else value.removesuffix(".0")
