"""The content loads, refuses what it does not know, and answers every answer."""

import re
import shutil

import pytest
from test_checking import answers_for

from helpers import checking, content, schema
from tools import rules

COURSE = content.read()
ANSWERED = {k: v for k, v in COURSE.items.items() if isinstance(v, (schema.Question, schema.Exercise, schema.Prediction))}
NONSENSE = ["", "   ", None, [], {}, [None], "nonsense", "<script>", "=((", "=1/0", "9" * 400, "١٢", float("nan"), float("inf"),
            True, object(), ["x"], [["x"]], "\x00", "\ud800"]

every_answered = pytest.mark.parametrize("key", list(ANSWERED))


# ------------------------------------------------------------------ what is refused

@pytest.fixture
def copied(tmp_path):
    """A copy of the content; spoil(file, old, new) changes one place in it."""
    folder = tmp_path / "course"
    shutil.copytree(content.FOLDER, folder)

    def spoil(file, old, new):
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, f"{file} no longer holds {old!r}; give this test another place"
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder
    return spoil


def test_an_untouched_copy_is_read_as_the_original(tmp_path):
    shutil.copytree(content.FOLDER, tmp_path / "course")
    again = rules.checked(tmp_path / "course")
    assert again == COURSE and {"A.1", "S.0"} <= set(again.units)


def between(file, start, end):
    """A part of a file of the content, from the first place that reads ``start`` to the next ``end``."""
    text = (content.FOLDER / file).read_text(encoding="utf-8")
    at = text.index(start)
    return text[at:text.index(end, at) + len(end)]


Q6 = between("A.1.toml", 'id = "A.1-q6"', "Turn it round.")
TOLD = COURSE.units["A.1"].retelling.text.split()[0]


