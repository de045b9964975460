"""The table of places, who ruled them, and where their tile stands."""

from making.common import DATA, ISO3, expect, flag, hand, read, unique, whole

EMPIRES = ("belgium", "britain", "france", "germany", "italy", "netherlands", "portugal", "spain")


def codes_with_figures(sources, names):
    """Return the iso3 codes, sorted, for which at least one source gives figures of its own."""
    only = hand("names")["atlas_only"]
    codes = set(only.values())
    for path in sorted((sources / "wdi").glob("*.*.csv")):
        codes.update(row["Country Code"] for row in read(sources, f"wdi/{path.name}") if row["Value"])
    codes &= names.of.keys()  # drops the World Bank's aggregates
    codes.update(row["iso3"] for row in read(sources, "bri/mou_dates_nedopil_2025_05.csv"))
    for name in ("gapminder_fasttrack/co2_terr.csv", "gapminder_fasttrack/ilevels4_wb.csv"):
        codes.update(names.geo[row["country"]] for row in read(sources, name) if row["country"] in names.geo)
    atlas = {row["country"] for row in read(sources, "atlas/exports_2016_hs4.csv.gz")}
    for name in only:
        expect(name in atlas, f"{name} has no exports in the Atlas file.")
    expect(codes <= names.of.keys(), f"No name for {sorted(codes - names.of.keys())}.")
    return sorted(codes)


def ruled_by_others(sources, names, codes):
    """One row a place and ruler: COLDAT's eight empires, then what was typed by hand."""
    typed, rows = hand("history"), []
    for row in read(sources, "history/coldat_colonies.csv"):
        for empire in EMPIRES:
            if row[f"col.{empire}"] == "1":
                start, end, latest = (whole(row[f"col{what}"]) for what in
                                      (f"start.{empire}_mean", f"end.{empire}_mean", f"end.{empire}_max"))
                rows.append({"iso3": names.iso3(row["country"]), "ruler": empire.title(), "kind": "colony",
                             "years": f"{start} – {end}", "latest_end": latest, "note": "",
                             "source": "COLDAT", "second_source": ""})
    for row in typed["other_rule"]:
        producer = {key: f"{source['producer']}: {source['title']}" for key, source in typed["source"].items()} | {"": ""}
        rows.append({"iso3": row["iso3"], "ruler": row["ruler"], "kind": row["kind"], "years": row["years"], "latest_end": "",
                     "note": row["note"], "source": producer[row["source"]], "second_source": producer[row["second"]]})
    expect({row["iso3"] for row in rows} <= set(codes), "ruled_by_others: a place is not in the table places.")
    return sorted(rows, key=lambda row: (row["iso3"], row["source"] != "COLDAT", row["years"], row["ruler"]))


def independence(sources):
    """Return {iso3: year}: the latest entry into Gleditsch and Ward's list, or the Factbook's year for small states."""
    typed = hand("history")
    years = {}
    for row in read(sources, "history/state_entry_dates.csv"):
        iso3 = typed["gw_code"].get(whole(row["gwcode"]))
        if iso3:
            years[iso3] = max(years.get(iso3, ""), row["startdate"][:4])
    return years | {iso3: str(year) for iso3, year in typed["independent_factbook"].items()}


def belt_and_road(sources):
    """Return {iso3: (month of signing or "", month of leaving or "")} for all who signed."""
    typed = hand("members")["bri"]
    rows = {iso3: ("", "") for iso3 in typed["named"]}
    for row in read(sources, "bri/mou_dates_nedopil_2025_05.csv"):
        if row["iso3"] != "CHN":  # the table lists China itself
            signed = typed["corrected"].get(row["iso3"], {"month": row["mou"][:7]})["month"]
            rows[row["iso3"]] = signed, typed["left"].get(row["iso3"], {"month": ""})["month"]
            expect(bool(row["exit"]) == (row["iso3"] in typed["left"]), f"Belt and Road: who left has changed ({row['iso3']}).")
    return rows


def places(sources, names, codes):
    """One row a country or territory with figures of its own, by iso3."""
    members = hand("members")
    income = {names.geo[row["country"]]: row["ilevels4_wb"].removesuffix(" income").lower()
              for row in read(sources, "gapminder_fasttrack/ilevels4_wb.csv")
              if row["time"] == "2024" and row["country"] in names.geo}
    m49 = {row[ISO3]: row for row in read(sources, "reference/country_codes_m49.csv")}
    ruled = ruled_by_others(sources, names, codes)
    free, road = independence(sources), belt_and_road(sources)
    expect(len(members["dac"]["since"]) == 32, "The DAC has 32 member countries besides the European Union.")

    def since(group, iso3, what="since"):
        return members[group][what].get(iso3, "")

    def rulers(iso3, coldat):
        return "; ".join(dict.fromkeys(row["ruler"] for row in ruled if row["iso3"] == iso3
                                       and (row["source"] == "COLDAT") == coldat))

    rows = []
    for iso3 in codes:
        named = iso3 not in members["unctad"]["not_named"]
        rows.append({
            "iso3": iso3, "name": names.of[iso3], "name_source": names.printed[iso3],
            "region": m49[iso3]["Region Name"] if iso3 in m49 else "Europe",
            "un_since": since("un", iso3), "un_observer_since": since("un", iso3, "observer_since"),
            "g77": flag(iso3 in members["g77"]["members"]),
            "unctad_developing": flag(iso3 not in members["unctad"]["developed"] if named else None),
            "oecd_since": since("oecd", iso3), "dac_since": since("dac", iso3), "brics_since": since("brics", iso3),
            "aosis": flag(iso3 in members["aosis"]["members"]),
            "ldc_since": since("ldc", iso3), "ldc_left": since("ldc", iso3, "left"),
            "lldc": flag(m49.get(iso3, {}).get("Land Locked Developing Countries (LLDC)") == "x"),
            "sids": flag(m49.get(iso3, {}).get("Small Island Developing States (SIDS)") == "x"),
            "income_2024": income.get(iso3, ""), "independent_since": free.get(iso3, ""),
            "western_european_coloniser": rulers(iso3, True), "other_rule_noted": rulers(iso3, False),
            "bri_listed": flag(iso3 in road), "bri_since": road.get(iso3, ("", ""))[0], "bri_left": road.get(iso3, ("", ""))[1],
        })
    expect(len({row["name"] for row in rows}) == len(rows), "places: a name appears twice.")
    expect(sum(bool(row["ldc_since"]) and not row["ldc_left"] for row in rows) == 44, "places: the LDC list should have 44.")
    return rows


def tiles(_sources, _names, codes):
    """One row a place: where its tile stands in data/hand/tiles.txt."""
    rows = [{"iso3": code, "row": str(n), "column": str(column)}
            for n, line in enumerate((DATA / "hand" / "tiles.txt").read_text(encoding="utf-8").splitlines())
            for column, code in enumerate(line.split()) if code != "."]
    rows = unique(rows, "iso3")
    expect([row["iso3"] for row in rows] == codes, "tiles: data/hand/tiles.txt and the table places differ.")
    return rows
