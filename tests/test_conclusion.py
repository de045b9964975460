"""The conclusion of reading A: how sure against how right, and standing measured four ways."""

import pytest

from helpers import content, groups, tables
from helpers.models import calibration
from helpers.pictures import conclusion

TRUTH = {"a": True, "b": False, "c": True, "d": False}


def test_answers_are_read_as_said_and_fitted():
    said = calibration.read({"a": "yes-95", "b": "yes-75", "c": "even-50", "d": "no-95"}, TRUTH)
    assert said["said"].tolist() == [95, 75, 50, 95] and said["fitted"].tolist() == [1.0, 0.0, 0.5, 1.0]
    table = calibration.by_confidence(said)
    assert table.to_dict("list") == {"said": [50, 75, 95], "fitted": [50.0, 0.0, 100.0], "answers": [1, 1, 2]}
    assert calibration.mean_said(said) == 78.75 and calibration.gap(said) == 78.75 - 62.5
    assert calibration.mean_said(said, 30) == (65 + 50 + 50 + 65) / 4  # nobody can be less sure than a coin


@pytest.mark.parametrize("answers", [None, {}, [], "yes-95", {"a": None}, {"a": "yes"}, {"a": "maybe-95"}, {"a": "yes-10"}, {"x": "yes-95"}, {"a": 3}])
def test_what_is_no_answer_is_left_out(answers):
    assert calibration.read(answers, TRUTH).empty


def test_the_picture_without_and_with_answers():
    empty = conclusion.sure()
    assert "answer the ten statements first" in empty.summary and empty.holds is None
    lines = content.course().items["A.5-p1"].line
    perfect = {line.id: line.answer for line in lines}
    right = conclusion.sure(mine={"A.5-p1": perfect})
    assert "95 % sure on average, and 100 % of your 10 answers fitted" in right.summary and "5 points less sure" in right.summary
    bold = conclusion.sure(mine={"A.5-p1": {line.id: "yes-95" for line in lines}})
    assert "50 % of your 10 answers fitted: 45 points surer than you were right" in bold.summary and bold.holds is False
    careful = conclusion.sure(less=30, mine={"A.5-p1": {line.id: "yes-75" for line in lines}})
    assert "With 30 points off, you were 50 % sure on average" in careful.summary and careful.holds is True


def test_half_of_the_statements_are_so():
    lines = content.course().items["A.5-p1"].line
    assert len(lines) == 10 and sum(line.answer == "yes-95" for line in lines) == 5
    assert all({line.answer, *line.also} == {f"{line.answer[:-3]}-95", f"{line.answer[:-3]}-75"} for line in lines)


def test_what_a_table_settles():
    at = {line.id: line for line in content.course().items["A.5-p1"].line}
    blocs, votes = tables.load("trade_blocs").set_index("year"), tables.load("voting_rights").query("institution == 'imf' and year == 2019").set_index("iso3")["share"]
    brics = tables.load("places").set_index("iso3")["brics_since"].dropna().index
    assert at["quarter"].told.startswith(f"It is so: {blocs.loc[2014, 'south_south_share']:.1f} per cent") and blocs.loc[2014, "south_south_share"] > 25
    assert f"China {votes['CHN']:.2f}, Japan {votes['JPN']:.2f}" in at["japan"].told and votes["CHN"] < votes["JPN"]
    assert f"{votes[brics].sum():.2f} per cent" in at["block"].told and votes[brics].sum() > 15
    co2 = tables.load("co2").query("year == 2021").set_index("iso3")
    people = tables.load("economy").query("year == 2021").set_index("iso3")["population_k"]
    head = 1000 * co2["territorial_mt"] / people
    assert f"China {head['CHN']:.1f}, the United Kingdom {head['GBR']:.1f} tonnes" in at["head"].told and head["CHN"] > head["GBR"]
    since = co2["since_1800_mt"] / 1000
    assert f"India {since['IND']:.1f}, Germany {since['DEU']:.1f} billion" in at["india"].told and since["IND"] < since["DEU"]
    kinds = tables.load("china_finance")[["aid_like_usd_mn", "other_official_usd_mn", "vague_usd_mn"]].sum()
    assert f"{100 * kinds.iloc[0] / kinds.sum():.1f} per cent" in at["aidlike"].told
    net = tables.load("oda_total").set_index("year")["net_usd_bn_2022_prices"]
    assert f"rose by {100 * (net[2016] / net[2010] - 1):.0f} per cent" in at["fell"].told
    pair = tables.load("economy").pivot(index="year", columns="iso3", values="gdp_per_head_usd")[["USA", "CHN"]]
    gap = pair["USA"] - pair["CHN"]
    assert f"from {gap[1990]:,.0f} to {gap[2024]:,.0f} dollars" in at["gap"].told and pair["CHN"][2024] / pair["CHN"][1990] > 5 * pair["USA"][2024] / pair["USA"][1990]
    alike = tables.load("export_similarity_2016").set_index(["iso3", "other_iso3"])["similarity"]
    assert f"{alike['CHN', 'KEN']} of 100 with Kenya, {alike['CHN', 'VNM']} with Vietnam" in at["vietnam"].told
    given = tables.load("oda_providers").query("year == 2022").set_index("provider")["oda_net"]
    assert f"{given['Türkiye']:,.0f} against {given['Italy']:,.0f} million" in at["turkey"].told


def test_what_the_witnesses_talk_about():
    """'More than a third, from less than a sixth'; 'hardly moved since 2010' without China; the answers of the exercises."""
    economy = tables.load("economy").query("1990 <= year <= 2024")

    def share(year, members):
        frame = economy[economy["year"] == year]
        return 100 * frame[frame["iso3"].isin(members)]["gdp_usd_bn"].sum() / frame["gdp_usd_bn"].sum()

    g77 = groups.members("g77")
    assert share(2000, g77) < 100 / 6 and share(2024, g77) > 100 / 3
    assert abs(share(2024, g77 - {"CHN"}) - share(2010, g77 - {"CHN"})) < 1 and round(share(2010, g77 - {"CHN"}), 1) == 18.7
    assert round(share(2024, g77 - {"CHN"}), 1) == 18.1 and max(range(1990, 2025), key=lambda year: share(year, g77)) == 2022


@pytest.mark.parametrize("measure", list(conclusion.MEASURES))
@pytest.mark.parametrize("by", groups.SOUTHS)
def test_standing_says_what_it_draws(measure, by):
    for china in ("with", "without"):
        for first in (2000, 2005, 2015):
            picture = conclusion.standing(measure, by, china, first)
            share, change = picture.table.iloc[:, 1], picture.table.iloc[:, 2]
            assert f"{share.iloc[0]:.1f} %" in picture.summary and f"{share.iloc[-1]:.1f} %" in picture.summary
            assert picture.holds is bool(change.iloc[-1] > 1) and share.between(5, 100).all()
