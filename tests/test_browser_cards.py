"""Cards that remember and cards that explain: bookmark, recall, terms, an order by keyboard."""

from browser import CARDS, answer, records, saved

from helpers import content

COURSE = content.course()


def test_a_learner_who_comes_back_is_led_to_the_bookmark(lab, learner):
    page, name = learner.page, "a_2_who_said_that"
    learner.open(name)
    learner.run_all(CARDS[name])
    assert page.get_by_text("Welcome back").count() == 0
    answer(learner.card("ask", "Would the author sign"), COURSE.items["A.2-q1"])
    page.keyboard.press("Control+s")
    page.reload()
    page.on("dialog", lambda dialog: dialog.accept())
    learner.ready()
    learner.menu("Run", "Run All Cells")
    page.get_by_text("Your bookmark is at A §2, prediction 1.").wait_for()
    learner.ready()
    page.get_by_role("button", name="Go to my bookmark").click()
    card = page.locator(".rc[data-ids~='A.2-p1']")
    assert card.evaluate("e => e.contains(document.activeElement)")
    page.wait_for_timeout(800)  # the way there may be long
    assert 0 <= card.bounding_box()["y"] + card.bounding_box()["height"] and card.bounding_box()["y"] < 900


def test_an_old_question_is_asked_afresh(lab, learner):
    """What was answered in another sitting does not show in the recall, and what is answered there counts for both."""
    from helpers import journal
    old = journal.Journal(lab[2])
    old.notebook = "a_1_what_is_it"
    question = COURSE.items["A.1-q5"]
    old.append("answered", question.id, {"response": "grew", "outcome": "right", "misconception": ""}, COURSE.hashes[question.id])
    learner.open("a_2_who_said_that")
    learner.run_all(CARDS["a_2_who_said_that"])
    card = learner.card("ask", "A line shows what share")
    item = card.locator(".rc-item", has_text="A line shows what share")
    item.get_by_text("From What is South-South cooperation? · A §1, question 5").wait_for()
    assert card.get_by_text("✓ Right.").count() == 0 and card.locator("input:checked").count() == 0
    item.get_by_label("The share of world goods trade").check()
    item.get_by_role("button", name="Check").click()
    item.get_by_text("✓ Right.").wait_for()
    saved(item)
    again = sorted((r for r in records(lab[2]) if r["object"] == question.id), key=lambda r: r["result"]["attempt"])
    assert [r["result"]["attempt"] for r in again] == [1, 2] and again[-1]["notebook"] == "a_2_who_said_that"


def test_a_term_opens_by_keyboard_and_by_mouse(learner):
    learner.open("a_2_who_said_that")
    term = learner.page.locator(".jp-OutputArea-output summary", has_text="win-win").first  # nothing was run: as shipped
    told = learner.page.get_by_text("Said of cooperation in which all sides gain.").first
    assert not told.is_visible()
    term.click()
    assert told.is_visible()
    term.focus()
    learner.page.keyboard.press("Enter")
    assert not told.is_visible()


def test_an_order_by_keyboard_keeps_the_focus_and_says_where_it_stands(lab, learner):
    name = "a_2_1_connected"
    learner.open(name)
    learner.run_all(CARDS[name])
    card = learner.card("ask", "the oldest first").locator(".rc-item").first
    up = card.get_by_role("button", name="Move up: We have no room")
    up.focus()
    for said in ("Now 2 of 5: We have no room", "Now 1 of 5: We have no room", "It is first already."):
        learner.page.keyboard.press("Enter")
        card.get_by_text(said).wait_for()
        assert up.evaluate("e => e === document.activeElement")
    assert card.get_by_text("✓ Right.").count() == 0 and "A.2-q5" not in {r["object"] for r in records(lab[2])}  # nothing is checked by moving
    for words, times in (("Too often", 1), ("Receiving", 0), ("Working together", 9), ("We have no room", 9)):
        for _ in range(times):
            card.get_by_role("button", name=f"Move up: {words}").press("Enter")
    for _ in range(9):
        card.get_by_role("button", name="Move down: Receiving").press("Enter")
    card.get_by_role("button", name="Check").press("Enter")
    card.get_by_text("✓ Right.").wait_for()
    saved(card)
    assert next(r for r in records(lab[2]) if r["object"] == "A.2-q5")["result"]["response"] == ["empire", "outside", "path", "culture", "both"]
    assert card.locator(".rc-mark").all_inner_texts() == ["✓ fits"] * 5
    up.press("Enter")
    card.get_by_role("button", name="Move down: We have no room").press("Enter")
    assert set(card.locator(".rc-mark").all_inner_texts()) == {""}
    assert card.get_by_text("✓ Right.").count() == 0  # that was said of another order


def test_marks_say_which_pairs_to_look_at_again(learner):
    name = "a_2_who_said_that"
    learner.open(name)
    learner.run_all(CARDS[name])
    card = learner.card("ask", "Build A's house")
    for n, role in enumerate(("foundation", "expression", "guarantee", "content")):
        card.locator("select").nth(n).select_option(role)
    card.get_by_role("button", name="Check").click()
    saved(card)
    assert card.locator(".rc-mark").all_inner_texts() == ["look again", "✓ fits", "✓ fits", "look again"]
    assert card.get_by_text("The first heading is not the lowest floor").count() == 1


def test_one_by_one_shows_a_line_and_keeps_nothing(lab, learner):
    name = "a_2_who_said_that"
    learner.open(name)
    learner.run_all(CARDS[name])
    card = learner.step("A.2-p1")
    card.get_by_role("button", name="One by one").click()
    assert card.get_by_role("button", name="Show this one").count() == 10
    learner.page.keyboard.press("Enter")  # the first one has the focus
    card.get_by_text("1949, Truman").wait_for()
    assert card.get_by_text("1955, Bandung").count() == 0 and "A.2-p1" not in {r["object"] for r in records(lab[2])}
