"""Tables of votes: in the UN General Assembly, and weights in the IMF, the World Bank and the Assembly."""

from making.common import expect, fixed, flag, hand, read, unique, whole

ISSUES = {"Arms control and disarmament": "arms", "Colonialism": "colonialism", "Economic development": "development",
          "Human rights": "human_rights", "Nuclear weapons and nuclear material": "nuclear", "Palestinian conflict": "palestine"}
GONE = {"265", "315", "680", "678", "713"}  # East Germany, Czechoslovakia, the two Yemens, China's seat until 1971


def un_ideal(sources, names, _codes):
    """One row a member and year: the ideal point over all votes and how many votes it rests on.

    States that are gone are left out. The source has one line for Yugoslavia and for the state that is now
    Serbia: it is taken from 2000, when that state was admitted.
    """
    rows = []
    for row in read(sources, "un_votes/ideal_points_1946_2024.csv"):
        year, serbia = whole(row["year"]), row["ccode"] == "345"
        if row["idealpointall"] and row["ccode"] not in GONE and not (serbia and int(year) < 2000):
            iso3 = "SRB" if serbia else "DEU" if row["ccode"] == "260" else row["iso3c"]
            expect(iso3 in names.of, f"un_ideal: no place for {row['ccode']} in {year}.")
            rows.append({"iso3": iso3, "year": year, "ideal_point": fixed(row["idealpointall"], 2), "votes": whole(row["nvotesall"])})
    return unique(rows, "iso3", "year")


def group_members(year):
    """Return {group: codes of its members in that year}, as the lists in data/hand/members.toml have them."""
    members = hand("members")
    ldc = {iso3 for iso3, since in members["ldc"]["since"].items()
           if since <= year < members["ldc"]["left"].get(iso3, 9999)}
    return {"g77": set(members["g77"]["members"]), "aosis": set(members["aosis"]["members"]), "ldc": ldc,
            "brics": {iso3 for iso3, since in members["brics"]["since"].items() if since <= 2011},
            "dac": {iso3 for iso3, since in members["dac"]["since"].items() if since <= year}}


def un_votes(sources, names, _codes):
    """One row a roll call: the issues it is filed under, and how each group's members voted."""
    issues, cast = {}, {}
    for row in read(sources, "un_votes/votes_by_issue_1990_2019.csv.gz"):
        call = int(whole(row["rcid"])), row["year"]
        issues.setdefault(call, set()).add(ISSUES[row["issue"]])
        if row["country_code"]:  # in 1990 one or two votes a roll call have no country: left out
            iso3 = {"YU": "SRB", "CS": "CSK"}.get(row["country_code"]) or names.iso2[row["country_code"]]
            cast.setdefault(call, {})[iso3] = row["vote"]
    rows = []
    for (rcid, year), votes in sorted(cast.items()):
        row = {"rcid": str(rcid), "year": year}
        row |= {issue: flag(issue in issues[int(rcid), year]) for issue in ISSUES.values()}
        for group, members in {"all": set(votes), **group_members(int(year))}.items():
            said = [votes[iso3] for iso3 in members & votes.keys()]
            row |= {f"{group}_{vote}": str(said.count(vote)) for vote in ("yes", "abstain", "no")}
        rows.append(row)
    return rows


def voting_rights(sources, names, _codes):
    """One row a place, institution and year: its share of the votes."""
    rows = []
    for row in read(sources, "un_sdg/voting_rights_10_6_1.csv"):
        institution = row["name_of_international_institution"]
        iso3 = names.m49.get(row["geo_area"])  # groups of countries have none
        if institution in ("imf", "ibrd", "unga") and iso3:
            rows.append({"iso3": iso3, "institution": institution,
                         "year": row["year"], "share": fixed(row["sg_int_vrtdev"], 4)})
    expect(rows, "voting_rights: no institution found.")
    return unique(rows, "iso3", "institution", "year")
