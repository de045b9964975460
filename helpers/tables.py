"""Read the small tables in ``data/figures``: ``load`` for the figures, ``about`` for their card.

Importing this module loads no pandas; the first ``load`` does. Tables are described in
``datapackage.json`` and checked against it, so a damaged file is noticed and named.
"""

import difflib
import hashlib
import html
import io
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from helpers.content import ROOT
from helpers.told import Told

if TYPE_CHECKING:
    import pandas

FIGURES = ROOT / "data" / "figures"
_PACKAGE = "datapackage.json"
_DTYPES = {"string": ("str", "string"), "number": ("float64", "float64"), "integer": ("int64", "Int64"),
           "year": ("int64", "Int64"), "yearmonth": ("str", "string"),
           "boolean": ("bool", "boolean")}  # (never empty, may be empty)
_HOW_SURE = {"seen": "The licence text was seen.",
             "confirm": "At least one licence is known from elsewhere only; to be confirmed.",
             "facts": "Not openly licensed: single facts are carried over, the producer is named."}


class TableError(Told, ValueError):
    """A table cannot be given: no such name, or its file is missing or damaged.

    The message is one sentence that says what is wrong and what to do.
    """


@dataclass(frozen=True)
class Card:
    """What one should know about a table before using it."""

    name: str  #: the name that ``load`` takes
    title: str  #: its heading
    row: str  #: what one row is
    columns: tuple[tuple[str, str], ...]  #: (column, what it means), in the table's order
    units: tuple[tuple[str, str], ...]  #: (column, unit), only for columns with a unit
    source: str  #: producers, with an address where there is one
    edition: str  #: which edition, or when it was obtained, in the order of the sources
    licence: str  #: terms of use
    how_sure: str  #: how sure we are of the licence
    years: str  #: which years it covers
    traps: tuple[str, ...]  #: known breaks and traps, a sentence or two each

    def _facts(self):
        return (("Source", self.source), ("Edition", self.edition), ("Licence", self.licence),
                ("How sure of the licence", self.how_sure), ("Years", self.years))

    def _column_lines(self):
        units = dict(self.units)
        return [(name, f"{text} ({units[name]})" if name in units else text)
                for name, text in self.columns]

    def __str__(self):
        lines = [self.title, self.row, *(f"{label}: {text}" for label, text in self._facts())]
        lines += ["Columns:", *(f"- {name}: {text}" for name, text in self._column_lines())]
        return "\n".join([*lines, "Traps:", *(f"- {trap}" for trap in self.traps)])

    def _repr_html_(self):
        def pairs(items):
            return "".join(f"<dt>{html.escape(k)}</dt><dd>{html.escape(v)}</dd>" for k, v in items)

        traps = "".join(f"<li>{html.escape(trap)}</li>" for trap in self.traps)
        return (f"<section><p><strong>{html.escape(self.title)}</strong></p><p>{html.escape(self.row)}</p>"
                f"<dl>{pairs(self._facts())}</dl><p><strong>Columns</strong></p><dl>{pairs(self._column_lines())}</dl>"
                f"<p><strong>Traps</strong></p><ul>{traps}</ul></section>")


@dataclass(frozen=True)
class Contents:
    """All tables: (name, title, years) each."""

    tables: tuple[tuple[str, str, str], ...]

    def __str__(self):
        return "\n".join(f"{name}: {title} ({years})" for name, title, years in self.tables)

    def _repr_html_(self):
        rows = "".join(f"<li><strong>{name}</strong>: {html.escape(title)} ({html.escape(years)})</li>" for name, title, years in self.tables)
        return f"<ul>{rows}</ul>"


def names():
    """Return the names of all tables, a list of text in the order of the data package."""
    return list(_package(FIGURES))


def load(name: str) -> "pandas.DataFrame":
    """Return the table called ``name`` as a pandas DataFrame, one row as ``about(name).row`` says.

    Beside each column of codes of places stands their everyday ``name``. Units are in ``about(name).units``. Years are whole numbers, true/false columns are booleans;
    where a column may be empty they are the kinds that know missing values. Each call gives a
    fresh copy, so changing it changes nothing else. Raises TableError for an unknown name or a
    missing or damaged file.
    """
    return _frame(FIGURES, _known(name)).copy()


