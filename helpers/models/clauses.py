"""A rule for clauses: which of them it catches, and what it lets pass. Made for this course; nothing is measured.

``clauses`` maps a name to the ids of the strings that the clause carries; a ``rule`` is a collection of such ids.
A clause is caught when it carries at least one string of the rule.
"""


def caught(clauses, rule):
    """The names of the clauses that carry a string of the rule, in their order."""
    return [name for name, strings in clauses.items() if set(strings) & set(rule)]


def tells(clauses, rule):
    """Whether the rule tells some clauses from others: True; False where it catches all; None where it catches none."""
    found = len(caught(clauses, rule))
    return found < len(clauses) if found else None


def complete(clauses, asked):
    """The names that carry *every* string that is asked for, in their order; none where nothing is asked."""
    return [name for name, strings in clauses.items() if asked and set(asked) <= set(strings)]
