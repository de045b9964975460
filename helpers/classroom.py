"""A class at a glance: who has reached what, what holds it back, guesses, verdicts, words; for the projector, for the instructor, and as files.

Opinions never stand beside a name, not even a pen name, and where fewer than FEWEST have answered nothing is shown.
"""

import json
import tempfile
import uuid
from collections import Counter
from pathlib import Path

from helpers import content, handed_in, html, journal, made_up, schema, twins
from helpers.live import Shown, function

FEWEST = 5
HOME = "https://example.org/reading-south-south-cooperation"  # whose ids xAPI statements carry, unless an instructor names a home
VERBS = {"started": "initialized", "finished": "completed", "answered": "answered", "tagged": "answered"}  # ours -> ADL's
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins so
ROOMY = ' style="text-align: left; min-width: 14em"'  # cells of many words, which here need room
MADE_UP = "This class is made up: it shows what the overview looks like. "

COLUMNS = {  # of each table
    "reached": ["sitting", "opened", "finished"],
    "questions": ["question", "asks", "learners", "not right at first, %", "right in the end, %", "tries each", "what most went wrong", "learners with it"],
    "guesses": ["guess", "line", "it is", "learners", "guessed so, %"],
    "verdicts": ["claim", "says", "the course, read strictly", "learners", *schema.VERDICTS, "changed"],
    "words": ["asked in", "text"], "learners": ["pen name", "opened", "finished", "questions", "right in the end", "handed in"],
}


def read(folder="", progress=None):
    """The class in a folder of hand-ins; without a folder, a made-up class of fifteen. See :func:`helpers.handed_in.read`."""
    if str(folder).strip():
        return handed_in.read(folder, progress or _tell)
    with tempfile.TemporaryDirectory() as temporary:
        made_up.write(temporary, 15)
        found = handed_in.read(temporary)
    found.made_up = True
    return found


def _tell(done, of):
    if of >= 500 and (done == of or done % 500 == 0):
        print(f"{done:,} of {of:,} hand-ins read", flush=True)


def about(found):
    """How many hand-ins count, and which do not, each with its reason."""
    import pandas as pd
    words = (MADE_UP if found.made_up else "") + f"{len(found.learners):,} learners. {len(found.refused):,} files do not count"
    words += f", and {sum(found.passed_over.values()):,} records: " + "; ".join(f"{n:,} {why}" for why, n in found.passed_over.most_common()) if found.passed_over else ""
    files = html.folded("Files that do not count", html.table(pd.DataFrame(found.refused, columns=["file", "why"]))) if found.refused else ""
    return Shown(f"<section><p>{html.text(words)}.</p>{files}</section>", words + ".")


# ------------------------------------------------------------------ tables

def tables(found):
    """All that is counted, as DataFrames by name; ``learners`` has pen names and no opinion, the others have opinions and no name."""
    return {name: table(found, name) for name in COLUMNS}


def table(found, name):
    """One of :func:`tables`."""
    import pandas as pd
    course = content.course()
    rows = {
        "reached": lambda: [(s.title, found.opened[s.id], found.finished[s.id]) for s in course.sittings.values() if not s.aside],
        "questions": lambda: sorted((_question(course, found, key) for key, n in found.questions.items() if n["learners"] >= FEWEST), key=lambda row: (-row[3], row[0])),
        "guesses": lambda: [row for key in course.items if key in found.guessed for row in _guessed(course.items[key], found.guessed[key])],
        "verdicts": lambda: [_verdicts(course.items[key], pairs) for key in course.items if (pairs := found.verdicts.get(key)) and pairs.total() >= FEWEST],
        "words": lambda: [(html.name(key), text) for key in course.items if found.written[key] >= FEWEST for _, text in found.words[key]],
        "learners": lambda: sorted((one["pen"] or f"no pen name ({key[:4]})", one["opened"], one["finished"], one["asked"], one["right"], one["day"])
                           for key, one in found.learners.items()),
    }
    return pd.DataFrame(rows[name](), columns=COLUMNS[name])