def look(name: str) -> None:
    """Raise TableError where the file of the table called ``name`` is not as it was shipped; no pandas is needed."""
    _shipped(FIGURES, _known(name))


def about(name: str | None = None) -> Card | Contents:
    """Return the Card of the table called ``name``, or without a name the list of all tables.

    Raises TableError for an unknown name.
    """
    if name is None:
        return Contents(tuple((entry["name"], entry["title"], entry["years"]) for entry in _package(FIGURES).values()))
    entry = _package(FIGURES)[_known(name)]
    fields, sources = _fields(entry), entry["sources"]
    return Card(
        name=name, title=entry["title"], row=entry["description"],
        columns=tuple((field["name"], field["description"]) for field in fields),
        units=tuple((field["name"], field["unit"]) for field in fields if "unit" in field),
        source="; ".join(f"{s['title']}, {s['path']}" if "path" in s else s["title"] for s in sources),
        edition="; ".join(source["edition"] for source in sources),
        licence="; ".join(licence["title"] for licence in entry["licenses"]),
        how_sure=_HOW_SURE[entry["licence_confidence"]],
        years=entry["years"], traps=tuple(entry["breaks"]))


def _fields(entry):
    """Return the fields of a table as ``load`` gives them: after a code of a place stands its name."""
    codes = {key["fields"] for key in entry["schema"].get("foreignKeys", ())}
    fields = []
    for field in entry["schema"]["fields"]:
        fields.append(field)
        if field["name"] in codes:
            fields.append({"name": field["name"].replace("iso3", "name"), "type": "string", "of": field["name"],
                           "description": "its everyday name, from the table places"})
    return fields


def _known(name):
    """Return name if there is such a table; else raise TableError with the nearest ones."""
    tables = names()
    if isinstance(name, str) and name in tables:
        return name
    near = difflib.get_close_matches(str(name).strip().lower(), tables, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    raise TableError(f"There is no table called {name!r}.{hint} The tables are: {', '.join(tables)}.")


def _bytes(folder, file):
    """Return a file's bytes with LF line ends, whatever git made of them on this computer."""
    try:
        return (folder / file).read_bytes().replace(b"\r\n", b"\n")
    except OSError:
        raise TableError(f"The file data/figures/{file} cannot be read; to get it back, "
                         f"run: git checkout data/figures/{file}") from None


@lru_cache(maxsize=4)
def _package(folder):
    """Return {table name: its entry} from the data package in folder."""
    try:
        return {entry["name"]: entry for entry in json.loads(_bytes(folder, _PACKAGE))["resources"]}
    except TableError:
        raise
    except (ValueError, KeyError, TypeError):
        raise TableError(f"The file data/figures/{_PACKAGE} is damaged; to get it back, "
                         f"run: git checkout data/figures/{_PACKAGE}") from None


def _shipped(folder, name):
    """Return the bytes of a table's file, or raise TableError where they are not those that were shipped."""
    entry = _package(folder)[name]
    data = _bytes(folder, entry["path"])
    if "sha256:" + hashlib.sha256(data).hexdigest() != entry["hash"]:
        raise TableError(f"The file data/figures/{entry['path']} is not as it was shipped (changed or "
                         f"cut short); to get it back, run: git checkout data/figures/{entry['path']}")
    return data


@lru_cache(maxsize=32)
def _frame(folder, name):
    """Read one table with the types of its schema; callers copy it."""
    entry, data = _package(folder)[name], _shipped(folder, name)
    import pandas as pd

    dtypes = {field["name"]: _DTYPES[field["type"]][not field.get("constraints", {}).get("required")]
              for field in entry["schema"]["fields"]}
    frame = pd.read_csv(io.BytesIO(data), dtype=dtypes, keep_default_na=False, na_values=[""])
    for at, field in enumerate(_fields(entry)):
        if "of" in field:
            called = _frame(folder, "places").set_index("iso3")["name"]
            frame.insert(at, field["name"], frame[field["of"]].map(called))
    return frame
