"""What is due today: questions of all sittings come back, later and later as they go well."""

from datetime import UTC, datetime, timedelta

from helpers import content, html, journal, schema
from helpers.live import Card, ask_view
from helpers.models import spacing
from helpers.verbs import asked

AT_ONCE = 7
TWIN = "What is due today appears here while the notebook is running: questions that you have answered before, asked afresh."


def review(days: int = 0) -> Card:
    """Questions that are due today, or within so many ``days``; or, honestly, that none is.

    At most seven at once; run the cell again for more. Those answered today stay, with your answer.
    """
    if type(days) is not int or not 0 <= days <= 365:
        raise content.Unknown("Say how many days ahead, as a whole number from 0 to 365: course.review(7).")
    return ask_view("review", lambda: _items(days, datetime.now(UTC)), f"<p>{TWIN}</p>", TWIN, "What is due")


def plan(now):
    """Each answered question as (when it is or was due, its id, whether it was answered since today began), soonest first.

    What was answered today counts from tomorrow on: so the list of a day stays the same all day.
    """
    course, of = content.course(), {}
    today = datetime(now.year, now.month, now.day, tzinfo=UTC)
    for record in journal.current().records():
        if isinstance(course.items.get(record["object"]), schema.Question) and not journal.outdated(record, course.hashes):
            of.setdefault(record["object"], []).append(record)
    found = []
    for key, records in of.items():
        visited = spacing.visits(records)
        before = [v for v in visited if v[0] < today]
        if visited:
            found.append((spacing.due(before or visited), key, bool(before) and len(before) < len(visited)))
    return sorted(found)


def _items(days, now):
    planned = plan(now)
    until = now + timedelta(days=days)
    here = [(key, done) for when, key, done in planned if when <= until]
    open_ = [key for key, done in here if not done]
    shown = [key for key, done in here if done or key in open_[:AT_ONCE]]
    later = [when for when, _, done in planned if when > until and not done]
    words = _words(len(planned), len(open_), len(shown) - len(open_[:AT_ONCE]), later, days)
    return [{"type": "words", "html": f"<p>{words}</p>"}, *asked(shown, since=now.strftime("%Y-%m-%d"))]


def _words(known, open_, done, later, days):
    if not known:
        return ("Nothing is due: you have not answered a question yet. Begin with any sitting; "
                "what you answer there comes back here, a day or more later.")
    span = "today" if not days else f"within {days} days"
    words = f"<strong>{open_} due {span}</strong>, of {known} questions that you have met. " if open_ else f"<strong>Nothing is due {span}.</strong> "
    words += f"{done} done today. " if done else ""
    words += f"Here are the first {AT_ONCE}; run this cell again for more. " if open_ > AT_ONCE else ""
    if later:
        first = later[0].astimezone()
        same = sum(when.astimezone().date() == first.date() for when in later)
        words += html.text(f"The next comes on {first.day} {first:%B}" + (f", with {same - 1} more." if same > 1 else "."))
    return words
