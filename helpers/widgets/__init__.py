"""The three front ends: Panel (handle), Sketch (draw), Ask (answer, write, judge).

A view shows and collects; models, pictures and outcomes are computed elsewhere. Each view is the
same plain JavaScript, whoever serves it.
"""

from pathlib import Path

import anywidget
import traitlets

_HERE = Path(__file__).parent


def source(*names):
    """The JavaScript of one front end: the shared part, then its own."""
    return "\n".join((_HERE / f"{part}.js").read_text(encoding="utf-8") for part in ("common", *names))


class Front(anywidget.AnyWidget):
    """A view with its static twin. ``spec`` is plain JSON, made anew from the journal by ``make``.

    Messages are answered by ``receive(message) -> dict``; what goes wrong in it reaches the
    learner as a sentence.
    """

    _css = (_HERE / "course.css").read_text(encoding="utf-8")
    spec = traitlets.Dict().tag(sync=True)

    def __init__(self):
        super().__init__()
        self.on_msg(self._answer)

    def set(self, make, receive, twin, words):
        """Tell the view what it shows; the same view may be told again."""
        self.make, self.receive, self.twin, self.words = make, receive, twin, words
        self.refresh()

    def refresh(self):
        """Show today's state to whoever opens this view next (a reloaded page, say)."""
        self.spec = self.make()

    def _answer(self, _, message, buffers):
        number = message.get("n") if isinstance(message, dict) else None
        try:
            reply = self.receive(message)
            if message.get("type") == "keep" and "problem" not in reply:
                self.refresh()
        except Exception as error:  # the learner must never be left waiting
            reply = {"problem": f"That did not work: {error}"}
        self.send({"re": number, **reply})

    def _repr_mimebundle_(self, **kwargs):
        return {"text/html": self.twin, "text/plain": self.words,
                "application/vnd.jupyter.widget-view+json": {
                    "version_major": 2, "version_minor": 0, "model_id": self.model_id}}


class Panel(Front):
    """Labelled inputs, a picture, its sentence and its table."""

    _esm = source("panel")


class Sketch(Front):
    """Draw the rest of a line, commit, then see the figures."""

    _esm = source("sketch")


class Ask(Front):
    """Questions, sentences, reflections, verdicts, and words that follow the learner's state."""

    _esm = source("files", "ask")
