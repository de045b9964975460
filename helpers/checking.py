"""From an answer to an outcome. Pure: no screen, no disk.

:func:`check` runs the replies of a question, exercise or prediction on an answer. The browser
runs the same few lines (``common.js``); ``tests/cases.json`` keeps the two equal.
"""

import math
import re
from dataclasses import dataclass

SPACES = re.compile("[ \u00a0\u2007\u2009\u202f\ufeff\t\r\n]")
GROUPED = re.compile(r"(?<![0-9])[-+]?[0-9]{1,3},[0-9]{3}(?![0-9])")
FORMULA = re.compile(r" *(?:([0-9]+(?:\.[0-9]*)?|\.[0-9]+)|([-+*/()]))")


@dataclass(frozen=True)
class Outcome:
    """What came of an answer.

    ``kind`` is right, almost, wrong, *again* (asked back, never judged) or *not started*.
    """

    kind: str
    say: str
    misconception: str = ""


class AskBack(ValueError):
    """The answer cannot be read; the message says what to type."""


def arithmetic(text):
    """The value of a sum such as ``4.7/18.3``, with + - * / and brackets; never evaluated as code.

    Raises :class:`AskBack` when it is no such sum.
    """
    _ask_about(GROUPED.search(text))
    tokens, at, rest = [], 0, text.strip().replace(",", ".")
    if len(rest) > 200:
        raise AskBack("That formula is very long. Type at most 200 characters.")
    while at < len(rest):
        found = FORMULA.match(rest, at)
        if not found:
            raise AskBack("A formula may hold numbers, + - * / and brackets, as in =4.7/18.3")
        tokens.append(found[1] or found[2])
        at = found.end()
    position = 0

    def peek():
        return tokens[position] if position < len(tokens) else ""

    def take():
        nonlocal position
        position += 1
        return tokens[position - 1] if position <= len(tokens) else ""

    def factor():
        token = take()
        if token == "-":
            return -factor()
        if token == "(":
            value = total()
            if take() != ")":
                raise AskBack("A bracket is not closed in that formula.")
            return value
        if not token or token in "+*/)":
            raise AskBack("That formula is not finished. Type it as in =4.7/18.3")
        return float(token)

    def product():
        value = factor()
        while peek() and peek() in "*/":
            if take() == "*":
                value *= factor()
            else:
                divisor = factor()
                if divisor == 0:
                    raise AskBack("That formula divides by zero.")
                value /= divisor
        return value

    def total():
        value = product()
        while peek() and peek() in "+-":
            value = value + product() if take() == "+" else value - product()
        return value

    value = total()
    if position != len(tokens):
        raise AskBack("That formula cannot be read. Type it as in =4.7/18.3")
    return value


def _ask_about(found):
    """Ask back where one comma and exactly three digits may be a decimal or a thousand."""
    if found:
        one = found[0]
        raise AskBack(f"Is {one} meant as {one.replace(',', '')} or as {one.replace(',', '.')}? "
                      f"Type it without the comma, or with a point.")


def number(text, unit=""):
    """Read a typed number. Gives (value, bare): ``bare`` is true when no % sign was typed.

    "12,5" is 12.5, spaces may group, "%" and the question's unit may stand behind, and a sum
    may stand behind "=". One comma and exactly three digits is asked back.
    """
    plain = SPACES.sub(" ", text).replace("−", "-").strip(" ")
    if plain.startswith("="):
        return arithmetic(plain[1:]), True
    percent = plain.endswith("%")
    plain = plain.removesuffix("%")
    plain = (plain.removesuffix(unit) if unit else plain).strip(" ")
    _ask_about(GROUPED.fullmatch(plain))
    plain = re.sub(r"(?<=[0-9]) (?=[0-9]{3})", "", plain)
    if re.fullmatch(r"[-+]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)", plain):
        return float(plain.replace(",", ".")), not percent
    raise AskBack("Please type a number, such as 12.5, or a sum such as =4.7/18.3")


