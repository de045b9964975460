"""Tables of goods traded: blocs, exports to Europe, the BRICS among themselves, products of 2016."""

from decimal import Decimal
from itertools import combinations

from making.common import expect, fixed, read, unique

FLOWS = ("north_north", "north_south", "south_north", "south_south")
SECTIONS = ("Agriculture", "Chemicals", "Electronics", "Machinery", "Metals", "Minerals", "Other", "Stone", "Textiles", "Vehicles")
UNSPECIFIED = "Commodities not specified according to kind"


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
            new |= {f"{flow}_gbp_bn": fixed(value, 3, 10**9) for flow, value in zip(FLOWS, values, strict=True)}
        rows.append(new)
    expect(len(rows) == last - first + 1, "trade_blocs: a year is missing.")
    return rows


def trade_blocs(sources, _names, _codes):
    """1991–2014, shares and values."""
    return bloc_shares(sources, 1991, 2014, with_values=True)


def trade_blocs_before_1991(sources, _names, _codes):
    """1948–1990, shares only: for source criticism."""
    return bloc_shares(sources, 1948, 1990, with_values=False)


def exports_to_europe(sources, names, _codes):
    """One row an exporter and year, for exporters with both figures in 1990 and in 1991."""
    former = {"Czechoslovakia", "Serbia and Montenegro"}
    original = read(sources, "owid/exports_by_destination_group.csv")
    column = {side: next(c for c in original[0] if c.startswith(f"Exports to {side} Europe"))
              for side in ("Eastern", "Western")}
    both = [{row["Entity"] for row in original if row["Year"] == year
             and row[column["Eastern"]] and row[column["Western"]]} for year in ("1990", "1991")]
    rows = []
    for row in original:
        name = row["Entity"]
        if name not in both[0] & both[1] or not 1986 <= int(row["Year"]) <= 1995:
            continue
        if name not in former:
            iso3 = names.iso3(name)
            if iso3 is None:
                continue
            name = names.of[iso3]
        rows.append({"exporter": name, "year": row["Year"],
                     "to_eastern_europe": row[column["Eastern"]], "to_western_europe": row[column["Western"]]})
    return unique(rows, "exporter", "year")


def brics_trade(sources, names, _codes):
    """One row an exporter, importer and year: thousand US$ turned into billions."""
    rows = []
    for year in ("2003", "2024"):
        for row in read(sources, f"unctad/brics_exports_{year}.csv"):
            exporter, importer = names.iso3(row["source"]), names.iso3(row["target"])
            rows.append({"year": year, "exporter": names.of[exporter], "importer": names.of[importer],
                         "exporter_iso3": exporter, "importer_iso3": importer, "usd_bn": fixed(row["value"], 3, 10**6)})
    expect(len(rows) == 179, "brics_trade: 89 pairs in 2003 and 90 in 2024 were expected.")
    return unique(rows, "year", "exporter", "importer")


def products(sources, names, codes):
    """Return ({iso3: {product: US$}}, {product: section}, {product: US$ of all exporters}) for 2016.

    All exporters of the file count in the last, those outside the table places too.
    """
    sold, section, world = {}, {}, {}
    for row in read(sources, "atlas/exports_2016_hs4.csv.gz"):
        product, usd = row["product"], int(row["usd"])
        section[product] = row["section"]
        world[product] = world.get(product, 0) + usd
        iso3 = names.iso3(row["country"])
        if iso3 in codes:
            sold.setdefault(iso3, {})[product] = usd
    expect(set(section.values()) == set(SECTIONS), "exports_2016: the sections have changed.")
    return sold, section, world


def exports_2016(sources, names, codes):
    """One row a place: its goods exports and the share of each section in them."""
    sold, section, _ = products(sources, names, codes)
    rows = []
    for iso3, basket in sorted(sold.items()):
        total = sum(basket.values())
        parts = dict.fromkeys(SECTIONS, 0)
        for product, usd in basket.items():
            parts[section[product]] += usd
        rows.append({"iso3": iso3, "usd_mn": fixed(total, 3, 10**6), "products": str(len(basket))} | {
            f"{name.lower()}_share": fixed(Decimal(100 * parts[name]) / total, 2) for name in SECTIONS})
    return rows


def top_exports_2016(sources, names, codes):
    """One row a place and rank: its ten largest products, and the index of revealed comparative advantage.

    Balassa's index: the product's share in the place's exports over its share in all exports of the file.
    """
    sold, _, world = products(sources, names, codes)
    everything = sum(world.values())
    rows = []
    for iso3, basket in sorted(sold.items()):
        total = sum(basket.values())
        largest = sorted(basket.items(), key=lambda item: (-item[1], item[0]))[:10]
        for rank, (product, usd) in enumerate(largest, 1):
            rows.append({"iso3": iso3, "rank": str(rank), "product": product, "usd_mn": fixed(usd, 3, 10**6),
                         "share": fixed(Decimal(100 * usd) / total, 2), "rca": fixed(Decimal(usd * everything) / (total * world[product]), 2)})
    return rows


def export_similarity_2016(sources, names, codes):
    """One row a pair of places: the part of their export baskets that is the same, 0 to 100.

    Finger and Kreinin (1979): 100 times the sum over products of the smaller of the two shares.
    Goods "not specified" are left out of the baskets first. Shares are counted in billionths, as
    whole numbers, so that the sums are exact.
    """
    sold, _, world = products(sources, names, codes)
    kinds = sorted(world.keys() - {UNSPECIFIED})
    baskets = {}
    for iso3, basket in sorted(sold.items()):
        total = sum(basket.get(kind, 0) for kind in kinds)
        if total:
            baskets[iso3] = [basket.get(kind, 0) * 10**9 // total for kind in kinds]
    return [{"iso3": one, "other_iso3": two, "similarity": fixed(sum(map(min, a, b)), 1, 10**7)}
            for (one, a), (two, b) in combinations(baskets.items(), 2)]

