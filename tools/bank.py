"""The course's questions for a learning platform: Moodle XML, and GIFT for the kinds that it can carry.

Standard library only. Nothing private is in it: no answers, no verdicts, no reflections.
"""

import errno
import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from course import explain_os_error  # noqa: E402
from helpers import checking, content, html, schema  # noqa: E402

FOLDER = "question-bank"
TITLE = "Reading South-South Cooperation"
MARK = {"right": 100, "almost": 50, "wrong": 0}
IN_GIFT = ("choice", "several", "number", "match")
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML can hold these
README = Path(__file__).with_name("bank_readme.txt")  # what stands beside the files, with places for the counts


def rich(markdown):
    """The content's Markdown as paragraphs of HTML, everything else escaped."""
    return html.block(UNREADABLE.sub("", markdown)).replace("&#x27;", "'").replace("&quot;", '"')


def line(markdown):
    """The same for a few words, without a paragraph."""
    return rich(" ".join(markdown.split())).removeprefix("<p>").removesuffix("</p>")


def plain(markdown):
    """Words for places that show no HTML."""
    return UNREADABLE.sub("", html.plain(markdown))


def number(value):
    """A number as Moodle writes it: 33.3333333, 50, -2."""
    return f"{value:.7f}".rstrip("0").rstrip(".")


def right_reply(q):
    """What the course says to the right answer; its condition is the answer."""
    return next(r for r in q.reply if r.outcome == "right")


def general_reply(q):
    """What it says where no other reply fits."""
    return next(r for r in q.reply if "else" in r.when)


def answers(q):
    """What can be chosen or typed: (text as HTML, tolerance, per cent, reply as HTML).

    Of a range Moodle wants the middle, and how far one may be from it.
    """
    general = general_reply(q)
    if q.type == "choice":
        replies = [(o, checking.first_reply(q.reply, o.id)) for o in q.options]
        return [(line(o.text), "", MARK[r.outcome], rich(r.say)) for o, r in replies]
    if q.type == "several":
        right = right_reply(q).when["options"]
        own = {r.when["includes"][0]: r for r in reversed(q.reply) if set(r.when) == {"includes"} and len(r.when["includes"]) == 1}
        share = {True: 100 / len(right), False: -100 / max(1, len(q.options) - len(right))}
        return [(line(o.text), "", share[o.id in right], "" if o.id in right else rich(own.get(o.id, general).say)) for o in q.options]
    ranges = [(*r.when["between"], r) for r in q.reply if "between" in r.when]
    found = [(number((low + high) / 2), number((high - low) / 2), MARK[r.outcome], rich(r.say)) for low, high, r in ranges]
    return [*found, ("*", "0", MARK[general.outcome], rich(general.say))]


def pairs(q):
    """What goes together: (line as HTML, its place in plain words); a place without a line is offered all the same."""
    right = right_reply(q).when
    words = {o.id: plain(o.text) for o in q.options + q.targets}
    if q.type == "order":
        return [(f"Place {n}", words[o]) for n, o in enumerate(right["order"], 1)]
    goes = {o: t if isinstance(t, str) else t[0] for o, t in right["pairs"].items()}
    return [(line(o.text), words[goes[o.id]]) for o in q.options] + [("", words[t.id]) for t in q.targets if t.id not in goes.values()]


def prompt(q):
    """What is asked, and what a number is counted in."""
    return rich(q.prompt) + (rich(f"Your number: ___ {q.unit}") if q.unit else "")


def tags(q):
    """What one may search for in a question bank."""
    slugs = dict.fromkeys(r.misconception for r in q.reply)
    return [plain(t) for t in (q.id.split("-")[0], q.objective, "core" if q.core else "optional", *slugs) if t]


def cdata(text):
    """Text that XML leaves alone."""
    return "<text><![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]></text>"


def element(name, text):
    """One element with a text in HTML."""
    return f'<{name} format="html">{cdata(text)}</{name}>'


