"""Read and validate the course's content. Standard library only.

``course()`` reads ``data/course`` once and gives a :class:`Course`: units, sittings, stories, terms,
groups and the bibliography, with every item findable by its id. A file that says something the course does not
know is refused with the file, the entry and the key.
"""

import csv
import dataclasses
import hashlib
import json
import os
import re
import tomllib
import types
import typing
import unicodedata
from functools import lru_cache
from pathlib import Path

from helpers import schema
from helpers.told import Told

ROOT = Path(os.path.abspath(__file__)).parent.parent  # not resolve: see course.py
FOLDER = ROOT / "data" / "course"
ITEM = re.compile(r"^(?P<unit>[A-Z]\.[0-9A-Z.]+)-(?P<kind>[cqpiersx])(?P<number>[1-9]\d*)$")
KIND_OF = {"claim": "c", "question": "q", "prediction": "p", "guess": "p", "interactive": "i", "evidence": "e",
           "reflection": "r", "sentence": "s", "exercise": "x"}


class ContentError(Told, ValueError):
    """The content is not as it should be; the message names file, entry and key."""


class Unknown(Told, KeyError):
    """No item has this id; the message says which ids come near."""


@dataclasses.dataclass(frozen=True)
class Course:
    """All content: ``units``, ``sittings``, ``stories``, ``groups`` and ``events`` by id, ``terms`` and ``works`` by key, ``items`` by id."""

    units: dict[str, schema.Unit]
    sittings: dict[str, schema.Sitting]
    stories: dict[str, schema.Story]
    terms: dict[str, schema.Term]
    groups: dict[str, schema.Group]
    events: dict[str, schema.Event]
    works: dict[str, schema.Work]
    items: dict[str, object]
    hashes: dict[str, str]  # item id -> first 8 of its content's SHA-256

    def find(self, key, *classes):
        """The item with this id; ``classes`` limits it to kinds of entries.

        Raises :class:`Unknown` with the nearest ids when there is none.
        """
        pool = {**self.units, **self.sittings, **self.stories, **self.items}
        if isinstance(key, str) and key in pool and (not classes or isinstance(pool[key], classes)):
            return pool[key]
        import difflib
        fit = [k for k, v in pool.items() if not classes or isinstance(v, classes)]
        near = difflib.get_close_matches(str(key), fit, n=3, cutoff=0.4) or fit[:3]
        raise Unknown(f"Nothing here is called {key!r}. Did you mean {' or '.join(near)}?")

    def work(self, key):
        """The work that a source's key names; raises :class:`Unknown`."""
        if key not in self.works:
            raise Unknown(f"The source {key!r} is not in bibliography.toml.")
        return self.works[key]

    def of_claim(self, claim_id):
        """Evidence for a claim, supporters first."""
        found = [e for e in self.items.values()
                 if isinstance(e, schema.Evidence) and e.claim == claim_id]
        return sorted(found, key=lambda e: e.side != "for")


def build(cls, raw, where):
    """Make ``cls`` from a TOML value, refusing unknown keys, missing keys and wrong types."""
    if not isinstance(raw, dict):
        raise ContentError(f"{where}: expected a table, found {type(raw).__name__}.")
    where = f"{where} {raw.get('id') or raw.get('key') or ''}".rstrip()
    fields, hints = _fields(cls)
    for key in raw:
        if key not in fields:
            raise ContentError(f"{where}: unknown key {key!r}. Known: {', '.join(fields)}.")
    values = {}
    for name, field in fields.items():
        if name in raw:
            values[name] = _value(hints[name], raw[name], f"{where}, {name}")
        elif field.default is dataclasses.MISSING:
            raise ContentError(f"{where}: the key {name!r} is missing.")
    if values.get("places"):
        values["options"] = values.get("options", ()) + _places()
    return cls(**values)


@lru_cache(maxsize=None)
def _fields(cls):
    """A class's fields and their types by name; looking the types up takes long, and there are thousands of entries."""
    return {f.name: f for f in dataclasses.fields(cls)}, typing.get_type_hints(cls)


