"""The question bank, read back by code that shares nothing with what wrote it, and compared with the content."""

import dataclasses
import errno
import html as entities
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path

import pytest

from helpers import checking, content
from helpers.schema import Claim, Option, Question, Reply
from tools import bank

ROOT = Path(__file__).parent.parent
FILES = {"questions.xml", "questions.gift", "README.txt"}
QUESTIONS = {i.id: i for i in content.course().items.values() if isinstance(i, Question)}
# What Moodle takes as a share, in per cent; another one would stop its import.
SHARES = {round(n, 4) for n in (100, 90, 250 / 3, 80, 75, 70, 200 / 3, 60, 50, 40, 100 / 3, 30, 25, 20, 50 / 3, 100 / 7, 12.5, 100 / 9, 10, 5, 0)}


# --- reading back: words out of HTML, Moodle XML, GIFT

class Words(HTMLParser):
    """The words of a piece of HTML, and the elements in it."""

    def __init__(self, markup):
        super().__init__()
        self.words, self.elements = "", set()
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        assert not attrs
        self.elements.add(tag)
        self.words += " " if tag == "p" else ""

    def handle_data(self, data):
        self.words += data


def words(markup, line=False):
    """Plain words; nothing but stress may stand around them, and paragraphs where it is more than a line."""
    read = Words(markup)
    assert read.elements <= ({"em", "strong"} if line else {"p", "em", "strong"}), read.elements
    return " ".join(read.words.split())


def expected(markdown):
    """The same words in the content: stars mean stress."""
    return " ".join(re.sub(r"\*", "", markdown).split())


def text_of(node, path, markup=True):
    found = node.find(f"{path}/text" if path else "text")
    text = "" if found is None or found.text is None else found.text
    return words(text, line=node.tag in ("answer", "subquestion") and not path) if markup else text


