"""What the tables say: memberships, sums, ranges, single values checked elsewhere, lists of the South."""

import os
import re
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from helpers import content, groups, tables

ROOT = content.ROOT
HAND = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "data" / "hand").glob("*.toml")}
MEMBERS = HAND["members"]
CHECKED = tomllib.loads((ROOT / "tests" / "checked_values.toml").read_text(encoding="utf-8"))["checked"]
PLACES = tables.load("places").set_index("iso3")


# ------------------------------------------------------------------ memberships

def test_every_list_typed_by_hand_has_a_source_and_a_second_one():
    for name in ("un", "g77", "unctad", "oecd", "aosis", "ldc"):
        assert len(MEMBERS[name]["source"]) > 30 and len(MEMBERS[name]["second"]) > 30, name
    assert set(MEMBERS["dac"]["source"]) == set(MEMBERS["dac"]["second"]) == set(MEMBERS["dac"]["since"])
    assert set(MEMBERS["brics"]["source"]) == set(MEMBERS["brics"]["since"])
    assert all("second" in text for text in MEMBERS["brics"]["source"].values())
    for rule in HAND["history"]["other_rule"]:
        assert rule["source"] in HAND["history"]["source"] and rule["second"] in {"", *HAND["history"]["source"]}
    for group in ("corrected", "left"):
        assert all(entry["source"] for entry in MEMBERS["bri"][group].values())


def test_every_code_typed_by_hand_is_a_place():
    codes = {iso3 for name in ("un", "oecd", "dac", "brics", "ldc") for iso3 in MEMBERS[name]["since"]}
    codes |= {iso3 for name in ("g77", "aosis") for iso3 in MEMBERS[name]["members"]}
    codes |= {*MEMBERS["unctad"]["developed"], *MEMBERS["unctad"]["not_named"], *MEMBERS["bri"]["named"]}
    codes |= {rule["iso3"] for rule in HAND["history"]["other_rule"]} | set(HAND["history"]["gw_code"].values())
    assert codes <= set(PLACES.index)


@pytest.mark.parametrize(("what", "count"), [
    (PLACES["un_since"].notna(), 193), (PLACES["un_observer_since"].notna(), 2), (PLACES["g77"], 134),
    (PLACES["oecd_since"].notna(), 38), (PLACES["dac_since"].notna(), 32), (PLACES["brics_since"].notna(), 10),
    (PLACES["aosis"], 39), (PLACES["ldc_since"].notna() & PLACES["ldc_left"].isna(), 44), (PLACES["ldc_left"].notna(), 8),
    (PLACES["lldc"], 32), (PLACES["sids"], 53), (~PLACES["unctad_developing"].fillna(True).astype(bool), 56)])
def test_how_many_belong(what, count):
    assert what.sum() == count


def test_who_belongs_to_more_than_one():
    assert (PLACES["dac_since"].isna() | PLACES["oecd_since"].notna()).all()
    assert PLACES.index[PLACES["g77"] & PLACES["oecd_since"].notna()].tolist() == ["CHL", "COL", "CRI"]
    assert PLACES.loc[PLACES["g77"], "unctad_developing"].all()
    assert PLACES.loc[PLACES["oecd_since"].notna() & PLACES["unctad_developing"].fillna(False).astype(bool)].index.tolist() == \
        ["CHL", "COL", "CRI", "MEX", "TUR"]
    assert not (PLACES["un_since"].notna() & PLACES["un_observer_since"].notna()).any()
    assert PLACES.index[PLACES["aosis"] & PLACES["un_since"].isna()].tolist() == ["COK", "NIU"]
    assert (PLACES["ldc_left"].dropna() > PLACES["ldc_since"].reindex(PLACES["ldc_left"].dropna().index)).all()


def test_un_members_vote_in_the_assembly():
    """A second source: the UN's own SDG table of voting rights has the same members, year by year."""
    rights = tables.load("voting_rights")
    assembly = rights[(rights["institution"] == "unga") & (rights["share"] > 0)]
    for year, votes in assembly.groupby("year"):
        joined = PLACES.index[PLACES["un_since"].fillna(9999) <= year]
        late = {"SSD"} if year == 2011 else set()  # none of the table's years
        assert set(votes["iso3"]) == set(joined) - late, year


def test_nobody_votes_in_the_assembly_before_joining_it():
    first = tables.load("un_ideal").groupby("iso3")["year"].min()
    joined = PLACES["un_since"].dropna()
    assert set(first.index) <= set(joined.index)
    assert (first >= joined.reindex(first.index)).all()


