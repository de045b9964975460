"""What good content keeps to, beyond its form: checks that a script can make.

``problems(course)`` gives one sentence a fault. ``minutes(...)`` is the rule by which a sitting's
time is computed; CONTRIBUTING.md tells it in words.
"""

import re
from pathlib import Path

from helpers import schema

WORDS_A_MINUTE = 140  # a careful reader of English as a second language
MINUTES = {"claim": 25 / 60, "prediction": 1.5, "question": 1.3,
           "evidence": 1.0, "sentence": 1.0, "reflection": 7.5}
SAY_AT_MOST = 60
PICTURES = Path(__file__).parent / "pictures"
WHEN = {"option": str, "options": list, "includes": list, "lacks": list, "between": list, "values": list,
        "within": (int, float), "else": bool}
BANNED = ("well done", "great job", "good job", "clever", "excellent", "sorry", "unfortunately",
          "refuted", "third world", "obviously", "of course", "simply", "!")
OBSERVABLE = ("adjust", "apply", "choose", "classify", "compare", "compute", "cite", "describe",
              "distinguish", "draw", "explain", "find", "judge", "name", "predict", "restate",
              "sort", "test", "weigh", "write")


def words_of(text):
    """The words of a text."""
    return re.findall(r"[\w’'-]+", text)


def words(text):
    """Number of words in a text."""
    return len(words_of(text))


def problems(course):
    """Everything in the content that breaks a rule, one sentence each."""
    found = []
    for unit in course.units.values():
        found += _unit(course, unit)
    for sitting in course.sittings.values():
        found += _sitting(course, sitting)
    for key, item in course.items.items():
        for source in _sources(item):
            work = course.works.get(source)
            if work is None:
                found.append(f"{key}: the source {source!r} is not in bibliography.toml.")
            elif work.verified != "record":
                found.append(f"{key}: the source {source!r} was only seen mentioned, not itself.")
        if isinstance(item, (schema.Question, schema.Exercise, schema.Prediction)):
            found += _replies(key, item)
        if isinstance(item, schema.Question):
            found += _question(course, key, item)
        if isinstance(item, schema.Interactive):
            found += [*_interactive(key, item), *_drawn(key, item.picture)]
        if isinstance(item, schema.Prediction):
            found += _drawn(key, item.series)
    return found


def _sources(item):
    return getattr(item, "sources", ())


def _unit(course, unit):
    name, told = unit.unit.id, unit.retelling
    if told:
        if not 60 <= words(told.text) <= 110:
            yield f"{name}: the retelling has {words(told.text)} words; 60 to 110 are asked for."
        if not isinstance(course.items.get(told.fair_summary), schema.Question):
            yield f"{name}: fair_summary {told.fair_summary!r} is no question."
        for source in told.strongest_sources:
            if getattr(course.works.get(source), "verified", "") != "record":
                yield f"{name}: the source {source!r} of the strongest case was not seen."
    for claim in unit.claim:
        evidence = course.of_claim(claim.id)
        if claim.verdict.strict not in ("not a matter for data", "open") and \
                {e.side for e in evidence} != {"for", "against"}:
            yield f"{claim.id}: evidence is needed for and against."
    for one in unit.evidence:
        if one.claim not in course.items:
            yield f"{one.id}: there is no claim {one.claim!r}."


def _sitting(course, sitting):
    name = sitting.id
    for unit in sitting.units:
        if unit not in course.units:
            yield f"{name}: there is no unit {unit!r}."
    for question in sitting.recall:
        if not isinstance(course.items.get(question), schema.Question):
            yield f"{name}: recall {question!r} is no question."
    for aim in sitting.objective:
        verb = (words_of(aim.text) or [""])[0].lower()
        if verb not in OBSERVABLE:
            yield f"{aim.id}: {verb!r} is no verb that one can observe."
        if not aim.id.startswith(name + "-o"):
            yield f"{aim.id}: an objective of {name} is called {name}-o and a number."
        if not any(getattr(i, "objective", "") == aim.id for i in course.items.values()):
            yield f"{aim.id}: no question checks this objective."