def read_xml(data):
    """Moodle XML as {id: what a question says}; its category is the last one named before it."""
    category, found = None, {}
    root = ElementTree.fromstring(data)
    assert root.tag == "quiz"
    for node in root:
        assert node.tag == "question"
        if node.get("type") == "category":
            category = text_of(node, "category", markup=False)
            continue
        name = text_of(node, "name", markup=False)
        one = {"type": node.get("type"), "name": name, "category": category, "prompt": text_of(node, "questiontext"),
               "general": text_of(node, "generalfeedback"), "hints": [text_of(h, "") for h in node.findall("hint")],
               "tags": [text_of(t, "", markup=False) for t in node.findall("tags/tag")], "single": node.findtext("single"),
               "shuffle": node.findtext("shuffleanswers"), "units": [u.findtext("unit_name") for u in node.findall("units/unit")],
               "all": [text_of(node, part) for part in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")],
               "answers": [(text_of(a, ""), float(a.get("fraction")), text_of(a, "feedback"), a.findtext("tolerance"))
                           for a in node.findall("answer")],
               "pairs": [(text_of(s, ""), text_of(s, "answer", markup=False)) for s in node.findall("subquestion")]}
        assert node.findtext("idnumber") == name.split(" · ")[0] not in found
        for part in node.iter():
            if part.tag in ("questiontext", "generalfeedback", "hint", "feedback", "subquestion"):
                assert part.get("format") == "html"
        found[name.split(" · ")[0]] = one
    return found


def cut(text, sign):
    """Divide where an unescaped sign stands; the parts keep their backslashes."""
    parts, at = [""], 0
    while at < len(text):
        if text[at] == "\\":
            parts[-1] += text[at:at + 2]
            at += 2
        elif text.startswith(sign, at):
            parts.append("")
            at += len(sign)
        else:
            parts[-1] += text[at]
            at += 1
    return parts


def bare(text):
    """Without GIFT's backslashes; a sign that needed one and had none is an error."""
    left = re.sub(r"\\[\\~=#{}:]", "", text)
    assert not re.search(r"[\\~=#{}:]", left), text
    return re.sub(r"\\(.)", r"\1", text.strip())


def begun(text):
    """What an answer begins with must not be taken for a format or a weight."""
    assert not re.match(r"[\[%]", text.strip()), text
    return bare(text)


def weighed(text):
    """A weight between per cent signs, if one stands in front, and the rest."""
    found = re.match(r"%(-?\d+\.?\d*)%", text)
    return (float(found[1]), text[found.end():]) if found else (None, text)


def read_gift(data):
    """GIFT as its documentation has it: empty lines part questions, // begins a comment, $CATEGORY: names the next ones' place."""
    category, found = None, {}
    for block in re.split(r"\n\s*\n", data):
        tags = re.findall(r"\[tag:([^\]]*)\]", "".join(n for n in block.split("\n") if n.startswith("//")))
        block = "\n".join(n for n in block.split("\n") if not n.startswith("//")).strip()
        if block.startswith("$CATEGORY:"):
            category = block.removeprefix("$CATEGORY:").strip()
            continue
        if not block:
            continue
        empty, name, rest = cut(block, "::")
        assert not empty
        asked, inside = cut(rest, "{")
        inside, after = cut(inside, "}")
        assert not after and asked.startswith("[html]")
        inside, general = cut(inside, "####")
        one = {"name": bare(name), "category": category, "prompt": words(bare(asked.removeprefix("[html]"))), "tags": tags,
               "general": words(bare(general)), "answers": [], "pairs": []}
        if inside.startswith("#"):
            one["type"], (inside, *wrong) = "numerical", cut(inside[1:], "~")
            for answer in cut(inside, "=")[1:]:
                weight, answer = weighed(answer)
                value, say = cut(answer, "#")
                middle, off = value.split(":")
                one["answers"].append((middle, weight, words(bare(say)), off))
            one["answers"] += [("*", 0.0, words(bare(cut(say, "#")[1])), "0") for say in wrong]
        elif len(cut(inside, "~")) > 1:
            one["type"], one["single"] = "multichoice", "true" if len(cut(inside, "=")) > 1 else "false"
            for answer in [a for part in cut(inside, "~") for a in [part.strip()] if a]:
                head, *rights = cut(answer, "=")
                for text, right in [(head, False), *((r, True) for r in rights)]:
                    weight, text = (100.0, text) if right else weighed(text)
                    if text.strip():
                        text, *say = cut(text, "#")
                        one["answers"].append((words(begun(text), line=True), weight or 0.0, words(bare(say[0])) if say else "", None))
        else:
            one["type"] = "match"
            for pair in cut(inside, "=")[1:]:
                left, place = pair.split("->", 1)
                one["pairs"].append((words(begun(left), line=True), bare(place)))
        found[one["name"].split(" · ")[0]] = one
    return found


# --- comparing, with the course's own checker where it has one

def say_of(q, answer):
    """What the course says to an answer, and what it counts here."""
    outcome = checking.check(q, answer)
    return {"right": 100, "almost": 50, "wrong": 0}[outcome.kind], expected(outcome.say)


def compare(q, one, title, gift=False):
    """Everything that a question in a file says against the question of the content."""
    otherwise = expected(next(r.say for r in q.reply if "else" in r.when))
    right = next(r for r in q.reply if r.outcome == "right")
    assert one["name"] == f"{q.id} · {expected(title)}"
    root, course, sitting = re.split(r"(?<!/)/(?!/)", one["category"])  # two strokes are one that divides nothing
    assert root == "$course$" and course and re.sub(r"^\d\d ", "", sitting.replace("//", "/")) == expected(title)
    assert one["prompt"] == expected(q.prompt) + (f" Your number: ___ {q.unit}" if q.unit else "")
    assert one["general"] == expected(q.explain)
    slugs = {r.misconception for r in q.reply}
    assert set(one["tags"]) == ({q.id.split("-")[0], q.objective, "core" if q.core else "optional"} | slugs) - {""}
    assert len(one["tags"]) == len(set(one["tags"])) and max(map(len, one["tags"])) <= 50, "Moodle cuts longer ones"
    if not gift:
        assert one["hints"] == [expected(h) for h in q.hints]
        assert one["all"] == (["", "", ""] if q.type in ("choice", "number") else [expected(right.say), otherwise, otherwise])
        assert one["shuffle"] == (None if q.type == "number" else "false" if q.type == "order" else "true")
        assert one["units"] == (["%"] if q.unit == "%" else [])
    marks = [mark for _, mark, _, _ in one["answers"]]
    assert {round(abs(m), 4) for m in marks} <= SHARES
    if q.type in ("choice", "several"):
        assert one["type"] == "multichoice" and not one["pairs"]
        assert one["single"] == ("true" if q.type == "choice" else "false")
        assert [text for text, *_ in one["answers"]] == [expected(o.text) for o in q.options]
    if q.type == "choice":
        assert [(mark, say) for _, mark, say, _ in one["answers"]] == [say_of(q, o.id) for o in q.options] and 100 in marks
    elif q.type == "several":
        ticked = [o.id for o, mark in zip(q.options, marks) if mark > 0]
        assert checking.check(q, ticked).kind == "right" and 0 not in marks
        assert sum(m for m in marks if m > 0) == pytest.approx(100, abs=1e-4)
        assert sum(m for m in marks if m < 0) == pytest.approx(-100 if min(marks) < 0 else 0, abs=1e-4)
        assert len(set(marks)) <= 2, "each counts alike"
        for option, (_, mark, say, _) in zip(q.options, one["answers"]):
            named = [expected(r.say) for r in q.reply if r.when == {"includes": [option.id]}] if mark < 0 else []
            assert say == (named[0] if named else otherwise if gift and mark < 0 else "")
    elif q.type == "number":
        assert one["type"] == "numerical" and not one["pairs"]
        *ranges, last = one["answers"]
        assert last == ("*", 0.0, otherwise, "0")
        given = [r for r in q.reply if "between" in r.when]
        assert len(given) == len(ranges) and 100 in marks
        for reply, (middle, mark, say, off) in zip(given, ranges):
            low, high = float(middle) - float(off), float(middle) + float(off)
            assert (low, high) == pytest.approx(tuple(reply.when["between"]), abs=1e-6)
            assert say == expected(reply.say) and mark == {"right": 100, "almost": 50, "wrong": 0}[reply.outcome]
            inside = [r for r in given if r.when["between"][0] <= float(middle) <= r.when["between"][1]]
            assert inside[0] is not reply or say_of(dataclasses.replace(q, unit=""), float(middle)) == (mark, say)
    else:
        assert one["type"] == "match" and not one["answers"]
        lines = [(left, place) for left, place in one["pairs"] if left]
        assert len(lines) == len(q.options) >= 2
        ids = {expected(o.text): o.id for o in (q.options if q.type == "order" else q.targets)}
        if q.type == "order":
            assert [left for left, _ in lines] == [f"Place {n + 1}" for n in range(len(lines))] and len(one["pairs"]) == len(lines)
            assert checking.check(q, [ids[place] for _, place in lines]).kind == "right"
        else:
            assert [left for left, _ in lines] == [expected(o.text) for o in q.options]
            assert checking.check(q, {o.id: ids[place] for o, (_, place) in zip(q.options, lines)}).kind == "right"
            assert {place for _, place in one["pairs"]} == set(ids), "every target is offered"
            firsts = {o: [t] if isinstance(t, str) else t for o, t in right.when["pairs"].items()}
            assert all(ids[place] == firsts[o.id][0] for o, (_, place) in zip(q.options, lines)), "the first that is named"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The bank as the command writes it: folder, and what it said."""
    folder = tmp_path_factory.mktemp("to") / "ein ordner mit ü"
    told = run(str(folder))
    assert told.returncode == 0, told.stderr
    return folder, told.stdout


def run(*args, cwd=None, before=()):
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([*before, sys.executable, str(ROOT / "course.py"), "bank", *args], cwd=cwd, env=env, capture_output=True,
                          encoding="utf-8", timeout=120)


def home(course, q):
    """The first sitting in which a question's unit stands."""
    return next(s for s in course.sittings.values() if q.id.split("-")[0] in s.units)


def test_every_question_comes_back_from_xml(made):
    found = read_xml((made[0] / "questions.xml").read_bytes())
    assert set(found) == set(QUESTIONS) and len(found) > 100
    assert {i.split(".")[0] for i in found} >= {"A", "B", "S"}
    for q in QUESTIONS.values():
        compare(q, found[q.id], home(content.course(), q).title)


def test_what_gift_can_carry_comes_back_from_gift(made):
    found = read_gift((made[0] / "questions.gift").read_text(encoding="utf-8"))
    carried = {q.id: q for q in QUESTIONS.values() if q.type in ("choice", "several", "number", "match")}
    assert set(found) == set(carried)
    for q in carried.values():
        compare(q, found[q.id], home(content.course(), q).title, gift=True)


def test_one_category_for_each_sitting(made):
    places = [q["category"] for q in read_xml((made[0] / "questions.xml").read_bytes()).values()]
    assert places == sorted(places), "in the order of the course, also where Moodle sorts by name"
    titles = {expected(home(content.course(), q).title) for q in QUESTIONS.values()}
    assert {p.split("/")[-1][3:] for p in places} == titles and len(set(places)) == len(titles)


def test_nothing_contested_or_private_is_in_it(made):
    files = "".join(entities.unescape((made[0] / name).read_text(encoding="utf-8")) for name in FILES)
    for claim in (c for c in content.course().items.values() if isinstance(c, Claim)):
        assert expected(claim.verdict.because) not in files
    assert not re.search(r"\b[A-Z]\.[0-9A-Z.]+-[cpiersx]\d", files), "only questions"


def test_the_readme_says_what_it_must(made):
    told = " ".join((made[0] / "README.txt").read_text(encoding="utf-8").split())
    for needed in (f"{len(QUESTIONS)} questions", "No real learning platform was tried", "CC BY 4.0", "Moodle XML format", "GIFT format",
                   "Contested claims, predictions and reflections", "verdicts and reflections are private", '"ordering"'):
        assert needed in told, needed
    assert str(sum(q.type not in ("order", "tag") for q in QUESTIONS.values())) + " of them, in GIFT" in told
    assert "{" not in told and "no real learning platform was tried" in made[1]


HOSTILE = (r"]]> ~ = # { } : \ \n \: %50%x [html] &&058; // -> ####  ::a:: <script>alert(1)</script> <![CDATA[ &amp; &#x27; "
           "\"quoted\" 'so' \U0001F682 \U00020000 café\u00a0Ω $CATEGORY: a/b")
STARTS = ("[plain]", "%50%", "//", "->", "~", "=", "#", "{", "]]>", "\\", "*stress*", "\U0001F682", "$CATEGORY:", "::")


def hostile(kind):
    """A question in which every text is as hard as can be."""
    options = tuple(Option(f"o{n}", f"{start} {n} {HOSTILE}") for n, start in enumerate(STARTS))[:10]
    targets = tuple(Option(f"t{n}", f"{start} t{n} {HOSTILE}") for n, start in enumerate(STARTS))
    first, *rest = {"choice": [{"option": "o0"}, {"option": "o2"}], "several": [{"options": ["o1", "o3", "o4"]}, {"includes": ["o0"]}, {"includes": ["o0"]}],
                    "number": [{"between": [-0.0201, -0.0199]}, {"between": [5, 5]}, {"between": [1000000, 3e6]}],
                    "order": [{"order": [o.id for o in reversed(options)]}, {"before": ["o0", "o1"]}]}.get(
                        kind, [{"pairs": {o.id: ["t13", "t0"] if o.id == "o1" else f"t{n // 2}" for n, o in enumerate(options)}}])
    replies = [Reply(first, "right", f"[right] {HOSTILE}", "a_slug"), *(Reply(w, "almost", f"{HOSTILE} {n}") for n, w in enumerate(rest)),
               Reply({"else": True}, "wrong", f"%5% {HOSTILE}\n\n*two*\nparagraphs", "b_slug")]
    return Question(f"A.1-q{['choice', 'several', 'number', 'order', 'match', 'tag'].index(kind) + 1}", kind, f"// {HOSTILE}\n\n**two** paragraphs",
                    "A §1", f"{HOSTILE}\r\n  \r\nx", tuple(replies), (HOSTILE, "[html]"), "some-o1", False,
                    () if kind == "number" else options, targets if kind in ("match", "tag") else (), "%" if kind == "number" else "")


def test_hostile_text_comes_back_as_it_went():
    course = content.course()
    unit = dataclasses.replace(course.units["A.1"], question=tuple(map(hostile, ("choice", "several", "number", "order", "match", "tag"))))
    title = 'A/B: <script> ]]> "so" & {x} = ~ # \\ \U0001F682'
    sitting = dataclasses.replace(next(s for s in course.sittings.values() if "A.1" in s.units), title=title, units=("A.1",))
    texts = bank.build(dataclasses.replace(course, units={"A.1": unit}, sittings={sitting.id: sitting}))
    xml, gift = read_xml(texts["questions.xml"].encode()), read_gift(texts["questions.gift"])
    assert len(xml) == 6 and len(gift) == 4
    for q in unit.question:
        compare(q, xml[q.id], title)
        if q.id in gift:
            compare(q, gift[q.id], title, gift=True)


def test_signs_that_no_xml_can_hold_are_left_out():
    q = dataclasses.replace(hostile("choice"), prompt="a\x00b\x08c\ufffed")
    ElementTree.fromstring(bank.in_xml(q, bank.plain("x\x01y")))
    assert "<p>abcd</p>" in bank.in_xml(q, "x")


# --- the folder

def sentence(told):
    """Stopped with one plain line, no traceback."""
    text = told.stderr.strip()
    assert told.returncode == 1 and not told.stdout and "Traceback" not in text and text.endswith(".") and "\n" not in text, told
    return text


def test_twice_gives_the_same_bytes(made):
    before = {p.name: p.read_bytes() for p in made[0].iterdir()}
    assert set(before) == FILES and run(str(made[0])).returncode == 0
    assert {p.name: p.read_bytes() for p in made[0].iterdir()} == before
    assert all(b"\r" not in data and not data.startswith(b"\xef\xbb\xbf") for data in before.values())


def test_without_a_name_it_goes_where_one_stands(tmp_path):
    assert run(cwd=tmp_path).returncode == 0
    assert {p.name for p in (tmp_path / "question-bank").iterdir()} == FILES


@pytest.mark.parametrize("args", [[""], ["  "], ["a", "b"], ["--help"]])
def test_a_folder_that_is_none(args, tmp_path):
    assert "Give the name of one folder" in sentence(run(*args, cwd=tmp_path))
    assert not list(tmp_path.iterdir())


def test_a_wrong_folder(tmp_path):
    (tmp_path / "file").write_text("mine")
    for wrong in ("file", "file/in", "nowhere/in"):
        assert wrong.split("/")[0] in sentence(run(wrong, cwd=tmp_path))
    assert [p.name for p in tmp_path.iterdir()] == ["file"] and (tmp_path / "file").read_text() == "mine"


def test_a_folder_in_a_files_place(tmp_path):
    (tmp_path / "README.txt").mkdir()
    assert "README.txt" in sentence(run(str(tmp_path)))
    assert [p.name for p in tmp_path.iterdir()] == ["README.txt"], "nothing half written"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps other rules about who may write")
def test_a_folder_that_may_not_be_written(tmp_path):
    powerless = ["setpriv", "--bounding-set=-all"] if os.geteuid() == 0 else []
    if powerless and not shutil.which("setpriv"):
        pytest.skip("root may write anywhere, and setpriv is not here to take that away")
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0o555)
    try:
        for folder in (closed, closed / "new"):
            assert "This may not be written" in sentence(run(str(folder), before=powerless))
        assert not list(closed.iterdir())
    finally:
        closed.chmod(0o755)


@pytest.mark.parametrize("new", [True, False])
def test_a_full_disk_leaves_what_was_there(new, tmp_path, monkeypatch, capsys):
    folder = tmp_path / "bank"
    if not new:
        folder.mkdir()
        (folder / "questions.xml").write_text("old")
    write = Path.write_bytes

    def full(path, data):
        if "gift" not in path.name:
            return write(path, data)
        write(path, data[:100])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(SystemExit) as stopped:
        bank.main([str(folder)])
    assert "A disk is full" in str(stopped.value)
    assert not folder.exists() if new else [(p.name, p.read_text()) for p in folder.iterdir()] == [("questions.xml", "old")]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a full disk in the shape of a file")
def test_a_disk_that_is_truly_full(tmp_path):
    (tmp_path / "questions.gift.part").symlink_to("/dev/full")
    assert "A disk is full" in sentence(run(str(tmp_path)))
    assert not list(tmp_path.iterdir())
