"""Bad luck: no kernel, no disk, absurd input, a broken widget; and the way to carry one's work along."""

import re
import shutil

import pytest
from browser import CARDS, ROOT, Learner, answer, records, saved, serving, work_through

from helpers import content


def test_no_kernel_says_so_and_the_words_outlive_a_restart(learner):
    learner.open("00_start_here")
    learner.run_all(CARDS["00_start_here"])
    learner.menu("Kernel", "Shut Down Kernel")
    learner.page.wait_for_timeout(1500)
    card = learner.card("ask", "what would you like to know")
    card.get_by_role("textbox").fill("Words that must stay.")
    card.get_by_role("button", name="Keep my words").click()
    card.get_by_text("not answering").wait_for(timeout=6000)
    assert card.get_by_role("textbox").input_value() == "Words that must stay."
    learner.menu("Kernel", "Restart Kernel…")  # then as the card advises
    learner.page.wait_for_timeout(3000)
    if learner.page.locator(".jp-Dialog button.jp-mod-accept").count():
        learner.page.locator(".jp-Dialog button.jp-mod-accept").click()
    learner.ready()
    learner.run_all(CARDS["00_start_here"])
    card = learner.card("ask", "what would you like to know")
    assert card.get_by_role("textbox").input_value() == "Words that must stay."
    card.get_by_role("button", name="Keep my words").click()
    saved(card)


def test_absurd_input_gets_a_sentence(learner):
    learner.open("00_start_here")
    learner.run_all(CARDS["00_start_here"])
    card = learner.card("ask", "What per cent is that")
    for typed, said in [("", "no answer yet"), ("abc", "type a number"), ("1,234", "without the comma"), ("=1/0", "divides by zero"),
                        ("<img src=x onerror=alert(1)>", "type a number"), ("9" * 400, "Divide the part")]:
        card.get_by_role("textbox").first.fill(typed)
        card.get_by_role("button", name="Check").click()
        card.locator(".rc-feedback", has_text=said).wait_for()
    board = learner.card("sketch", "Draw")
    board.locator(".rc-fields input").first.fill("twelve")
    board.locator(".rc-fields input").first.press("Tab")
    board.get_by_text("Please type a number").wait_for()
    board.locator(".rc-fields input").first.fill("99999")
    board.locator(".rc-fields input").first.press("Tab")
    assert board.locator(".rc-fields input").first.input_value() == "20"


def test_a_broken_widget_turns_the_suite_red(lab, tmp_path):
    """The same walk, over helpers whose panel cannot be read, must fail."""
    for part in ("helpers", "data"):
        shutil.copytree(ROOT / part, tmp_path / "broken" / part)
    panel = tmp_path / "broken" / "helpers" / "widgets" / "panel.js"
    panel.write_text(panel.read_text(encoding="utf-8").replace("function panel(", "function pannel("), encoding="utf-8")
    (tmp_path / "lab").mkdir()
    with serving(tmp_path / "lab", tmp_path / "broken") as (address, _):
        learner = Learner(lab[0], address)
        learner.page.set_default_timeout(5_000)
        learner.open("00_start_here")
        with pytest.raises(Exception):
            learner.run_all(CARDS["00_start_here"])
            work_through(learner, "00_start_here")
        assert any("panel is not defined" in error for error in learner.errors), learner.errors


def test_a_disk_that_takes_nothing_is_told_and_the_answer_stays(lab, learner):
    work = lab[2]
    learner.open("00_start_here")
    learner.run_all(CARDS["00_start_here"])
    shutil.rmtree(work)
    work.write_text("a file where the folder should be")
    try:
        card = learner.card("ask", "what would you like to know")
        card.get_by_role("textbox").fill("Words that must stay.")
        card.get_by_role("button", name="Keep my words").click()
        card.get_by_text("Not kept:").wait_for()
        assert card.get_by_role("textbox").input_value() == "Words that must stay."
        work.unlink()
        card.get_by_role("button", name="Keep my words").click()
        saved(card)
    finally:
        work.unlink() if work.is_file() else None


def test_work_is_saved_as_one_file_and_brought_back(lab, learner, tmp_path):
    work = lab[2]
    learner.open("00_start_here")
    learner.run_all(CARDS["00_start_here"])
    answer(learner.card("ask", "what have we always done"), content.course().items["S.0-q1"])
    card = learner.card("ask", "puts all your work into one")
    with learner.page.expect_download() as download:
        card.get_by_role("button", name="Save a copy").click()
    copy = tmp_path / download.value.suggested_filename
    download.value.save_as(copy)
    assert re.fullmatch(r"my-course-work-\d{4}-\d\d-\d\d\.jsonl", copy.name)
    before = {r["id"] for r in records(work)}
    shutil.rmtree(work)
    foreign = tmp_path / "holiday.jsonl"
    for text, said in [("", "empty"), ("<script>alert(1)</script>", "holds no work"), ('{"v": 1}\n{"id": 3}\n', "holds no work")]:
        foreign.write_text(text)
        card.get_by_label("Bring a saved copy back").set_input_files(foreign)
        card.get_by_text(said).wait_for()
    card.get_by_label("Bring a saved copy back").set_input_files(copy)
    card.get_by_text("of them are new here").wait_for()
    assert before <= {r["id"] for r in records(work)}