def _replies(key, item):
    if not any(r.outcome == "right" for r in item.reply):
        if not isinstance(item, schema.Prediction):
            yield f"{key}: no reply is right."
    if "else" not in item.reply[-1].when:
        yield f"{key}: the last reply must be the one for everything else."
    for reply in item.reply:
        if not _sound(reply.when):
            yield f"{key}: {reply.when!r} is no condition; see WHEN in helpers/rules.py."
        if words(reply.say) > SAY_AT_MOST:
            yield f"{key}: a reply of {words(reply.say)} words; {SAY_AT_MOST} at most."
        low = reply.say.lower()
        for phrase in BANNED:
            if phrase in low:
                yield f"{key}: a reply says {phrase!r}."


def _sound(when):
    """Whether a reply's condition is of a known kind, with values of the right form."""
    if not when or set(when) - set(WHEN) or not all(isinstance(v, WHEN[k]) for k, v in when.items()):
        return False
    pair = when.get("between", [0, 1])
    return len(pair) == 2 and all(type(v) in (int, float) for v in pair) and pair[0] <= pair[1]


def _drawn(key, name):
    """Whether "module:function" is a function of helpers.pictures; looked up in its text, not run."""
    module, _, function = name.partition(":")
    path = PICTURES / f"{module}.py"
    if not (module.isidentifier() and path.exists() and f"\ndef {function}(" in path.read_text(encoding="utf-8")):
        yield f"{key}: {name!r} is no function of helpers.pictures."


def _question(course, key, item):
    known = {o.id for o in item.options}
    if (item.type == "number") == bool(item.options):
        yield f"{key}: a {item.type} question {'has no' if known else 'needs'} options."
    for reply in item.reply:
        named = [reply.when.get("option")] if "option" in reply.when else []
        for rule in ("options", "includes", "lacks"):
            named += reply.when.get(rule, [])
        for option in set(named) - known:
            yield f"{key}: a reply names the option {option!r}, which is not there."
    if item.objective and not any(item.objective == o.id for s in course.sittings.values()
                                  for o in s.objective):
        yield f"{key}: there is no objective {item.objective!r}."


def _interactive(key, item):
    names = {c.id for c in item.control}
    if item.setting and {s.holds for s in item.setting} != {True, False}:
        yield f"{key}: a setting for the reading and one against it are both needed."
    for setting in item.setting:
        if set(setting.example) != names:
            yield f"{key}: an example must give a value to each control and to no other."
    for control in item.control:
        allowed = [o.id for o in control.options] or range(control.low, control.high + 1)
        for value in [control.start, *(s.example.get(control.id) for s in item.setting)]:
            if value not in allowed:
                yield f"{key}: {control.id} does not offer {value!r}."


def minutes(course, calls, prose):
    """Minutes of a sitting: ``core``, ``reflection`` and ``pandas`` apart, each rounded.

    ``calls`` is a list of (verb, ids) in a notebook's cells, ``prose`` the words of its
    Markdown cells. See CONTRIBUTING.md, "The rule for minutes".
    """
    core, reflection, pandas = prose / WORDS_A_MINUTE, 0.0, 0.0
    for verb, ids in calls:
        for key in ids:
            item = course.find(key)
            if verb == "hear":
                told = item.retelling
                core += words(told.text + told.strongest) / WORDS_A_MINUTE
            elif verb == "claims":
                core += len(item.claim) * MINUTES["claim"]
            elif verb == "evidence":
                core += len(course.of_claim(key)) * MINUTES["evidence"]
            elif verb == "recall":
                core += len(item.recall) * MINUTES["question"]
            elif verb == "reflect":
                reflection += MINUTES["reflection"]
            elif verb == "check":
                pandas += 5
            elif verb == "predict":
                core += MINUTES["prediction"]
            elif verb == "simulate":
                core += item.minutes
            elif verb == "explain":
                core += MINUTES["sentence"]
            elif verb == "ask" and item.core:
                core += MINUTES["question"]
    return {"core": round(core), "reflection": round(reflection), "pandas": round(pandas)}
