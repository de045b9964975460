"""What the files in data/class may say: ready sessions, longer plans, heated moments. Read with :func:`helpers.content.build`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One step of a session or a plan: its minutes, what the instructor does, the question, likely answers."""

    minutes: int
    title: str
    do: str
    ask: str = ""
    likely: tuple[str, ...] = ()
    session: str = ""  # a ready session that it uses
    sittings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Role:
    """A role at a table, by task."""

    name: str
    task: str


@dataclass(frozen=True)
class Case:
    """Where it gets hot, what to say, and what to avoid."""

    when: str
    say: str
    avoid: str = ""


@dataclass(frozen=True)
class Show:
    """A picture for the projector: an interactive at one setting, and what to look at."""

    id: str
    example: dict
    say: str


@dataclass(frozen=True)
class Session:
    """Ninety minutes for a class."""

    id: str
    title: str
    aim: str
    readings: str
    before: str
    needs: tuple[str, ...]
    prepare: tuple[str, ...]
    retellings: tuple[str, ...]
    predict: tuple[str, ...]
    claims: tuple[str, ...]
    verdict: str
    questions: tuple[str, ...]
    drop: str
    one_projector: str
    online: str
    exit: str
    step: tuple[Step, ...]
    role: tuple[Role, ...]
    hot: tuple[Case, ...]
    pictures: tuple[Show, ...] = ()
    stories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Between:
    """What students do alone until the next time; the minutes are those of the sittings."""

    do: str
    sittings: tuple[str, ...] = ()
    further: tuple[str, ...] = ()  # for those who would like more


@dataclass(frozen=True)
class Week:
    """One week of a course: the session in class, and what students do until the next."""

    title: str
    step: tuple[Step, ...]
    sessions: tuple[str, ...] = ()
    between: Between | None = None


@dataclass(frozen=True)
class Plan:
    """A longer or shorter plan; its minutes are those in class."""

    id: str
    title: str
    for_whom: str
    aim: tuple[str, ...]
    minutes: int
    prepare: tuple[str, ...]
    needs: tuple[str, ...]
    one_projector: str
    drop: tuple[str, ...]
    hand_in: str
    step: tuple[Step, ...] = ()
    week: tuple[Week, ...] = ()


@dataclass(frozen=True)
class Exam:
    """An exam question with its marking scheme."""

    question: str
    marks: int
    looks_for: tuple[str, ...]
    fails_if: tuple[str, ...]


@dataclass(frozen=True)
class Heated:
    """How to handle a heated discussion fairly, with cases, exam questions, and readings open to all."""

    id: str
    title: str
    text: str
    case: tuple[Case, ...]
    exam: tuple[Exam, ...]
    open_readings: tuple[str, ...]