def test_least_developed_countries_against_the_m49_table():
    """A second source: the M49 table flags the same, and São Tomé, which left after it was made."""
    shared = os.environ.get("COURSE_SHARED")
    if not shared:
        pytest.skip("COURSE_SHARED does not name the shared folder, so the originals are not at hand")
    table = pd.read_csv(Path(shared) / "sources" / "reference" / "country_codes_m49.csv", dtype=str, keep_default_na=False)
    flagged = set(table.loc[table["Least Developed Countries (LDC)"] == "x", "ISO3166-1-Alpha-3"])
    on_it = PLACES.index[PLACES["ldc_since"].notna() & PLACES["ldc_left"].isna()]
    assert flagged - set(on_it) == {"STP"} and set(on_it) <= flagged


def test_who_ruled_is_told_in_two_places_alike():
    ruled = tables.load("ruled_by_others")
    for code, column in (("KOR", "Japan"), ("PHL", "United States"), ("NAM", "South Africa"), ("IRL", "England, then the United Kingdom")):
        assert column in PLACES.at[code, "other_rule_noted"]
    for code, rows in ruled.groupby("iso3"):
        told = "; ".join(PLACES.loc[code, ["western_european_coloniser", "other_rule_noted"]].dropna())
        assert set(rows["ruler"]) == set(told.split("; ")), code
    coldat = ruled[ruled["source"] == "COLDAT"]
    assert set(coldat["ruler"]) == {"Belgium", "Britain", "France", "Germany", "Italy", "Netherlands", "Portugal", "Spain"}
    assert coldat["latest_end"].notna().all() and ruled[ruled["source"] != "COLDAT"]["latest_end"].isna().all()
    assert not ruled["kind"].str.contains("wartime").any() and not ruled["years"].str.contains("today", na=False).any()


def test_belt_and_road_by_date():
    listed = PLACES[PLACES["bri_listed"]]
    since = listed["bri_since"].dropna()
    assert listed.index[listed["bri_since"].isna()].tolist() == ["AUT", "BFA", "COG", "NER", "RUS", "STP"]
    assert PLACES["bri_left"].dropna().to_dict() == {"ITA": "2023-12", "PAN": "2025-02"} and not PLACES.at["CHN", "bri_listed"]
    assert [(since <= month).sum() for month in ("2019-04", "2019-10", "2023-06")] == [127, 132, 145]  # China left out
    assert not PLACES.loc[~PLACES["bri_listed"], ["bri_since", "bri_left"]].notna().any().any()


# ------------------------------------------------------------------ sums and ranges

SHARES = {"oda_gni": (-0.2, 2.2), "share": (0, 100), "similarity": (0, 100), "poverty": (0, 100), "gini": (15, 75), "electricity": (0, 100),
          "internet": (0, 100), "hdi": (0.15, 1), "life_expectancy": (10, 90), "child_mortality": (1, 800), "fuel_share": (0, 100),
          "ores_share": (0, 100), "high_tech_share": (0, 100), "debt_service": (0, 200), "ideal_point": (-4, 4), "population_k": (0.5, 9e6),
          "territorial_mt": (0, 12_000), "consumption_mt": (0, 12_000), "terms_of_trade": (10, 1000)}


@pytest.mark.parametrize("name", tables.names())
def test_ranges_are_plausible(name):
    table = tables.load(name)
    for column, (low, high) in SHARES.items():
        if column in table:
            assert table[column].dropna().between(low, high).all(), column
    for column in table.select_dtypes("number"):
        assert not table[column].isin([float("inf"), float("-inf")]).any()
        if re.search(r"usd|_mt$|population|votes|_yes|_no$|_abstain", column) and "fdi" not in column and name not in ("oda_received", "oda_donors", "groups"):
            assert (table[column].dropna() >= 0).all(), column


def test_sections_of_exports_add_up():
    table = tables.load("exports_2016")
    sections = [column for column in table if column.endswith("_share")]
    assert len(sections) == 10 and (table[sections].sum(axis=1) - 100).abs().max() < 0.06
    assert table["products"].between(1, 1239).all()


def test_the_ten_largest_are_the_ten_largest():
    top, whole = tables.load("top_exports_2016"), tables.load("exports_2016").set_index("iso3")
    assert (top.groupby("iso3").size() == 10).all() and set(top["iso3"]) == set(whole.index)
    assert top.sort_values(["iso3", "rank"])["usd_mn"].groupby(top["iso3"]).apply(lambda v: v.is_monotonic_decreasing).all()
    assert ((100 * top["usd_mn"] / top["iso3"].map(whole["usd_mn"]) - top["share"]).abs() < 0.06).all()
    assert (top["rca"] > 0).all()


