"""course.py new: a sitting to fill in, from the templates in tools/new. Standard library only."""
import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from course import ROOT, explain_os_error, say  # noqa: E402
from files import NOTEBOOKS, replace  # noqa: E402
from helpers import content, html, schema  # noqa: E402

TEMPLATES, DATA, README = ROOT / "tools" / "new", ROOT / "data" / "course", ROOT / "README.md"
HOW = 'For example: python3 course.py new r_1_fair_order R.1 "A fair order"'


def refused(course, sitting, unit, title):
    """Why these three cannot be, in a sentence; nothing where they can."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)+", sitting) or len(sitting) > 40:
        return f"{sitting[:50]!r} is no name for a notebook: small letters, figures and at least one stroke below, 40 at most. {HOW}"
    if sitting in course.sittings or (NOTEBOOKS / f"{sitting}.ipynb").exists():
        return f"There is a sitting {sitting} already."
    if not re.fullmatch(r"[A-RT-Z](\.[0-9A-Z]+)+", unit) or len(unit) > 12:
        return f"{unit[:50]!r} is no id for a unit: one capital letter for the reading (not S, which is ours), a point, its section. {HOW}"
    if unit in course.units or (DATA / f"{unit}.toml").exists():
        return f"There is a unit {unit} already."
    if len(title) > 60 or not title.isprintable() or not re.search(r"[^\W\d_]{2}", title) or re.search(r'["\\|<>`*_$\[\]]', title):
        return f"{title[:50]!r} is no title: 60 characters at most, in words, without quotation marks, brackets, strokes or stars. {HOW}"
    if title in {one.title for one in course.sittings.values()}:
        return f"There is a sitting with the title {title} already."
    return ""


def texts(course, sitting, unit, title):
    """Each file that is new or changed, with its whole text."""
    last = [one for one in course.sittings.values() if not one.aside][-1]
    asked = next(q.id for u in (*last.units, *course.units) for q in course.units[u].question)
    words = {"UNIT": unit, "SITTING": sitting, "TITLE": title, "PLACE": html.place(unit), "RECALL": asked}

    def filled(name):
        return re.sub(r"\b(UNIT|SITTING|TITLE|PLACE|RECALL)\b", lambda found: words[found[0]], (TEMPLATES / name).read_text(encoding="utf-8"))

    before = json.loads((NOTEBOOKS / f"{last.id}.ipynb").read_text(encoding="utf-8"))
    end = [cell for cell in before["cells"] if cell["cell_type"] == "markdown"][-1]
    end["source"] = ("".join(end["source"]) + f"\n\nNext: [{title}]({sitting}.ipynb)").splitlines(keepends=True)
    head, sign, rest = (DATA / "sittings.toml").read_text(encoding="utf-8").partition(f'id = "{last.id}"\n')
    here, *asides = re.split(r"(?=\n\[\[sitting\]\])", rest, maxsplit=1)
    readme, row = README.read_text(encoding="utf-8"), re.compile(rf"^\| `{last.id}` \|.*\n", re.M)
    if not row.search(readme):
        sys.exit(f"README.md has no row for {last.id}, below which the new one would stand. Nothing was written.")
    return {DATA / f"{unit}.toml": filled("unit.toml"), NOTEBOOKS / f"{sitting}.ipynb": filled("notebook.ipynb"),
            DATA / "sittings.toml": "".join([head, sign, here, filled("sitting.toml"), *asides]),
            NOTEBOOKS / f"{last.id}.ipynb": json.dumps(before, indent=1, ensure_ascii=False, sort_keys=True) + "\n",
            README: row.sub(lambda found: f"{found[0]}| `{sitting}` | 25 | TO WRITE: what one does there |\n", readme)}


def main(args):
    """Write all of it, or nothing."""
    if len(args) != 3:
        sys.exit(f"Three things are needed: the notebook's name, the unit's id, the title in quotation marks. {HOW}")
    sitting, unit, title = (one.strip() for one in args)
    course = content.course()
    if why := refused(course, sitting, unit, title):
        sys.exit(f"{why} Nothing was written.")
    made, were = texts(course, sitting, unit, title), {}
    try:
        for path, text in made.items():
            were[path] = path.read_bytes() if path.exists() else None
            replace(path, text.encode("utf-8"))
    except OSError:
        for path, was in were.items():
            path.unlink(missing_ok=True) if was is None else replace(path, was)
        raise
    say("\n".join(f"{'changed' if were[path] else 'new'}: {path.relative_to(ROOT).as_posix()}" for path in made))
    say(f"Write where TO WRITE stands; python3 course.py map names each place that is left. Then:\n"
        f"  python3 course.py store {list(made)[3].stem} {sitting}\n  python3 course.py handouts\n  python3 course.py test")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except content.ContentError as error:
        sys.exit(f"{error} Mend this first; nothing was written.")
    except OSError as error:
        sys.exit(explain_os_error(error))
