"""The shipped tables are what their cards say, and the build makes them again byte for byte."""

import dataclasses
import hashlib
import html.parser
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from helpers import tables

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "data" / "figures"
PACKAGE = json.loads((FIGURES / "datapackage.json").read_text(encoding="utf-8"))
ENTRIES = {entry["name"]: entry for entry in PACKAGE["resources"]}
FLOWS = ("north_north", "north_south", "south_north", "south_south")
SHARES = [f"{flow}_share" for flow in FLOWS]
KIND = {"string": pd.api.types.is_string_dtype, "number": pd.api.types.is_float_dtype,
        "integer": pd.api.types.is_integer_dtype, "year": pd.api.types.is_integer_dtype,
        "yearmonth": pd.api.types.is_string_dtype, "boolean": pd.api.types.is_bool_dtype}


@pytest.fixture(scope="module")
def builder():
    spec = importlib.util.spec_from_file_location("course_data_build", ROOT / "data" / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


every_table = pytest.mark.parametrize("name", list(ENTRIES))


def shipped(name):
    """Return the file's bytes with LF line ends."""
    return (FIGURES / ENTRIES[name]["path"]).read_bytes().replace(b"\r\n", b"\n")


def at(name, **where):
    """Return the one row of a table where every given column has the given value."""
    table = tables.load(name)
    for column, value in where.items():
        table = table[table[column] == value]
    assert len(table) == 1, (name, where, len(table))
    return table.iloc[0]


# ------------------------------------------------------------------ every table

def test_the_tables_that_are_described_and_no_other(builder):
    assert tables.names() == list(builder.TABLES) and len(tables.names()) == 28
    assert {entry["path"] for entry in ENTRIES.values()} == {path.name for path in FIGURES.glob("*.csv")}
    assert {path.stem for path in (ROOT / "data" / "tables").glob("*.toml")} == set(builder.TABLES)


def test_the_list_of_tables_names_each():
    listed = tables.about()
    assert [name for name, _, _ in listed.tables] == tables.names()
    for name, title, years in listed.tables:
        assert f"{name}: {title} ({years})" in str(listed) and f"<strong>{name}</strong>" in listed._repr_html_()


@every_table
def test_file_is_the_described_one(name):
    data, entry = shipped(name), ENTRIES[name]
    assert entry["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
    assert entry["bytes"] == len(data)
    assert b"\r" not in data and data.endswith(b"\n") and not data.startswith(b"\xef\xbb\xbf")
    assert "\t" not in data.decode("utf-8") and "\ufffd" not in data.decode("utf-8")


@every_table
def test_table_matches_its_schema(name):
    table, entry = tables.load(name), ENTRIES[name]
    fields = entry["schema"]["fields"]
    named = {key["fields"]: key["fields"].replace("iso3", "name") for key in entry["schema"].get("foreignKeys", ())}
    assert list(table.columns) == [one for field in fields for one in (field["name"], named.get(field["name"])) if one]
    for code, name in named.items():
        assert table[code].map(tables.load("places").set_index("iso3")["name"]).equals(table[name])
    assert len(table) == entry["rows"] > 0
    assert not table.duplicated(entry["schema"]["primaryKey"]).any()
    for field in fields:
        column = table[field["name"]]
        assert KIND[field["type"]](column), (field["name"], column.dtype)
        if field.get("constraints", {}).get("required"):
            assert column.notna().all(), field["name"]
        if field["type"] == "year":
            assert column.dropna().between(1500, 2026).all(), field["name"]
        if field["type"] == "yearmonth":
            assert column.dropna().str.fullmatch(r"20\d\d-(0[1-9]|1[0-2])").all(), field["name"]


@every_table
def test_card_has_every_field(name):
    card = tables.about(name)
    for field in dataclasses.fields(card):
        value = getattr(card, field.name)
        if field.name != "units":
            assert value, field.name
    assert [column for column, _ in card.columns] == list(tables.load(name).columns)
    assert all(meaning for _, meaning in card.columns) and all(card.traps)
    fields = ENTRIES[name]["schema"]["fields"]
    assert dict(card.units) == {f["name"]: f["unit"] for f in fields if "unit" in f}
    if name != "quoted_figures":  # there the unit is a column of its own
        assert all(f["name"] in dict(card.units) for f in fields if f["type"] == "number")
    for part in (card.title, card.row, card.source, card.edition, card.licence, *card.traps):
        assert part in str(card)
    with pytest.raises(dataclasses.FrozenInstanceError):
        card.title = "other"


@every_table
def test_card_is_sound_html(name):
    stack, seen = [], set()

    class Reader(html.parser.HTMLParser):
        def handle_starttag(self, tag, attrs):
            assert not attrs
            stack.append(tag)
            seen.add(tag)

        def handle_endtag(self, tag):
            assert stack.pop() == tag

    Reader().feed(tables.about(name)._repr_html_())
    assert not stack and seen >= {"section", "strong", "dl", "dt", "dd", "ul", "li"}


def test_card_escapes():
    card = dataclasses.replace(tables.about("places"), title="<b>", traps=("a & <i>",))
    assert "&lt;b&gt;" in card._repr_html_() and "a &amp; &lt;i&gt;" in card._repr_html_()
    assert "<b>" not in card._repr_html_() and "<i>" not in card._repr_html_()


def test_nothing_of_a_machine_and_no_word_to_avoid():
    texts = {path: path.read_text(encoding="utf-8") for path in
             [*FIGURES.glob("*.*"), *(ROOT / "data" / "tables").glob("*.toml"), *(ROOT / "data" / "hand").glob("*.*"),
              *(ROOT / "data" / "making").glob("*.py"), ROOT / "data" / "build.py", ROOT / "helpers" / "tables.py"]}
    for path, text in texts.items():
        assert not (found := re.search(r"/(?:work|tmp|home)/|[A-Z]:\\|pypi", text)), (path.name, found)
        if path.suffix != ".py":  # an original's own file name may hold such a word
            found = re.search(r"third world|recipient|backward|\bthe West\b", text, re.IGNORECASE if path.suffix != ".csv" else 0)
            assert not found, (path.name, found)
    assert sum(path.stat().st_size for path in FIGURES.glob("*.csv")) < 3_000_000


def test_frictionless_finds_no_fault(tmp_path):
    """The standard's own program on the whole package; and it does find a fault where there is one."""
    program = os.environ.get("COURSE_FRICTIONLESS") or shutil.which("frictionless")
    if not program:
        pytest.skip("no frictionless here; COURSE_FRICTIONLESS may name one")
    done = subprocess.run([program, "validate", "datapackage.json"], cwd=FIGURES, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-2000:]
    for file in [*FIGURES.glob("*.csv"), FIGURES / "datapackage.json"]:
        shutil.copy(file, tmp_path)
    (tmp_path / "tiles.csv").write_text("iso3,row,column\nXXX,first,2\n", encoding="utf-8")
    done = subprocess.run([program, "validate", "datapackage.json"], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode != 0 and "tiles" in done.stdout


# ------------------------------------------------------------------ load

def test_importing_the_module_is_cheap():
    code = "import sys; sys.path.insert(0, sys.argv[1]); import helpers.tables; " \
           "helpers.tables.about('places'); print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, str(ROOT)], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr


def test_each_load_is_a_fresh_copy():
    first = tables.load("trade_blocs")
    first.loc[:, "south_south_share"] = 0.0
    del first["year"]
    second = tables.load("trade_blocs")
    assert "year" in second and (second["south_south_share"] > 9).all()


@pytest.mark.parametrize("name", [3, "", "../x", "places.csv", b"places", ["places"], {}, float("nan"),
                                  "places\0", "x" * 5000])
@pytest.mark.parametrize("verb", [tables.load, tables.about])
def test_wrong_names_get_the_sentence(verb, name):
    with pytest.raises(tables.TableError) as caught:
        verb(name)
    assert isinstance(caught.value, ValueError)
    assert str(caught.value).startswith("There is no table called ")
    assert all(table in str(caught.value) for table in tables.names())


def test_a_table_without_a_name_is_no_table():
    with pytest.raises(tables.TableError, match="no table called None"):
        tables.load(None)


@pytest.mark.parametrize(("name", "near"), [("trade_bloc", "trade_blocs"), (" Places ", "places"),
                                            ("brics", "brics_trade"), ("quoted figures", "quoted_figures")])
def test_nearest_name_is_offered(name, near):
    with pytest.raises(tables.TableError, match=f"Did you mean '{near}'"):
        tables.load(name)


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of data/figures that a test may spoil."""
    folder = tmp_path / "figures"
    shutil.copytree(FIGURES, folder)
    monkeypatch.setattr(tables, "FIGURES", folder)
    return folder


@pytest.mark.parametrize("spoil", ["missing", "cut", "changed", "empty", "folder"])
def test_missing_or_damaged_table_says_what_to_do(copied, spoil):
    path = copied / "brics_trade.csv"
    data = path.read_bytes()
    path.unlink()
    if spoil == "folder":
        path.mkdir()
    elif spoil != "missing":
        path.write_bytes({"cut": data[:-20], "changed": data.replace(b"4.531", b"9.531"), "empty": b""}[spoil])
    with pytest.raises(tables.TableError, match="git checkout data/figures/brics_trade.csv") as caught:
        tables.load("brics_trade")
    assert "\n" not in str(caught.value)
    assert len(tables.load("places")) == 235  # the others still work


@pytest.mark.parametrize("text", [None, "", "{", "[]", "{}", '{"resources": [1]}', "\udcff"])
def test_missing_or_damaged_package_says_what_to_do(copied, text):
    path = copied / "datapackage.json"
    path.unlink()
    if text is not None:
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(tables.TableError, match="git checkout data/figures/datapackage.json"):
        tables.load("places")


def test_windows_line_ends_are_not_damage(copied):
    path = copied / "places.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    pd.testing.assert_frame_equal(tables.load("places"), pd.read_csv(
        FIGURES / "places.csv", dtype=tables.load("places").dtypes.to_dict(),
        keep_default_na=False, na_values=[""]))


# ------------------------------------------------------------------ places

def test_places_have_one_name_each_by_one_rule():
    places = tables.load("places")
    assert places["iso3"].is_unique and places["name"].is_unique and places["iso3"].is_monotonic_increasing
    assert places["iso3"].str.fullmatch("[A-Z]{3}").all()
    name = dict(zip(places["iso3"], places["name"]))
    expected = {
        "HKG": "Hong Kong", "MAC": "Macao", "XKX": "Kosovo", "PSE": "Palestine", "TWN": "Taiwan",
        "ESH": "Western Sahara", "TUR": "Türkiye", "SWZ": "Eswatini", "CIV": "Côte d'Ivoire",
        "RUS": "Russia", "IRN": "Iran", "KOR": "South Korea", "PRK": "North Korea", "VNM": "Vietnam",
        "LAO": "Laos", "SYR": "Syria", "BOL": "Bolivia", "VEN": "Venezuela", "TZA": "Tanzania",
        "CZE": "Czechia", "CPV": "Cabo Verde", "COD": "DR Congo", "COG": "Congo", "MDA": "Moldova",
        "GBR": "United Kingdom", "USA": "United States", "STP": "São Tomé and Príncipe",
        "MKD": "North Macedonia", "BRN": "Brunei", "FSM": "Micronesia", "NAM": "Namibia"}
    assert {iso3: name[iso3] for iso3 in expected} == expected
    bad = places[places["name"].str.contains(r"[&,(’]|\bSt\.|\bthe\b(?! Grenadines)|Rep\.|SAR|^\s|\s$")]
    assert bad.empty, bad["name"].tolist()
    assert places["name"].str.len().max() <= len("Saint Vincent and the Grenadines")


def test_places_keep_the_sources_names_beside():
    assert at("places", iso3="HKG")["name_source"] == "China, Hong Kong Special Administrative Region"
    assert at("places", iso3="PSE")["name_source"] == "State of Palestine"
    assert at("places", iso3="XKX")["name_source"] == "Kosovo"
    assert at("places", iso3="BOL")["name_source"] == "Bolivia (Plurinational State of)"


def test_places_leaves_out_what_its_card_says():
    places = tables.load("places")
    assert not set(places["iso3"]) & {"ATA", "BVT", "IOT", "ATF", "HMD", "SGS", "UMI", "ALA", "REU"}
    assert not places["name"].isin(["Abkhazia", "South Ossetia", "Northern Cyprus", "Somaliland",
                                    "Transnistria", "USSR", "Czechoslovakia", "World"]).any()
    assert set(places["region"]) == {"Africa", "Americas", "Asia", "Europe", "Oceania"}


# ------------------------------------------------------------------ trade

@pytest.mark.parametrize(("name", "years"), [("trade_blocs", range(1991, 2015)),
                                             ("trade_blocs_before_1991", range(1948, 1991))])
def test_shares_add_up(name, years):
    table = tables.load(name)
    assert table["year"].tolist() == list(years)
    assert (table[SHARES].sum(axis=1) - 100).abs().max() < 0.0001
    assert (table[SHARES] > 0).all().all() and (table[SHARES] < 100).all().all()


def test_values_give_the_shares():
    table = tables.load("trade_blocs")
    values = table[[f"{flow}_gbp_bn" for flow in FLOWS]]
    shares = 100 * values.div(values.sum(axis=1), axis=0)
    assert abs(shares.to_numpy() - table[SHARES].to_numpy()).max() < 0.001


@pytest.mark.parametrize(("name", "year", "column", "value"), [
    ("trade_blocs", 1991, "south_south_share", 9.15), ("trade_blocs", 2000, "south_south_share", 14.16),
    ("trade_blocs", 2010, "south_south_share", 25.60), ("trade_blocs", 2014, "south_south_share", 28.87),
    ("trade_blocs", 2012, "south_south_share", 28.44), ("trade_blocs", 1992, "south_south_share", 10.61),
    ("trade_blocs", 1991, "north_north_share", 56.02),
    ("trade_blocs_before_1991", 1990, "south_south_share", 12.05),
    ("trade_blocs_before_1991", 1990, "north_north_share", 40.04),
    ("trade_blocs_before_1991", 1948, "south_south_share", 3.46),
    ("trade_blocs_before_1991", 1949, "south_south_share", 7.30),
    ("trade_blocs_before_1991", 1950, "south_south_share", 9.05),
    ("trade_blocs_before_1991", 1949, "south_north_share", 20.01),
    ("trade_blocs_before_1991", 1950, "south_north_share", 26.40)])
def test_spot_shares(name, year, column, value):
    assert at(name, year=year)[column] == pytest.approx(value, abs=0.0051)


def falls(year):
    """Return what became of the exports to 'Eastern Europe' one year later, exporter by exporter."""
    wide = tables.load("exports_to_europe").pivot(index="exporter", columns="year")
    east, west = wide["to_eastern_europe"], wide["to_western_europe"]
    both = east[year].notna() & east[year + 1].notna()
    return (east[year + 1] / east[year])[both], (west[year + 1] - west[year])[both]


def test_west_germany_changes_side():
    ratio, rise = falls(1990)
    assert (len(ratio), (ratio < 0.5).sum(), (rise[ratio < 0.5] > 0).sum()) == (162, 140, 107)
    assert ratio.median() == pytest.approx(0.114, abs=0.001)
    assert ratio["Germany"] > 1
    for year in (*range(1986, 1990), *range(1991, 1995)):
        ratio, _ = falls(year)
        assert 7 <= (ratio < 0.5).sum() <= 24 and 0.98 <= ratio.median() <= 1.231, year


def test_exports_to_europe_names_and_spots():
    table = tables.load("exports_to_europe")
    former = {"Czechoslovakia", "Serbia and Montenegro"}
    assert set(table["exporter"]) - set(tables.load("places")["name"]) == former
    assert set(table["year"]) == set(range(1986, 1996))
    assert (table.groupby("exporter").size() < 10).sum() == 8
    for exporter, year, east, west in [("France", 1990, 3.53722, 8.53382), ("France", 1991, 0.37357, 12.27499),
                                       ("Netherlands", 1991, 1.33015, 35.70143), ("Kenya", 1990, 1.90998, 6.42609)]:
        row = at("exports_to_europe", exporter=exporter, year=year)
        assert (row["to_eastern_europe"], row["to_western_europe"]) == (east, west)


def test_brics_trade():
    table, places = tables.load("brics_trade"), tables.load("places").set_index("iso3")
    members = set(places.index[places["brics_since"].notna()])
    for side in ("exporter", "importer"):
        assert set(table[f"{side}_iso3"]) == members
        assert (table[f"{side}_iso3"].map(places["name"]) == table[side]).all()
    assert (table["exporter"] != table["importer"]).all() and (table["usd_bn"] >= 0).all()
    total = table.groupby("year")["usd_bn"].sum()
    assert total.round(1).to_dict() == {2003: 84.2, 2024: 1170.5}
    with_china = table[(table["exporter"] == "China") | (table["importer"] == "China")]
    share = 100 * with_china.groupby("year")["usd_bn"].sum() / total
    assert share.round(1).to_dict() == {2003: 60.6, 2024: 71.8}
    assert table.groupby("year").size().to_dict() == {2003: 89, 2024: 90}
    assert not ((table["year"] == 2003) & (table["exporter"] == "Ethiopia") & (table["importer"] == "Iran")).any()


# ------------------------------------------------------------------ the build


def test_build_without_sources_says_so(builder, tmp_path, capsys):
    assert builder.main([str(tmp_path), str(tmp_path / "out")]) == 1
    assert "is not in the sources folder" in capsys.readouterr().err
    assert builder.main([]) == 2
    assert not (tmp_path / "out").exists()


def test_build_makes_the_shipped_tables_again(builder, tmp_path):
    shared = os.environ.get("COURSE_SHARED")
    if not shared:
        pytest.skip("COURSE_SHARED does not name the shared folder, so the originals are not at hand")
    builder.build(Path(shared) / "sources", tmp_path)
    for file in [*(entry["path"] for entry in ENTRIES.values()), "datapackage.json", "README.md"]:
        built = (tmp_path / file).read_bytes()
        assert b"\r" not in built
        assert built == (FIGURES / file).read_bytes().replace(b"\r\n", b"\n"), file


def test_hand_written_meanings_are_the_shipped_ones(builder):
    """Without the originals: what was typed by hand, the data package and the page still say the same."""
    known = builder.hand("sources")
    for name, entry in ENTRIES.items():
        assert builder.resource(name, builder.described(name), known, shipped(name), entry["rows"]) == entry
    quoted = builder.quoted_figures(None, None, None)
    assert builder.to_csv(quoted, list(quoted[0])) == shipped("quoted_figures")
    page = (FIGURES / "README.md").read_text(encoding="utf-8")
    assert builder.card.page(PACKAGE) == page


@pytest.mark.parametrize("style", ["everyday", "un"])
def test_names_can_be_switched_in_one_file(builder, style):
    shared = os.environ.get("COURSE_SHARED")
    if not shared:
        pytest.skip("COURSE_SHARED does not name the shared folder, so the originals are not at hand")
    sources = Path(shared) / "sources"
    names = builder.Names(sources, style)
    codes = builder.places.codes_with_figures(sources, names)
    rows = {row["iso3"]: row for row in builder.places.places(sources, names, codes)}
    assert codes == tables.load("places")["iso3"].tolist()
    assert rows["HKG"]["name"] == {"everyday": "Hong Kong", "un": "China, Hong Kong Special Administrative Region"}[style]
    assert rows["TUR"]["name"] == {"everyday": "Türkiye", "un": rows["TUR"]["name_source"]}[style]
    assert all(style == "everyday" or row["name"] == row["name_source"] for row in rows.values())
    trade = builder.trade.brics_trade(sources, names, codes)
    assert {row["exporter_iso3"] for row in trade} == set(tables.load("brics_trade")["exporter_iso3"])
    with pytest.raises(builder.BuildError, match="everyday or un"):
        builder.Names(sources, "mine")
