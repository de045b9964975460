"""My dossier: one page of what a learner has done, to read and print anywhere; no network and no script in it."""

from datetime import UTC, datetime
from string import Template

from helpers import content, html, journal, schema
from helpers.live import Card, function, view

FILE = "my-dossier.html"
ABOUT = (f"Your dossier is one page of what you did here: your page for the ministry, words, verdicts, predictions, answers, and the works behind "
         f"them. This cell writes it to `my_work/{FILE}`, and it is for you: nobody else gets it unless you send it.")
OUTCOME = {"right": "✓ right", "almost": "≈ almost", "wrong": "✗ not yet"}


def dossier(name: str = "") -> Card:
    """Write the dossier as one HTML file into the work folder, and offer it as a download; ``name`` (any words) stands on top."""
    from helpers.widgets import Ask
    said, text = "", html.block(ABOUT.replace("`", "*"))
    if _something():
        try:
            journal.put(journal.folder() / FILE, build(name).encode("utf-8", "replace"))
            said = f"Written to my_work/{FILE} at {datetime.now():%H:%M}."
        except OSError as error:
            said = journal.why(error)
    item = {"type": "file", "html": text, "button": "Save my dossier among my downloads", "said": said or "There is nothing to put in yet: answer something first."}

    def receive(message):
        if not _something():
            return {"problem": item["said"]}
        return {"text": build(name), "name": FILE, "kind": "text/html", "said": "Saved."}
    return view(Ask, "dossier", lambda: {"label": "My dossier", "items": [item], "problem": ""}, f"<section>{text}</section>", html.plain(text), receive)


def _something():
    """Whether anything was done but opening a sitting."""
    return any(record["verb"] != "started" for record in journal.current().records())


def build(name=""):
    """The whole page, from the journal as it is now. What a learner typed stays text."""
    course, records = content.course(), journal.current().records()
    of = {}
    for record in records:
        if record["verb"] == "reset":
            of.pop(record["object"], None)
        else:
            of.setdefault(record["object"], []).append(record)
    sittings = sorted((s for s in course.sittings.values() if not s.aside), key=lambda s: "S.2" not in s.units)  # the page first
    pages = [(s, part) for s in sittings if (part := _part(course, s, of))]
    toc = "".join(f'<li><a href="#{s.id}">{html.text(s.title)}</a></li>' for s, _ in pages)
    works = sorted({html.inline(course.work(key).text) for key in _works(course, of)})
    body = ["<h1>My dossier</h1>", f"<p><em>Reading South-South Cooperation: two texts, tested</em>{' · ' + html.text(name) if str(name).strip() else ''}"
            f" · {datetime.now():%d %B %Y}</p>", _statement(course, of, records), f"<nav><ol>{toc}</ol></nav>",
            *(f'<section id="{s.id}"><h2>{html.text(s.title)}</h2>{part}</section>' for s, part in pages),
            f"<h2>Works behind the claims that you judged</h2><ul>{''.join(f'<li>{w}</li>' for w in works)}</ul>" if works else ""]
    skeleton = (content.ROOT / "helpers" / "dossier.html").read_text(encoding="utf-8")
    return Template(skeleton).substitute(body="\n".join(body))


def _statement(course, of, records):
    """What was done, in figures; not a grade, and from nobody but the learner's own computer."""
    finished = [s.title for s in course.sittings.values() if any(r["verb"] == "finished" for r in of.get(s.id, ()))]
    kinds = [type(course.items.get(key)).__name__ for key in of]
    right = sum(bool(r := _last(of, key, "answered", "tagged")) and r["result"].get("outcome") == "right" for key in of)
    days = [r["timestamp"][:10] for r in records]
    done = (f"{len(finished)} of {sum(not s.aside for s in course.sittings.values())} sittings finished; {kinds.count('Question')} questions worked on; {right} questions and "
            f"exercises right in the end; {kinds.count('Prediction') + kinds.count('Guess')} predictions; {kinds.count('Claim')} claims judged; "
            f"{kinds.count('Sentence')} sentences and {kinds.count('Reflection')} reflections written; from {min(days)} to {max(days)}.")
    names = f"<p>Finished: {html.text(' · '.join(finished))}</p>" if finished else ""
    return (f'<div class="note"><h2>What was done</h2><p>{html.text(done)}</p>{names}<p>This tells what was done. It is no grade, and no certificate from anyone. '
            "It holds opinions: whom you give it to is yours to decide.</p></div>")


