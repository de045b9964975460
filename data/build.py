"""Build the tables in data/figures from the originals.

    python data/build.py SOURCES_DIR [OUT_DIR]

SOURCES_DIR holds the originals, one folder a producer. OUT_DIR is data/figures unless named.
What a person knows about the tables (titles, meanings, licences, traps, names, memberships,
quoted figures) is in data/figures.toml. The result is the same byte for byte on every machine:
numbers stay the decimal text of the original, or are worked out as exact decimals.

Standard library only.
"""

import csv
import gzip
import hashlib
import io
import json
import sys
import tomllib
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
FLOWS = ("north_north", "north_south", "south_north", "south_south")
ISO3 = "ISO3166-1-Alpha-3"


class BuildError(Exception):
    """The originals are not what the build expects. One sentence says where."""


def expect(condition, sentence):
    """Raise BuildError(sentence) unless condition holds."""
    if not condition:
        raise BuildError(sentence)


def read(sources, name):
    """Return an original as a list of dicts, every value the text that the file prints."""
    path = sources / name
    expect(path.is_file(), f"{name} is not in the sources folder.")
    opener = gzip.open if name.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def flag(value):
    """Return a truth value as Frictionless writes it: true, false, or empty for unknown."""
    return {True: "true", False: "false", None: ""}[value]


def thousandths(text, divisor):
    """Divide a decimal text exactly and round to three decimals, as text."""
    return str((Decimal(text) / divisor).quantize(Decimal("0.001"), ROUND_HALF_EVEN))


# ---------------------------------------------------------------- places

def everyday_names(sources, hand):
    """Return {iso3: (everyday name, name in the source)} for every code we may meet."""
    names = {}
    for row in read(sources, "reference/country_codes_m49.csv"):
        name = row["CLDR display name"].replace(" & ", " and ").replace("’", "'")
        names[row[ISO3]] = (name.replace("St. ", "Saint "), row["official_name_en"])
    for row in read(sources, "wdi/economies.csv"):
        if row["Country Code"] in ("XKX", "CHI"):
            names[row["Country Code"]] = ("", row["Country Name"])
    for iso3, name in hand["everyday"].items():
        names[iso3] = (name, names[iso3][1])
    return names


def codes_with_figures(sources, hand, names, iso3_of_geo):
    """Return the iso3 codes for which at least one source gives figures of its own."""
    codes = set(hand["atlas_only"].values())
    for path in sorted((sources / "wdi").glob("*.*.csv")):
        codes.update(row["Country Code"] for row in read(sources, f"wdi/{path.name}") if row["Value"])
    codes &= names.keys()  # drops the World Bank's aggregates
    codes.update(row["iso3"] for row in read(sources, "bri/mou_dates_nedopil_2025_05.csv"))
    for name in ("gapminder_fasttrack/co2_terr.csv", "gapminder_fasttrack/ilevels4_wb.csv"):
        codes.update(iso3_of_geo[row["country"]] for row in read(sources, name)
                     if row["country"] in iso3_of_geo)
    atlas = {row["country"] for row in read(sources, "atlas/exports_2016_hs4.csv.gz")}
    for name in hand["atlas_only"]:
        expect(name in atlas, f"{name} has no exports in the Atlas file.")
    expect(codes <= names.keys(), f"No name for {sorted(codes - names.keys())}.")
    return sorted(codes)


