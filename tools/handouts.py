"""course.py handouts: pages for a class, to open and print without setting anything up: plans, slides, sheets, cards, the key.

Written from data/class and data/course into docs/class, which is shipped; a test holds the two equal.
"""

import sys
import tomllib
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from course import explain_os_error  # noqa: E402
from helpers import content, html, schema, twins  # noqa: E402
from tools import class_schema  # noqa: E402

DATA, PARTS, OUT = content.ROOT / "data" / "class", content.ROOT / "tools" / "class_pages", content.ROOT / "docs" / "class"
SCALE = schema.VERDICTS
LINE = '<div class="lines"></div>'
LICENCE = "Reading South-South Cooperation: two texts, tested. Text: CC BY 4.0. Figures: as their producers say."


def read(cls, name):
    """One file of data/class; unknown or missing keys are refused by name."""
    with open(DATA / f"{name}.toml", "rb") as file:
        return content.build(cls, tomllib.load(file), f"{name}.toml")


def sessions():
    return [read(class_schema.Session, name) for name in ("a_whole", "b_whole", "a_against_b", "railway", "who_said_that", "lens")]


def plans():
    return [read(class_schema.Plan, name) for name in ("plan_45", "plan_180", "plan_afternoon", "plan_five_weeks")]


def part(name):
    return (PARTS / name).read_text(encoding="utf-8")


