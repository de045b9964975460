"""Tables of official finance: who gives, for what, who lends, what flows net."""

from making.common import expect, fixed, read, unique

SECTORS = {  # column: Gapminder's file, without its ending
    "education": "education", "health": "health", "population_policies": "population_policies",
    "water": "water_and_sanitation", "government": "government_and_society", "other_social": "other_social_services",
    "economic_infrastructure": "economical_infrastructure", "production": "production_sector",
    "multisector": "multisector_cross_cutting",
}
PROVIDER_COLUMNS = {  # column: (aid type of DAC1, flow)
    "oda_net": ("1010", "Disbursements, net"), "oda_grant_equivalent": ("11010", "Grant equivalents"),
    "bilateral": ("1015", "Disbursements, net"), "multilateral": ("2000", "Disbursements, net"),
    "refugees_at_home": ("1820", "Disbursements, net"), "students_at_home": ("1520", "Disbursements, net"),
    "scholarships": ("1510", "Disbursements, net"), "debt_relief": ("1600", "Disbursements, net"),
    "administration": ("1700", "Disbursements, net"),
}


def oda_donors(sources, names, _codes):
    """One row a donor and year: aid as a share of income from two sources side by side, and US$ from the second."""
    rows = {}
    for row in read(sources, "gapminder/aid_given_percent_of_gni.csv"):
        iso3 = names.geo[row["geo"]]
        rows.setdefault((iso3, row["time"]), {})["oda_gni_gapminder"] = row["aid_given_percent_of_gni"]
    for row in read(sources, "oecd_dac/oda_gni_2000_2025.csv"):
        iso3 = names.iso3(row["name"])
        if iso3:
            new = rows.setdefault((iso3, row["year"]), {})
            new["oda_gni_oecd"] = fixed(row["ODA/GNI (right-axis)"], 2)
            new["usd_mn"] = fixed(row["ODA (left-axis)"], 1)
    return [{"iso3": iso3, "year": year,
             # spliced at 2000: the newer source from its first year on, the older one before
             "oda_gni": row.get("oda_gni_oecd", "") if int(year) >= 2000 else row["oda_gni_gapminder"],
             "oda_gni_gapminder": row.get("oda_gni_gapminder", ""), "oda_gni_oecd": row.get("oda_gni_oecd", ""),
             "usd_mn": row.get("usd_mn", "")} for (iso3, year), row in sorted(rows.items())]


def complete(row):
    """Grant equivalents before 2018 lack several donors, among them the United States and Japan in 2015."""
    return row["fund_flows"] != "Grant equivalents" or int(row["year"]) >= 2018


def oda_total(sources, _names, _codes):
    """One row a year: all DAC countries together, by several measures that must not be mixed."""
    rows = {}
    for row in read(sources, "oecd_dac/oda_gni_2000_2025.csv"):
        if row["name"] == "DAC countries":
            rows[row["year"]] = {"oda_gni": fixed(row["ODA/GNI (right-axis)"], 2),
                                 "usd_bn_constant": fixed(row["ODA (left-axis)"], 3, 10**3)}
    wanted = {("1010", "Disbursements, net", "Current prices"): "net_usd_bn_current",
              ("1010", "Disbursements, net", "Constant prices"): "net_usd_bn_2022_prices",
              ("11010", "Grant equivalents", "Current prices"): "grant_equivalent_usd_bn_current",
              ("1820", "Disbursements, net", "Current prices"): "refugees_at_home_usd_bn_current"}
    for row in read(sources, "oecd_dac/dac1_2010_2023.csv.gz"):
        column = wanted.get((row["aidtype_code"], row["fund_flows"], row["amount_type"]))
        if column and row["donor_name"] == "DAC countries" and complete(row):
            rows[row["year"]][column] = fixed(row["value"], 3, 10**3)
    return [{"year": year} | {column: row.get(column, "") for column in ("oda_gni", "usd_bn_constant", *wanted.values())}
            for year, row in sorted(rows.items())]


