"""Read a folder of hand-ins (one file: :mod:`helpers.strangers`) and count what a class did.

Answers are judged anew. Opinions are counted apart from learners: no part of a :class:`Class` holds both.
"""

import gc
import json
import multiprocessing
import os
from array import array
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path

from helpers import checking, content, journal, schema
from helpers.handin import PARTS, part_of
from helpers.strangers import UNSEEN, Refused, opened, records, word

MANY, CHUNK = 100, 25  # files from which on more processes pay; files a step
KEPT = 300  # texts kept to read for each question; all are counted
OLDER = "an older hand-in of a learner whose newer one is here, or the same one again"


def _counters():
    return defaultdict(Counter)


@dataclass
class Class:
    """What the hand-ins of a class hold. ``learners`` has no opinions; the other parts have no learners."""

    learners: dict = field(default_factory=dict)  # random name -> {"pen", "day", "opened", "finished", "asked", "right"}
    opened: Counter = field(default_factory=Counter)  # sitting -> learners
    finished: Counter = field(default_factory=Counter)
    questions: dict = field(default_factory=_counters)  # id -> {"learners", "at first", "in the end", "tries"}
    slips: dict = field(default_factory=_counters)  # id -> misconception -> learners
    drawn: dict = field(default_factory=lambda: defaultdict(partial(array, "d")))  # prediction -> values, learner after learner
    guessed: dict = field(default_factory=_counters)  # guess -> (line, option) -> learners
    verdicts: dict = field(default_factory=_counters)  # claim -> (first, last) -> learners
    written: Counter = field(default_factory=Counter)  # sentence or reflection -> texts
    words: dict = field(default_factory=lambda: defaultdict(list))  # the same -> (hash, text), KEPT at most, in no learner's order
    refused: list = field(default_factory=list)  # (file, why)
    passed_over: Counter = field(default_factory=Counter)  # why -> records
    made_up: bool = False

    def add(self, other):
        """Take in what another part of the class did."""
        self.learners.update(other.learners)
        for name in ("opened", "finished", "written", "passed_over"):
            getattr(self, name).update(getattr(other, name))
        for name in ("questions", "slips", "guessed", "verdicts"):
            for key, counts in getattr(other, name).items():
                getattr(self, name)[key].update(counts)
        for key, values in other.drawn.items():
            self.drawn[key].extend(values)
        for key, texts in other.words.items():
            self.words[key] = sorted([*self.words[key], *texts])[:KEPT]
        self.refused += other.refused


def read(folder, progress=None):
    """The class in a folder of hand-ins, and in the folders within it. Raises :class:`helpers.content.Unknown` where there is none.

    One learner's newest hand-in counts. ``progress(done, all)`` is called after each few files.
    """
    paths, refused = files(folder)
    try:
        with _processes(len(paths)) as each:
            return _read(paths, refused, each, progress)
    except (BrokenProcessPool, OSError):  # no second process is to be had here
        return _read(paths, refused, map, progress)


def _read(paths, refused, each, progress):
    left, strangers = newest(paths, each)
    found = Class(refused=[*refused, *strangers])
    for n, part in enumerate(each(_part, _in_chunks(left)), 1):
        found.add(part)
        if progress:
            progress(min(n * CHUNK, len(left)), len(left))
    found.refused.sort()
    return found


def newest(paths, each=map):
    """([(the hand-ins of one learner, the newest first; the parts that the newest shares), …], [(file, why it is refused), …])."""
    of, refused = defaultdict(list), []
    for path, (learner, stamp, shared, why) in zip(paths, (one for some in each(_who, _in_chunks(paths)) for one in some)):
        if why:
            refused.append((path.name, why))
        else:
            of[learner].append((stamp, path, shared))
    return [([path for _, path, _ in some], some[0][2]) for some in (sorted(all_of, reverse=True) for all_of in of.values())], refused


def one_of_each(groups, refused):
    """(handin.json, records, torn lines) of each learner's newest hand-in that can be read; ``refused`` gets (file, why) of those that do not count."""
    for paths, shared in groups:
        done = False
        for path in paths:
            try:
                if done:
                    raise Refused(OLDER)
                about, found, torn = records(path)
                done = True
                yield {**about, "shared": [part for part in about["shared"] if part in shared]}, found, torn  # what was taken back stays so
            except Refused as error:
                refused.append((path.name, str(error)))


def files(folder):
    """Paths of all files, and what was passed over at once. A learning platform puts each learner's file into a folder of its own."""
    folder = Path(str(folder)).expanduser()
    if not str(folder).strip(". ") and folder.name == "" or "\0" in str(folder) or not folder.is_dir():
        raise content.Unknown(f"There is no folder {folder}. Write the path of the folder that holds the hand-ins.")
    paths, refused = [], []
    for where, folders, names in os.walk(folder):  # links to folders are not followed
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        for path in (Path(where, name) for name in sorted(names) if not name.startswith(".")):
            plain = path.is_file() and not path.is_symlink()
            (paths if plain else refused).append(path if plain else (path.name, "a link or a device, no file"))
    return paths, refused


class _processes:
    """``map`` for few files; for many, the same on several processes (which make no cycles to collect)."""

    def __init__(self, files):
        count = min(os.cpu_count() or 1, 4) if files >= MANY else 1
        self.pool = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), gc.disable) if count > 1 else None

    def __enter__(self):
        return self.pool.map if self.pool else map

    def __exit__(self, *_):
        if self.pool:
            self.pool.shutdown(cancel_futures=True)