@pytest.mark.parametrize(("file", "old", "new", "words"), [
    ("A.1.toml", '[unit]\nid = "A.1"\n', '[unit]\nid = "A.1"\ncolour = "red"\n', ["A.1.toml", "colour", "title"]),
    ("A.1.toml", Q6, Q6.replace("prompt =", "promt ="), ["A.1.toml", "A.1-q6", "promt", "prompt"]),
    ("A.1.toml", Q6, Q6.replace("hints =", "# hints ="), ["A.1.toml", "A.1-q6", "'hints' is missing"]),
    ("A.1.toml", Q6, Q6.replace("core = false", 'core = "no"'), ["A.1.toml", "A.1-q6", "core", "bool"]),
    ("A.1.toml", Q6, Q6.replace("core = false", "core = 0"), ["A.1-q6", "core", "bool"]),
    ("A.1.toml", Q6, Q6.replace('hints = ["The part', 'hints = [4, "The part'), ["A.1-q6", "hints [1]", "str"]),
    ("A.1.toml", Q6, Q6.replace('type = "number"', 'type = "essay"'), ["A.1-q6", "type", "essay", "choice"]),
    ("A.1.toml", Q6, Q6.replace('outcome = "right"', 'outcome = "correct"'), ["A.1-q6", "outcome", "correct", "almost"]),
    ("A.1.toml", Q6, re.sub('prompt = ".*"', 'prompt = "  "', Q6), ["A.1.toml", "A.1-q6", "prompt", "empty"]),
    ("A.1.toml", Q6, Q6.replace("A.1-q6", "A.1-q5"), ["A.1.toml", "A.1-q5", "twice"]),
    ("A.1.toml", Q6, Q6.replace("A.1-q6", "A.2-q6"), ["A.1.toml", "A.2-q6", "A.1-q"]),
    ("A.1.toml", Q6, Q6.replace("A.1-q6", "A.1-e6"), ["A.1.toml", "A.1-e6", "A.1-q"]),
    ("A.1.toml", Q6, Q6.replace("A.1-q6", "A.1-q06"), ["A.1.toml", "A.1-q06"]),
    ("A.1.toml", Q6, Q6.replace("a_1_what_is_it-o3", "a_1_what_is_it-o9"), ["A.1-q6", "a_1_what_is_it-o9"]),
    ("A.1.toml", Q6, Q6.replace("Turn it round.", "Turn it round, of course."), ["A.1-q6", "of course"]),
    ("A.1.toml", Q6, Q6.replace("Turn it round.", "Turn it round!"), ["A.1-q6", "'!'"]),
    ("A.1.toml", Q6, Q6.replace("Turn it round.", "round " * 60), ["A.1-q6", "60 at most"]),
    ("A.1.toml", Q6, Q6.replace('unit = "%"', 'options = [{id = "a", text = "b"}]'), ["A.1-q6", "options"]),
    ("A.1.toml", 'id = "A.1"\n', 'id = "A.2"\n', ["A.1.toml", "A.2"]),
    ("A.1.toml", 'sources = ["Hanson2012"]', 'sources = ["Nobody1999"]', ["A.1-e5", "Nobody1999", "bibliography.toml"]),
    ("A.1.toml", 'strongest_sources = ["', 'strongest_sources = ["Nobody1999", "', ["A.1", "Nobody1999"]),
    ("A.1.toml", 'fair_summary = "A.1-q1"', 'fair_summary = "A.1-q99"', ["A.1", "fair_summary", "A.1-q99"]),
    ("A.1.toml", f'text = """{TOLD}', f'text = """Too short."""\n[ignored]\nx = """{TOLD}', ["A.1.toml", "ignored"]),
    ("A.1.toml", 'claim = "A.1-c3"\nside = "for"', 'claim = "A.1-c99"\nside = "for"', ["A.1-e5", "A.1-c99"]),
    ("A.1.toml", 'objective = "a_1_what_is_it-o4"\n', "", ["a_1_what_is_it-o4", "no question"]),
    ("A.1.toml", 'when = {option = "fair"}', 'when = {option = "fairest"}', ["A.1-q1", "fairest"]),
    ("A.1.toml", 'when = {options = ["benefit"]}', 'when = {options = ["gain"]}', ["A.1-q2", "gain"]),
    ("A.1.toml", 'when = {option = "fair"}\noutcome = "right"', 'when = {option = "fair"}\noutcome = "wrong"', ["A.1-q1", "right"]),
    ("A.1.toml", 'example = {member = "India"', 'example = {country = "India"', ["A.1-i1", "control"]),
    ("A.1.toml", 'when = {option = "fair"}', 'when = {optoin = "fair"}', ["A.1-q1", "optoin"]),
    ("A.1.toml", 'when = {option = "fair"}', "when = {}", ["A.1-q1", "no condition"]),
    ("A.1.toml", "when = {between = [27.5, 28.9]}", 'when = {between = ["a"]}', ["A.1-q3", "no condition"]),
    ("A.1.toml", "when = {between = [27.5, 28.9]}", "when = {between = [28.9, 27.5]}", ["A.1-q3", "no condition"]),
    ("A.1.toml", 'picture = "trade:cliff"', 'picture = "trade:clif"', ["A.1-i3", "trade:clif", "helpers.pictures"]),
    ("A.1.toml", 'series = "trade:south_south"', 'series = "../x:y"', ["A.1-p1", "helpers.pictures"]),
    ("A.1.toml", 'example = {member = "India"', 'example = {member = "Mars"', ["A.1-i1", "member", "Mars"]),
    ("sittings.toml", 'text = "restate a paragraph so that its author could sign it"', 'text = "—"', ["a_1_what_is_it-o1"]),
    ("A.1.toml", 'start = "Kenya"', 'start = "Atlantis"', ["A.1-i3", "exporter", "Atlantis"]),
    ("A.1.toml", "[unit]", "[unit", ["A.1.toml", "line 1"]),
    ("sittings.toml", 'units = ["A.1"]', 'units = ["A.9"]', ["a_1_what_is_it", "A.9"]),
    ("sittings.toml", 'recall = ["A.0-q2"]', 'recall = ["S.0-q33"]', ["a_1_what_is_it", "S.0-q33"]),
    ("sittings.toml", 'recall = ["A.0-q2"]', 'recall = ["A.2-q2"]', ["a_1_what_is_it", "A.2-q2", "no earlier sitting"]),
    ("stories.toml", 'units = ["A.0"]', 'units = ["A.9"]', ["tazara", "A.9"]),
    ("stories.toml", "Zambia has copper", "word " * 60 + "Zambia has copper", ["tazara", "words", "120 to 180"]),
    ("stories.toml", 'sources = ["Economist1980"]', 'sources = ["Nobody1980"]', ["tazara", "Nobody1980", "bibliography.toml"]),
    ("glossary.toml", 'sources = ["UNDP-principles"]', 'sources = ["Nobody1980"]', ["un-list", "Nobody1980"]),
    ("A.2.toml", 'pairs = {marx = "foundation"}', 'pairs = {marx = "attic"}', ["A.2-q2", "attic"]),
    ("A.2.toml", 'pairs = {winwin = "content"}', 'pairs = {lose = "content"}', ["A.2-q2", "lose"]),
    ("A.2.toml", 'pairs = {marx = "content", respect = "expression", fair = "guarantee", winwin = "foundation"}', 'pairs = {marx = "content"}', ["A.2-q2", "each option"]),
    ("A.2.toml", '{id = "means", text = "what a word means"},', '{id = "maybe", text = "what may be"},', ["A.2-q3", "maybe", "no kind"]),
    ("A.2.toml", 'answer = "both"', 'answer = "nobody"', ["A.2-p1", "nobody"]),
    ("A.0.toml", 'type = "match"', 'type = "choice"', ["A.0-q2", "targets"]),
    ("A.2.1.toml", 'start = ["Ash-Bay", "Ash-Cove"', 'start = ["Ash-Cove", "Ash-Bay"', ["A.2.1-i1", "roads"]),
    ("sittings.toml", 'text = "restate a paragraph', 'text = "understand a paragraph', ["a_1_what_is_it-o1", "understand"]),
    ("sittings.toml", 'id = "a_1_what_is_it"', 'id = "00_start_here"', ["sittings.toml", "00_start_here", "twice"]),
    ("sittings.toml", "[[sitting]]", 'theme = "x"\n[[sitting]]', ["sittings.toml", "theme"]),
    ("bibliography.toml", "[[work]]", "[[book]]", ["bibliography.toml", "book", "work"]),
], ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "")
def test_what_the_course_does_not_know_is_refused_by_name(copied, file, old, new, words):
    folder = copied(file, old, new)
    with pytest.raises(content.ContentError) as refused:
        rules.checked(folder)
    assert [word for word in words if word not in str(refused.value)] == [], str(refused.value)