def oda_providers(sources, names, _codes):
    """One row a provider and year, 2010–2023, constant prices of 2022."""
    kind = {wanted: column for column, wanted in PROVIDER_COLUMNS.items()}
    rows = {}
    for row in read(sources, "oecd_dac/dac1_2010_2023.csv.gz"):
        column = kind.get((row["aidtype_code"], row["fund_flows"]))
        if column is None or row["amount_type"] != "Constant prices" or not complete(row):
            continue
        iso3 = names.iso3(row["donor_name"])
        if iso3 is None and row["donor_name"] != "EU Institutions":
            continue
        who = names.of[iso3] if iso3 else "EU Institutions"
        rows.setdefault((who, row["year"], iso3 or ""), {})[column] = fixed(row["value"], 2)
    return [{"provider": who, "year": year, "iso3": iso3} | {column: row.get(column, "") for column in PROVIDER_COLUMNS}
            for (who, year, iso3), row in sorted(rows.items()) if row.get("oda_net") or row.get("oda_grant_equivalent")]


def aid_sectors(sources, names, _codes):
    """One row a donor and year: the share of nine sectors in its aid commitments, and its aid in money."""
    rows = {}
    for column, file in SECTORS.items():
        for row in read(sources, f"gapminder/{file}_aid_given_percent_of_aid.csv"):
            rows.setdefault((names.geo[row["geo"]], row["time"]), {})[column] = \
                fixed(row[f"{file}_aid_given_percent_of_aid"], 2)
    money = {(names.geo[row["geo"]], row["time"]): fixed(row["aid_given_2023_us"], 1, 10**6)
             for row in read(sources, "gapminder/aid_given_2023_us.csv")}
    return [{"iso3": iso3, "year": year} | {column: row.get(column, "") for column in SECTORS}
            | {"aid_usd_mn": money.get((iso3, year), "")} for (iso3, year), row in sorted(rows.items())]


def china_finance(sources, _names, _codes):
    """One row a place and year: commitments by kind of flow, double counting netted out."""
    rows = [{"iso3": row["iso3c"], "year": row["year"], "aid_like_usd_mn": fixed(row["oda_adj"], 3, 10**6),
             "other_official_usd_mn": fixed(row["oof_adj"], 3, 10**6), "vague_usd_mn": fixed(row["vof_adj"], 3, 10**6)}
            for row in read(sources, "aiddata/gcdf3_recipient_year_2000_2021.csv")]
    return unique(rows, "iso3", "year")


def flows(sources, file, key):
    """Collect inflow and outflow, constant prices, of one file of debt flows: {key values: {kind: text}}."""
    rows = {}
    for row in read(sources, f"world_bank_ids/{file}.csv"):
        if row["prices"] == "constant":
            rows.setdefault(tuple(row[column] for column in key), {})[row["indicator_type"]] = row["value"]
    return rows


def in_out(row):
    """Return the columns of a pair of flows: what came in, what went out (as a positive number)."""
    paid = row.get("outflow", "")
    return {"inflow_usd_mn": fixed(row.get("inflow", ""), 1, 10**6),
            "outflow_usd_mn": fixed(paid[1:] if paid.startswith("-") else paid, 1, 10**6)}


def net_flows(sources, _names, _codes):
    """One row a group of borrowers, creditor and year."""
    rows = [{"group": group, "creditor": creditor, "year": year} | in_out(row) for (year, group, creditor), row
            in flows(sources, "net_flows_by_creditor_group", ("year", "country", "counterpart_type")).items()]
    return unique(rows, "group", "creditor", "year")


def net_flows_by_place(sources, names, _codes):
    """One row a borrowing place and year, all creditors together."""
    rows = []
    for (year, name), row in flows(sources, "net_flows_by_country", ("year", "country")).items():
        iso3 = names.iso3(name)
        expect(iso3, f"net_flows_by_place: {name} is no place.")
        rows.append({"iso3": iso3, "year": year} | in_out(row))
    return unique(rows, "iso3", "year")

