"""The way through a sitting: ``start`` opens it, ``finish`` closes it, ``progress`` says how far one is."""

import os
import re

from helpers import content, html, journal, notebooks, schema, twins
from helpers.live import Card, ask_view, response


def start(name: str) -> Card:
    """Open a sitting: its minutes, what you will be able to do, and where you were."""
    course, log = content.course(), journal.current()
    sitting, problem = course.find(name, schema.Sitting), ""
    if log.notebook != name:
        log.notebook = name
        try:
            log.append("started", name)
        except journal.NotKept as error:
            problem = str(error)
    aims = "".join(f"<li>{html.inline(o.text)}</li>" for o in sitting.objective)
    more = f" (and {sitting.minutes_pandas} more with pandas, if you like)" if sitting.minutes_pandas else ""
    twin, words = f"<strong>About {sitting.minutes} minutes</strong>{more}.", f"About {sitting.minutes} minutes."
    if aims:
        twin, words = f"{twin} Afterwards you can:</p><ul>{aims}</ul>", f"{words} Afterwards you can: " + "; ".join(html.plain(o.text) for o in sitting.objective)
    twin = f"<section><p>{twin}{'' if aims else '</p>'}</section>"

    def make():
        greeting, go = _welcome(sitting)
        return [{"type": "words", "html": twin + greeting, "go": go}]
    return ask_view(name + "/start", make, twin, words, sitting.title, problem)


def _welcome(sitting):
    """What greets a learner who comes back, and the id of the first step not done yet."""
    course = content.course()
    steps, done = notebooks.steps(course, sitting), journal.current().done(course.hashes)
    left, words, go = [key for key in steps if key not in done], "", ""
    if len(left) < len(steps):
        go = left[0] if left else ""
        where = f"Your bookmark is at <strong>{html.name(go)}</strong>." if go else "You have been through all of it."
        words = (f"<p>Welcome back. {len(steps) - len(left)} of {len(steps)} steps are done. {where} "
                 "Run all cells, and your answers return.</p>")
    # Binder itself sets the first; the second comes from Kubernetes, where nobody has turned that off.
    if os.environ.get("BINDER_LAUNCH_HOST") or os.environ.get("BINDER_SERVICE_HOST"):
        words += ("<p><strong>You are on Binder, which forgets.</strong> Your work is gone when the page sleeps. "
                  "Save a copy before you leave: run <code>course.save()</code> in any cell.</p>")
    return words, go


def finish(name: str) -> Card:
    """Close a sitting: the recap, the bookmark, and what comes next."""
    course = content.course()
    sitting = course.find(name, schema.Sitting)
    recap = f"<p><strong>In a nutshell.</strong> {html.inline(sitting.recap)}</p>"
    later = [s for s in list(course.sittings.values())[list(course.sittings).index(name) + 1:] if not s.aside]
    follows = (f"Next comes <strong>{html.text(later[0].title)}</strong>, about {later[0].minutes} minutes: open {later[0].id}.ipynb."
               if later else "" if sitting.aside else "The course ends here.")
    after = f"<p><strong>Your bookmark.</strong> {html.inline(sitting.bookmark)} {follows}</p>"
    named = twins.sources(course, sitting.sources)

    def make():
        if sitting.aside:  # never finished
            return [{"type": "words", "html": recap + after}]
        return [{"type": "done", "html": recap, "page": _page(), "named": named, "after": after, "id": name,
                 "state": bool(journal.current().last(name, "finished"))}]
    return ask_view(name + "/finish", make, f"<section>{recap}{after}{named}</section>",
                f"{html.plain(sitting.recap)} {html.plain(sitting.bookmark)} {html.plain(re.sub('<.*?>', '', follows))}", "The end of this sitting")


def _page():
    """The page for the ministry so far: the learner's kept sentences, in reading order."""
    course = content.course()
    asked = [one for sitting in course.sittings.values() if not sitting.aside for unit in sitting.units for one in course.units[unit].sentence if one.brief]
    kept = [words for item in asked if (words := response(item.id, "explained"))]
    if not kept:
        return ""
    rows = "".join(f"<li>{html.text(words)}</li>" for words in kept)
    return (f"<p><strong>Your page so far</strong>, {len(kept)} of {len(asked)} sentences. <em>Is South-South cooperation a different kind "
            f"of cooperation, and when should we choose it?</em></p><ol>{rows}</ol>")


def page() -> Card:
    """Your page so far: the sentence that you kept in each sitting."""
    words = "Your sentences appear here while the notebook is running."
    return ask_view("page", lambda: [{"type": "words", "html": _page() or "<p>There is none yet. Each sitting ends with one; the samples in this sitting "
                                      "show what a page may look like.</p>"}], f"<p>{words}</p>", words, "Your page so far")


def progress() -> Card:
    """How far you are, sitting by sitting. Nobody else sees this."""
    def make():
        course, rows = content.course(), ""
        log = journal.current()
        done, opened = log.done(course.hashes), [r["object"] for r in log.records() if r["verb"] == "started"]
        last = next((name for name in reversed(opened) if name != log.notebook), "")
        for sitting in (s for s in course.sittings.values() if not s.aside):
            steps = notebooks.steps(course, sitting)
            here = sum(k in done for k in steps)
            mark = "✓ finished" if sitting.id in done else f"{here} of {len(steps)} steps"
            mark += " · you were here last" if sitting.id == last else ""
            mark += " · on the short path" if sitting.short else ""
            rows += f'<tr><th scope="row">{html.text(sitting.title)}</th><td>{sitting.minutes} min</td><td>{mark}</td></tr>'
        head = "".join(f'<th scope="col">{t}</th>' for t in ("Sitting", "Time", "You"))
        return [{"type": "words", "html": f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"}]
    words = "Your progress, sitting by sitting, appears here while the notebook is running."
    return ask_view("progress", make, f"<p>{words}</p>", words, "Progress")