def test_similarity_has_every_pair_once():
    pairs, whole = tables.load("export_similarity_2016"), tables.load("exports_2016")
    assert (pairs["iso3"] < pairs["other_iso3"]).all()
    places = set(pairs["iso3"]) | set(pairs["other_iso3"])
    assert places == set(whole["iso3"]) and len(pairs) == len(places) * (len(places) - 1) // 2


def test_votes_add_up():
    votes = tables.load("un_votes")
    cast = {group: votes[[f"{group}_{vote}" for vote in ("yes", "abstain", "no")]].sum(axis=1)
            for group in ("all", "g77", "aosis", "ldc", "brics", "dac")}
    limits = {"all": 193, "g77": 134, "aosis": 39, "ldc": 50, "brics": 5, "dac": 30}
    for group, sums in cast.items():
        assert (sums <= cast["all"]).all() and sums.max() <= limits[group], group
    issues = votes[["arms", "colonialism", "development", "human_rights", "nuclear", "palestine"]]
    assert issues.any(axis=1).all() and 0.3 < (issues.sum(axis=1) > 1).mean() < 0.4  # "about a third"


@pytest.mark.parametrize(("institution", "off"), [("imf", 0.11), ("ibrd", 0.11), ("unga", 0.01)])
def test_voting_rights_add_up(institution, off):
    rights = tables.load("voting_rights")
    sums = rights[rights["institution"] == institution].groupby("year")["share"].sum()
    assert (sums - 100).abs().max() < off and len(sums) == 8


def test_what_the_card_says_of_quotas_and_votes():
    rights = tables.load("voting_rights")
    imf = rights[(rights["institution"] == "imf") & (rights["year"] == 2019)].set_index("iso3")["share"]
    five = imf[["BRA", "RUS", "IND", "CHN", "ZAF"]].sum()
    assert 14.1 < five < 14.2 and 16.8 < imf[PLACES.index[PLACES["brics_since"].notna()]].sum() < 16.9


def test_two_sources_of_aid_fit_where_they_overlap():
    """The splice: in 2000–2008 the two differ by at most a few hundredths of a per cent of income, the means by less."""
    both = tables.load("oda_donors").dropna(subset=["oda_gni_gapminder", "oda_gni_oecd"])
    gap = both["oda_gni_oecd"] - both["oda_gni_gapminder"]
    assert set(both["year"]) == set(range(2000, 2009)) and len(both) > 180
    assert gap.abs().max() < 0.1 and gap.abs().mean() < 0.01
    whole = tables.load("oda_donors")
    late = whole["year"] >= 2000
    assert whole.loc[late, "oda_gni"].equals(whole.loc[late, "oda_gni_oecd"]) and whole.loc[~late, "oda_gni"].equals(whole.loc[~late, "oda_gni_gapminder"])


def test_providers_add_up_to_the_committee():
    providers, total = tables.load("oda_providers"), tables.load("oda_total").set_index("year")
    dac = providers[providers["iso3"].isin(PLACES.index[PLACES["dac_since"].notna()])]
    sums = dac.groupby("year")["oda_net"].sum() / 1000
    assert (sums / total.loc[sums.index, "net_usd_bn_2022_prices"] - 1).abs().max() < 0.001
    parts = providers.dropna(subset=["bilateral", "multilateral", "oda_net"])
    assert ((parts["bilateral"] + parts["multilateral"] - parts["oda_net"]).abs() < 0.5).all()  # Thailand 2023 is 0.3 apart in the source
    assert set(providers["iso3"].dropna()) <= set(PLACES.index) and providers.loc[providers["iso3"].isna(), "provider"].unique().tolist() == ["EU Institutions"]


def test_sectors_stay_below_a_hundred():
    table = tables.load("aid_sectors")
    sectors = [column for column in table if column not in ("iso3", "name", "year", "aid_usd_mn")]
    sums = table[sectors].sum(axis=1)
    assert len(sectors) == 9 and sums.max() < 100.1 and round(sums.mean()) == 62  # "The average of all rows is 62"


def test_chinese_finance_adds_up():
    table = tables.load("china_finance")
    kinds = table[["aid_like_usd_mn", "other_official_usd_mn", "vague_usd_mn"]].sum()
    assert kinds.sum() == pytest.approx(1_325_340, rel=1e-4) and 0.10 < kinds["aid_like_usd_mn"] / kinds.sum() < 0.11


