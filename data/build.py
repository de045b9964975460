"""Build the tables in data/figures from the originals.

    python data/build.py SOURCES_DIR [OUT_DIR]

SOURCES_DIR holds the originals, one folder a producer. OUT_DIR is data/figures unless named.
What a person knows about each table (title, meanings, traps) is in data/tables; sources, licences,
names, memberships and quoted figures are in data/hand; how each table is made is in data/making.
The result is the same byte for byte on every machine.

Standard library only.
"""

import csv
import hashlib
import io
import json
import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from making import aid, card, economies, places, trade, votes  # noqa: E402
from making.common import DATA, BuildError, Names, expect, hand  # noqa: E402

def quoted_figures(_sources, _names, _codes):
    """What somebody printed, typed by hand."""
    return [{"id": row["id"], "what": row["what"], "value": row["value"], "unit": row["unit"], "year": row["year"],
             "said": row.get("said", ""), "hedge": row.get("hedge", ""), "who_printed_it": row["who_printed_it"],
             "where_seen": row["where_seen"], "confidence": row["confidence"]} for row in hand("quoted")["quoted"]]


#: every table in the order of the page: a function (sources, names, codes of places) → rows of text
TABLES = {make.__name__: make for make in (
    places.places, places.ruled_by_others, places.tiles, economies.income_groups,
    economies.economy, economies.groups, economies.development, economies.co2,
    trade.trade_blocs, trade.trade_blocs_before_1991, trade.exports_to_europe, trade.brics_trade,
    economies.trade_structure, trade.exports_2016, trade.top_exports_2016, trade.export_similarity_2016,
    aid.oda_donors, aid.oda_total, aid.oda_providers, aid.aid_sectors, economies.oda_received,
    aid.china_finance, aid.net_flows, aid.net_flows_by_place,
    votes.un_ideal, votes.un_votes, votes.voting_rights, quoted_figures)}


def to_csv(rows, columns):
    """Return rows as the bytes of a CSV: UTF-8, LF, quotes only where needed."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def described(name):
    """Return what a person typed about a table in data/tables."""
    return tomllib.loads((DATA / "tables" / f"{name}.toml").read_text(encoding="utf-8"))


def resource(name, table, known, data, n_rows):
    """Return the Frictionless description of one table, with our own keys at the end."""
    fields, foreign = [], []
    for field in table["fields"]:
        new = {key: field[key] for key in ("name", "type", "description", "unit") if key in field}
        if field.get("required"):
            new["constraints"] = {"required": True}
        if field.get("place"):
            foreign.append({"fields": field["name"], "reference": {"resource": "places", "fields": "iso3"}})
        fields.append(new)
    schema = {"fields": fields, "primaryKey": table["key"], "missingValues": [""]}
    return {
        "name": name, "title": table["title"], "description": table["description"],
        "path": f"{name}.csv", "profile": "tabular-data-resource", "format": "csv",
        "mediatype": "text/csv", "encoding": "utf-8", "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema | ({"foreignKeys": foreign} if foreign else {}),
        "sources": [known["source"][key] for key in table["sources"]],
        "licenses": [known["licence"][key] for key in table["licences"]],
        "licence_confidence": table["licence_confidence"], "years": table["years"],
        "rows": n_rows, "breaks": table["breaks"],
    }


def build(sources, out):
    """Write every table, datapackage.json and the page of all tables to out; return {name: number of rows}."""
    sources, out = Path(sources), Path(out)
    names = Names(sources)
    codes = places.codes_with_figures(sources, names)
    made = {name: make(sources, names, codes) for name, make in TABLES.items()}
    out.mkdir(parents=True, exist_ok=True)
    known, resources = hand("sources"), []
    for name, rows in made.items():
        table = described(name)
        columns = [field["name"] for field in table["fields"]]
        expect(rows and list(rows[0]) == columns, f"{name}: data/tables/{name}.toml describes other columns than the build makes.")
        data = to_csv(rows, columns)
        (out / f"{name}.csv").write_bytes(data)
        resources.append(resource(name, table, known, data, len(rows)))
    package = {"profile": "tabular-data-package", **known["package"], "resources": resources}
    (out / "datapackage.json").write_bytes((json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
    (out / "README.md").write_bytes(card.page(package).encode("utf-8"))
    return {name: len(rows) for name, rows in made.items()}


def main(arguments):
    """Run from the command line; return the exit code."""
    if len(arguments) not in (1, 2):
        print("Usage: python data/build.py SOURCES_DIR [OUT_DIR]", file=sys.stderr)
        return 2
    out = arguments[1] if len(arguments) == 2 else DATA / "figures"
    try:
        counts = build(arguments[0], out)
    except BuildError as error:
        print(f"Not built: {error}", file=sys.stderr)
        return 1
    for name, rows in counts.items():
        print(f"{name}: {rows} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
