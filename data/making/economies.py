"""Tables of places over time: money, people, trade, development, emissions, income classes."""

from decimal import Decimal

from making.common import expect, fixed, read, significant, unique
from making.places import independence

#: {table: {column: (file of the World Development Indicators, rounding, digits, divisor)}}
ECONOMY = {
    "gdp_usd_bn": ("ny.gdp.mktp.cd", significant, 5, 10**9),
    "gni_ppp_bn": ("ny.gnp.mktp.pp.cd", significant, 5, 10**9),
    "population_k": ("sp.pop.totl", significant, 5, 10**3),
    "gdp_per_head_usd": ("ny.gdp.pcap.cd", significant, 4, 1),
    "gdp_per_head_ppp": ("ny.gdp.pcap.pp.cd", significant, 4, 1),
}
TRADE_STRUCTURE = {
    "exports_usd_bn": ("tx.val.mrch.cd.wt", significant, 4, 10**9),
    "imports_usd_bn": ("tm.val.mrch.cd.wt", significant, 4, 10**9),
    "fuel_share": ("tx.val.fuel.zs.un", fixed, 1, 1),
    "ores_share": ("tx.val.mmtl.zs.un", fixed, 1, 1),
    "high_tech_share": ("tx.val.tech.mf.zs", fixed, 1, 1),
    "terms_of_trade": ("tt.pri.mrch.xd.wd", fixed, 1, 1),
}
DEVELOPMENT = {
    "life_expectancy": ("sp.dyn.le00.in", fixed, 1, 1),
    "child_mortality": ("sh.dyn.mort", fixed, 1, 1),
    "poverty": ("si.pov.dday", fixed, 1, 1),
    "gini": ("si.pov.gini", fixed, 1, 1),
    "electricity": ("eg.elc.accs.zs", fixed, 1, 1),
    "energy_imports": ("eg.imp.cons.zs", fixed, 0, 1),
    "hdi": ("hdi_human_development_index", fixed, 3, 1),
    "internet": ("internet_users", fixed, 1, 1),
    "remittances_usd_mn": ("bx.trf.pwkr.cd.dt", significant, 4, 10**6),
    "fdi_usd_mn": ("bx.klt.dinv.cd.wd", significant, 4, 10**6),
    "debt_service": ("dt.tds.dect.ex.zs", fixed, 1, 1),
}
ODA_RECEIVED = {
    "usd_mn": ("dt.oda.odat.cd", significant, 5, 10**6),
    "share_of_gni": ("dt.oda.odat.gn.zs", fixed, 2, 1),
}
GROUPS = {column: ECONOMY[column] for column in ECONOMY} | {
    "exports_usd_bn": TRADE_STRUCTURE["exports_usd_bn"], "imports_usd_bn": TRADE_STRUCTURE["imports_usd_bn"],
    "oda_received_usd_mn": ODA_RECEIVED["usd_mn"], "life_expectancy": DEVELOPMENT["life_expectancy"],
    "child_mortality": DEVELOPMENT["child_mortality"], "poverty": DEVELOPMENT["poverty"],
}
#: the World Bank's groups that the course uses, of the 47 it computes
GROUP_CODES = ("WLD", "HIC", "UMC", "LMC", "LIC", "LMY", "LDC", "OED", "EUU",
               "EAS", "ECS", "LCN", "MEA", "NAC", "SAS", "SSF")


def wide(sources, names, columns, keep, years):
    """One row a code and year: the figures of several files side by side, empty where a file has none."""
    rows = {}
    for column, (file, rounded, digits, divisor) in columns.items():
        if file in ("hdi_human_development_index", "internet_users"):
            original = ((names.geo.get(row["geo"]), row["time"], row[file]) for row in read(sources, f"gapminder/{file}.csv"))
        else:
            original = ((row["Country Code"], row["Year"], row["Value"]) for row in read(sources, f"wdi/{file}.csv"))
        for code, year, value in original:
            if code in keep and value and int(year) in years:
                rows.setdefault((code, year), {})[column] = rounded(value, digits, divisor)
    return [{"code": code, "year": year} | {column: row.get(column, "") for column in columns}
            for (code, year), row in sorted(rows.items())]


def by_place(rows):
    """The same rows with the column code called iso3."""
    return [{"iso3": row.pop("code"), **row} for row in rows]


def economy(sources, names, codes):
    """Every fifth year 1960–1985, every year from 1990."""
    years = {*range(1960, 1990, 5), *range(1990, 2026)}
    return by_place(wide(sources, names, ECONOMY, codes, years))


def trade_structure(sources, names, codes):
    """Every year from 1990; shares above 100 are impossible and none are expected in these years."""
    rows = by_place(wide(sources, names, TRADE_STRUCTURE, codes, range(1990, 2026)))
    for row in rows:
        for column in ("fuel_share", "ores_share", "high_tech_share"):
            expect(not row[column] or 0 <= Decimal(row[column]) <= 100, f"trade_structure: {column} {row['iso3']} {row['year']}")
    return rows


def development(sources, names, codes):
    """Every year from 1990."""
    return by_place(wide(sources, names, DEVELOPMENT, codes, range(1990, 2026)))


def oda_received(sources, names, codes):
    """Every year from 1970."""
    return by_place(wide(sources, names, ODA_RECEIVED, codes, range(1970, 2026)))


def groups(sources, names, _codes):
    """The World Bank's own sums and averages for the world and groups of economies."""
    called = {row["Country Code"]: row["Country Name"] for row in read(sources, "wdi/economies.csv")}
    return [{"code": row["code"], "group": called[row["code"]], **{k: v for k, v in row.items() if k != "code"}}
            for row in wide(sources, names, GROUPS, GROUP_CODES, range(1960, 2026))]


def income_groups(sources, names, _codes):
    """The income class by each year's income, 1987–2024, without the years before a place was a state."""
    state = independence(sources)
    rows = [{"iso3": names.geo[row["country"]], "year": row["time"], "income": row["ilevels4_wb"].removesuffix(" income").lower()}
            for row in read(sources, "gapminder_fasttrack/ilevels4_wb.csv")
            if row["country"] in names.geo and row["time"] >= state.get(names.geo[row["country"]], "")]
    return unique(rows, "iso3", "year")


def co2(sources, names, _codes):
    """Emissions inside the borders, of what is consumed, and all since 1800: a few years before 1990, then every year.

    The running sum is our own, over the territorial file: the source's cumulative file adds up consumption.
    """
    def table(name):
        return {(names.geo[row["country"]], int(row["time"])): row[name]
                for row in read(sources, f"gapminder_fasttrack/{name}.csv") if row["country"] in names.geo}

    territorial, consumption = table("co2_terr"), table("co2_cons")
    rows, total, last = [], Decimal(0), None
    for iso3, year in sorted(territorial.keys() | consumption.keys()):
        total = total if iso3 == last else Decimal(0)
        last = iso3
        there, used = territorial.get((iso3, year), ""), consumption.get((iso3, year), "")
        if used.startswith("-"):  # seven years of Panama: a place cannot consume less than nothing
            used = ""
        total += Decimal(there or 0)
        if year >= 1990 or year in (1850, 1900, 1950, 1960, 1970, 1980):
            rows.append({"iso3": iso3, "year": str(year), "territorial_mt": fixed(there, 3, 10**6),
                         "consumption_mt": fixed(used, 3) if year >= 1990 else "",
                         "since_1800_mt": fixed(str(total), 1, 10**6) if there else ""})
    return rows