def test_a_wrong_call_is_told_in_a_sentence_without_a_traceback():
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output
    for call in ('course.ask("A.1-q99")', 'course.hear("Z.9")', "course.start(None)", 'course.load("nothing")', "course.ask()"):
        with capture_output() as shown:
            InteractiveShell.instance().run_cell("import helpers as course; " + call)
        assert "Traceback" not in shown.stdout + shown.stderr and len(shown.stdout.strip().splitlines()) == 1, shown.stdout


def test_the_retelling_has_its_length(copied):
    told = between("A.1.toml", 'text = """', '"""\n')
    with pytest.raises(content.ContentError, match="A.1: the retelling has 4 words"):
        rules.checked(copied("A.1.toml", told, 'text = """Too short by far."""\n'))


def test_a_work_only_mentioned_may_not_be_printed(copied):
    work = between("bibliography.toml", 'key = "Hanson2012"', 'verified = "record"')
    with pytest.raises(content.ContentError, match="A.1-e5: the source 'Hanson2012' was only seen mentioned"):
        rules.checked(copied("bibliography.toml", work, work.replace('"record"', '"mentioned"')))


@pytest.mark.parametrize("side", ["for", "against"])
def test_a_contested_claim_needs_both_sides(copied, side):
    block = between("A.1.toml", 'id = "A.1-e5"', "[[evidence]]\nid = \"A.1-e9\"")
    other = {"for": "against", "against": "for"}[side]
    with pytest.raises(content.ContentError, match="A.1-c3: evidence is needed for and against"):
        rules.checked(copied("A.1.toml", block, block.replace(f'side = "{side}"', f'side = "{other}"')))


