"""The static twin of each activity: its start, as plain HTML that shows in every viewer.

No learner's word ever stands in a twin. The same parts, as JSON, are what the front ends show.
"""

import re

from helpers import html

MARK = {"for": "Speaks for it", "against": "Speaks against it"}


def option_list(options):
    return "<ul>" + "".join(f"<li>{html.inline(o.text)}</li>" for o in options) + "</ul>"


def sources(course, keys):
    """A short list of sources, in full."""
    if not keys:
        return ""
    rows = "".join(f"<li>{html.inline(course.work(k).text)}</li>" for k in keys)
    return html.folded("Source" if len(keys) == 1 else "Sources", f"<ul>{rows}</ul>")


def hear(course, unit):
    told = unit.retelling
    title = "" if told.passage.lower().endswith(unit.unit.title.lower()) else f", {html.text(unit.unit.title)}"
    return (f"<section><p><strong>Hear it out</strong> · {html.text(told.passage)}{title}, retold</p>"
            f"<blockquote>{html.block(told.text)}</blockquote>"
            f"<p><strong>At its strongest</strong> · what a learned supporter would add</p>"
            f"<blockquote>{html.block(told.strongest)}</blockquote>"
            f"{sources(course, told.strongest_sources)}</section>")


def claims(unit):
    cards = ""
    for claim in unit.claim:
        cards += (f"<blockquote><p><strong>{html.tag(claim.id, html.text(claim.passage))}</strong></p>"
                  f"<p>{html.inline(claim.text)}</p>{html.folded('A generous and a strict reading', readings(claim)) if claim.generous else ''}</blockquote>")
    return f"<section>{cards}</section>"


def readings(claim):
    """How a friend and how a lawyer would read a claim, where the two differ."""
    both = (("Generous", claim.generous), ("Strict", claim.strict))
    return "".join(f"<p><strong>{name}:</strong> {html.inline(text)}</p>" for name, text in both if text)


def evidence(course, claim):
    cards = f"<p>The claim: {html.inline(claim.text)}</p>" + readings(claim)
    for one in course.of_claim(claim.id):
        cards += (f"<blockquote><p><strong>{MARK[one.side]}</strong> · {voice(one.voice)}</p>"
                  f"<p>{html.inline(one.text)}</p>{sources(course, one.sources)}</blockquote>")
    return cards


def verdict(course, claim):
    """The course's own verdict, shown after the learner's."""
    told = claim.verdict
    if claim.generous:
        rows = (f"<p><strong>Read generously:</strong> {told.generous}. "
                f"<strong>Read strictly:</strong> {told.strict}.</p>")
    else:
        rows = f"<p><strong>{told.generous.capitalize()}.</strong></p>"
    return (f"<p>The course's verdict, which you may well contest:</p>{rows}<p>{html.inline(told.because)}</p>"
            f"<p><strong>What would change it:</strong> {html.inline(told.would_change)}</p>{sources(course, told.sources)}")


def rubric(item):
    rows = (("Emerging", item.emerging), ("Secure", item.secure), ("Strong", item.strong))
    return ("<p>What to aim at, before you write:</p><ul>" +
            "".join(f"<li><strong>{n}:</strong> {html.inline(t)}</li>" for n, t in rows) + "</ul>")


def exemplars(item):
    level = {2: "Secure", 3: "Strong"}
    return "<p>Two ways to answer. They do not agree, and both count.</p>" + "".join(
        f"<blockquote><p><strong>{level[e.level]}</strong></p>{html.block(e.text)}</blockquote>"
        for e in item.exemplar)


def words(course, item):
    """The words of the field that a card to answer or to handle uses, to open."""
    parts = [o.text for name in ("options", "targets", "line", "setting") for o in getattr(item, name, ())]
    parts += [o.text for c in getattr(item, "control", ()) if not c.places for o in c.options] + [c.label for c in getattr(item, "control", ())]
    return html.words(course.terms.values(), getattr(item, "title", ""), getattr(item, "prompt", ""), *parts)


