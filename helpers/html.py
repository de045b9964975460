"""Small, safe HTML: everything a learner or a file could have typed goes through ``text``."""

import html
import re

NOTE = "position: absolute; left: 0; z-index: 9; padding: .3em .7em; border: 1px solid #75818d; background: #fffdf0; color: #1f2933"
LEFT = ' style="text-align: left"'  # cells of many words
PASSAGE = re.compile(r"([A-RT-Z])\.(.*)")
POINTS = ("I", "II", "III", "IV")  # the four points of reading B


def text(value):
    """Plain text, escaped."""
    return html.escape(str(value), quote=True)


def inline(markdown):
    """Bold and italic of the content's Markdown; everything else stays text."""
    safe = text(markdown.strip())
    safe = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", safe)
    return re.sub(r"\*(.+?)\*", r"<em>\1</em>", safe)


def block(markdown):
    """Paragraphs of the content's Markdown, divided by blank lines."""
    return "".join(f"<p>{inline(' '.join(p.split()))}</p>"
                   for p in re.split(r"\n\s*\n", markdown.strip()))


def plain(markdown):
    """The content's Markdown as plain words."""
    return re.sub(r"\*+", "", " ".join(markdown.split()))


def table(frame):
    """A DataFrame as a plain table with row and column heads; figures to two places at most."""
    def cell(value):
        if str(value) in ("nan", "<NA>", "None"):
            return "–"
        if isinstance(value, float):
            return f"{value:,.2f}".rstrip("0").rstrip(".")
        return f"{value:,}" if isinstance(value, int) and abs(value) > 9999 else text(value)

    head = "".join(f'<th scope="col">{text(c)}</th>' for c in frame.columns)
    rows = []
    for row in frame.itertuples(index=False):
        first, *rest = (v.item() if hasattr(v, "item") else v for v in row)
        rows.append(f'<tr><th scope="row">{cell(first)}</th>' +
                    "".join(f"<td{LEFT if len(str(v)) > 40 else ''}>{cell(v)}</td>" for v in rest) + "</tr>")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def folded(summary, inside):
    """A part that opens on demand."""
    return f"<details><summary>{text(summary)}</summary>{inside}</details>"


def form(term):
    """The pattern that finds a term's forms in a text."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, term.forms))})\b", re.I)


def words(terms, *texts):
    """The terms that stand in these texts, to open all at once; nothing where there is none."""
    found = [(match[0], term) for term in terms if (match := form(term).search(plain(" · ".join(texts))))]
    return folded("Words: " + ", ".join(word for word, _ in found), "".join(f"<p><strong>{text(w)}:</strong> {inline(t.text)}</p>" for w, t in found)) if found else ""


def explained(markup, terms):
    """Our own HTML with the first use of each term made to open its explanation, by Tab and Enter or by a click."""
    for term in terms:
        inside, parts = 0, re.split(r"(<[^>]+>)", markup)
        for n, part in enumerate(parts):
            if part.startswith("<"):
                inside += part.startswith(("<details", "<strong", "<th")) - part.startswith(("</details", "</strong", "</th"))
            elif not inside and (found := form(term).search(part)):
                word = (f'<details style="display: inline-block; vertical-align: top"><summary style="display: inline; text-decoration: '
                        f'underline dotted">{found[0]}</summary><div style="{NOTE}">{inline(term.text)}</div></details>')
                parts[n] = part[:found.start()] + word + part[found.end():]
                break
        markup = "".join(parts)
    return re.sub(r"<p>((?:(?!</p>).)*?<details style.*?)</p>", r'<div style="margin: 1em 0; position: relative">\1</div>', markup, flags=re.S)


def place(unit):
    """A unit as people see it: "A.2.1" is "A §2.1", "B.P3" is "B ¶3", "B.II" is "B, point II", "R.1" of a reading of your own "R §1"."""
    reading, section = unit.split(".", 1)
    special = {"A.0": "abstract", "B.T": "headline", "B.C": "last ¶"}.get(unit) or (f"point {section}" if section in POINTS else "")
    return f"{reading}, {special}" if special else f"{reading} ¶{section[1:]}" if section[0] == "P" else f"{reading} §{section}"


def tag(item_id, passage=""):
    """The head of a card: the item's name, and where in the reading it comes from, no word twice."""
    unit = item_id.split("-")[0]
    rest = re.sub(rf"^{re.escape(place(unit))}(?![.\d])[ ,]*", "", passage) if PASSAGE.match(unit) else passage
    return f"{name(item_id)} · {rest}" if rest else name(item_id)


def name(item_id):
    """An item as people see it: "A.1-c2" is "A §1, claim 2"."""
    unit, rest = item_id.split("-")
    kind = {"c": "claim", "q": "question", "p": "prediction", "i": "activity", "e": "evidence",
            "r": "reflection", "s": "sentence", "x": "exercise"}[rest[0]]
    if unit.startswith("S."):
        return f"{kind.capitalize()} {rest[1:]}"
    return f"{place(unit)}, {kind} {rest[1:]}"
