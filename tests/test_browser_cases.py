"""The browser's interpreter (common.js) says what Python says: on the shared table, and on every real question."""

import pytest
from test_checking import CASES, TABLE, answers_for

from helpers import checking, content, schema
from helpers.widgets import _HERE

# `item` and `answer` go in as JSON, as they do from the widget; an exception is an outcome that no case has.
RUN = """(jobs) => {
%s
return jobs.map(({item, answer}) => {
  try { const {outcome, say} = judge(item, answer); return {outcome, say}; }
  catch (error) { return {outcome: `exception: ${error.message}`, say: ""}; }
}); }"""


@pytest.fixture(scope="module")
def judged(browser):
    """A function that judges (item, answer) pairs in a blank page of a real browser."""
    source = (_HERE / "common.js").read_text(encoding="utf-8")
    page = browser.new_page()
    page.goto("about:blank")
    yield lambda jobs: page.evaluate(RUN % source, [{"item": item, "answer": answer} for item, answer in jobs])
    page.close()


@pytest.fixture(scope="module")
def on_the_table(judged):
    return dict(zip((case["name"] for case in CASES), judged([(TABLE["items"][c["item"]], c["answer"]) for c in CASES])))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_browser_says_what_the_table_says(case, on_the_table):
    found = on_the_table[case["name"]]
    assert found["outcome"] == case["outcome"]
    assert found["say"] == case.get("say", found["say"])


def plain_item(question):
    """A question as the front end has it, its words as they stand in the content."""
    ids = [{"id": o.id} for o in question.options]
    return {"type": question.type, "unit": question.unit, "options": ids, "targets": [{"id": t.id} for t in question.targets],
            "replies": [{"when": r.when, "outcome": r.outcome, "say": r.say} for r in question.reply]}


def test_every_real_question_is_judged_alike(judged):
    """Each reply of each question, by up to forty of the answers that get it: some questions have tens of thousands."""
    jobs = []
    for question in (item for item in content.course().items.values() if isinstance(item, schema.Question)):
        by_reply = {}
        for answer in answers_for(question):
            here = checking.check(question, answer)
            by_reply.setdefault((here.kind, here.say), []).append(answer)
        jobs += [(question, answer, reply) for reply, answers in by_reply.items() for answer in answers[::1 + len(answers) // 40]]
    found = judged([(plain_item(question), answer) for question, answer, _ in jobs])
    assert len(jobs) > 50
    for (question, answer, reply), there in zip(jobs, found):
        assert (there["outcome"], there["say"]) == reply, (question.id, answer)
