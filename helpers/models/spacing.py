"""When a question is due again. The rule is FSRS, from the package fsrs; its idea: Ye, Su and Cao (2022), KDD, doi 10.1145/3534678.3539081.

What went well comes back later and later; what went wrong comes back the next day. No chance is in it, and no learner's data trained it.
"""

from datetime import datetime

from fsrs import Card, Rating, Scheduler

RULE = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False, maximum_interval=365)
RATING = {"right": Rating.Good, "almost": Rating.Hard, "wrong": Rating.Again}


def visits(records):
    """Turn one question's records, in order, into [(time, outcome), …]: the first outcome of each day.

    A hint taken first makes *right* an *almost*; a look at the answer makes the day *wrong*.
    """
    found, helped = {}, {}
    for record in records:
        try:
            time = datetime.fromisoformat(record["timestamp"])
        except ValueError:  # no time that we wrote
            continue
        day, verb, outcome = time.date(), record["verb"], record["result"].get("outcome")
        if verb == "solved":
            found.setdefault(day, (time, "wrong"))
        elif verb == "hinted":
            helped[day] = True
        elif verb in ("answered", "tagged") and outcome in RATING:
            found.setdefault(day, (time, "almost" if outcome == "right" and day in helped else outcome))
    return [found[day] for day in sorted(found)]


def due(visited):
    """The moment (UTC) at which a question that was visited so is due again; ``visited`` is not empty."""
    card = Card(card_id=0)
    for time, outcome in visited:
        card, _ = RULE.review_card(card, RATING[outcome], time)
    return card.due
