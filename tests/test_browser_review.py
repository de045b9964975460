"""Review and dossier in a real JupyterLab: what is due is asked afresh, and one file can be taken along."""

import json
import uuid
import zipfile
from datetime import UTC, datetime, timedelta

from browser import CARDS, records, saved

from helpers import content, journal

QUESTION = "A.1-q5"


def answered_before(work, days):
    """A learner who answered one question rightly some days ago, and wrote one sentence."""
    course = content.course()
    work.mkdir(exist_ok=True)
    time = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    made = [("answered", QUESTION, {"response": "grew", "outcome": "right", "attempt": 1}), ("explained", "A.1-s2", {"response": "Ask who is <b>counted</b>.", "attempt": 1})]
    lines = [{"v": 1, "id": str(uuid.uuid4()), "actor": "learner-1", "verb": verb, "object": key, "result": result, "timestamp": time, "n": n,
              "notebook": "a_1_what_is_it", "course": "1", "hash": course.hashes[key]} for n, (verb, key, result) in enumerate(made, 1)]
    (work / "journal-2026-01-01-0123abcd.jsonl").write_bytes(b"".join(map(journal.line, lines)))


def test_what_is_due_is_asked_afresh_and_stays_for_the_day(lab, learner):
    work, item = lab[2], content.course().items[QUESTION]
    answered_before(work, 30)
    learner.open("review")
    learner.run_all(CARDS["review"])
    card = learner.card("ask", "1 due today")
    assert card.get_by_text("✓ Right.").count() == 0 and card.locator("input:checked").count() == 0
    row = card.locator(".rc-item", has_text="A line shows what share")
    row.get_by_text("From What is South-South cooperation? · A §1, question 5").wait_for()
    row.locator("fieldset input").nth([o.id for o in item.options].index("grew")).check()
    row.get_by_role("button", name="Check").click()
    saved(row)
    assert records(work)[-1]["notebook"] == "review"
    learner.run_all(CARDS["review"])
    card = learner.card("ask", "Nothing is due today")
    card.get_by_text("1 done today").wait_for()
    card.get_by_text("✓ Right.").wait_for()
    assert learner.barriers() == []


def test_nothing_done_is_said_honestly(learner):
    learner.open("review")
    learner.run_all(CARDS["review"])
    learner.card("ask", "you have not answered a question yet").wait_for()
    learner.card("ask", "There is nothing to put in yet").wait_for()
    button = learner.page.get_by_role("button", name="Save my dossier")
    button.click()
    learner.page.locator(".rc-notice, [role=alert], .rc-item", has_text="There is nothing to put in yet").first.wait_for()


def test_the_dossier_is_one_file_that_opens_without_a_network(browser, lab, learner, tmp_path):
    work = lab[2]
    answered_before(work, 3)
    learner.open("review")
    learner.run_all(CARDS["review"])
    learner.card("ask", "Written to my_work/my-dossier.html").wait_for()
    with learner.page.expect_download() as waiting:
        learner.page.get_by_role("button", name="Save my dossier").click()
    saved = tmp_path / "dossier.html"
    waiting.value.save_as(saved)
    assert "Ask who is &lt;b&gt;counted&lt;/b&gt;." in saved.read_text(encoding="utf-8") == (work / "my-dossier.html").read_text(encoding="utf-8")
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(saved.as_uri())
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.get_by_role("heading", level=1).inner_text() == "My dossier"
    assert page.get_by_text("It is no grade, and no certificate from anyone.").count() == 1
    assert page.get_by_text("Ask who is <b>counted</b>.").count() == 1
    context.close()


def test_handing_in_shows_all_of_it_first(lab, learner, tmp_path):
    answered_before(lab[2], 3)
    learner.open("review")
    learner.run_all(CARDS["review"])
    card = learner.card("ask", "Hand in makes one small file")
    assert card.locator("input:checked").count() == 0
    card.get_by_label("your sentences, reflections").check()
    card.get_by_role("button", name="Save the file to hand in").click()
    card.get_by_text("go under a pen name").wait_for()
    card.get_by_label("Pen name").fill("heron")
    card.get_by_role("button", name="Save the file to hand in").click()
    card.get_by_text("This is what would be sent. Press again").wait_for()
    assert card.get_by_text("Ask who is <b>counted</b>.").count() == 1
    with learner.page.expect_download() as waiting:
        card.get_by_role("button", name="Save the file to hand in").click()
    waiting.value.save_as(tmp_path / "mine.zip")
    with zipfile.ZipFile(tmp_path / "mine.zip") as file:
        assert json.loads(file.read("handin.json"))["shared"] == ["progress", "questions", "words"]
    assert learner.barriers() == []