@lru_cache(maxsize=1)
def _places():
    """All places as options, by name as people sort: accents count as their letter."""
    path = ROOT / "data" / "figures" / "places.csv"
    try:
        with open(path, encoding="utf-8", newline="") as file:
            rows = [(row["name"], row["iso3"]) for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, KeyError):
        raise ContentError("The file data/figures/places.csv cannot be read; to get it back, "
                           "run: git checkout data/figures/places.csv") from None
    rows.sort(key=lambda row: unicodedata.normalize("NFD", row[0]).encode("ascii", "ignore"))
    return tuple(schema.Option(iso3, name) for name, iso3 in rows)


def _value(kind, raw, where):
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return build(kind, raw, where)
    if origin is tuple:
        if not isinstance(raw, list):
            raise ContentError(f"{where}: expected a list, found {raw!r}.")
        return tuple(_value(args[0], one, f"{where} [{n}]") for n, one in enumerate(raw, 1))
    if origin is typing.Literal:
        if raw not in args:
            raise ContentError(f"{where}: {raw!r} is not one of {', '.join(map(str, args))}.")
        return raw
    if origin in (typing.Union, types.UnionType):
        problems = []
        for one in args:
            try:
                return _value(one, raw, where)
            except ContentError as error:
                problems.append(error)
        raise problems[0]  # of "a retelling or none", what is wrong with the retelling
    if kind is float and type(raw) is int:
        return float(raw)
    if type(raw) is not kind:
        raise ContentError(f"{where}: expected {kind.__name__}, found {raw!r}.")
    if kind is str and not raw.strip() and not where.endswith("misconception"):
        raise ContentError(f"{where}: the text is empty.")
    return raw


def read(folder=FOLDER):
    """Read and check a folder of content. Raises :class:`ContentError`."""
    folder = Path(folder)
    units, items, hashes = {}, {}, {}
    for path in sorted(folder.glob("[A-Z].*.toml")):
        raw = _toml(path)
        unit = build(schema.Unit, raw, path.name)
        if path.stem != unit.unit.id:
            raise ContentError(f"{path.name}: the unit's id is {unit.unit.id!r}, not {path.stem!r}.")
        units[unit.unit.id] = unit
        for section, letter in KIND_OF.items():
            for entry, source in zip(getattr(unit, section), raw.get(section, ())):
                named = ITEM.match(entry.id)
                if not named or named["unit"] != unit.unit.id or named["kind"] != letter:
                    raise ContentError(f"{path.name}: {entry.id!r} should be "
                                       f"{unit.unit.id}-{letter} and a number.")
                if entry.id in items:
                    raise ContentError(f"{path.name}: {entry.id!r} stands twice.")
                items[entry.id] = entry
                hashes[entry.id] = digest(source)
    return Course(units, _list(folder / "sittings.toml", "sitting", schema.Sitting, "id"),
                  _list(folder / "stories.toml", "story", schema.Story, "id"),
                  _list(folder / "glossary.toml", "term", schema.Term, "key"), _list(folder / "groups.toml", "group", schema.Group, "id"),
                  _list(folder / "timeline.toml", "event", schema.Event, "id"),
                  _list(folder / "bibliography.toml", "work", schema.Work, "key"), items, hashes)


def digest(raw):
    """First 8 hex digits of the SHA-256 of an entry's content, in a canonical form."""
    text = json.dumps(raw, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _toml(path):
    try:
        with open(path, "rb") as file:
            return tomllib.load(file)
    except FileNotFoundError:
        raise ContentError(f"{path.name} is missing from data/course. To get it back: "
                           f"git checkout data/course") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{path.name} cannot be read: {error}") from None


def _list(path, name, cls, key):
    raw, found = _toml(path), {}
    for other in set(raw) - {name}:
        raise ContentError(f"{path.name}: unknown key {other!r}. Known: {name}.")
    if not isinstance(raw.get(name, []), list):
        raise ContentError(f"{path.name}: {name!r} should be a list of tables, written [[{name}]].")
    for source in raw.get(name, ()):
        entry = build(cls, source, path.name)
        if getattr(entry, key) in found:
            raise ContentError(f"{path.name}: {getattr(entry, key)!r} stands twice.")
        found[getattr(entry, key)] = entry
    return found


@lru_cache(maxsize=1)
def course():
    """The course's own content, read once."""
    return read(FOLDER)