def places(sources, hand, names):
    """One row a country or territory with figures of its own, by iso3."""
    gapminder = read(sources, "gapminder/countries.csv")
    iso3_of_geo = {row["country"]: row["iso3166_1_alpha3"] for row in gapminder}
    iso3_of_geo |= {"kos": "XKX", "chanisl": "CHI"}
    iso3_of_geo = {geo: iso3 for geo, iso3 in iso3_of_geo.items() if iso3}
    group = {iso3_of_geo[row["country"]]: row["g77_and_oecd_countries"]
             for row in gapminder if row["country"] in iso3_of_geo}
    income = {iso3_of_geo[row["country"]]: row["ilevels4_wb"]
              for row in read(sources, "gapminder_fasttrack/ilevels4_wb.csv") if row["time"] == "2024"}
    m49 = {row[ISO3]: row for row in read(sources, "reference/country_codes_m49.csv")}
    members = hand["members"]
    dac = set(members["dac_since"]) | set(members["dac_year_not_seen"])
    expect(len(dac) == 32, "The DAC has 32 member countries besides the European Union.")

    def listed(iso3, column):
        return m49.get(iso3, {}).get(column) == "x"

    rows = []
    for iso3 in codes_with_figures(sources, hand, names, iso3_of_geo):
        # São Tomé and Príncipe left the LDC list on 13 December 2024; the M49 table still flags it.
        ldc = listed(iso3, "Least Developed Countries (LDC)") and iso3 not in members["left_ldc"]
        rows.append({
            "iso3": iso3,
            "name": names[iso3][0],
            "name_source": names[iso3][1],
            "region": m49[iso3]["Region Name"] if iso3 in m49 else "Europe",
            "g77": flag(group[iso3] == "g77" if group.get(iso3) else None),
            "income_2024": income.get(iso3, ""),
            "ldc": flag(ldc),
            "lldc": flag(listed(iso3, "Land Locked Developing Countries (LLDC)")),
            "sids": flag(listed(iso3, "Small Island Developing States (SIDS)")),
            "brics_since": members["brics_since"].get(iso3, ""),
            "dac": flag(iso3 in dac),
            "dac_since": members["dac_since"].get(iso3, ""),
        })
    for column in ("iso3", "name"):
        values = [row[column] for row in rows]
        expect(len(set(values)) == len(values), f"places: a {column} appears twice.")
    expect(sum(row["ldc"] == "true" for row in rows) == 44, "places: the LDC list should have 44.")
    return rows


# ---------------------------------------------------------------- trade

def bloc_shares(sources, first, last, with_values):
    """One row a year: the four shares as printed and, if asked, the values in billions."""
    rows = []
    for row in read(sources, "owid/blocs_share_of_world_trade.csv"):
        if not first <= int(row["Year"]) <= last:
            continue
        values, shares = list(row.values())[2:6], list(row.values())[6:10]
        expect(abs(sum(map(Decimal, shares)) - 100) < Decimal("0.001"),
               f"trade_blocs: the shares of {row['Year']} do not add up to 100.")
        total = sum(map(Decimal, values))
        for share, value in zip(shares, values, strict=True):
            expect(abs(Decimal(share) - 100 * Decimal(value) / total) < Decimal("0.001"),
                   f"trade_blocs: shares and values of {row['Year']} do not fit together.")
        new = {"year": row["Year"]}
        new |= {f"{flow}_share": share for flow, share in zip(FLOWS, shares, strict=True)}
        if with_values:
            new |= {f"{flow}_gbp_bn": thousandths(value, 10**9)
                    for flow, value in zip(FLOWS, values, strict=True)}
        rows.append(new)
    expect(len(rows) == last - first + 1, "trade_blocs: a year is missing.")
    return rows


def exports_to_europe(sources, hand, names):
    """One row an exporter and year, for exporters with both figures in 1990 and in 1991."""
    groups = {"Africa", "Asia", "Eastern Europe", "High income", "Low income", "Lower-middle income",
              "North America", "Oceania", "South America", "Upper-middle income", "Western Europe",
              "World"}
    former = {"Czechoslovakia", "Serbia and Montenegro"}
    known = {name for name, _ in names.values()}
    original = read(sources, "owid/exports_by_destination_group.csv")
    column = {side: next(c for c in original[0] if c.startswith(f"Exports to {side} Europe"))
              for side in ("Eastern", "Western")}
    both = [{row["Entity"] for row in original if row["Year"] == year
             and row[column["Eastern"]] and row[column["Western"]]} for year in ("1990", "1991")]
    rows = []
    for row in original:
        if row["Entity"] not in (both[0] & both[1]) - groups or not 1986 <= int(row["Year"]) <= 1995:
            continue
        name = row["Entity"]
        name = names[hand["alias"][name]][0] if name in hand["alias"] else name
        expect(name in known | former, f"exports_to_europe: {name} has no everyday name.")
        rows.append({"exporter": name, "year": row["Year"],
                     "to_eastern_europe": row[column["Eastern"]],
                     "to_western_europe": row[column["Western"]]})
    return sorted(rows, key=lambda row: (row["exporter"], row["year"]))