def fits(when, answer):
    """Whether a reply's condition fits an answer: an option's id, ids (in order), pairs of ids, or a number."""
    if "else" in when:
        return True
    if isinstance(answer, dict):
        return "pairs" in when and all(answer.get(o) in ([t] if isinstance(t, str) else t) for o, t in when["pairs"].items())
    if "option" in when:
        return answer == when["option"]
    if "between" in when:
        return isinstance(answer, (int, float)) and when["between"][0] <= answer <= when["between"][1]
    if isinstance(answer, (int, float, str)) or "pairs" in when:
        return False
    if "order" in when:
        return list(answer) == when["order"]
    if "before" in when:
        return [o for o in answer if o in when["before"]] == when["before"]
    if "options" in when:
        return set(answer) == set(when["options"])
    if "values" in when:
        near = when.get("within", 0)
        return len(answer) == len(when["values"]) and all(
            isinstance(a, (int, float)) and abs(a - b) <= near for a, b in zip(answer, when["values"]))
    return all(o in answer for o in when.get("includes", [])) and \
        not any(o in answer for o in when.get("lacks", []))


def first_reply(replies, answer, share=False):
    """The first reply that fits. With ``share``, 0.257 may stand for 25.7 % too."""
    if share and isinstance(answer, (int, float)) and abs(answer) <= 1:
        for reply in replies:
            if "else" not in reply.when and fits(reply.when, answer * 100):
                return reply
    return next(reply for reply in replies if fits(reply.when, answer))


def check(item, answer):
    """Outcome of an answer to a question, exercise or prediction of :mod:`helpers.schema`."""
    kind = getattr(item, "type", "value")
    try:
        value, bare = _read(kind, answer, getattr(item, "unit", ""))
    except AskBack as error:
        return Outcome("again", str(error))
    except Exception:  # an object's own code may fail, and a list may hold itself
        return Outcome("again", f"This expects a number; it was given {type(answer).__name__}, which cannot be read. Put the number itself into check(…).")
    if kind in ("match", "tag") and value and len(value) < len(item.options):
        return Outcome("again", f"{len(item.options) - len(value)} of the {len(item.options)} are still open. Choose something for each.")
    if value is None or value == [] or value == {}:
        return Outcome("not started", "Choose or type something, then press Check.")
    share = bare and getattr(item, "unit", "") == "%"
    reply = first_reply(item.reply, value, share)
    return Outcome(reply.outcome, reply.say, reply.misconception)


def _read(kind, answer, unit):
    """An answer in plain form: an id, a list of ids, or a number; None when there is none."""
    if answer is None or (isinstance(answer, str) and not answer.strip()):
        return None, False
    if kind == "choice":
        return answer if isinstance(answer, str) else None, False
    if kind in ("several", "order"):
        chosen = answer if isinstance(answer, list) else []
        return list(dict.fromkeys(o for o in chosen if isinstance(o, str))), False
    if kind in ("match", "tag"):
        pairs = answer if isinstance(answer, dict) else {}
        return {o: t for o, t in pairs.items() if isinstance(t, str) and t}, False
    if isinstance(answer, str):
        return number(answer, unit)
    if kind == "number" and type(answer) not in (int, float):
        return None, False  # the field gives text; anything else never came from it
    return _plain(answer), True


def _plain(value):
    """A Python or pandas value as a number or a list of numbers."""
    if hasattr(value, "to_numpy") or hasattr(value, "tolist"):
        value = (value.to_numpy() if hasattr(value, "to_numpy") else value).tolist()
    if isinstance(value, bool) or not isinstance(value, (int, float, list, tuple)):
        raise AskBack(f"This expects a number; it was given {type(value).__name__}. "
                      f"Put the number itself into check(…).")
    if isinstance(value, (list, tuple)):
        if len(value) == 1:
            return _plain(value[0])
        if value and isinstance(value[0], (list, tuple)):
            raise AskBack("This expects one column; it was given a whole table. "
                          "Choose a column with [\"name\"].")
        return [_plain(one) for one in value]
    try:
        value = float(value)
    except OverflowError:
        raise AskBack("That number is too large to be checked. Look for a sum that ran away.") from None
    if not math.isfinite(value):
        raise AskBack("The value is not a number (NaN) or is infinite. "
                      "Look for a missing cell or a division by zero.")
    return value


def offered(control, value):
    """Whether a control of an interactive offers this value."""
    ids = [o.id for o in control.options]
    if control.type == "several":  # in the options' order, so that one setting has one name
        return isinstance(value, (list, tuple)) and list(value) == [o for o in ids if o in value]
    if control.type == "choice":
        return value in ids
    return type(value) is int and control.low <= value <= control.high
