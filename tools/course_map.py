"""What the course holds, unit by unit, read from the content and the notebooks themselves.

Standard library only. An item counts when a notebook cell calls a verb with its id.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from helpers import content, schema  # noqa: E402
from helpers.notebooks import calls, cells  # noqa: E402
from tools import rules  # noqa: E402

WORDS_A_MINUTE = 140  # a careful reader of English as a second language
MINUTES = {"claim": 25 / 60, "prediction": 1.5, "question": 1.3,
           "evidence": 1.0, "sentence": 1.0, "reflection": 7.5, "line": 0.5}
REFERENCE = ("retelling", "strongest", "fair_summary", "claims", "predictions", "interactives", "questions", "misconceptions", "explained",
             "evidence_for", "evidence_against")


def spent(course, calls, prose):
    """Minutes of a sitting: ``core``, ``reflection`` and ``pandas`` apart, each rounded.

    ``calls`` is a list of (verb, ids) in a notebook's cells, ``prose`` the words of its
    Markdown cells. See CONTRIBUTING.md, "The rule for minutes".
    """
    core, reflection, pandas = prose / WORDS_A_MINUTE, 0.0, 0.0
    for verb, ids in calls:
        for key in ids:
            item = course.find(key)
            if verb == "hear":
                told = item.retelling
                core += rules.words(told.text + told.strongest) / WORDS_A_MINUTE
            elif verb == "claims":
                core += len(item.claim) * MINUTES["claim"]
            elif verb == "evidence":
                core += len(course.of_claim(key)) * MINUTES["evidence"]
            elif verb == "recall":
                core += len(item.recall) * MINUTES["question"]
            elif verb == "reflect":
                reflection += MINUTES["reflection"]
            elif verb == "check":
                pandas += 5
            elif verb == "story":
                core += sum(map(rules.words, (item.text, item.people, *(t.text for t in item.telling)))) / WORDS_A_MINUTE
            elif verb == "predict":
                core += MINUTES["prediction"] + MINUTES["line"] * max(0, len(getattr(item, "line", ())) - 3)
            elif verb == "simulate":
                core += item.minutes
            elif verb == "explain":
                core += MINUTES["sentence"]
            elif verb == "ask" and item.core:
                core += MINUTES["question"]
    return {"core": round(core), "reflection": round(reflection), "pandas": round(pandas)}


def minutes(course, path):
    """Minutes of one notebook by the rule: core, optional (pandas apart) and reflection."""
    prose, core, more = 0, [], []
    for kind, source, tags in cells(path):
        if kind == "markdown":
            prose += rules.words(source)
        else:
            (more if "optional" in tags else core).extend(calls(source))
    extra = spent(course, more, 0)
    return spent(course, core, prose) | {"optional": extra["core"], "pandas": extra["pandas"]}


def unit_row(course, unit, used, sitting):
    """One unit's counts, as ``contracts`` names them, with what is missing."""
    def count(*kinds):
        return sum(isinstance(course.items[i], kinds) for i in here)

    here = {i for i in used if i.split("-")[0] == unit.unit.id and i in course.items}
    weighed = [e for c in here if isinstance(course.items[c], schema.Claim) for e in course.of_claim(c)]
    told = unit.retelling if unit.unit.id in used else None
    row = {
        "unit": unit.unit.id, "notebook": sitting.id, "retelling": bool(told), "strongest": bool(told and told.strongest_sources),
        "fair_summary": bool(told and told.fair_summary in here), "claims": len(unit.claim) if told else 0,
        "predictions": count(schema.Prediction, schema.Guess), "interactives": count(schema.Interactive), "questions": count(schema.Question),
        "misconceptions": len({r.misconception for i in here for r in getattr(course.items[i], "reply", ()) if r.misconception}),
        "explained": count(schema.Sentence), "reflections": count(schema.Reflection), "pandas": count(schema.Exercise),
        "evidence_for": sum(e.side == "for" for e in weighed), "evidence_against": sum(e.side == "against" for e in weighed),
        "stories": sum(unit.unit.id in s.units for s in course.stories.values() if s.id in used),
    }
    row |= {"minutes" if part == "core" else f"minutes_{part}": n for part, n in
            minutes(course, content.ROOT / "notebooks" / f"{sitting.id}.ipynb").items() if part != "optional"}
    missing = [] if unit.unit.id.startswith("S.") else [name for name in REFERENCE if not row[name]]
    if not unit.unit.id.startswith("S.") and row["questions"] < 3:
        missing.append("three questions")
    return row | {"missing": missing}


def build():
    """The whole map as {"units": […], "objectives": […]}."""
    course = content.course()
    units, objectives = [], []
    for sitting in (s for s in course.sittings.values() if not s.aside):
        path = content.ROOT / "notebooks" / f"{sitting.id}.ipynb"
        if not path.exists():
            continue  # told by unfinished
        used = {i for kind, source, _ in cells(path) if kind == "code" for _, ids in calls(source) for i in ids}
        units += [unit_row(course, course.units[u], used, sitting) for u in sitting.units if u in course.units]
        for aim in sitting.objective:
            by = sorted(i for i in used | set(sitting.recall) if getattr(course.items.get(i), "objective", "") == aim.id)
            later = sorted(i for s in course.sittings.values() for i in s.recall
                           if getattr(course.items.get(i), "objective", "") == aim.id)
            objectives.append({"objective": aim.id, "text": aim.text, "exercises": sorted({*by, *later})})
    return {"units": units, "objectives": objectives}


def unfinished(course):
    """What breaks a rule, or is still to be done before a notebook can be shipped, one sentence each."""
    yield from rules.problems(course)
    for sitting in course.sittings.values():
        path = content.ROOT / "notebooks" / f"{sitting.id}.ipynb"
        takes = minutes(course, path)["core"] if path.exists() else sitting.minutes
        if not path.exists():
            yield f"{sitting.id}: there is no notebook {path.name}."
        elif '"outputs": []' in path.read_text(encoding="utf-8"):
            yield f"{sitting.id}: a cell has no stored output yet: python3 course.py store {sitting.id}"
        if not sitting.aside and abs(takes - sitting.minutes) > 1:
            yield f"{sitting.id}: by the rule it takes {takes} minutes; sittings.toml says {sitting.minutes}, and README.md should say the same."


def main(as_json):
    """Print the map, as a table or as JSON; below the table, what is still to be done."""
    try:
        found = build()
    except content.ContentError as error:
        sys.exit(str(error))
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    heads = ("unit", "notebook", "claims", "predictions", "interactives", "questions", "misconceptions", "explained",
             "reflections", "pandas", "evidence_for", "evidence_against", "minutes", "minutes_reflection", "minutes_pandas")
    for row in [dict(zip(heads, heads)), *found["units"]]:
        print("  ".join(f"{str(row[h]):<{max(len(h), 16 if h == 'notebook' else 5)}}" for h in heads),
              "" if row["unit"] == "unit" else "· missing: " + ", ".join(row["missing"]) if row["missing"] else "")
    for aim in found["objectives"]:
        print(f"{aim['objective']}: {aim['text']} ← {', '.join(aim['exercises']) or 'nothing'}")
    left = list(unfinished(content.course()))
    print("\n".join(["", f"Still to be done, {len(left)}:", *left] if left else ["", "Nothing is missing."]))


if __name__ == "__main__":
    main("--json" in sys.argv[1:])