def brics_trade(sources, hand, names):
    """One row an exporter, importer and year: thousand US$ turned into billions."""
    iso3_of = {names[iso3][0]: iso3 for iso3 in hand["members"]["brics_since"]} | hand["alias"]
    rows = []
    for year in ("2003", "2024"):
        for row in read(sources, f"unctad/brics_exports_{year}.csv"):
            exporter, importer = iso3_of[row["source"]], iso3_of[row["target"]]
            rows.append({"year": year, "exporter": names[exporter][0], "importer": names[importer][0],
                         "exporter_iso3": exporter, "importer_iso3": importer,
                         "usd_bn": thousandths(row["value"], 10**6)})
    pairs = {(row["year"], row["exporter_iso3"], row["importer_iso3"]) for row in rows}
    expect(len(pairs) == len(rows) == 179, "brics_trade: 89 pairs in 2003 and 90 in 2024 were expected.")
    return sorted(rows, key=lambda row: (row["year"], row["exporter"], row["importer"]))


# ---------------------------------------------------------------- writing

def to_csv(rows, columns):
    """Return rows as the bytes of a CSV: UTF-8, LF, quotes only where needed."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def resource(table, hand, data, n_rows):
    """Return the Frictionless description of one table, with our own keys at the end."""
    fields = []
    for field in table["fields"]:
        new = {key: field[key] for key in ("name", "type", "description", "unit") if key in field}
        if field.get("required"):
            new["constraints"] = {"required": True}
        fields.append(new)
    return {
        "name": table["name"], "title": table["title"], "description": table["description"],
        "path": f"{table['name']}.csv", "profile": "tabular-data-resource", "format": "csv",
        "mediatype": "text/csv", "encoding": "utf-8", "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": {"fields": fields, "primaryKey": table["key"], "missingValues": [""]},
        "sources": [hand["source"][key] for key in table["sources"]],
        "licenses": [hand["licence"][key] for key in table["licences"]],
        "licence_confidence": table["licence_confidence"], "years": table["years"],
        "rows": n_rows, "breaks": table["breaks"],
    }


def build(sources, out):
    """Write every table and datapackage.json to out; return {name: number of rows}."""
    sources, out = Path(sources), Path(out)
    hand = tomllib.loads((HERE / "figures.toml").read_text(encoding="utf-8"))
    names = everyday_names(sources, hand)
    tables = {
        "places": places(sources, hand, names),
        "trade_blocs": bloc_shares(sources, 1991, 2014, with_values=True),
        "trade_blocs_before_1991": bloc_shares(sources, 1948, 1990, with_values=False),
        "exports_to_europe": exports_to_europe(sources, hand, names),
        "brics_trade": brics_trade(sources, hand, names),
        "quoted_figures": hand["quoted"],
    }
    expect(list(tables) == [table["name"] for table in hand["table"]],
           "figures.toml and build.py do not list the same tables.")
    out.mkdir(parents=True, exist_ok=True)
    resources = []
    for table in hand["table"]:
        rows = tables[table["name"]]
        data = to_csv(rows, [field["name"] for field in table["fields"]])
        (out / f"{table['name']}.csv").write_bytes(data)
        resources.append(resource(table, hand, data, len(rows)))
    package = {"profile": "tabular-data-package", **hand["package"], "resources": resources}
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    (out / "datapackage.json").write_bytes(text.encode("utf-8"))
    return {name: len(rows) for name, rows in tables.items()}


def main(arguments):
    """Run from the command line; return the exit code."""
    if len(arguments) not in (1, 2):
        print("Usage: python data/build.py SOURCES_DIR [OUT_DIR]", file=sys.stderr)
        return 2
    out = arguments[1] if len(arguments) == 2 else HERE / "figures"
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