def test_creditors_add_up_to_the_places():
    by_place = tables.load("net_flows_by_place").groupby("year")[["inflow_usd_mn", "outflow_usd_mn"]].sum()
    by_creditor = tables.load("net_flows").query("group == 'Developing countries'").groupby("year")[["inflow_usd_mn", "outflow_usd_mn"]].sum()
    assert (by_place / by_creditor - 1).abs().max().max() < 0.001


def test_what_the_cards_say_in_figures():
    """Figures in a card are computed again here."""
    sectors = tables.load("aid_sectors").set_index(["iso3", "year"])
    assert sectors["population_policies"].dropna().index.get_level_values("year").min() == 1984
    assert all(sectors[column].dropna().index.get_level_values("year").min() == 1971 for column in ("education", "health", "government"))
    assert round(sectors.at[("GBR", 2022), "aid_usd_mn"], -2) == 6500
    received, world = tables.load("oda_received"), tables.load("groups").query("code == 'WLD'").set_index("year")["oda_received_usd_mn"]
    part = 100 * received.groupby("year")["usd_mn"].sum() / world
    assert (round(part[2023]), round(part[1970])) == (65, 73)
    assert received.groupby("iso3")["year"].max()[["ISR", "HKG"]].tolist() == [1996, 1996] and received.query("iso3 == 'UKR'")["year"].min() == 2005
    flows = tables.load("net_flows_by_place")
    assert set(flows.loc[flows["outflow_usd_mn"].isna(), "iso3"]) == {"AFG", "ERI", "XKX", "SYR"} and flows["iso3"].nunique() == 119
    providers = tables.load("oda_providers").set_index(["provider", "year"])
    assert round(providers.at[("Türkiye", 2021), "administration"], -2) == 6700 and providers.loc["Qatar"].index.min() == 2019
    total = tables.load("oda_total").set_index("year")
    assert total["grant_equivalent_usd_bn_current"].dropna().index.min() == 2018 and total.loc[[2024, 2025], "oda_gni"].tolist() == [0.34, 0.26]
    energy = tables.load("development").dropna(subset=["energy_imports"]).groupby("year").size()
    assert (energy[2022], energy[2023]) == (139, 67)
    ideal = tables.load("un_ideal").set_index(["year", "iso3"])["ideal_point"]
    tops = ideal.groupby("year").max() > ideal.xs("USA", level="iso3")
    assert (tops.sum(), len(tops)) == (31, 77) and (round(ideal[1990, "USA"], 1), round(ideal[2023, "USA"], 1)) == (3.0, 2.0)
    china = tables.load("china_finance")
    money = china[["aid_like_usd_mn", "other_official_usd_mn", "vague_usd_mn"]].sum(axis=1)
    assert round(100 * money[china["iso3"] == "RUS"].sum() / money.sum()) == 13
    top = tables.load("top_exports_2016")
    assert round(top[(top["iso3"] == "ARE") & top["product"].str.contains("not specified")]["share"].iloc[0]) == 42
    usa = tables.load("oda_donors").query("iso3 == 'USA'").set_index("year")["usd_mn"]
    assert (round(usa[2024], -3), round(usa[2025], -3)) == (67000, 29000)


def test_emissions_are_added_up():
    table = tables.load("co2").set_index(["iso3", "year"])
    for code in ("CHN", "USA", "IND", "GBR", "TUV"):
        rise = table.loc[(code, 2021), "since_1800_mt"] - table.loc[(code, 2020), "since_1800_mt"]
        assert rise == pytest.approx(table.loc[(code, 2021), "territorial_mt"], abs=0.11)
    assert table.xs(1980, level="year")["consumption_mt"].isna().all() and table.xs(2022, level="year")["territorial_mt"].isna().all()


def test_the_tiles_are_one_a_place():
    spots = tables.load("tiles")
    assert set(spots["iso3"]) == set(PLACES.index) and not spots.duplicated(["row", "column"]).any()
    at = spots.set_index("iso3")
    for code in ("HKG", "MAC"):
        assert abs(at.loc[code, "row"] - at.loc["CHN", "row"]) + abs(at.loc[code, "column"] - at.loc["CHN", "column"]) == 1