def _question(course, found, key):
    n, slips = found.questions[key], {slip: count for slip, count in found.slips.get(key, {}).items() if count >= FEWEST}
    slip, count = min(slips.items(), key=lambda one: (-one[1], one[0]), default=("", 0))
    return (html.name(key), _short(course.items[key].prompt), n["learners"], round(100 * (1 - n["at first"] / n["learners"])), round(100 * n["in the end"] / n["learners"]),
            round(n["tries"] / n["learners"], 1), slip.replace("_", " "), count)


def _guessed(item, counts):
    names = {o.id: html.plain(o.text) for o in item.options}
    for line in item.line:
        of = {option: n for (one, option), n in counts.items() if one == line.id}
        if (all_of := sum(of.values())) >= FEWEST:
            fit = sum(of.get(option, 0) for option in (line.answer, *line.also))
            yield html.name(item.id), _short(line.text), names[line.answer], all_of, round(100 * fit / all_of)


def _verdicts(claim, pairs):
    first, last = ({word: sum(n for pair, n in pairs.items() if pair[at] == word) for word in schema.VERDICTS} for at in (0, 1))
    return (html.name(claim.id), _short(claim.text), claim.verdict.strict or claim.verdict.generous, pairs.total(),
            *(f"{first[word]} → {last[word]}" for word in first), sum(n for (a, b), n in pairs.items() if a != b))


def _short(markdown):
    words = html.plain(markdown)
    return words if len(words) <= 140 else words[:words.rfind(" ", 0, 140)] + " …"


# ------------------------------------------------------------------ to show

def show(found, name, most=15):
    """One of the tables; for the projector all but ``learners`` and ``words``. Counts under five are not told."""
    frame, words = table(found, name), f"Fewer than {FEWEST} learners have shared this."
    if frame.empty:
        return Shown(f"<p>{words}</p>", words)
    if name == "reached":
        frame, most = frame.map(lambda n: f"under {FEWEST}" if isinstance(n, int) and 0 < n < FEWEST else n), len(frame)
    rest = html.folded(f"{len(frame) - most} more", html.table(frame[most:])) if len(frame) > most else ""
    twin = f"<section>{html.table(frame[:most])}{rest}</section>".replace(html.LEFT, ROOMY)
    return Shown(twin, f"{name.capitalize()}: {len(frame)} rows.")


def drawn(found):
    """The lines that the class drew before it saw the figures, over the figures: the middle, and between which values half of the class drew."""
    course, parts = content.course(), []
    for item in (course.items[key] for key in course.items if key in found.drawn):
        if len(found.drawn[item.id]) >= FEWEST * len(item.points):
            parts.append(html.folded(f"{html.name(item.id)}: {item.title}", over(item, found.drawn[item.id]).figure()))
    words = f"{len(parts)} predictions that five or more learners drew." if parts else f"No prediction was shared by {FEWEST} or more."
    return Shown(f"<section><p>{words}</p>{''.join(parts)}</section>", words)


def over(item, values):
    """The class's guesses over the real line, as a :class:`helpers.charts.Picture`; ``values``: the points of one learner after another's."""
    import pandas as pd

    from helpers import charts
    guesses = pd.DataFrame([values[n:n + len(item.points)] for n in range(0, len(values), len(item.points))], columns=list(item.points))
    parts = guesses.quantile([0.25, 0.5, 0.75]).T.set_axis(["low", "middle", "high"], axis=1).rename_axis("year")
    frame = pd.DataFrame(function(item.series)(), columns=["year", "figures"]).set_index("year").astype(float).join(parts, how="outer").reset_index()
    last = item.points[-1]
    at = frame.set_index("year").loc[last]
    say = (f"{len(guesses)} learners. For {last} the middle guess was {at['middle']:.1f}, and half of them lay between {at['low']:.1f} and {at['high']:.1f}; "
           f"the figures say {at['figures']:.1f}.")
    return charts.lines(frame, "year", {"figures": "figures", "middle": "middle", "low": "low ¼", "high": "high ¼"}, title=item.title, summary=say, unit=item.unit,
                        low=item.low, high=item.high)


