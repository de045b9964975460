"""What the files that all units share may say: sittings, stories, terms, works. See :mod:`helpers.schema`."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Objective:
    """What the learner will be able to do, opening with a verb that can be observed."""

    id: str
    text: str


@dataclass(frozen=True)
class Sitting:
    """One notebook. ``minutes`` is promised to the learner and tested against the rule."""

    id: str
    title: str
    minutes: int
    units: tuple[str, ...]
    objective: tuple[Objective, ...]
    recap: str
    bookmark: str
    recall: tuple[str, ...] = ()
    minutes_pandas: int = 0
    sources: tuple[str, ...] = ()  # works that the notebook's own prose and its questions name
    short: bool = False  # on the short path
    aside: bool = False  # no step on the way: to come back to at any time


@dataclass(frozen=True)
class Fact:
    """One row of a story's fact table."""

    what: str
    value: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Telling:
    """One way in which a story is told, with a voice that tells it so."""

    name: str
    text: str
    voice: Literal["South", "North", "international"]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """A real project: 120 to 180 words, a fact table, both tellings, and the people affected."""

    id: str
    title: str
    units: tuple[str, ...]  # where it meets a reading's own argument
    providers: tuple[str, ...]  # who paid or taught, by name
    text: str
    people: str  # who gained and who did not
    fact: tuple[Fact, ...]
    telling: tuple[Telling, ...]


@dataclass(frozen=True)
class Term:
    """A word of the field, explained where a card first uses it."""

    key: str
    forms: tuple[str, ...]  # as it stands in texts
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Event:
    """One event of the timeline."""

    id: str
    date: str  # ISO: a year, a month or a day
    title: str
    text: str
    themes: tuple[Literal["order", "aid", "south", "money", "readings"], ...]
    sources: tuple[str, ...]
    until: str = ""
    units: tuple[str, ...] = ()  # sections whose sitting speaks of it
    named_in: tuple[Literal["A", "B"], ...] = ()  # readings that name it, or clearly mean it


@dataclass(frozen=True)
class Group:
    """One list of the South: the places where a column of the table ``places`` is true, or empty."""

    id: str
    name: str  # as it stands in a sentence
    text: str
    column: str
    when: Literal["true", "empty"]  # what the column holds where a place is on the list
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Work:
    """A source. Only what was seen as a record or as the text itself may be printed."""

    key: str
    text: str
    works_in: Literal["South", "North", "international"]
    verified: Literal["record", "mentioned"]
    seen: str
    doi: str = ""
