"""Reading originals, rounding exactly, and knowing which place a name or code means.

Numbers stay decimal text or become exact decimals, so the result is the same byte for byte on every machine.
"""

import csv
import gzip
import tomllib
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent
ISO3 = "ISO3166-1-Alpha-3"


class BuildError(Exception):
    """The originals are not what the build expects. One sentence says where."""


def expect(condition, sentence):
    """Raise BuildError(sentence) unless condition holds."""
    if not condition:
        raise BuildError(sentence)


@lru_cache(maxsize=16)
def hand(name):
    """Return what a person typed in data/hand/NAME.toml."""
    return tomllib.loads((DATA / "hand" / f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def read(sources, name):
    """Return an original as a tuple of dicts, every value the text that the file prints."""
    path = sources / name
    expect(path.is_file(), f"{name} is not in the sources folder.")
    opener = gzip.open if name.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))


def flag(value):
    """Return a truth value as Frictionless writes it: true, false, or empty for unknown."""
    return {True: "true", False: "false", None: ""}[value]


def fixed(text, decimals, divisor=1):
    """Divide a decimal text exactly and round it to so many decimals, as text; empty stays empty."""
    if text in ("", None):
        return ""
    value = (Decimal(text) / Decimal(divisor)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
    return format(value if value else abs(value), "f")  # never "-0.0"


def significant(text, digits, divisor=1):
    """Divide a decimal text and round it to so many significant digits, as plain text; empty stays empty."""
    if text in ("", None):
        return ""
    value = Context(digits, ROUND_HALF_EVEN).plus(Decimal(text) / Decimal(divisor))
    plain = format(value, "f") if value else "0"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def whole(text):
    """Return "38.0" as "38"; empty stays empty."""
    return fixed(text, 0)


class Names:
    """Every place that can be met: its everyday name, the source's name, and other spellings of it.

    ``style`` is "everyday" or "un"; None takes what data/hand/names.toml says.
    """

    def __init__(self, sources, style=None):
        typed = hand("names")
        style = style or typed["names"]
        expect(style in ("everyday", "un"), f"names is {style!r} in data/hand/names.toml; it can be everyday or un.")
        self.of = {}  #: {iso3: the name that tables and pictures use}
        self.printed = {}  #: {iso3: name in the M49 table or the World Bank's list}
        for row in read(sources, "reference/country_codes_m49.csv"):
            name = row["CLDR display name"].replace(" & ", " and ").replace("’", "'")
            self.of[row[ISO3]], self.printed[row[ISO3]] = name.replace("St. ", "Saint "), row["official_name_en"]
        for row in read(sources, "wdi/economies.csv"):
            if row["Country Code"] in ("XKX", "CHI"):
                self.printed[row["Country Code"]] = row["Country Name"]
        self.of |= typed["everyday"]
        self._iso3 = {name: iso3 for iso3, name in self.of.items()} | typed["alias"]
        if style == "un":
            self.of = dict(self.printed)
        self.no_place = frozenset(typed["no_place"])
        self.geo = {row["country"]: row["iso3166_1_alpha3"] for row in read(sources, "gapminder/countries.csv")
                    if row["iso3166_1_alpha3"]} | {"kos": "XKX", "chanisl": "CHI"}
        self.iso2 = {row["ISO3166-1-Alpha-2"]: row[ISO3] for row in read(sources, "reference/country_codes_m49.csv")}
        self.iso2["NA"] = "NAM"  # the table leaves Namibia's code empty
        self.m49 = {str(int(row["M49"])): row[ISO3] for row in read(sources, "reference/country_codes_m49.csv")
                    if row["M49"].strip().isdigit()} | {"412": "XKX"}

    def iso3(self, name):
        """Return the code of a place printed as ``name``, or None where the name means no single place."""
        if name in self.no_place:
            return None
        expect(name in self._iso3, f"No place is known as {name!r}: add it to data/hand/names.toml.")
        return self._iso3[name]


def unique(rows, *columns):
    """Return rows sorted by these columns; BuildError where two rows share them."""
    def key(row):
        return tuple(row[column] for column in columns)

    ordered = sorted(rows, key=key)
    for one, two in zip(ordered, ordered[1:]):
        expect(key(one) != key(two), f"{' '.join(key(one))} stands twice.")
    return ordered
