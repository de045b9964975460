"""Each notebook as it ships, and with every solution put in; cells run twice, and from the last to the first."""

import ast
import json

import pytest

import helpers
from helpers import checking, content, schema

COURSE = content.course()
BOOKS = list(COURSE.sittings)
EXERCISES = {key: item for key, item in COURSE.items.items() if isinstance(item, schema.Exercise)}
IMPORT = "import helpers as course"


def code_cells(name):
    book = json.loads((content.ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]


def run(source, space):
    """Run a cell as a notebook does; gives the words of its last line's value, or None."""
    body = ast.parse(source).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "cell", "exec"), space)
    if last is None:
        return None
    value = eval(compile(ast.Expression(last.value), "cell", "eval"), space)
    return value._repr_mimebundle_()["text/plain"] if hasattr(value, "_repr_mimebundle_") else str(value)


def solve(code, space):
    """Run a solution; its answer is its last line's value, or what its last line assigns."""
    body = ast.parse(code).body
    exec(compile(ast.Module(body, []), "solution", "exec"), space)
    last = body[-1]
    return eval(ast.unparse(last.value), space)


def stubs(source):
    """Names that a cell leaves open, as in ``left = None``."""
    return [node.targets[0].id for node in ast.parse(source).body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value is None]


def checked(source):
    """(id, name of the value) of each ``course.check(id, value)`` in a cell."""
    return [(node.args[0].value, ast.unparse(node.args[1])) for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "course.check"]


@pytest.mark.parametrize("name", BOOKS)
def test_unsolved_it_runs_from_top_to_bottom(name):
    space, said = {}, {}
    for source in code_cells(name):
        words = run(source, space)
        assert words and "Traceback" not in words, source
        said |= {key: (words, bool(stubs(source))) for key, _ in checked(source)}
    for key, (words, is_open) in said.items():
        assert words.startswith("○ No answer yet." if is_open else "✓ Right."), (key, words)


@pytest.mark.parametrize("name", BOOKS)
def test_solved_every_check_is_right(name):
    space, done = {}, []
    for source in code_cells(name):
        for key, value in checked(source):
            if stubs(source):
                assert stubs(source) == [value], f"{key}: what is left open must be what is checked"
                answer = solve(COURSE.find(key, schema.Exercise).solution, space)
                space[value] = answer
                source = "\n".join(line for line in source.splitlines() if line.replace(" ", "") != f"{value}=None")
            assert run(source, space).startswith("✓ Right."), key
            done.append(key)
        if not checked(source):
            run(source, space)
    sitting = COURSE.sittings[name]
    here = [] if sitting.aside else [key for key in EXERCISES if key.split("-")[0] in sitting.units]
    assert done == here


def test_some_exercise_is_left_to_the_learner():
    assert sum(len(stubs(source)) for name in BOOKS for source in code_cells(name)) >= 2


@pytest.mark.parametrize("unit", sorted({key.split("-")[0] for key in EXERCISES}))
def test_the_solutions_shown_are_right(unit):
    """In order, with nothing but ``course`` and what an earlier solution made."""
    space = {"course": helpers}
    for key, item in EXERCISES.items():
        if key.split("-")[0] == unit:
            assert checking.check(item, solve(item.solution, space)).kind == "right", key


@pytest.mark.parametrize("name", BOOKS)
def test_cells_may_run_twice(name):
    space = {}
    for source in code_cells(name):
        assert run(source, space) == run(source, space), source


@pytest.mark.parametrize("name", BOOKS)
def test_cells_may_run_from_the_last_to_the_first(name):
    """Each with only the import before it; a name that an earlier cell defines may be missing, nothing else."""
    cells = code_cells(name)
    defined = {node.id for source in cells for node in ast.walk(ast.parse(source))
               if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    ran = 0
    for source in reversed(cells):
        space = {}
        exec(IMPORT, space)
        try:
            run(source, space)
            ran += 1
        except NameError as missing:
            assert missing.name in defined, source
    assert ran >= len(cells) - len(defined)


def test_this_file_would_notice_a_cell_that_raises():
    with pytest.raises(content.Unknown):
        run(f'{IMPORT}\ncourse.ask("A.1-q999")', {})
    assert run(f'{IMPORT}\ncourse.check("S.0-x1", 3)', {}).startswith("✗ Not yet.")
