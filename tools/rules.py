"""What good content keeps to, beyond its form: checks that a script can make.

``problems(course)`` gives one sentence a fault.
"""

import dataclasses
import itertools
import re
from datetime import date

from helpers import content, schema
from helpers.checking import offered
from helpers.notebooks import cells

SAY_AT_MOST = 60
UNWRITTEN = "TO WRITE"  # what the templates in tools/new hold, to be replaced
PICTURES = content.ROOT / "helpers" / "pictures"
WHEN = {"option": str, "options": list, "includes": list, "lacks": list, "between": list, "values": list,
        "within": (int, float), "order": list, "before": list, "pairs": dict, "else": bool}
ASKS = {"choice": {"option"}, "several": {"options", "includes", "lacks"}, "number": {"between"}, "order": {"order", "before"},
        "match": {"pairs"}, "tag": {"pairs"}}  # which conditions can fit an answer of which type
BANNED = ("well done", "great job", "good job", "clever", "excellent", "sorry", "unfortunately",
          "refuted", "third world", "obviously", "of course", "simply", "!")
OBSERVABLE = ("adjust", "apply", "choose", "classify", "compare", "compute", "cite", "describe",
              "distinguish", "draw", "explain", "find", "judge", "name", "predict", "restate",
              "sort", "test", "weigh", "write")


def checked(folder=content.FOLDER):
    """Read a folder of content; raises :class:`helpers.content.ContentError` where it breaks a rule, too."""
    found = content.read(folder)
    if broken := problems(found):
        raise content.ContentError("\n".join(broken))
    return found


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
    for story in course.stories.values():
        found += _story(course, story)
    for event in course.events.values():
        found += _event(course, event)
    shared = [course.sittings, course.stories, course.terms, course.groups, course.events]
    used = {source for kind in (course.units, *shared) for entry in kind.values() for source in _sources(entry)}
    found += [f"bibliography.toml: {key!r} is named nowhere." for key in course.works if key not in used]
    for key, item in (pair for kind in (course.items, *shared) for pair in kind.items()):
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
        if isinstance(item, schema.Guess):
            found += _guess(key, item)
    for key, item in course.items.items():
        found += _parts(course, key, item)
    return [one for one in found if UNWRITTEN not in one] + unwritten(course)


def unwritten(course):
    """Each place that still holds what ``course.py new`` put there: file, entry and key, and what is to be written."""
    files = {f"{key}.toml": unit for key, unit in course.units.items()} | {"sittings.toml": tuple(course.sittings.values())}
    found = [pair for file, entry in files.items() for pair in _texts(entry, file)]
    for path in (content.ROOT / "notebooks" / f"{name}.ipynb" for name in course.sittings):
        book = cells(path) if path.exists() else []
        found += [(f"{path.name}, cell {n}", line) for n, (_, source, _) in enumerate(book, 1) for line in source.splitlines()]
    found += [("README.md", line) for line in (content.ROOT / "README.md").read_text(encoding="utf-8").splitlines()]
    return [f"{where}: {text[text.index(UNWRITTEN):].strip(' |')[:90]}" for where, text in found if UNWRITTEN in text]


def _texts(item, where):
    """(where it stands, text) of every text in an entry and its parts."""
    if isinstance(item, str):
        yield where, item
    parts = {field.name: getattr(item, field.name) for field in dataclasses.fields(item)} if dataclasses.is_dataclass(item) else \
        dict(enumerate(item, 1)) if isinstance(item, tuple) else {}
    for name, part in parts.items():
        yield from _texts(part, f"{where}, {getattr(part, 'id', '') or name}")


def _guess(key, item):
    known = {o.id for o in item.options}
    if not item.line:
        yield f"{key}: there is no line to guess."
    for one in item.line:
        for answer in {one.answer, *one.also} - known:
            yield f"{key}: line {one.id!r} is answered by {answer!r}, which is not there."


def _parts(course, key, item):
    """What holds for any entry: no part's id stands twice, and its objective is one of a sitting's."""
    for name in ("options", "targets", "line", "control"):
        ids = [one.id for one in getattr(item, name, ())]
        for twice in {one for one in ids if ids.count(one) > 1}:
            yield f"{key}: {twice!r} stands twice among its {name}."
    aim = getattr(item, "objective", "")
    if aim and not any(aim == o.id for s in course.sittings.values() for o in s.objective):
        yield f"{key}: there is no objective {aim!r}."


def _sources(item):
    """All sources that an entry, or a part of it, names."""
    if dataclasses.is_dataclass(item):
        for field in dataclasses.fields(item):
            value = getattr(item, field.name)
            yield from value if field.name in ("sources", "strongest_sources") else _sources(value)
    elif isinstance(item, tuple):
        for one in item:
            yield from _sources(one)


def _story(course, story):
    length = words(story.text)
    if not 120 <= length <= 180:
        yield f"{story.id}: the story has {length} words; 120 to 180 are asked for."
    if len(story.telling) < 2 or len({t.voice for t in story.telling}) < 2:
        yield f"{story.id}: two tellings are needed, by different voices."
    for unit in story.units:
        if unit not in course.units:
            yield f"{story.id}: there is no unit {unit!r}."


