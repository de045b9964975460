"""The timeline: dates that are dates, works behind each event, a picture and a table that can be filtered."""

import pytest

from helpers import content
from helpers.pictures import timeline
from tools import rules

COURSE = content.read()
EVENTS = list(COURSE.events.values())


def test_eighty_years_and_every_theme():
    years = sorted(int(event.date[:4]) for event in EVENTS)
    assert (years[0], years[-1]) == (1945, 2025) and len(EVENTS) >= 55
    assert all(sum(decade <= year < decade + 10 for year in years) >= 4 for decade in range(1950, 2020, 10))
    assert all(sum(theme in event.themes for event in EVENTS) >= 3 for theme in timeline.THEMES)


def test_periods_leave_no_year_out_and_count_none_twice():
    parts = [span for name, span in timeline.PERIODS.items() if name != "all"]
    assert [first for first, _ in parts[1:]] == [last + 1 for _, last in parts[:-1]]
    assert (parts[0][0], parts[-1][1]) == timeline.PERIODS["all"]
    assert sum(len(timeline.events(name).table) - 1 for name in timeline.PERIODS if name != "all") == len(EVENTS)


def test_dates_read_as_people_say_them():
    assert timeline.when(COURSE.events["g77"]) == "15 June 1964"
    assert timeline.when(COURSE.events["bandung"]) == "18 April 1955 to 24 April 1955"
    assert timeline.when(COURSE.events["pearson"]) == "1969" and timeline.when(COURSE.events["prosavana_end"]) == "July 2020"


def test_a_filter_keeps_what_it_says():
    only = timeline.events("all", ("aid",)).table["theme"][:-1]
    assert len(only) and all(timeline.THEMES["aid"][1] in themes for themes in only)
    named = [event.title for event in sorted(EVENTS, key=lambda e: e.date) if "A" in event.named_in]
    assert list(timeline.events("all", tuple(timeline.THEMES), "A").table["event"])[:-1] == named


def test_nothing_chosen_gets_a_sentence_and_no_error():
    picture = timeline.events("1985", (), "B")
    assert "Nothing here." in picture.svg and picture.holds is None and "0 events" in picture.summary


@pytest.mark.parametrize("date", ["1964-13", "June 1964", "1964-06-31", ""])
def test_a_wrong_date_is_refused_by_name(date):
    import dataclasses
    bad = dataclasses.replace(COURSE.events["g77"], date=date)
    assert any("g77" in told and "no date" in told for told in rules._event(COURSE, bad))
