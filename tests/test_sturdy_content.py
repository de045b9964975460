"""Content files, spoilt in every place: each change is refused with file, entry and key, or does no harm."""

import copy
import dataclasses
import datetime
import typing

import pytest
from test_checking import answers_for

import helpers as course
from helpers import checking, content, live, schema
from tools import rules

COURSE = content.course()
RAW = {path: content._toml(path) for path in sorted(content.FOLDER.glob("*.toml"))}
LISTS = {"sittings": schema.Sitting, "stories": schema.Story, "glossary": schema.Term, "groups": schema.Group, "timeline": schema.Event, "bibliography": schema.Work}
OTHERS = [7, True, "  ", "nonsense", [], [7], {}, [{}], datetime.date(2026, 1, 1)]
PLAY = {schema.Question: course.ask, schema.Prediction: course.predict, schema.Guess: course.predict, schema.Interactive: course.simulate,
        schema.Sentence: course.explain, schema.Reflection: course.reflect, schema.Claim: course.evidence, schema.Sitting: course.finish,
        schema.Story: course.story}


def places():
    """{"Class.key": (file, the steps that lead to it)}: each key of each kind of entry once, where it first stands."""
    found = {}

    def walk(path, cls, raw, steps):
        hints = typing.get_type_hints(cls)
        for key, value in raw.items():
            found.setdefault(f"{cls.__name__}.{key}", (path, (*steps, key)))
            inner = [one for one in (hints[key], *typing.get_args(hints[key])) if dataclasses.is_dataclass(one)]
            for n, one in enumerate(value if isinstance(value, list) and inner else []):
                walk(path, inner[0], one, (*steps, key, n))
            if inner and isinstance(value, dict):
                walk(path, inner[0], value, (*steps, key))
    for path, raw in RAW.items():
        if path.stem in LISTS:
            name, = raw
            for n, one in enumerate(raw[name]):
                walk(path, LISTS[path.stem], one, (name, n))
        else:
            walk(path, schema.Unit, raw, ())
    return found


PLACES = places()
BUILT = {id(RAW[path]): content.build(schema.Unit, RAW[path], path.name) for path in RAW if path.stem not in LISTS}  # what is not spoilt is read once
BUILT |= {id(one): content.build(LISTS[path.stem], one, path.name) for path in RAW if path.stem in LISTS for kept in RAW[path].values() for one in kept}
DIGESTS = {id(one): content.digest(one) for path in RAW for kept in RAW[path].values() if isinstance(kept, list) for one in kept}
OWN = {id(one): one for unit in BUILT.values() if isinstance(unit, schema.Unit) for part in vars(unit).values() if isinstance(part, tuple) for one in part}
SOURCES = {id(one): list(rules._sources(one)) for one in (*OWN.values(), *BUILT.values())}


def entry_of(path, steps):
    """The id or key of the entry in which a place lies, where it has one."""
    here, names = RAW[path], []
    for step in steps[:-1]:
        here = here[step]
        if isinstance(here, dict):
            names += [here[key] for key in ("id", "key") if key in here and (*steps[:-1], key) != steps]
    return names[0] if names else ""


@pytest.fixture
def spoilt(monkeypatch):
    """spoilt(path, steps, change): the sentence that refuses the content with this one change, or the course that it makes.

    ``change(table, key)`` works on a copy. Read like the folder itself, but nothing is written and the rest is read once.
    """
    raw, build, digest, unwritten = dict(RAW), content.build, content.digest, rules.unwritten(COURSE)

    def read(path, steps, change):
        changed = copy.deepcopy(RAW[path])
        here = changed
        for step in steps[:-1]:
            here = here[step]
        change(here, steps[-1])
        raw[path] = changed
        try:
            found = content.read()
            broken = rules.problems(found)
        except content.ContentError as refused:
            return str(refused), None
        finally:
            raw[path] = RAW[path]
        return "\n".join(broken), found
    monkeypatch.setattr(content, "_toml", lambda path: raw[path])
    monkeypatch.setattr(content, "build", lambda cls, one, where: BUILT[id(one)] if id(one) in BUILT else build(cls, one, where))
    monkeypatch.setattr(content, "digest", lambda one: DIGESTS.get(id(one)) or digest(one))
    monkeypatch.setattr(rules, "unwritten", lambda course: unwritten)
    for name in ("_replies", "_interactive", "_guess"):  # these look at one entry alone, and the entries that are not spoilt keep to them
        monkeypatch.setattr(rules, name, lambda key, item, rule=getattr(rules, name): [] if id(item) in OWN else rule(key, item))
    monkeypatch.setattr(rules, "_sources", lambda item, rule=rules._sources: SOURCES[id(item)] if id(item) in SOURCES else rule(item))
    yield read


def changes(value):
    """(name, what it does) of every change tried on a key that holds this value."""
    def rename(here, key):
        here[key + "x"] = here.pop(key)

    def put(other):
        return lambda here, key: here.__setitem__(key, copy.deepcopy(other))
    yield "left out", lambda here, key: here.pop(key)
    yield "renamed", rename
    for other in OTHERS:
        if type(other) is not type(value) or other != value:
            yield repr(other), put(other)
    if isinstance(value, list) and value:
        yield "twice", put([*value, value[0]])


@pytest.mark.parametrize("where", PLACES)
def test_a_spoilt_key_is_refused_by_name_or_does_no_harm(where, spoilt, monkeypatch):
    path, steps = PLACES[where]
    value = RAW[path]
    for step in steps:
        value = value[step]
    entry = entry_of(path, steps)
    for name, change in changes(value):
        told, found = spoilt(path, steps, change)
        if found is None:  # refused for its form, when it is read
            assert path.name in told and (name == "twice" or steps[-1] in ("id", "key") or entry in told and steps[-1] in told), f"{name}: {told}"
        elif told:  # refused by a rule, which may see it from another entry
            known = {*found.items, *found.units, *found.sittings, *found.stories, *found.terms, *found.events, *(o.id for s in found.sittings.values() for o in s.objective)}
            assert all(line.split(":")[0] in known or line.split(":")[0].endswith(".toml") for line in told.splitlines()), f"{name}: {told}"
        else:
            harmless(found, entry, monkeypatch)


def harmless(found, entry, monkeypatch):
    """Whoever works with this course, in this entry, meets a card and a reply, no error."""
    item = found.items.get(entry) or found.sittings.get(entry) or found.stories.get(entry)
    monkeypatch.setattr(content, "course", lambda: found)
    live._views.clear()
    if type(item) in PLAY:
        try:
            assert PLAY[type(item)](entry)._repr_mimebundle_()["text/html"]
        except content.ContentError as refused:  # what only the figures tell
            assert entry in str(refused)
    if isinstance(item, schema.Question | schema.Exercise | schema.Prediction):
        for answer in (*answers_for(item)[:30], None, "nonsense"):
            assert checking.check(item, answer).say
    monkeypatch.setattr(content, "course", lambda: COURSE)