def _event(course, event):
    for day in (event.date, *([event.until] if event.until else [])):
        try:
            date.fromisoformat(day + "0000-01-01"[len(day):])
        except ValueError:
            yield f"{event.id}: {day!r} is no date such as 1964-06-15, 1964-06 or 1964."
    if not event.sources or not event.themes:
        yield f"{event.id}: an event needs a source and a theme."
    if words(event.text) > 28 or words(event.title) > 6:
        yield f"{event.id}: a title has 6 words at most, a text 28."
    for unit in event.units:
        if unit not in course.units:
            yield f"{event.id}: there is no unit {unit!r}."


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
        if not told.strongest_sources:
            yield f"{name}: the strongest case needs a source, a key of bibliography.toml."
    for claim in unit.claim:
        evidence = course.of_claim(claim.id)
        if claim.verdict.strict not in ("not a matter for data", "open") and \
                {e.side for e in evidence} != {"for", "against"}:
            yield f"{claim.id}: evidence is needed for and against."
    for one in unit.evidence:
        if one.claim not in course.items:
            yield f"{one.id}: there is no claim {one.claim!r}."
        if not one.sources:
            yield f"{one.id}: a witness needs a source, a key of bibliography.toml."
    if not any(name in sitting.units for sitting in course.sittings.values()):
        yield f"{name}: no sitting in sittings.toml names this unit."


def _sitting(course, sitting):
    name = sitting.id
    for unit in sitting.units:
        if unit not in course.units:
            yield f"{name}: there is no unit {unit!r}."
    before = {u for s in itertools.takewhile(lambda s: s.id != name, course.sittings.values()) for u in s.units}
    for question in sitting.recall:
        if not isinstance(course.items.get(question), schema.Question):
            yield f"{name}: recall {question!r} is no question."
        elif question.split("-")[0] not in before:
            yield f"{name}: recall {question!r} is of no earlier sitting."
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
    if not item.reply or "else" not in item.reply[-1].when:
        yield f"{key}: the last reply must be the one for everything else."
    for reply in item.reply:
        if not _sound(reply.when):
            yield f"{key}: {reply.when!r} is no condition; see WHEN in tools/rules.py."
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
    put = [t for target in when.get("pairs", {}).values() for t in (target if isinstance(target, list) else [target])]
    ids = [*put, *(i for rule in ("options", "includes", "lacks", "order", "before") for i in when.get(rule, []))]
    if not all(isinstance(one, str) for one in ids) or when.get("else") is False:
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
    known, targets = [o.id for o in item.options], {t.id for t in item.targets}
    if (item.type == "number") == bool(item.options):
        yield f"{key}: a {item.type} question {'has no' if known else 'needs'} options."
    if (item.type in ("match", "tag")) != bool(item.targets):
        yield f"{key}: a {item.type} question {'has no' if targets else 'needs'} targets."
    if not all(_sound(reply.when) for reply in item.reply):
        return  # told already
    for reply in item.reply:
        for rule in set(reply.when) - ASKS[item.type] - {"else"}:
            yield f"{key}: a {item.type} question has no answer for {rule!r}."
        pairs = reply.when.get("pairs", {})
        named = [reply.when.get("option")] if "option" in reply.when else []
        for rule in ("options", "includes", "lacks", "order", "before"):
            named += reply.when.get(rule, [])
        for option in {*named, *pairs} - set(known):
            yield f"{key}: a reply names the option {option!r}, which is not there."
        for target in {t for put in pairs.values() for t in ([put] if isinstance(put, str) else put)} - targets:
            yield f"{key}: a reply names the target {target!r}, which is not there."
        if reply.outcome == "right" and item.type in ("match", "tag") and set(pairs) != set(known):
            yield f"{key}: the right reply must say where each option belongs."
        if reply.outcome == "right" and reply.when.get("order") == known:
            yield f"{key}: the options stand in the right order already."
    if item.type == "tag":
        yield from _tags(course, key, item)


def _tags(course, key, item):
    """A tag's targets are kinds of claims; where an option is a claim of ours, the right kind is the claim's own."""
    for target in {t.id for t in item.targets} - set(schema.Kind.__args__):
        yield f"{key}: {target!r} is no kind of claim."
    right = next((r.when.get("pairs", {}) for r in item.reply if r.outcome == "right"), {})
    for option, kinds in right.items():
        claim = course.items.get(option)
        if isinstance(claim, schema.Claim) and claim.kind not in kinds:
            yield f"{key}: {option} is tagged {kinds!r}, but the claim says {claim.kind!r}."


def _interactive(key, item):
    names = {c.id for c in item.control}
    if item.setting and {s.holds for s in item.setting} != {True, False}:
        yield f"{key}: a setting for the reading and one against it are both needed."
    for setting in item.setting:
        if set(setting.example) != names:
            yield f"{key}: an example must give a value to each control and to no other."
    for control in item.control:
        for value in [control.start, *(s.example.get(control.id) for s in item.setting)]:
            if not offered(control, value):
                yield f"{key}: {control.id} does not offer {value!r}."
