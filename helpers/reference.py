"""What one looks up: the words of the field, and the works behind the course."""

from helpers import content, html
from helpers.live import Shown


def glossary() -> Shown:
    """Every word that a card explains, in alphabetical order."""
    terms = sorted(content.course().terms.values(), key=lambda t: t.forms[0].lower())
    rows = "".join(f'<tr><th scope="row">{html.text(t.forms[0])}</th><td style="text-align: left">{html.inline(t.text)}</td></tr>' for t in terms)
    head = '<tr><th scope="col">Word</th><th scope="col">What it means here</th></tr>'
    return Shown(f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>", "\n".join(f"{t.forms[0]}: {html.plain(t.text)}" for t in terms))


def works() -> Shown:
    """Every work that the course names, by first letter, with its address where the producer's own is known."""
    groups, course = {}, content.course()
    for work in sorted(course.works.values(), key=lambda w: html.plain(w.text).lower()):
        address = work.doi if work.doi.startswith("http") else f"https://doi.org/{work.doi}" if work.doi else ""
        link = f' <a href="{html.text(address)}">address</a>' if address else ""
        groups.setdefault(html.plain(work.text).lstrip("'\"‘“")[0].upper(), []).append(f"<li>{html.inline(work.text)}{link}</li>")
    parts = "".join(html.folded(f"{letter} ({len(found)})", f"<ul>{''.join(found)}</ul>") for letter, found in sorted(groups.items()))
    words = f"{len(course.works)} works. Each was seen by us as a record or as the text itself."
    return Shown(f"<section><p>{words} Open a letter.</p>{parts}</section>", words)
