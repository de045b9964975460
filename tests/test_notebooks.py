"""The rules for notebooks that a script can read. That their stored outputs are true is nbval's to show, and we show that it would."""

import ast
import html
import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import content, journal, notebooks, schema, tables
from tools import course_map, rules

ROOT = content.ROOT
COURSE = content.course()
BOOKS = {name: ROOT / "notebooks" / f"{name}.ipynb" for name in COURSE.sittings}
every_notebook = pytest.mark.parametrize("name", list(BOOKS))


def read(name):
    return json.loads(BOOKS[name].read_text(encoding="utf-8"))


def cells(name, kind):
    """(source, cell) of a notebook's cells of one kind."""
    return [("".join(cell["source"]), cell) for cell in read(name)["cells"] if cell["cell_type"] == kind]


def outputs(name):
    """The stored HTML of each code cell."""
    return ["".join(out["data"]["text/html"]) for _, cell in cells(name, "code") for out in cell["outputs"]]


def calls(name):
    """(verb, id) for every verb that is called with an id, ``after`` included."""
    for source, _ in cells(name, "code"):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in notebooks.VERBS:
                for value in [*node.args, *(word.value for word in node.keywords)]:
                    if isinstance(value, ast.Constant) and isinstance(value.value, str):
                        yield node.func.attr, value.value


# ------------------------------------------------------------------ the file

@every_notebook
def test_it_is_stored_as_store_leaves_it(name):
    book = read(name)
    assert book["metadata"]["kernelspec"]["name"] == "python3" and "widgets" not in book["metadata"]
    assert BOOKS[name].stat().st_size < 250_000
    for n, (source, cell) in enumerate(cells(name, "code"), 1):
        assert source.strip() and cell["execution_count"] == n and cell["outputs"], source
        for out in cell["outputs"]:
            assert out["output_type"] in ("execute_result", "display_data") and set(out["data"]) == {"text/html", "text/plain"}, source
            assert "".join(out["data"]["text/plain"]).strip() and not out["metadata"]


