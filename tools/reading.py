"""How easily each sitting reads: words a sentence, its longest, and a reading level. Standard library only.

The level is the Automated Readability Index (Senter and Smith 1967): 4.71 × letters a word + 0.5 × words a sentence − 21.43, in school grades
of the United States. It counts, it does not understand: names such as *South-South cooperation* alone raise it.
"""

import dataclasses
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from helpers import content, schema  # noqa: E402
from helpers.notebooks import cells  # noqa: E402

READ = {"text", "strongest", "prompt", "say", "explain", "because", "would_change", "told", "people", "assumptions", "leaves_out", "sample", "emerging", "secure",
        "strong", "notice", "recap", "bookmark", "generous", "strict", "hints"}  # fields that a learner reads
END = re.compile(r"(?<=[.!?])[\"*”)]*\s+(?=[\"*“(]*[A-Z0-9])")


def sentences(markdown):
    """The sentences of a text, paragraph by paragraph, without its Markdown; a list's line or a heading is one."""
    found = []
    for block in re.split(r"\n\s*(?:\n|[-#|] ?)", "\n" + markdown):
        plain = re.sub(r"[*`#|]|\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(block.split()))
        found += [one for one in END.split(plain) if len(one.split()) > 2]
    return found


def texts(course, sitting):
    """All that a learner reads in a sitting: its notebook's Markdown, and the words of its units' entries."""
    yield from (source for kind, source, _ in cells(content.ROOT / "notebooks" / f"{sitting.id}.ipynb") if kind == "markdown")
    yield from _words(sitting)
    for unit in sitting.units:
        yield from _words(course.units[unit])


def _words(entry):
    for field in dataclasses.fields(entry):
        value = getattr(entry, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if dataclasses.is_dataclass(one) and not isinstance(one, schema.Control):
                yield from _words(one)
            elif field.name in READ and isinstance(one, str):
                yield one


def measure(all_texts):
    """``words``, ``sentences``, mean ``words_a_sentence``, the ``longest`` sentence, and ``level``, of some texts."""
    found = [one for text in all_texts for one in sentences(text)]
    lengths, letters = [len(one.split()) for one in found], sum(c.isalnum() for one in found for c in one)
    words = sum(lengths)
    return {"words": words, "sentences": len(found), "words_a_sentence": words / len(found), "longest": max(found, key=lambda one: len(one.split())),
            "level": 4.71 * letters / words + 0.5 * words / len(found) - 21.43}


def main():
    course = content.course()
    print("sitting                 words  a sentence  longest  level")
    for sitting in course.sittings.values():
        m = measure(texts(course, sitting))
        print(f"{sitting.id:<22} {m['words']:>6,} {m['words_a_sentence']:>11.1f} {len(m['longest'].split()):>8} {m['level']:>6.1f}")


if __name__ == "__main__":
    main()