def in_xml(q, name):
    """One question in Moodle's XML."""
    kind = {"choice": "multichoice", "several": "multichoice", "number": "numerical"}.get(q.type, "match")
    rows = [f'<question type="{kind}">', f"<name>{cdata(name)}</name>", element("questiontext", prompt(q)),
            element("generalfeedback", rich(q.explain)), "<defaultgrade>1</defaultgrade>", "<penalty>0.3333333</penalty>",
            f"<idnumber>{q.id}</idnumber>"]
    if kind == "multichoice":
        rows += [f"<single>{'true' if q.type == 'choice' else 'false'}</single>", "<answernumbering>none</answernumbering>"]
    if kind != "numerical":
        rows.append(f"<shuffleanswers>{'false' if q.type == 'order' else 'true'}</shuffleanswers>")
    general = rich(general_reply(q).say)
    if q.type not in ("choice", "number"):  # those have a reply to each answer
        rows += [element("correctfeedback", rich(right_reply(q).say)), element("partiallycorrectfeedback", general),
                 element("incorrectfeedback", general)]
    if kind == "match":
        rows += [f'<subquestion format="html">{cdata(left)}<answer>{cdata(place)}</answer></subquestion>' for left, place in pairs(q)]
    else:
        for text, tolerance, mark, say in answers(q):
            form, more = ("moodle_auto_format", f"<tolerance>{tolerance}</tolerance>") if tolerance else ("html", "")
            say = "" if q.type == "several" and say == general else say  # it stands above already
            rows.append(f'<answer fraction="{number(mark)}" format="{form}">{cdata(text)}{element("feedback", say)}{more}</answer>')
    if q.type == "number" and q.unit == "%":  # so that the sign may be typed
        rows.append("<units><unit><multiplier>1</multiplier><unit_name>%</unit_name></unit></units>")
    rows += [element("hint", rich(hint)) for hint in q.hints]
    rows.append("<tags>" + "".join(f"<tag>{cdata(tag)}</tag>" for tag in tags(q)) + "</tags>")
    return "\n  ".join(rows) + "\n</question>\n"


def escaped(text, begins=False):
    """GIFT's own signs made harmless; where an answer begins, a bracket would name a format, a per cent sign a weight."""
    text = re.sub(r"^[\[%]", lambda sign: f"&#{ord(sign[0])};", text) if begins else text
    return re.sub(r"([\\~=#{}:])", r"\\\1", text)


def in_gift(q, name):
    """One question in GIFT; an empty line ends it."""
    rows = ["// " + " ".join([f"[id:{q.id}]", *(f"[tag:{tag}]" for tag in tags(q))]),
            f"::{escaped(name)}::[html]{escaped(prompt(q))}" + ("{#" if q.type == "number" else "{")]
    if q.type == "match":
        rows += [f"={escaped(left, True)} -> {escaped(place)}" for left, place in pairs(q)]
    else:
        for text, tolerance, mark, say in answers(q):
            head = f"~%{number(mark)}%{escaped(text, True)}"
            if q.type == "number":
                head = "~" if text == "*" else f"=%{number(mark)}%{text}:{tolerance}"
            elif q.type == "choice" and mark == 100:  # makes it a question with one answer
                head = "=" + escaped(text, True)
            rows.append(head + (f"#{escaped(say)}" if say else ""))
    return "\n".join([*rows, f"####{escaped(rich(q.explain))}", "}"]) + "\n\n"


def build(course):
    """The files of the bank: name -> text."""
    done, xml, gift, counts = set(), "", f"// {TITLE} · CC BY 4.0 · see README.txt\n\n", [0, 0, 0]
    for n, sitting in enumerate(course.sittings.values()):
        found = [q for unit in sitting.units for q in course.units[unit].question if q.id not in done]
        carried = [q for q in found if q.type in IN_GIFT]
        done |= {q.id for q in found}
        words = plain(sitting.title)
        path = f"$course$/{TITLE}/{n:02} " + words.replace("/", "//")  # one stroke would begin a category inside
        if found:
            xml += f'<question type="category">\n  <category>{cdata(path)}</category>\n</question>\n'
            gift += f"$CATEGORY: {path}\n\n"
        xml += "".join(in_xml(q, f"{q.id} · {words}") for q in found)
        gift += "".join(in_gift(q, f"{q.id} · {words}") for q in carried)
        counts = [had + more for had, more in zip(counts, (len(found), len(carried), bool(found)))]
    readme = README.read_text(encoding="utf-8").format(title=TITLE, count=counts[0], in_gift=counts[1], sittings=counts[2])
    xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{xml}</quiz>\n'
    return {"questions.xml": xml, "questions.gift": gift, "README.txt": readme}


def save(folder, texts):
    """Write all files or none. Raises OSError."""
    folder, parts = Path(folder), {}
    made = not folder.exists()
    folder.mkdir(exist_ok=True)
    try:
        for name, text in texts.items():
            if (folder / name).is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(folder / name))
            parts[name] = folder / f"{name}.part"
            parts[name].write_bytes(text.encode("utf-8"))
        for name, part in parts.items():
            os.replace(part, folder / name)
    except BaseException:
        for part in parts.values():
            part.unlink(missing_ok=True)
        if made and not any(folder.iterdir()):
            folder.rmdir()
        raise


def main(args):
    """Write the bank into one folder and say what is in it."""
    folder = args[0] if args else FOLDER
    if len(args) > 1 or not folder.strip() or folder.startswith("-"):
        sys.exit(f"Give the name of one folder, or none for {FOLDER}: python3 course.py bank [FOLDER].")
    try:
        texts = build(content.course())
        save(folder, texts)
    except content.ContentError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(explain_os_error(error))
    print(f"The questions are in {folder}: {', '.join(texts)}. README.txt says how to import them; no real learning platform was tried.")


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # as in course.py: a folder's name may have signs that a console lacks
    main(sys.argv[1:])
