"""The pages for a class: shipped as built, complete, fair in form, and usable on paper, on a projector and by keyboard."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browser import barriers

from helpers import content, live, schema
from tools import class_schema, handouts

COURSE = content.course()
SESSIONS, PLANS = handouts.sessions(), handouts.plans()
SHIPPED = {path.name: path.read_text(encoding="utf-8") for path in handouts.OUT.glob("*.html")}
each_session = pytest.mark.parametrize("one", SESSIONS, ids=[one.id for one in SESSIONS])


def test_what_is_shipped_is_what_the_content_gives():
    """After a change of the content: python3 course.py handouts."""
    assert handouts.pages() == SHIPPED


def test_six_sessions_and_four_plans():
    assert len(SESSIONS) == 6 and [plan.minutes for plan in PLANS][:2] == [45, 180]
    for plan in PLANS:
        steps = [*plan.step, *(step for week in plan.week for step in week.step)]
        assert sum(step.minutes for step in steps) == plan.minutes
        assert all(sum(step.minutes for step in week.step) == 90 for week in plan.week)
        for name in {name for step in steps for name in step.sittings} | {n for w in plan.week if w.between for n in (*w.between.sittings, *w.between.further)}:
            COURSE.find(name, schema.Sitting)
        assert {step.session for step in steps} - {""} <= {one.id for one in SESSIONS}


@each_session
def test_a_session_is_complete(one):
    assert sum(step.minutes for step in one.step) == 90 and len(one.role) == 5 and len(one.hot) >= 2
    assert not {"china", "chinese", "western", "african", "passport"} & {role.name.lower() for role in one.role}  # by task, never by passport
    for key in one.claims:
        assert {e.side for e in COURSE.of_claim(key)} == {"for", "against"}, key
    voices = {e.voice for key in one.claims for e in COURSE.of_claim(key)}
    assert {"South", "North"} <= voices
    assert one.verdict in one.claims and 3 <= len(one.claims) <= 4
    for key in one.retellings:
        assert COURSE.units[key].retelling
    for key in one.predict:
        COURSE.find(key, schema.Guess, schema.Prediction)
    for key in one.questions:
        COURSE.find(key, schema.Question)
    for key in one.stories:
        assert key in COURSE.stories
    for show in one.pictures:
        item = COURSE.find(show.id, schema.Interactive)
        assert not item.uses and live.values_fit(item, [show.example[c.id] for c in item.control])
    for step in one.step:
        assert 40 <= len(step.do.split()) <= 110 and step.ask and 2 <= len(step.likely) <= 4, step.title


def test_unknown_and_missing_keys_are_refused_by_name(tmp_path, monkeypatch):
    monkeypatch.setattr(handouts, "DATA", tmp_path)
    text = (Path(handouts.content.ROOT) / "data" / "class" / "lens.toml").read_text(encoding="utf-8")
    (tmp_path / "lens.toml").write_text(text.replace("aim = ", "goal = ", 1), encoding="utf-8")
    with pytest.raises(content.ContentError, match="lens.toml lens: unknown key 'goal'"):
        handouts.read(class_schema.Session, "lens")
    (tmp_path / "lens.toml").write_text(re.sub(r"(?m)^aim = .*$", "", text, count=1), encoding="utf-8")
    with pytest.raises(content.ContentError, match="the key 'aim' is missing"):
        handouts.read(class_schema.Session, "lens")


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.links, self.images, self.open = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.links += [attrs["href"]] if "href" in attrs else []
        self.images += [attrs] if tag == "img" else []
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_a_page_needs_nothing_else(name):
    page = Page(SHIPPED[name])
    assert page.open == [] and len(SHIPPED[name]) < 400_000
    assert all(image["src"].startswith("data:image/svg+xml") and len(image["alt"]) > 30 for image in page.images)
    assert set(page.links) <= set(SHIPPED) and "!" not in re.sub(r"<style>.*?</style>|<script>.*?</script>|<[^>]*>", "", SHIPPED[name], flags=re.S)


def test_the_index_leads_to_everything():
    assert set(SHIPPED) == {"index.html", *Page(SHIPPED["index.html"]).links}


def test_few_words_in_a_row_come_from_the_readings():
    from test_notebooks import readings, runs
    for reading in readings():
        for name, text in SHIPPED.items():
            assert not runs(text, 16) & runs(reading, 16), name


def test_on_paper_and_by_keyboard(browser):
    """A student sheet and the blank page are one A4 page each; slides go by arrow keys; axe finds nothing."""
    page = browser.new_context(offline=True, reduced_motion="reduce").new_page()
    page.set_viewport_size({"width": 1280, "height": 800})
    for name in sorted(SHIPPED):
        page.goto((handouts.OUT / name).as_uri())
        assert barriers(page, "html") == [], name
        if name.endswith("-sheet.html") or name == "brief.html":
            assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1, name
        if name.endswith("-slides.html"):
            for key, at in (("ArrowRight", 1), ("PageDown", 2), ("ArrowLeft", 1), ("End", -1), ("Home", 0)):
                page.keyboard.press(key)
                page.wait_for_timeout(120)
                slides = page.locator("section").count()
                assert page.evaluate("document.activeElement.getAttribute('aria-label')") == f"Slide {at % slides + 1} of {slides}", (name, key)
    page.set_viewport_size({"width": 390, "height": 800})
    for name in sorted(SHIPPED):
        page.goto((handouts.OUT / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
    page.context.close()