def test_income_classes():
    table = tables.load("income_groups")
    assert set(table["income"]) == {"low", "lower middle", "upper middle", "high"}
    state = table["iso3"].map(PLACES["independent_since"])
    assert not (table["year"] < state.fillna(0)).any() and table.query("iso3 == 'SSD'")["year"].min() == 2011
    last = table[table["year"] == 2024].set_index("iso3")["income"]
    assert last.reindex(PLACES.index).dropna().to_dict() == PLACES["income_2024"].dropna().to_dict()
    at = table.set_index(["iso3", "year"])["income"]
    assert (at["CHN", 1990], at["CHN", 2000], at["CHN", 2024], at["KOR", 1990]) == ("low", "lower middle", "upper middle", "upper middle")


def test_quoted_figures():
    table = tables.load("quoted_figures").set_index("id")
    assert set(table["confidence"]) == {"verified", "second hand"} and table.index.str.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*").all()
    assert set(table["hedge"].dropna()) <= {"about", "around", "over", "more than", "less than", "at least", "at most"}
    value = table["value"]
    assert value["south-south-exports-2012"] / value["world-exports-2012"] == pytest.approx(0.2568, abs=0.0001)
    assert value["untied-inside-fence-2016"] + value["tied-inside-fence-2016"] == 100
    assert all(len(re.findall(r"\S+", quote)) <= 20 for seen in table["where_seen"] for quote in re.findall(r"'([^']+)'", seen))


# ------------------------------------------------------------------ single values, checked elsewhere

def rows(entry):
    table = tables.load(entry["table"])
    for column, wanted in entry["where"].items():
        table = table[table[column].isin(wanted if isinstance(wanted, list) else [wanted])]
    return table


@pytest.mark.parametrize("entry", CHECKED, ids=[f"{e['table']} {' '.join(map(str, e['where'].values()))} {e['column']}"[:80] for e in CHECKED])
def test_a_value_that_was_checked(entry):
    found = rows(entry)
    if "compute" in entry:
        value = len(found) if entry["compute"] == "count" else getattr(found[entry["column"]], entry["compute"])()
    else:
        assert len(found) == 1
        value = found.iloc[0][entry["column"]]
    if "absolute" in entry:
        assert value == pytest.approx(entry["value"], abs=entry["absolute"])
    else:
        assert value == pytest.approx(entry["value"], rel=entry["tolerance"])


def test_enough_values_are_checked_and_say_against_what():
    kinds = [entry["kind"] for entry in CHECKED]
    assert set(kinds) == {"text", "file", "inside"} and len(kinds) - kinds.count("inside") >= 40
    assert all(len(entry["against"]) > 20 for entry in CHECKED) and sum(entry.get("spot", False) for entry in CHECKED) >= 10
    assert len({str(entry["table"]) + str(entry["where"]) + entry["column"] for entry in CHECKED}) == len(CHECKED)


# ------------------------------------------------------------------ lists of the South

def test_lists_of_the_south():
    course = content.course()
    assert set(groups.SOUTHS) == set(course.groups)
    sizes = {group: len(groups.members(group)) for group in groups.SOUTHS}
    assert sizes == {"g77": 134, "unctad": 235 - 56 - 7, "not_oecd": 235 - 38}
    assert "KOR" not in groups.members("unctad") | groups.members("g77") and "CHN" in groups.members("g77") and "RUS" in groups.members("not_oecd")


def test_a_headline_switches_with_the_list():
    economy = tables.load("economy").query("year == 2024")
    shares = {group: groups.share(economy, "gdp_usd_bn", group) for group in groups.SOUTHS}
    inside = economy.dropna(subset=["gdp_usd_bn"])
    for group, share in shares.items():
        column = {"g77": PLACES["g77"], "unctad": PLACES["unctad_developing"].fillna(False).astype(bool), "not_oecd": PLACES["oecd_since"].isna()}[group]
        assert share == pytest.approx(100 * inside.loc[inside["iso3"].map(column), "gdp_usd_bn"].sum() / inside["gdp_usd_bn"].sum())
    assert len({round(share) for share in shares.values()}) == 3


@pytest.mark.parametrize("group", ["G77", "", None, 3, ["g77"], "g77 "])
def test_a_list_that_is_not_there(group):
    with pytest.raises(content.Unknown, match="The lists are: g77, unctad, not_oecd"):
        groups.members(group)


def test_a_share_of_nothing_is_no_share():
    frame = pd.DataFrame({"iso3": ["CHN", "CHN"], "v": [1.0, 2.0]})
    for bad in (frame, frame.iloc[:0], pd.DataFrame({"iso3": ["CHN"], "v": [0.0]}), pd.DataFrame({"iso3": ["CHN"], "v": [float("nan")]})):
        with pytest.raises(ValueError, match="one row a place"):
            groups.share(bad, "v", "g77")
