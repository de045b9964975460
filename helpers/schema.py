"""What the course's content may say: one frozen dataclass for each kind of entry.

The TOML files in ``data/course`` are read into these classes by :mod:`helpers.content`, which
refuses a key that no field names. Text fields are Markdown with bold and italic only.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from helpers.schema_shared import Event, Fact, Group, Objective, Sitting, Story, Telling, Term, Work  # noqa: F401

Kind = Literal["is", "ought", "means", "because", "happened"]
Verdict = Literal["well supported", "supported in part", "disputed among specialists", "open",
                  "not a matter for data"]
VERDICTS: tuple[str, ...] = get_args(Verdict)
Outcome = Literal["right", "almost", "wrong"]


@dataclass(frozen=True)
class Head:
    """The head of a unit's file: which section of a reading it is about."""

    id: str
    title: str


@dataclass(frozen=True)
class Retelling:
    """*Hear it out*: the section retold in its own order, in a voice its author would sign."""

    passage: str
    text: str
    strongest: str
    strongest_sources: tuple[str, ...]
    fair_summary: str  # id of the question "would the author sign this?"


@dataclass(frozen=True)
class Judgement:
    """The course's verdict on each reading of a claim, shown only after the learner's own."""

    generous: Verdict
    strict: Verdict
    because: str
    would_change: str
    sources: tuple[str, ...] = ()  # of what `because` says beyond the witnesses


@dataclass(frozen=True)
class Claim:
    """A fair paraphrase of one claim, hedges kept, with a generous and a strict reading."""

    id: str
    text: str
    kind: Kind
    passage: str
    verdict: Judgement
    generous: str = ""
    strict: str = ""
    also: tuple[Kind, ...] = ()  # kinds that count as almost right


@dataclass(frozen=True)
class Evidence:
    """One witness for or against a claim; ``voice`` is where its author works."""

    id: str
    claim: str
    side: Literal["for", "against"]
    voice: Literal["South", "North", "international"]
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Option:
    """One thing to choose."""

    id: str
    text: str


@dataclass(frozen=True)
class Reply:
    """What the course says to an answer; the first reply whose ``when`` fits speaks."""

    when: dict
    outcome: Outcome
    say: str
    misconception: str = ""


@dataclass(frozen=True)
class Question:
    """A checked question. Its feedback is data, so it works without a kernel too."""

    id: str
    type: Literal["choice", "several", "number", "order", "match", "tag"]
    prompt: str
    passage: str
    explain: str
    reply: tuple[Reply, ...]
    hints: tuple[str, ...]
    objective: str = ""
    core: bool = True
    options: tuple[Option, ...] = ()
    targets: tuple[Option, ...] = ()  # match and tag: what each option is put to; a tag's are kinds of claims
    unit: str = ""  # what a typed number is counted in


@dataclass(frozen=True)
class Prediction:
    """Draw the rest of a line before the figures are shown."""

    id: str
    title: str
    prompt: str
    series: str  # "module:function" in helpers.pictures that gives the (year, value) pairs
    given: int  # the figures up to this year are shown from the start
    points: tuple[int, ...]  # years the learner sets
    low: float
    high: float
    unit: str
    reply: tuple[Reply, ...]  # tried on the last point drawn
    notice: str  # what to look at once the figures are shown


@dataclass(frozen=True)
class Line:
    """One line of a guess: the words, the option that fits, and what is told afterwards."""

    id: str
    text: str
    answer: str
    told: str
    also: tuple[str, ...] = ()  # other answers that are defensible
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guess:
    """Guess something of each line before it is told. Never scored against others."""

    id: str
    title: str
    prompt: str
    options: tuple[Option, ...]
    line: tuple[Line, ...]
    notice: str  # what to look at once it is told
    objective: str = ""
    scored: bool = True  # else nothing is ticked or counted: a translator's slips are solved, not marked


@dataclass(frozen=True)
class Control:
    """One labelled input of an interactive: a choice, several at once, or a range of whole numbers.

    With ``places`` every place can be chosen after the given options.
    """

    id: str
    label: str
    type: Literal["choice", "several", "range"]
    start: str | int | tuple[str, ...]
    options: tuple[Option, ...] = ()
    places: bool = False
    low: int = 0
    high: int = 0
    step: int = 1


@dataclass(frozen=True)
class Setting:
    """A setting to be found: one in which a reading holds, one in which it does not."""

    text: str
    holds: bool
    example: dict  # control id -> value; a test proves that it does what it says


@dataclass(frozen=True)
class Interactive:
    """Something to handle, with the box that says what it is made of."""

    id: str
    title: str
    picture: str  # "module:function" in helpers.pictures, called with the controls' values
    control: tuple[Control, ...]
    source: str
    assumptions: str
    leaves_out: str
    setting: tuple[Setting, ...] = ()
    made_up: bool = False
    minutes: float = 5.0
    uses: tuple[str, ...] = ()  # predictions or claims: the picture's ``mine`` gets {id: what the learner kept}


@dataclass(frozen=True)
class Sentence:
    """One sentence in the learner's own words (*explain*, or a line for the brief)."""

    id: str
    prompt: str
    sample: str
    brief: bool = False


@dataclass(frozen=True)
class Exemplar:
    """A model answer, shown after the learner's own."""

    level: Literal[2, 3]
    text: str


@dataclass(frozen=True)
class Reflection:
    """A longer answer; the rubric is shown first, the exemplars afterwards."""

    id: str
    prompt: str
    emerging: str
    secure: str
    strong: str
    exemplar: tuple[Exemplar, ...]


@dataclass(frozen=True)
class Exercise:
    """A pandas exercise, checked by ``check(id, value)``."""

    id: str
    stage: Literal["worked", "faded", "solo"]
    prompt: str
    reply: tuple[Reply, ...]
    hints: tuple[str, ...]
    solution: str  # code, shown only on request
    unit: str = ""


@dataclass(frozen=True)
class Unit:
    """One section of a reading, or the tryout of 00 (unit ``S.0``)."""

    unit: Head
    retelling: Retelling | None = None
    claim: tuple[Claim, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    question: tuple[Question, ...] = ()
    prediction: tuple[Prediction, ...] = ()
    guess: tuple[Guess, ...] = ()
    interactive: tuple[Interactive, ...] = ()
    sentence: tuple[Sentence, ...] = ()
    reflection: tuple[Reflection, ...] = ()
    exercise: tuple[Exercise, ...] = ()