def _in_chunks(paths):
    return [paths[n:n + CHUNK] for n in range(0, len(paths), CHUNK)]


# ------------------------------------------------------------------ one learner

def _who(paths):
    """For each file (learner, what tells the newest, the parts it shares, why it is refused); its journal is not read yet."""
    found: list[tuple] = []
    for path in paths:
        try:
            about, _ = opened(path)
            # of two on one day with as much work behind them, the one that shares less: a learner may take something back
            found.append((about["learner"], (word(about, "day"), about["after"], -len(about["shared"]), path.name), about["shared"], ""))
        except Refused as error:
            found.append(("", (), [], str(error)))
    return found


@lru_cache(maxsize=1)
def _known():
    """(verb, id) -> (the part of a hand-in that it belongs to, the id, the hash of its entry today)."""
    course = content.course()
    verbs = {verb for _, _, verbs, _ in PARTS.values() for verb in verbs}
    return {(verb, key): (part, key, course.hashes.get(key, "")) for verb in verbs for key in (*course.items, *course.sittings) if (part := part_of(verb, key))}


def fitting(about, records, over):
    """((part, id, hash), record) of the records that fit an entry of today and a part that was shared; ``over`` counts the others, by why."""
    known, shared = _known(), set(about["shared"])
    for record in records:
        try:
            entry = known[record["verb"], record["object"]]
            if type(record["result"]) is not dict or entry[0] not in shared:
                over["of a part that was not to be shared"] += 1
            elif record.get("hash", "") not in ("", entry[2]):
                over["of a question that has changed since"] += 1
            else:
                yield entry, record
        except (KeyError, TypeError):
            over["of another edition or course"] += 1


def _part(groups):
    """What a few learners did."""
    found = Class()
    for told in one_of_each(groups, found.refused):
        _count(found, *told)
    return found


def _count(found, about, records, torn):
    of = defaultdict(list)
    found.passed_over.update({"torn, foreign or said twice": torn} if torn else {})
    for entry, record in fitting(about, records, found.passed_over):
        of[entry].append((record["verb"], record["result"]))
    one = {"pen": word(about, "pen_name"), "day": word(about, "day")[:10], "opened": 0, "finished": 0, "asked": 0, "right": 0}
    for (part, key, _), done in of.items():
        if part == "progress":
            finished = any(verb == "finished" for verb, _ in done)
            found.opened[key] += 1
            found.finished[key] += finished
            one["opened"] += 1
            one["finished"] += finished
        elif part == "questions":
            tries = [outcome for verb, result in done if verb in ("answered", "tagged") and (outcome := judged(key, result))]
            if tries:
                right = tries[-1][0] == "right"
                found.questions[key].update({"learners": 1, "at first": tries[0][0] == "right", "in the end": right, "tries": len(tries)})
                found.slips[key].update({slip for _, slip in tries if slip})
                one["asked"] += 1
                one["right"] += right
        else:
            _opinion(found, key, [result.get("response") for _, result in done])
    found.learners[about["learner"]] = one


def _opinion(found, key, said):
    """Count what a learner thinks, where it fits its entry; what does not fit is passed over."""
    item, last = content.course().items[key], said[-1]
    if isinstance(item, schema.Prediction):
        if isinstance(last, list) and len(last) == len(item.points) and all(type(v) in (int, float) and item.low <= v <= item.high for v in last):
            found.drawn[key].extend(map(float, last))
    elif isinstance(item, schema.Guess):
        options, lines = {o.id for o in item.options}, {one.id for one in item.line}
        if isinstance(last, dict):
            found.guessed[key].update((k, v) for k, v in last.items() if k in lines and isinstance(v, str) and v in options)
    elif isinstance(item, schema.Claim):
        fit = [one for one in said if isinstance(one, str) and one in schema.VERDICTS]
        if fit:
            found.verdicts[key][fit[0], fit[-1]] += 1
    elif isinstance(last, str) and last.strip():
        found.written[key] += 1
        text = UNSEEN.sub("", last[:journal.LONGEST])
        found.words[key].append((content.digest(text), text))


def judged(key, result):
    """(outcome, misconception) of one answer: the course's own, whatever the file says; None for no answer."""
    item, answer = content.course().items[key], result.get("response")
    if type(item) is schema.Exercise:  # only the first signs of the value were kept
        outcome, slip = result.get("outcome"), result.get("misconception")
        return (outcome, slip if isinstance(slip, str) and slip in _slips(key) else "") if outcome in ("right", "almost", "wrong") else None
    plain = type(answer) is str
    try:
        answer = answer if plain else json.dumps(answer)
        return _judged(key, answer, plain) if len(answer) < 2_000 else None
    except RecursionError:  # lists in lists in lists
        return None


@lru_cache(maxsize=50_000)
def _judged(key, answer, plain):
    outcome = checking.check(content.course().items[key], answer if plain else json.loads(answer))
    return (outcome.kind, outcome.misconception) if outcome.kind in ("right", "almost", "wrong") else None


@lru_cache(maxsize=1_000)
def _slips(key):
    return {reply.misconception for reply in content.course().items[key].reply}
