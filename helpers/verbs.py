"""What a notebook says: ``hear``, ``predict``, ``simulate`` and the rest (``start`` and ``finish``: :mod:`helpers.way`).

Each verb finds its entry by id and gives back something to show: a static twin and, in a live
notebook, a view with the learner's own state from the journal. The same call gives the same view.
"""

import json
from functools import lru_cache

from helpers import checking, content, html, journal, schema, twins
from helpers.live import Card, Shown, ask_view, function, keep, kept, opens_after, options, replies, response, state, values_fit, view


def hear(unit: str) -> Shown:
    """Hear a section out: retold in its own order, then put at its strongest."""
    course = content.course()
    found = _reading(course, unit)
    return Shown(_explained(twins.hear(course, found)), html.plain(found.retelling.text))


def claims(unit: str) -> Shown:
    """The section's claims as cards: fair paraphrases, with a generous and a strict reading."""
    found = _reading(content.course(), unit)
    return Shown(_explained(twins.claims(found)), "\n".join(f"{html.name(c.id)}: {html.plain(c.text)}" for c in found.claim))


def story(key: str) -> Shown:
    """A real project, told twice: what happened, who tells it how, and who gained."""
    course = content.course()
    found = course.find(key, schema.Story)
    return Shown(_explained(twins.story(course, found)), f"{found.title}. {html.plain(found.text)}")


def _explained(markup):
    return html.explained(markup, content.course().terms.values())


def _reading(course, unit):
    found = course.find(unit, schema.Unit)
    if not found.retelling:
        raise content.Unknown(f"{unit!r} is not a section of a reading. Try \"A.1\".")
    return found


def recall(name: str) -> Card:
    """One or two questions from earlier sittings, asked afresh: an earlier answer does not show."""
    sitting = content.course().find(name, schema.Sitting)
    return _questions(name + "/recall", sitting.recall, notebook=name)


def ask(*ids: str) -> Card:
    """One or more checked questions."""
    if not ids:
        raise content.Unknown("Say which question: ask(\"A.1-q1\").")
    return _questions("/".join(map(str, ids)), ids)


def _questions(name, ids, notebook=""):
    course = content.course()
    items = [course.find(key, schema.Question) for key in ids]
    return ask_view(name, lambda: asked(ids, notebook, old=bool(notebook)), "<section>" + "".join(twins.question(course, q) for q in items) + "</section>",
                    "\n".join(html.plain(q.prompt) for q in items), ", ".join(map(html.name, ids)))


def asked(ids, notebook="", since="", old=True):
    """Questions as the front end takes them; with the answer given in one notebook, or since one day, where that is said."""
    course, found = content.course(), []
    for q in (course.find(key, schema.Question) for key in ids):
        title = next(s.title for s in course.sittings.values() if q.id.split("-")[0] in s.units)
        found.append({"type": q.type, "prompt": html.inline(q.prompt), "unit": q.unit, "options": options(q.options),
                      "targets": options(q.targets), "hints": [html.inline(t) for t in q.hints], "replies": replies(q),
                      "words": twins.words(course, q), "explain": html.inline(q.explain), "disagree": response(q.id, "explained"),
                      **state(q, "answered", "tagged", notebook=notebook, since=since),
                      **({"tag": f"From {title} · {html.name(q.id)}"} if old else {})})
    return found


def explain(key: str) -> Card:
    """One sentence in your own words; a sample shows after yours."""
    item = content.course().find(key, schema.Sentence)
    return _writing(item, "sentence", "explained", f"<p><strong>One way to say it:</strong> {html.inline(item.sample)}</p>")


def reflect(key: str) -> Card:
    """A longer answer: the rubric first, your words, then two answers that disagree."""
    item = content.course().find(key, schema.Reflection)
    return _writing(item, "reflect", "reflected", twins.exemplars(item))


def _writing(item, kind, verb, after):
    def make():
        return [{"type": kind, "prompt": html.inline(item.prompt), "after": after,
                 "before": twins.rubric(item) if kind == "reflect" else "", **state(item, verb)}]
    return ask_view(item.id, make, f"<section>{twins.writing(item, kind)}</section>", html.plain(item.prompt), f"{html.name(item.id)}: in your own words")


def evidence(claim_id: str) -> Card:
    """Witnesses for and against a claim, then your verdict, then the course's."""
    course = content.course()
    claim = course.find(claim_id, schema.Claim)
    verdicts = [{"id": v, "html": v.capitalize()} for v in schema.VERDICTS]
    prompt, cards = "Your verdict, on what you have seen so far:", _explained(twins.evidence(course, claim))

    def make():
        return [{"type": "verdict", "prompt": prompt, "options": verdicts, "before": cards,
                 "after": twins.verdict(course, claim), **state(claim, "judged")}]
    twin = (f"<section><p><strong>{html.name(claim.id)}</strong></p>{cards}<p>{prompt}</p><ul>" +
            "".join(f"<li>{v['html']}</li>" for v in verdicts) + "</ul></section>")
    words = "\n".join(f"{twins.MARK[e.side]}: {html.plain(e.text)}" for e in course.of_claim(claim_id))
    return ask_view(claim.id, make, twin, words, f"{html.name(claim.id)}: evidence and verdict")


def predict(key: str) -> Card:
    """Draw the rest of a line, or guess something of each line of words; commit, then see."""
    item = content.course().find(key, schema.Prediction, schema.Guess)
    return _guess(item) if isinstance(item, schema.Guess) else _drawing(key, item)