def page(title, body, style="page.css", script=""):
    """One file that needs nothing else."""
    more = f"<script>{part(script)}</script>" if script else ""
    return (f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{html.text(title)}</title>\n<style>\n{part(style)}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n{more}\n</body>\n</html>\n")


def bullets(items):
    return "<ul>" + "".join(f"<li>{html.inline(one)}</li>" for one in items) + "</ul>"


def foot():
    return f'<p class="tag">{LICENCE}</p>'


# ------------------------------------------------------------------ plans

def step(one, start):
    likely = f"<p>Likely answers:</p>{bullets(one.likely)}" if one.likely else ""
    ask = f"<p><strong>Ask:</strong> {html.inline(one.ask)}</p>" if one.ask else ""
    uses = [f'<a href="{one.session}.html">the ready session</a>'] if one.session else []
    uses += [f"<code>{name}</code>" for name in one.sittings]
    also = f'<p class="tag">Uses {", ".join(uses)}</p>' if uses else ""
    return f'<div class="keep"><h3>{start}–{start + one.minutes} · {html.inline(one.title)}</h3><p>{html.inline(one.do)}</p>{ask}{likely}{also}</div>'


def timed(all_):
    """Each step with the minute at which it begins."""
    return zip(all_, accumulate((one.minutes for one in all_), initial=0))


def steps(all_):
    return "".join(step(one, start) for one, start in timed(all_))


def run_sheet(all_):
    """A session on one page: minutes, step, question."""
    rows = "".join(f'<tr><td>{start}–{start + one.minutes}</td><th scope="row">{html.inline(one.title)}</th><td>{html.inline(one.ask)}</td></tr>'
                   for one, start in timed(all_))
    heads = "".join(f'<th scope="col">{h}</th>' for h in ("Minutes", "Step", "The question"))
    return f"<h2>On one page</h2><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def cases(all_):
    return "".join(f'<div class="keep"><h3>{html.inline(c.when)}</h3><p>{html.inline(c.say)}</p>' +
                   (f"<p><strong>Avoid:</strong> {html.inline(c.avoid)}</p>" if c.avoid else "") + "</div>" for c in all_)


def session_page(one):
    links = " · ".join(f'<a href="{one.id}{end}.html">{words}</a>' for end, words in (("-slides", "slides"), ("-sheet", "student sheet"), ("-cards", "evidence cards")))
    roles = "".join(f'<tr><th scope="row">{html.text(r.name)}</th><td>{html.inline(r.task)}</td></tr>' for r in one.role)
    body = (f"<h1>{html.text(one.title)}</h1><p>{sum(s.minutes for s in one.step)} minutes · {html.inline(one.readings)}</p>"
            f'<p class="screen">{links} · <a href="index.html">all sessions</a></p><p>{html.inline(one.aim)}</p>'
            f"{run_sheet(one.step)}<p><strong>Late?</strong> {html.inline(one.drop)}</p><p><strong>You need:</strong> {'; '.join(map(html.inline, one.needs))}.</p>"
            f'<div class="page"></div><h2>Before</h2><p>{html.inline(one.before)}</p><p>You prepare:</p>{bullets(one.prepare)}'
            f"<h2>Minute by minute</h2>{steps(one.step)}<h2>Roles at a table of five, by task</h2><table><tbody>{roles}</tbody></table>"
            f"<h2>Where it gets hot</h2>{cases(one.hot)}<h2>When it goes otherwise</h2>"
            f"<p><strong>One projector, no laptops.</strong> {html.inline(one.one_projector)}</p><p><strong>Online.</strong> {html.inline(one.online)}</p>{foot()}")
    return page(one.title, body)


def alone(course, between):
    """What students do until the next time, with the minutes that the sittings promise."""
    def named(keys):
        found = [course.find(key, schema.Sitting) for key in keys]
        return f"{', '.join(f'<em>{html.text(s.title)}</em>' for s in found)} ({sum(s.minutes for s in found)} minutes)"

    more = f" For those who would like more: {named(between.further)}." if between.further else ""
    return f"<p><strong>Until the next time.</strong> {html.inline(between.do)} {f'Sittings: {named(between.sittings)}.' if between.sittings else ''}{more}</p>"


def plan_page(course, one):
    weeks = "".join(f"<h2>Week {n}: {html.inline(w.title)}</h2>{steps(w.step)}{alone(course, w.between) if w.between else ''}" for n, w in enumerate(one.week, 1))
    body = (f'<h1>{html.text(one.title)}</h1><p>{one.minutes} minutes in class · {html.inline(one.for_whom)}</p><p class="screen"><a href="index.html">all plans</a></p>'
            f"<p>Students can, afterwards:</p>{bullets(one.aim)}<h2>Before</h2><p>You need:</p>{bullets(one.needs)}<p>You prepare:</p>{bullets(one.prepare)}"
            f"{'<h2>Minute by minute</h2>' if one.step else ''}{steps(one.step)}{weeks}<h2>When it goes otherwise</h2><p>Late? In this order:</p>{bullets(one.drop)}"
            f"<p><strong>One projector, no laptops.</strong> {html.inline(one.one_projector)}</p><p><strong>Handing in.</strong> {html.inline(one.hand_in)}</p>{foot()}")
    return page(one.title, body)


def heated_page(course, one):
    exams = "".join(f"<h3>{html.inline(e.question)} ({e.marks} marks)</h3><p>Looks for:</p>{bullets(e.looks_for)}<p>Fails if:</p>{bullets(e.fails_if)}" for e in one.exam)
    works = "".join(f"<li>{html.inline(course.work(key).text)}</li>" for key in one.open_readings)
    return page(one.title, f'<h1>{html.text(one.title)}</h1><p class="screen"><a href="index.html">all pages</a></p>{html.block(one.text)}<h2>Moments, and what to say</h2>{cases(one.case)}'
                f"<h2>Exam questions</h2>{exams}<h2>Open to read</h2><ul>{works}</ul>{foot()}")


# ------------------------------------------------------------------ what students hold

def image(drawn):
    return f'<img alt="{html.text(drawn.summary)}" src="{drawn.source()}">'


def picture(course, show):
    from helpers.live import function
    return function(course.find(show.id, schema.Interactive).picture)(**show.example)


def board(course, key, boxes=True):
    """A prediction on paper: boxes to tick, or the start of a line to go on with."""
    item = course.find(key, schema.Guess, schema.Prediction)
    if isinstance(item, schema.Guess):
        ticks = " ".join(f'<span class="box"></span>{html.inline(o.text)}&ensp;' for o in item.options) if boxes else ""
        rows = "".join(f'<tr><td>{html.inline(one.text)}</td>{f"<td>{ticks}</td>" if boxes else ""}</tr>' for one in item.line)
        return f"<p>{html.inline(item.prompt)}</p><table><tbody>{rows}</tbody></table>"
    from helpers import charts
    from helpers.live import function
    pairs = [[int(x), float(y)] for x, y in function(item.series)()]
    given = [p for p in pairs if p[0] <= item.given]
    drawn = charts.start_of_line(given, (pairs[0][0], pairs[-1][0]), (item.low, item.high), item.title, item.unit)
    return f"<p>{html.inline(item.prompt)}</p>{image(drawn)}"


def scale():
    return '<div class="scale">' + "".join(f"<span>{word}</span>" for word in SCALE) + "</div>"


def sheet(course, one):
    claim = html.inline(course.items[one.verdict].text)
    boards = "".join(board(course, key) for key in one.predict)
    body = (f'<h1>{html.text(one.title)}</h1><p>Pen name, if you like: ______________________</p><h2>1 · Predict</h2>{boards}'
            f"<h2>2 · Hear it out</h2><p>One thing you agree with, or did not know:</p>{LINE}<p>Would the author sign your retelling? What would they change?</p>{LINE}"
            f"<h2>3 · Where do you stand?</h2><p>{claim}</p><p>Before the cards, mark one:</p>{scale()}<p>After the cards:</p>{scale()}<p>What moved you, or what would?</p>{LINE}{LINE}"
            f"<h2>4 · One sentence to take along</h2><p>{html.inline(one.exit)}</p>{LINE}{LINE}{foot()}")
    return page(f"{one.title}: student sheet", f'<div class="sheet">{body}</div>')


def card(course, claim, entry):
    works = "; ".join(twins.short(course, key) for key in entry.sources)
    return (f'<div class="card"><p class="tag">{html.name(claim.id)}: {html.inline(claim.text)}</p><h2>{twins.MARK[entry.side]} · {twins.voice(entry.voice)}</h2>'
            f'<p>{html.inline(entry.text)}</p><p class="tag">{html.text(works)}</p></div>')


def claim_card(claim):
    return (f'<div class="card"><p class="tag">{html.tag(claim.id, html.text(claim.passage))}</p><h2>The claim</h2><p>{html.inline(claim.text)}</p>{twins.readings(claim)}'
            "<p>Before the witnesses: what would you need to see?</p></div>")


def cards(course, one):
    found = [course.items[key] for key in one.claims]
    told = "".join(claim_card(claim) + "".join(card(course, claim, entry) for entry in course.of_claim(claim.id)) for claim in found)
    stories = "".join(f'<div class="page"></div>{twins.story(course, course.stories[key])}' for key in one.stories)
    return page(f"{one.title}: evidence cards", f"<h1>{html.text(one.title)}: evidence cards</h1><p>Cut along the dashed lines. *South* and *North* is where the author works.</p>"
                .replace("*South*", "<em>South</em>").replace("*North*", "<em>North</em>") + f'<div class="cards">{told}</div>{stories}{foot()}')


def told_lines(item):
    """The lines of a guess, each to open: what fits, and what is known."""
    names = {o.id: html.inline(o.text) for o in item.options}
    return "".join(f"<details><summary>{html.inline(one.text)}</summary><p><strong>{names[one.answer]}.</strong> {html.inline(one.told)}</p></details>" for one in item.line)


def slides(course, one):
    made = [f"<h1>{html.text(one.title)}</h1><p>{html.inline(one.aim)}</p>",
            *(f"<h2>Predict, on paper</h2><div class='small'>{board(course, key, boxes=False)}</div>" for key in one.predict)]
    for key in one.retellings:
        told = course.units[key].retelling
        made += [f"<h2>Hear it out · {html.text(told.passage)}</h2><div class='small'>{html.block(told.text)}</div>",
                 f"<h2>At its strongest · {html.text(told.passage)}</h2><div class='small'>{html.block(told.strongest)}</div>"]
    made += [f"<h2>One by one</h2><div class='small'>{told_lines(course.items[key])}</div>" for key in one.predict if isinstance(course.items[key], schema.Guess)]
    for show in one.pictures:
        drawn = picture(course, show)
        made += [f"<h2>{html.inline(show.say)}</h2><p>Look, before anybody speaks.</p>{image(drawn)}", f"<h2>In words</h2><p>{html.text(drawn.summary)}</p>"]
    stations = "".join(f"<li>{html.inline(course.items[key].text)}</li>" for key in one.claims)
    made.append(f"<h2>Stations</h2><ol class='small'>{stations}</ol><p>{' · '.join(html.text(r.name) for r in one.role)}</p>")
    made.append(f"<h2>Where do you stand?</h2><p>{html.inline(course.items[one.verdict].text)}</p><p>{' · '.join(SCALE)}</p>")
    for key in one.questions:
        q = course.items[key]
        made.append(f"<h2>{html.inline(q.prompt)}</h2><div class='small'>{twins.option_list(q.options)}{twins.option_list(q.targets) if q.targets else ''}"
                    f"<details><summary>The answer</summary><p>{html.inline(q.explain)}</p></details></div>")
    made.append(f"<h2>One sentence on a card</h2><p>{html.inline(one.exit)}</p>")
    sections = "".join(f'<section tabindex="-1" aria-label="Slide {n} of {len(made)}">{words}<p class="tag">{n} / {len(made)}</p></section>' for n, words in enumerate(made, 1))
    return page(f"{one.title}: slides", sections, "slides.css", "slides.js")


def brief():
    """The blank page for the ministry."""
    parts = [("The answer, in one sentence", 3), ("What *good* means here: two or three criteria", 3), ("The best finding for it, and where it was seen", 4),
             ("The best finding against it, as an opponent would put it", 4), ("How far this reaches, and of what it says nothing", 3), ("One finding that would change my mind, and where to look for it", 3)]
    body = "".join(f"<h2>{html.inline(words)}</h2>{LINE * n}" for words, n in parts)
    return page("One page for a ministry", f"<div class='sheet'><h1>One page for a ministry</h1><p>Is South-South cooperation a different kind of cooperation, and when should we choose it?</p>{body}{foot()}</div>")


def key(course):
    """Answers, misconceptions, rubrics and exemplars: for instructors."""
    parts = []
    for sitting in (s for s in course.sittings.values() if not s.aside):
        items = [i for unit in sitting.units for i in course.items.values() if i.id.split("-")[0] == unit]
        rows = ""
        for q in (i for i in items if isinstance(i, schema.Question)):
            named = "; ".join(sorted({r.misconception.replace("_", " ") for r in q.reply if r.misconception}))
            rows += f'<tr><th scope="row">{html.name(q.id)}</th><td>{html.inline(q.prompt)}</td><td>{html.inline(q.explain)}</td><td>{html.text(named)}</td></tr>'
        heads = "".join(f'<th scope="col">{h}</th>' for h in ("Name", "Question", "Answer, and why", "Misconceptions that get a reply"))
        parts.append(f"<h2>{html.text(sitting.title)}</h2><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>")
        for item in (i for i in items if isinstance(i, schema.Guess)):
            names = {o.id: html.inline(o.text) for o in item.options}
            parts.append(f"<h3>{html.text(item.title)}</h3><ul>" + "".join(f"<li>{html.inline(one.text)} <strong>{names[one.answer]}.</strong> {html.inline(one.told)}</li>"
                                                                         for one in item.line) + "</ul>")
        for item in (i for i in items if isinstance(i, schema.Reflection)):
            parts.append(f"<h3>{html.inline(item.prompt)}</h3>{twins.rubric(item)}{twins.exemplars(item)}")
    return page("Answer key and rubrics", f"<h1>Answer key and rubrics</h1><p>Contested claims have no key: the course's verdicts show after a learner's own.</p>{''.join(parts)}{foot()}")


def pages():
    """All files as {name: text}."""
    course, found, ninety, others = content.course(), {}, sessions(), plans()
    for one in ninety:
        found |= {f"{one.id}.html": session_page(one), f"{one.id}-slides.html": slides(course, one), f"{one.id}-sheet.html": sheet(course, one),
                  f"{one.id}-cards.html": cards(course, one)}
    found |= {f"{one.id}.html": plan_page(course, one) for one in others}
    found |= {"heated.html": heated_page(course, read(class_schema.Heated, "heated")), "brief.html": brief(), "key.html": key(course)}
    ready = "".join(f'<li><a href="{s.id}.html">{html.text(s.title)}</a> · <a href="{s.id}-slides.html">slides</a> · <a href="{s.id}-sheet.html">student sheet</a> · '
                    f'<a href="{s.id}-cards.html">evidence cards</a></li>' for s in ninety)
    longer = "".join(f'<li><a href="{p.id}.html">{html.text(p.title)}</a>, {p.minutes} minutes in class</li>' for p in others)
    found["index.html"] = page("For a class", f"<h1>For a class</h1><p>Open, print, teach: nothing here has to be set up, and nothing needs a network.</p><h2>Six ready sessions of 90 minutes</h2>"
                               f'<ul>{ready}</ul><h2>Longer and shorter</h2><ul>{longer}</ul><h2>Also</h2><ul><li><a href="heated.html">When it gets heated; exam questions; open readings</a></li>'
                               f'<li><a href="brief.html">One page for a ministry, blank</a></li><li><a href="key.html">Answer key and rubrics</a> (for you)</li></ul>{foot()}')
    return found


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    made = pages()
    for name, text in made.items():
        (OUT / name).write_text(text, encoding="utf-8", newline="\n")
    for old in OUT.glob("*.html"):
        if old.name not in made:
            old.unlink()
    print(f"Wrote {len(made)} pages into docs/class. Open docs/class/index.html.")


if __name__ == "__main__":
    try:
        main()
    except content.ContentError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(explain_os_error(error))