def question(course, item):
    ask = f"<p><strong>{html.tag(item.id, html.text(item.passage))}</strong></p>{words(course, item)}<p>{html.inline(item.prompt)}</p>"
    if item.targets:
        return ask + option_list(item.options) + "<p>Each goes with one of these:</p>" + option_list(item.targets)
    if item.options:
        return ask + option_list(item.options)
    return ask + f"<p>Type a number{f' in {html.text(item.unit)}' if item.unit else ''}.</p>"


def guess(course, item):
    return (f"<p><strong>{html.name(item.id)}: {html.text(item.title)}</strong></p>{words(course, item)}<p>{html.inline(item.prompt)}</p>"
            f"{option_list(item.line)}<p>For each line, one of these:</p>{option_list(item.options)}"
            "<p>Write your guesses down. What is known of each line shows while the notebook is running.</p>")


def story(course, item):
    """A story: what happened, the facts one by one with their sources, the tellings, the people."""
    facts = "".join(f'<tr><th scope="row">{html.inline(f.what)}</th><td>{html.inline(f.value)}</td><td>{html.text("; ".join(short(course, k) for k in f.sources))}</td></tr>'
                    for f in item.fact)
    head = "".join(f'<th scope="col">{t}</th>' for t in ("What", "Known", "Seen in"))
    keys = dict.fromkeys(k for part in (*item.fact, *item.telling) for k in part.sources)
    tellings = "".join(f"<blockquote><p><strong>{html.text(t.name)}</strong> · {voice(t.voice)}</p><p>{html.inline(t.text)}</p></blockquote>"
                       for t in item.telling)
    return (f"<section><p><strong>{html.text(item.title)}</strong></p>{html.block(item.text)}{tellings}"
            f"<p><strong>The people.</strong> {html.inline(item.people)}</p>"
            + html.folded("The facts, one by one", f"<table><thead><tr>{head}</tr></thead><tbody>{facts}</tbody></table>")
            + sources(course, keys) + "</section>")


def short(course, key):
    """A work as a table names it: what stands before the year, and the year; else its whole text."""
    found = re.match(r"\W*(.{2,70}?)\W*\((?:[^)]*\b)?(\d{4})", course.works[key].text)
    return f"{found[1]} {found[2]}" if found else html.plain(course.works[key].text)


def voice(name):
    return "an international body" if name == "international" else f"a voice from the {name}"


def writing(item, kind):
    before = rubric(item) if kind == "reflect" else ""
    return f"<p><strong>{html.name(item.id)}</strong></p>{before}<p>{html.inline(item.prompt)}</p>"


def box(item):
    """What an interactive is made of."""
    made_up = "<p><strong>These numbers are made up.</strong></p>" if item.made_up else ""
    return (f"{made_up}<p><strong>Source:</strong> {html.inline(item.source)}</p>"
            f"<p><strong>It assumes:</strong> {html.inline(item.assumptions)}</p>"
            f"<p><strong>It leaves out:</strong> {html.inline(item.leaves_out)}</p>")


def panel(course, item, picture, gated=False):
    """The start of an interactive; behind a fold where a prediction comes first."""
    tasks = ""
    if item.setting:
        tasks = "<ul>" + "".join(f"<li>To find: {html.inline(s.text)}</li>" for s in item.setting) + "</ul>"
    controls = "; ".join(c.label for c in item.control)
    start = f"<p>You can change: {html.text(controls)}. Here is the start.</p>{picture.figure()}{html.folded('What this is made of', box(item))}"
    return (f"<section><p><strong>{html.name(item.id)}: {html.text(item.title)}</strong></p>{words(course, item)}{tasks}"
            f"{html.folded('The start of it (make your prediction first)', start) if gated else start}</section>")


def sketch(course, item, picture):
    years = ", ".join(map(str, item.points))
    return (f"<section><p><strong>{html.name(item.id)}</strong></p>{words(course, item)}<p>{html.inline(item.prompt)}</p>"
            f"<p>Write down your values for {years}, in {html.text(item.unit)}.</p>{picture.figure()}</section>")
