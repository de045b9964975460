"""The pictures of a Panel made ahead, for a page without Python: which settings, and all of a page's in one small text."""

import base64
import csv
import gzip
import itertools
import json
import math
import re

from helpers import content, html, notebooks
from helpers.live import function

MOST = 330  # settings of one Panel on a page; where there are more, some controls offer fewer values
MOST_PLACES = 300  # of all Panels of a section in which places are chosen: such pictures share less with each other
ASKED = {"A.2.3-i3": [0, 5, 10]}  # what its sliders keep: a question asks to put one of them to 10 and the others to 0


def offered(item):
    """What a page offers of an interactive: for each control a list of values, ``several`` as lists of ids; None where it
    cannot be few enough.
    """
    full = [_values(control) for control in item.control]
    musts = [_musts(item, control) for control in item.control]
    most = [len(values) for values in full]
    least = [2 ** len(_moved(control, must)) if control.type == "several" else max(len(must), 2) for control, must in zip(item.control, musts)]
    while math.prod(most) > limit(item):
        n = max((n for n in range(len(full)) if most[n] > least[n]), key=lambda n: (item.control[n].type != "several" or most[n] > 8, most[n]), default=None)
        if n is None:
            return None
        most[n] = most[n] // 2 if item.control[n].type == "several" else most[n] - 1
    return [values if len(values) <= count else _chosen(item, control, values, count, must)
            for control, values, count, must in zip(item.control, full, most, musts)]


def limit(item):
    """The most settings of this interactive on a page."""
    alike = [one for one in content.course().units[item.id.split("-")[0]].interactive if any(c.places for c in one.control)]
    return MOST_PLACES // len(alike) if item in alike else MOST


def _values(control):
    if control.type == "several":
        ids = [o.id for o in control.options]
        return [[o for n, o in enumerate(ids) if number >> n & 1] for number in range(2 ** len(ids))]
    return [o.id for o in control.options] if control.type == "choice" else list(range(control.low, control.high + 1, control.step))


def _musts(item, control):
    """The values without which the start or a setting to be found would be out of reach."""
    if control.type == "range" and item.id in ASKED:
        return ASKED[item.id]
    found = []
    for value in (list(control.start) if control.type == "several" else control.start, *(s.example[control.id] for s in item.setting)):
        if value not in found:
            found.append(value)
    return found


def _moved(control, values):
    """The boxes that are not in all these values as they are at the start, in the options' order."""
    return [o.id for o in control.options if any((o.id in value) != (o.id in control.start) for value in values)]


def _chosen(item, control, values, count, must):
    """So many of the values, in their order: those that must be there; then places that the section speaks of and
    populous ones; else spread out. Of boxes some stay as they are at the start.
    """
    if control.type == "several":
        moved = _moved(control, must)
        kept = [*moved, *(o.id for o in control.options if o.id not in moved)][:count.bit_length() - 1]
        return [value for value in values if set(_moved(control, [value])) <= set(kept)]
    if control.type == "choice" and control.places:
        given = [o.id for o in control.options if len(o.id) != 3 or not o.id.isupper()]
        kept = set(list(dict.fromkeys([*must, *given, *_known_places(item, control)]))[:count])
    else:
        at = {values.index(value) for value in must}
        while len(at) < count:  # whatever lies furthest from those chosen so far
            at.add(max(range(len(values)), key=lambda n: min(abs(n - known) for known in at)))
        kept = {values[n] for n in at}
    return [v for v in values if v in kept]


def _known_places(item, control):
    """Places by how soon a learner would look for them: named in the section's own content, then by people in the last year known."""
    unit, course = item.id.split("-")[0], content.course()
    said = (content.FOLDER / f"{unit}.toml").read_text(encoding="utf-8") + "".join(
        source for s in course.sittings.values() if unit in s.units for _, source, _ in notebooks.cells(content.ROOT / "notebooks" / f"{s.id}.ipynb"))
    people = {}
    with open(content.ROOT / "data" / "figures" / "economy.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["population_k"]:
                people[row["iso3"]] = float(row["population_k"])
    places = [o for o in control.options if len(o.id) == 3 and o.id.isupper()]
    return [o.id for o in sorted(places, key=lambda o: (o.text not in said, -people.get(o.id, 0)))]


def told(item, values):
    """One sentence where a page offers fewer settings than the notebook, else nothing."""
    full = [len(_values(control)) for control in item.control]
    if [len(v) for v in values] == full:
        return ""
    parts = [f"{html.text(control.label)}: {_how_many(control, v, every)}" for control, v, every in zip(item.control, values, full) if len(v) < every]
    return f"This page holds {math.prod(map(len, values)):,} of the {math.prod(full):,} settings. {'; '.join(parts)}. For the others you need Python."


def _how_many(control, values, every):
    if control.type == "several":
        return f"{len(_moved(control, values))} of {len(control.options)} boxes, the others as at the start"
    return f"{len(values)} of {every}"


def control(spec, item, values):
    """The front end's control with the values that a page offers: a shortened range is a list to choose from, shortened
    boxes say which others are always ticked (``fixed``) and how all are ordered, as the journal keeps them.
    """
    if len(values) == len(_values(item)):
        return spec
    if item.type == "several":
        kept = _moved(item, values)
        return {**spec, "options": [o for o in spec["options"] if o["id"] in kept], "start": [o for o in spec["start"] if o in kept],
                "fixed": [o for o in item.start if o not in kept], "order": [o.id for o in item.options]}
    if item.type == "range":
        return {**spec, "type": "choice", "was": "range", "start": str(spec["start"]), "options": [{"id": str(v), "html": str(v)} for v in values]}
    return {**spec, "options": [o for o in spec["options"] if o["id"] in values]}


def as_shown(spec, value):
    """A value as the page's own control gives it."""
    return str(value) if "was" in spec else [o for o in value if o not in spec["fixed"]] if "fixed" in spec else value


def frames(item, values, specs):
    """Every offered setting of an interactive, by the key under which its front end asks for it."""
    draw, mine, made = function(item.picture), {"mine": dict.fromkeys(item.uses)} if item.uses else {}, {}
    for setting in itertools.product(*values):
        key = json.dumps([as_shown(spec, v) for spec, v in zip(specs, setting)], separators=(",", ":"), ensure_ascii=False)
        made[key] = draw(**dict(zip((c.id for c in item.control), setting)), **mine).frame()
    return made


def _shared(svg, own):
    """A drawing with one name for its parts, whatever the setting, and without its description."""
    return re.sub(r"(<desc>).*?(</desc>)", r"\1\2", re.sub(r"\bp[0-9a-f]{7}-(?=\d)", f"{own}-", svg), count=1)


def pack(panels):
    """Frames by panel and key as one text: each piece of markup once, frames as numbers of pieces; then gzip, then base64.

    A drawing's description is left out, as it is its summary; the page puts it back.
    """
    pieces = {}

    def numbers(markup):
        return [pieces.setdefault(piece, len(pieces)) for piece in re.findall(r"<[^>]*>[^<]*|[^<]+", markup)]
    packed = {}
    for name, made in panels.items():
        packed[name] = {key: [numbers(_shared(frame["svg"], re.sub(r"\W", "", name))), numbers(frame["table"]), frame["summary"], frame["holds"]]
                        for key, frame in made.items()}
    text = json.dumps({"pieces": list(pieces), "panels": packed}, separators=(",", ":"), ensure_ascii=False)
    return base64.b64encode(gzip.compress(text.encode("utf-8"), 9, mtime=0)).decode("ascii")
