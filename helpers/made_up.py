"""A class that never was: made-up hand-ins, to see the overview and to test it."""

import random
from pathlib import Path

from helpers import content, handin, schema
from helpers.live import function

DAY = "2026-01-31"
BIRDS = ("heron", "ibis", "kite", "lark", "myna", "owl", "plover", "quail", "roller", "stork", "tern", "weaver")


def write(folder, learners, lines=None, seed=7):
    """Write hand-ins of made-up learners into a folder; the same ``seed`` gives the same class. ``lines`` sets the records of each."""
    course, chance = content.course(), random.Random(seed)
    sittings = [s for s in course.sittings.values() if not s.aside]
    for n in range(learners):
        reach = chance.randint(1, len(sittings))
        work = [one for s in sittings[:reach] for one in _sitting(course, s, chance)]
        while lines and len(work) < lines:
            work += work[:lines - len(work)]
        records = [{"v": 1, "id": f"{n}-{i}", "actor": f"made-up-{n:05}", "verb": verb, "object": key, "result": {"response": said}, "timestamp": DAY, "n": i,
                    "notebook": "", "course": "", "hash": course.hashes.get(key, "")} for i, (verb, key, said) in enumerate(work[:lines])]
        more = [part for part in handin.PARTS if handin.PARTS[part][1] or chance.random() < 0.7]
        kept = handin.select(records, more)
        (Path(folder) / handin.file_name(kept)).write_bytes(handin.pack(kept, more, f"{BIRDS[n % len(BIRDS)]} {n}", len(records), DAY))


def _sitting(course, sitting, chance):
    """(verb, id, response) of one learner in one sitting."""
    yield "started", sitting.id, None
    for item in (i for i in course.items.values() if i.id.split("-")[0] in sitting.units):
        if isinstance(item, schema.Question):
            for _ in range(chance.choice((1, 1, 2))):
                yield ("tagged" if item.type == "tag" else "answered"), item.id, _answer(item, chance)
        elif isinstance(item, schema.Prediction):
            real = {x: float(y) for x, y in function(item.series)()}
            yield "predicted", item.id, [round(min(item.high, max(item.low, real[x] * chance.uniform(0.6, 1.3))), 1) for x in item.points]
        elif isinstance(item, schema.Guess):
            yield "predicted", item.id, {one.id: chance.choice((one.answer, chance.choice(item.options).id)) for one in item.line}
        elif isinstance(item, schema.Claim) and course.of_claim(item.id):
            first = chance.choice(schema.VERDICTS)
            yield "judged", item.id, first
            yield "judged", item.id, chance.choice((first, first, item.verdict.strict))
        elif isinstance(item, schema.Sentence) and chance.random() < 0.5:
            yield "explained", item.id, f"(Made up.) {item.sample}"
        elif isinstance(item, schema.Reflection) and chance.random() < 0.5:
            yield "reflected", item.id, f"(Made up.) {chance.choice(item.exemplar).text}"
    if chance.random() < 0.9:
        yield "finished", sitting.id, None


def _answer(item, chance):
    """An answer that some reply of this question fits."""
    when = chance.choice(item.reply).when
    ids = [o.id for o in item.options]
    if "between" in when:
        return str(sum(when["between"]) / 2)
    if item.type in ("match", "tag"):
        return {o: chance.choice(item.targets).id for o in ids} | {o: t if isinstance(t, str) else t[0] for o, t in when.get("pairs", {}).items()}
    if item.type == "several":
        return when.get("options") or [*when.get("includes", chance.sample(ids, 1))]
    if item.type == "order":
        return when.get("order") or chance.sample(ids, len(ids))
    return when.get("option") or (chance.choice(ids) if ids else "7")