def _last(of, key, *verbs):
    return next((r for r in reversed(of.get(key, ())) if r["verb"] in verbs), None)


def _part(course, sitting, of):
    """One sitting: words, then predictions, claims, questions."""
    items = sorted((i for unit in sitting.units for i in course.items.values() if i.id.split("-")[0] == unit and i.id in of),
                   key=lambda i: isinstance(i, schema.Reflection))
    words, verdicts, asked, drawn = "", [], [], ""
    for item in items:
        last = of[item.id][-1]["result"].get("response")
        if isinstance(item, (schema.Sentence, schema.Reflection)):
            words += f"<h3>{html.inline(item.prompt)}</h3><blockquote>{html.text(last)}</blockquote>"
        elif isinstance(item, schema.Claim):
            said = list(dict.fromkeys(str(r["result"].get("response")) for r in of[item.id] if r["verb"] == "judged"))
            if said:
                verdicts.append((html.inline(item.text), html.text(" → ".join(said)), html.text(f"{item.verdict.generous}; read strictly: {item.verdict.strict}")))
        elif isinstance(item, (schema.Prediction, schema.Guess)):
            drawn += _predicted(item, _last(of, item.id, "predicted"))
        elif isinstance(item, (schema.Question, schema.Exercise)) and (record := _last(of, item.id, "answered", "tagged")):
            tries = sum(r["verb"] == record["verb"] for r in of[item.id])
            asked.append((html.inline(item.prompt), html.text(in_words(item, record["result"].get("response"))),
                          f"{OUTCOME.get(record['result'].get('outcome'), '–')}, {tries} {'try' if tries == 1 else 'tries'}"))
        if isinstance(item, schema.Question) and (record := _last(of, item.id, "explained")):
            words += f"<h3>I still disagree ({html.text(html.name(item.id))})</h3><blockquote>{html.text(record['result'].get('response'))}</blockquote>"
    return (words + drawn + _table("Claims", ("The claim", "You, first to last", "The course"), verdicts) +
            _table("Questions", ("Question", "Your last answer", "So far"), asked))


def _predicted(item, record):
    """What was drawn or guessed, beside what the figures or the sources say."""
    mine = record["result"].get("response") if record else None
    if isinstance(item, schema.Prediction) and isinstance(mine, list):
        real = dict(function(item.series)())
        rows = [(str(x), html.text(you), html.text(f"{real[x]:g}" if x in real else "–")) for x, you in zip(item.points, mine)]
        return _table(f"{item.title}, in {item.unit}", ("Year", "You", "Figures"), rows)
    if isinstance(item, schema.Guess) and isinstance(mine, dict):
        names = {o.id: html.inline(o.text) for o in item.options}
        rows = [(html.inline(one.text), names.get(str(mine.get(one.id)), "–"), names[one.answer]) for one in item.line]
        return _table(item.title, ("Line", "You", "It is" if item.scored else "The course"), rows)
    return ""


def in_words(item, response):
    """An answer as a person would say it; what is no answer of this question is shown as it is."""
    names = {o.id: html.plain(o.text) for o in (*getattr(item, "options", ()), *getattr(item, "targets", ()))}
    if isinstance(response, dict):
        return "; ".join(f"{names.get(k, k)}: {names.get(str(v), v)}" for k, v in response.items())
    return "; ".join(names.get(str(one), str(one)) for one in (response if isinstance(response, list) else [response]))


def _table(caption, heads, rows):
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{html.text(h)}</th>' for h in heads)
    cells = "".join(f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{c}</td>" for c in rest) + "</tr>" for first, *rest in rows)
    return f"<table><caption>{html.text(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{cells}</tbody></table>"


def _works(course, of):
    """Keys of the works behind the claims that were judged, and of the two readings."""
    judged = [item for key in of if isinstance(item := course.items.get(key), schema.Claim)]
    return {"ReadingA", "ReadingB", *(s for claim in judged for s in (*claim.verdict.sources, *(s for e in course.of_claim(claim.id) for s in e.sources)))}
