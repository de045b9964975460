"""What the cells of a notebook call: the verbs of the course, with the ids given to them. Standard library only."""

import ast
import json

from helpers import content

VERBS = {"start", "recall", "hear", "claims", "story", "predict", "simulate", "explain", "ask", "evidence", "check", "reflect",
         "finish"}


def cells(path):
    """The cells of a notebook as (kind, source, tags)."""
    with open(path, encoding="utf-8") as file:
        book = json.load(file)
    return [(c["cell_type"], "".join(c["source"]), c["metadata"].get("tags", [])) for c in book["cells"]]


def calls(source):
    """The verbs of the course that a code cell calls, each with the ids given to it."""
    found = []
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):  # a learner's own cell: %timeit, or half a line
        return []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in VERBS:
            ids = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            found.append((node.func.attr, ids))
    return found


def steps(course, sitting):
    """Ids of what a learner does in the core of a sitting, from its notebook's cells."""
    try:
        book = cells(content.ROOT / "notebooks" / f"{sitting.id}.ipynb")
    except (OSError, ValueError, LookupError, TypeError):  # renamed, removed, or being saved this moment
        return []
    return [i for kind, source, tags in book if kind == "code" and "optional" not in tags
            for verb, ids in calls(source) if verb not in ("hear", "claims", "start", "finish") for i in ids if i in course.items]