def _guess(item):
    course = content.course()

    def make():
        lines = [{"id": one.id, "html": html.inline(one.text), "answer": one.answer, "also": list(one.also),
                  "told": html.inline(one.told) + twins.sources(course, one.sources)} for one in item.line]
        return [{"type": "guess", "title": item.title, "prompt": html.inline(item.prompt), "options": lines,
                 "targets": options(item.options), "words": twins.words(course, item), "notice": html.inline(item.notice), "scored": item.scored,
                 **state(item, "predicted", "skipped")}]
    return ask_view(item.id, make, f"<section>{twins.guess(course, item)}</section>", html.plain(item.prompt), item.title)


def _drawing(key, item):
    from helpers import charts
    from helpers.widgets import Sketch
    course = content.course()
    pairs = [[int(x), round(float(y), 3)] for x, y in function(item.series)()]
    given = [p for p in pairs if p[0] <= item.given]
    if not given:
        raise content.ContentError(f"{key}: the line has no figure up to {item.given}, which the key 'given' names.")
    first, last = pairs[0][0], pairs[-1][0]

    def make():
        return {"label": item.title, "words": twins.words(course, item), "prompt": html.inline(item.prompt), "unit": item.unit, "points": list(item.points),
                "low": item.low, "high": item.high, "step": (item.high - item.low) / 60, "low_x": first, "high_x": last,
                "given": given, "actual": pairs, "replies": replies(item), "notice": html.inline(item.notice),
                **state(item, "predicted", "skipped")}
    picture = charts.start_of_line(given, (first, last), (item.low, item.high), item.title, item.unit)
    return view(Sketch, key, make, twins.sketch(course, item, picture), html.plain(item.prompt))


def simulate(key: str, after: str | None = None) -> Card:
    """Something to handle. With ``after`` (a prediction's id) it opens once you have drawn."""
    from helpers.widgets import Panel
    course = content.course()
    item = course.find(key, schema.Interactive)
    if after:
        before = course.find(after, schema.Prediction, schema.Guess)
    draw, names, first = function(item.picture), [c.id for c in item.control], [c.start for c in item.control]

    def mine():
        return json.dumps([kept(one) for one in item.uses])

    def picture(key):
        return drawn(key, mine())

    @lru_cache(maxsize=64)
    def drawn(key, used):
        values = json.loads(key)
        if not values_fit(item, values):
            raise ValueError("these inputs offer no such setting.")
        return draw(**dict(zip(names, values)), **({"mine": dict(zip(item.uses, json.loads(used)))} if item.uses else {}))

    def receive(message):
        if message.get("type") != "frames":
            return keep(message)
        return {"frames": {k: picture(k).frame() for k in message.get("keys", [])[:8]}}

    def make():
        kept = response(key, "handled")
        fit = values_fit(item, kept)  # not after an edition with other controls
        places = [first, kept] if fit else [first]
        spec = {"label": item.title, "title": item.title, "words": twins.words(course, item), "box": twins.box(item), "controls": [_control(c) for c in item.control],
                "settings": [{"text": html.plain(s.text), "holds": s.holds} for s in item.setting],
                "frames": {_key(p): picture(_key(p)).frame() for p in places}, **state(item, "handled"), "gate": None, "uses": mine()}
        if not fit:
            spec["state"] = None
        if after and not journal.current().last(after, "predicted", "skipped"):
            what = "Make your guess" if isinstance(before, schema.Guess) else "Draw your line"
            spec["gate"] = {"id": after, "text": f"{what} first; this opens when you have kept it."}
        return spec
    shown = drawn(_key(first), json.dumps([None] * len(item.uses)))  # the twin holds no learner's word
    panel = view(Panel, key, make, twins.panel(course, item, shown, bool(after)), shown.summary, receive)
    if after:
        opens_after(after, key, panel)
    return panel


def _control(c):
    return {"id": c.id, "label": c.label, "type": c.type, "start": c.start, "low": c.low, "high": c.high, "step": c.step,
            "options": options(c.options)}


def _key(values):
    """A setting as the front end writes it: ``JSON.stringify``."""
    return json.dumps(values, separators=(",", ":"), ensure_ascii=False)


def check(key: str, value: object) -> Shown:
    """Check the value of a pandas exercise and say what it shows."""
    item = content.course().find(key, schema.Exercise)
    outcome = checking.check(item, value)
    say = outcome.say if outcome.kind != "not started" else "Put your value in place of None, then run the cell again."
    if outcome.kind in ("right", "almost", "wrong"):
        result = {"response": str(value)[:200], "outcome": outcome.kind, "misconception": outcome.misconception}
        before, digest = journal.current().last(key, "answered"), content.course().hashes[key]
        same = before and before.get("hash") == digest and result.items() <= before["result"].items()  # Run All is no new attempt
        try:
            same or journal.current().append("answered", key, result, digest)
        except journal.NotKept as error:
            say += f" {error}"
    mark = {"right": "✓ Right.", "almost": "≈ Almost.", "wrong": "✗ Not yet.", "again": "? One thing first.",
            "not started": "○ No answer yet."}[outcome.kind]
    hints = "" if outcome.kind == "right" else html.folded("Hint", "".join(f"<p>{html.inline(h)}</p>" for h in item.hints))
    solution = html.folded("One solution", f"<pre><code>{html.text(item.solution.strip())}</code></pre>")
    return Shown(f"<section><p><strong>{html.name(key)}: {mark}</strong> {html.inline(say)}</p>{hints}{solution}</section>",
                 f"{mark} {html.plain(say)}")