def test_the_last_reply_is_for_everything_else(copied):
    told = between("A.1.toml", 'misconception = "overstates"', "when = {else = true}")
    with pytest.raises(content.ContentError, match="A.1-q1: the last reply"):
        rules.checked(copied("A.1.toml", told, told.replace("else = true", 'option = "less"')))


@pytest.mark.parametrize("name", ["sittings.toml", "stories.toml", "glossary.toml", "bibliography.toml", "A.1.toml"])
def test_a_missing_file_is_named(tmp_path, name):
    shutil.copytree(content.FOLDER, tmp_path / "course")
    (tmp_path / "course" / name).unlink()
    with pytest.raises(content.ContentError, match=name.removesuffix(".toml")):
        rules.checked(tmp_path / "course")


@pytest.mark.parametrize("name", ["sittings.toml", "bibliography.toml", "A.1.toml"])
@pytest.mark.parametrize("data", [b'x = "\xff\xfe"', b"\x00", b"= 3", b'a = 1\na = 2\n'], ids=["no UTF-8", "NUL", "no key", "a key twice"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, name, data):
    shutil.copytree(content.FOLDER, tmp_path / "course")
    (tmp_path / "course" / name).write_bytes(data)
    with pytest.raises(content.ContentError, match=f"^{name} cannot be read"):
        rules.checked(tmp_path / "course")


@pytest.mark.parametrize("key", ["A.1-q99", "a.1-q1", "", None, 7, [], "A.1-q1 "])
def test_an_unknown_id_gets_the_nearest_ones(key):
    with pytest.raises(content.Unknown, match="Did you mean .+-"):
        COURSE.find(key, schema.Question)


def test_an_items_hash_is_that_of_its_content(copied):
    changed = rules.checked(copied("A.1.toml", Q6, Q6.replace("What share is that?", "Which share is that?")))
    assert {k for k in COURSE.hashes if changed.hashes[k] != COURSE.hashes[k]} == {"A.1-q6"}


# ------------------------------------------------------------------ every question, every answer

@every_answered
def test_every_reply_is_reached_and_right_is_right(key):
    item = ANSWERED[key]
    found = [checking.check(item, answer) for answer in answers_for(item)]
    assert "right" in {outcome.kind for outcome in found}
    assert {outcome.say for outcome in found} >= {reply.say for reply in item.reply}
    assert {outcome.misconception for outcome in found} >= {reply.misconception for reply in item.reply}
    assert item.reply[-1].when == {"else": True}
    assert all(set(r.when) <= {"option", "options", "includes", "lacks", "between", "values", "within",
                           "order", "before", "pairs"} and r.when
               for r in item.reply[:-1])


@every_answered
@pytest.mark.parametrize("answer", NONSENSE, ids=lambda answer: repr(answer)[:20])
def test_nonsense_and_nothing_get_a_sentence(key, answer):
    found = checking.check(ANSWERED[key], answer)
    assert found.kind in ("wrong", "almost", "again", "not started") and len(found.say) > 10


@every_answered
def test_the_words_keep_to_the_rules(key):
    item = ANSWERED[key]
    for words in (*item.hints, item.explain) if isinstance(item, schema.Question) else getattr(item, "hints", ()):
        assert not [phrase for phrase in rules.BANNED if phrase in words.lower()], words
