"""Helpers for *Reading South-South Cooperation: two texts, tested*.

A notebook says ``import helpers as course`` and then calls a verb:
``course.start("a_1_what_is_it")``, ``course.hear("A.1")``, ``course.load("trade_blocs")``.

Importing this package loads nothing else. Each verb's module, and with it pandas or the
widget library, is loaded on first use.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOME = {
    "helpers.way": ("start", "finish", "progress", "page"),
    "helpers.verbs": ("recall", "hear", "claims", "story", "predict", "simulate", "explain",
                      "ask", "evidence", "check", "reflect"),
    "helpers.due": ("review",),
    "helpers.my_dossier": ("dossier",),
    "helpers.handin": ("hand_in",),
    "helpers.reference": ("glossary", "works"),
    "helpers.tables": ("load", "about"),
    "helpers.keep": ("save", "restore"),
    "helpers.doctor": ("check_up",),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}
__all__ = sorted(_MODULE_OF)


def __getattr__(name):
    if name not in _MODULE_OF:
        raise AttributeError(f"The course has no {name!r}. It offers: {', '.join(__all__)}.")
    return getattr(import_module(_MODULE_OF[name]), name)


def __dir__():
    return __all__