def test_every_notebook_belongs_to_a_sitting():
    assert {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")} == set(BOOKS)


@every_notebook
def test_cells_are_short(name):
    for source, _ in cells(name, "code"):
        assert 1 <= len(source.splitlines()) <= 8, source
    between = [list(group) for kind, group in itertools.groupby(read(name)["cells"], lambda c: c["cell_type"]) if kind == "markdown"]
    for run in between:
        words = sum(rules.words("".join(cell["source"])) for cell in run)
        assert words <= 150, (words, "".join(run[0]["source"])[:80])


@every_notebook
def test_headings_step_down_one_at_a_time(name):
    text = "\n".join(source for source, _ in cells(name, "markdown"))
    levels = [len(marks) for marks in re.findall(r"^(#+) ", text, re.M)]
    assert levels[0] == 1 and levels.count(1) == 1 and text.lstrip().startswith("# ")
    assert all(b - a <= 1 for a, b in zip(levels, levels[1:])), levels


@every_notebook
def test_only_the_course_is_imported(name):
    for source, _ in cells(name, "code"):
        for node in ast.walk(ast.parse(source)):
            assert not isinstance(node, ast.ImportFrom), source
            if isinstance(node, ast.Import):
                assert ast.unparse(node) == "import helpers as course"


@every_notebook
def test_no_path_and_no_address_but_those_of_sources(name):
    text = BOOKS[name].read_text(encoding="utf-8")
    assert not re.search(r"localhost|127\.0\.0\.1|site-packages", text)
    assert not re.search(r"/home/|/Users/|/root\b|/tmp/|[A-Z]:\\\\", re.sub(r"https?://[^\s\"<>]+", "", text))
    assert str(ROOT) not in text
    known = str([work.doi for work in COURSE.works.values()]) + str([tables.about(table).source for table in tables.names()])
    sources = " ".join("".join(cell["source"]) for cell in read(name)["cells"])
    assert [address for address in re.findall(r"https?://[^\s)\"'<>]+", sources) if address.rstrip(".") not in known] == []


# ------------------------------------------------------------------ what it calls, and how long it takes

@every_notebook
def test_every_id_is_there_and_belongs_here(name):
    sitting, found = COURSE.sittings[name], list(calls(name))
    assert ("start", name) in found and ("finish", name) in found
    for verb, key in found:
        COURSE.find(key)
        if verb == "story":
            assert set(COURSE.stories[key].units) & set(sitting.units), key
        else:
            assert key == name if verb in ("start", "finish", "recall") else key.split("-")[0] in sitting.units, (verb, key)


@every_notebook
def test_nothing_is_called_before_it_may_be(name):
    """A cell that opens after a prediction stands after it; no id is shown twice."""
    shown = [call for call in calls(name) if call[0] != "simulate"]
    assert len(set(shown)) == len(shown)
    order = [key for _, key in calls(name)]
    for source, _ in cells(name, "code"):
        for after in re.findall(r'after="([^"]+)"', source):
            assert order.index(after) < order.index(re.search(r'simulate\("([^"]+)"', source)[1])


@every_notebook
def test_minutes_are_as_promised(name):
    sitting, found = COURSE.sittings[name], course_map.minutes(COURSE, BOOKS[name])
    assert sitting.aside or abs(found["core"] - sitting.minutes) <= 1, found
    assert 8 <= sitting.minutes <= 12 if name == "00_start_here" else 20 <= sitting.minutes <= 35 or sitting.aside
    assert abs(found["pandas"] - sitting.minutes_pandas) <= 1, found


def test_every_objective_has_an_exercise():
    assert [aim["objective"] for aim in course_map.build()["objectives"] if not aim["exercises"]] == []


def test_the_readme_promises_the_same_minutes():
    table = dict(re.findall(r"^\| `(\w+)` \| (\d+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.M))
    assert table == {name: str(sitting.minutes) for name, sitting in COURSE.sittings.items()}


def test_each_notebook_leads_to_the_next():
    names = [name for name in BOOKS if not COURSE.sittings[name].aside]
    for here, there in zip(names, names[1:]):
        assert f"]({there}.ipynb)" in "".join(source for source, _ in cells(here, "markdown")), (here, there)


def test_nothing_is_missing_in_the_units_that_are_there():
    rows = {row["unit"]: row for row in course_map.build()["units"]}
    assert {unit: row["missing"] for unit, row in rows.items() if row["missing"]} == {}
    assert len([unit for unit in rows if unit[0] in "AB"]) == 26 and rows["A.1"]["minutes_reflection"] and rows["A.1"]["minutes_pandas"]


@pytest.mark.parametrize("without, missing", [("A.1-p1", "predictions"), ("A.1-q1", "fair_summary"), ("A.1", "retelling"), ("A.1-i", "interactives"),
                                              ("A.1-s", "explained"), ("A.1-c", "evidence_against"), ("A.1-q", "three questions")])
def test_the_map_says_what_a_unit_lacks(without, missing):
    """With these ids taken out of its notebook, the map names the gap."""
    used = {key for _, key in calls("a_1_what_is_it") if not key.startswith(without) or (without == "A.1" and key != "A.1")}
    assert missing in course_map.unit_row(COURSE, COURSE.units["A.1"], used, COURSE.sittings["a_1_what_is_it"])["missing"]


def test_the_short_path_meets_both_readings_whole():
    """Seven sittings; the retellings of what they leave out stand in the short path, in the readings' order; 00 marks the way."""
    short = [s for s in COURSE.sittings.values() if s.short]
    assert len(short) == 7 and sum(s.minutes for s in short) <= 240
    heard = [key for verb, key in calls("short_path") if verb == "hear"]
    order = [u for s in COURSE.sittings.values() if not s.aside for u in s.units if u[0] in "AB"]
    assert heard == [u for u in order if u not in {u for s in short for u in s.units}]
    told = "".join(source for source, _ in cells("short_path", "markdown"))
    assert re.findall(r"## \d · \[[^]]+\]\((\w+)\.ipynb\)", told) == [s.id for s in short]
    assert "](short_path.ipynb)" in "".join(source for source, _ in cells("00_start_here", "markdown"))


def test_eight_stories_or_more_half_of_them_without_china():
    stories = list(COURSE.stories.values())
    assert len(stories) >= 8 and sum("China" not in s.providers for s in stories) * 2 >= len(stories)
    told = {key for name in BOOKS for verb, key in calls(name) if verb == "story"}
    assert told == set(COURSE.stories)


# ------------------------------------------------------------------ what is stored

@every_notebook
def test_every_figure_has_words_and_a_table(name):
    for page in outputs(name):
        figures = re.findall(r"<figure.*?</figure>", page, re.S)
        assert len(figures) == page.count("<figure") == page.count("<img")
        for figure in figures:
            assert len(re.search(r'<img[^>]* alt="([^"]+)"', figure)[1]) > 30
            assert re.search(r"<figcaption>[^<]{30,}</figcaption>", figure)
            assert re.search(r"<details><summary>[^<]+</summary><table>.*<td>.*</table></details>", figure, re.S)


def test_some_figures_are_stored():
    assert sum(page.count("<figure") for name in BOOKS for page in outputs(name)) >= 5


@every_notebook
def test_no_word_of_a_learner_is_stored(name):
    """With a journal full of a learner's words, the same cells give the same HTML, and none of the words."""
    word = "Zanzibarbara"
    for key, item in COURSE.items.items():
        verb = {"Question": "answered", "Prediction": "predicted", "Guess": "predicted", "Interactive": "handled", "Sentence": "explained",
                "Claim": "judged", "Reflection": "reflected", "Exercise": "answered"}.get(type(item).__name__)
        if getattr(item, "type", "") == "tag":
            verb = "tagged"
        if verb:
            journal.current().append(verb, key, {"response": word, "because": word}, COURSE.hashes[key])
    space = {}
    for (source, _), stored in zip(cells(name, "code"), outputs(name), strict=True):
        *before, last = ast.parse(source).body
        exec(compile(ast.Module(before, []), name, "exec"), space)
        shown = eval(compile(ast.Expression(last.value), name, "eval"), space)
        now = shown._repr_html_() if hasattr(shown, "_repr_html_") else shown._repr_mimebundle_()["text/html"]
        assert now == stored, source
        assert word not in stored and "Welcome back" not in stored


def plain_words(text):
    """Words in lower case, past tags, marks and punctuation."""
    return re.findall(r"[^\W_]+", html.unescape(re.sub(r"<[^>]+>", " ", text)).lower().replace("’", "'"))


def runs(text, length):
    words = plain_words(text)
    return {tuple(words[n:n + length]) for n in range(len(words) - length + 1)}


def readings():
    shared = os.environ.get("COURSE_SHARED")
    seeds = sorted(Path(shared, "seeds").glob("*.txt")) if shared else []
    if not seeds:
        pytest.skip("COURSE_SHARED does not lead to the two readings, so no words were compared with them")
    return [path.read_text(encoding="utf-8") for path in seeds]


@every_notebook
def test_few_words_in_a_row_come_from_the_readings(name):
    pages = [source for source, _ in cells(name, "markdown")] + outputs(name)
    for reading in readings():
        known = runs(reading, 16)
        assert len(known) > 300
        for page in pages:
            assert not runs(page, 16) & known


@pytest.mark.parametrize("unit", [u for u, found in COURSE.units.items() if found.retelling])
def test_a_retelling_is_in_words_of_our_own(unit):
    told = COURSE.units[unit].retelling
    for reading in readings():
        assert not (runs(told.text, 9) | runs(told.strongest, 9)) & runs(reading, 9)
    for claim in COURSE.units[unit].claim:
        assert not runs(claim.text, 16) & set().union(*(runs(reading, 16) for reading in readings()))


def test_the_comparison_of_words_would_notice():
    assert runs("He said: <em>One two</em> three, four!", 4) & runs("one two THREE four five", 4)
    assert not runs("one two three", 4)


def test_every_retelling_is_checked():
    assert [u for u, found in COURSE.units.items() if found.retelling] == [u for u in COURSE.units if not u.startswith("S.") or u == "S.1"]
    assert all(isinstance(COURSE.items[i], schema.Question) for s in COURSE.sittings.values() for i in s.recall)


# ------------------------------------------------------------------ nbval notices

def changed_output(book):
    a_question(book)["outputs"][0]["data"]["text/plain"] = ["something else"]


def raising_cell(book):
    a_question(book)["source"] = ['course.ask("A.1-q999")']


def a_question(book):
    return next(cell for cell in book["cells"] if "".join(cell["source"]).startswith("course.ask("))


def test_a_broken_notebook_turns_the_suite_red(tmp_path):
    """The shipped one is green; with one stored output changed, or one cell that raises, pytest ends with 1."""
    running = {}
    for what, spoil in (("as shipped", lambda book: None), ("changed output", changed_output), ("raises", raising_cell)):
        folder = tmp_path / what.replace(" ", "_")
        folder.mkdir()
        book = read("00_start_here")
        spoil(book)
        (folder / "book.ipynb").write_text(json.dumps(book), encoding="utf-8")
        (folder / "pytest.ini").write_text("[pytest]\n")
        env = {k: v for k, v in os.environ.items() if k != "PYTEST_ADDOPTS"}
        running[what] = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-q", "--nbval", f"--nbval-sanitize-with={ROOT / 'tests' / 'nbval_sanitize.cfg'}", "book.ipynb"],
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**env, "COURSE_WORK": str(folder / "work"), "PYTHONPATH": str(ROOT)})
    said = {what: process.communicate()[0] for what, process in running.items()}
    ended = {what: process.returncode for what, process in running.items()}
    assert ended == {"as shipped": 0, "changed output": 1, "raises": 1}, said
    assert "1 failed" in said["changed output"] and "something else" in said["changed output"] and "A.1-q999" in said["raises"]