def words(found, most=40):
    """Reflections, then sentences, each beside what to aim at; without names, in no order of learners, ``most`` of each."""
    course, parts = content.course(), []
    for item in sorted((course.items[key] for key in course.items if found.written[key] >= FEWEST), key=lambda i: not isinstance(i, schema.Reflection)):
        aim = twins.rubric(item) if isinstance(item, schema.Reflection) else f"<p>One way to say it: {html.inline(item.sample)}</p>" if isinstance(item, schema.Sentence) else ""
        texts = "".join(f"<blockquote>{html.text(text)}</blockquote>" for _, text in found.words[item.id][:most])
        columns = "".join(f'<div style="flex: 1 1 {width}; min-width: 15em">{part}</div>' for width, part in (("15em", aim), ("30em", texts)))
        parts.append(html.folded(f"{html.name(item.id)}, {found.written[item.id]:,} texts{f' ({most} shown)' if found.written[item.id] > most else ''}: {_short(item.prompt)}", f'<div style="display: flex; flex-wrap: wrap; gap: 1.5em">{columns}</div>'))
    said = f"{len(parts)} questions to which {FEWEST} or more learners shared a text." if parts else f"No text was shared by {FEWEST} or more."
    return Shown(f"<section><p>{said}</p>{''.join(parts)}</section>", said)


# ------------------------------------------------------------------ to take away

def save(found, folder="", hand_ins="", home=HOME):
    """Write all tables as CSV into a folder (made if it is not there) and, where ``hand_ins`` is named, progress and answers as xAPI statements.

    No cell can be run by a spreadsheet. The statements carry random names and no opinions; ids begin with ``home``.
    """
    if not str(folder).strip():
        return Shown("<p>Nothing was saved. Write the name of a folder.</p>", "Nothing was saved. Write the name of a folder.")
    try:
        where = Path(str(folder)).expanduser()
        where.mkdir(parents=True, exist_ok=True)
        for name, frame in tables(found).items():
            journal.put(where / f"{name}.csv", frame.map(_harmless).to_csv(index=False).encode("utf-8-sig"))
        if str(hand_ins).strip():
            journal.put(where / "statements.json", json.dumps(list(statements(hand_ins, home)), indent=0).encode())
        said = f"Saved in {where}: " + ", ".join(sorted(path.name for path in where.glob("*.*s*"))) + "."
    except (OSError, ValueError) as error:
        said = journal.why(error) if isinstance(error, OSError) else f"{folder!r} cannot be a folder. Write the name of one."
    return Shown(f"<p>{html.text(said)}</p>", said)


def _harmless(cell):
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if isinstance(cell, str) and cell.lstrip(" \n\ufeff").startswith(FORMULA) else cell


def statements(folder, home=HOME):
    """Progress and answers of the newest hand-ins as xAPI 1.0.3 statements (dicts), with random names. The journal's day is an extension, no time."""
    course = content.course()
    items = {**course.items, **course.sittings}
    for about, records, _ in handed_in.one_of_each(handed_in.newest(handed_in.files(folder)[0])[0], []):
        for (part, key, _), record in handed_in.fitting(about, records, Counter()):
            outcome = handed_in.judged(key, record["result"]) if part == "questions" else ()
            if part in ("progress", "questions") and record["verb"] in VERBS and outcome is not None:
                yield _statement(about["learner"], record, items[key], outcome, home)


def _statement(learner, record, item, outcome, home):
    name = item.title if isinstance(item, schema.Sitting) else html.name(item.id)
    made = {"id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{home}/{learner}/{record['id']}")),
            "actor": {"objectType": "Agent", "account": {"homePage": home, "name": learner}},
            "verb": {"id": f"http://adlnet.gov/expapi/verbs/{VERBS[record['verb']]}", "display": {"en": VERBS[record["verb"]]}},
            "object": {"objectType": "Activity", "id": f"{home}/{item.id}", "definition": {
                "type": f"http://adlnet.gov/expapi/activities/{'question' if outcome else 'lesson'}", "name": {"en": name}}},
            "context": {"extensions": {f"{home}/day": str(record.get("timestamp"))[:10]}}}
    if outcome:
        made["result"] = {"success": outcome[0] == "right", "response": json.dumps(record["result"].get("response"), ensure_ascii=False)[:2_000],
                          "extensions": {f"{home}/outcome": outcome[0], **({f"{home}/misconception": outcome[1]} if outcome[1] else {})}}
    return made
