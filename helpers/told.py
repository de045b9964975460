"""Errors that are told in one sentence."""


class Told(Exception):
    """What went wrong and what to do, in one sentence. A notebook shows it without a traceback."""

    def __str__(self):
        return self.args[0] if self.args else ""

    def _render_traceback_(self):
        return [str(self)]
