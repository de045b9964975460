"""A learner's own rule, applied to six published clauses (A.2.2): a small table drawn as our own SVG."""

import pandas as pd

from helpers import charts, html
from helpers.models import clauses as model
from helpers.pictures.networks import joined

STRINGS = {"law": "law", "ties": "ties", "recall": "recall", "pledge": "pledge", "secret": "secrecy", "buy": "buying"}  # in a sentence
SIDES = {"North": "a Northern government", "South": "a Southern government", "organisation": "an international organisation"}
CLAUSES = {  # letter: (in short, its strings, lender and borrower, side); sources: the lines of A.2.2-p1
    "A": ("most bought from us", ("buy",), "India to Bangladesh", "South"),
    "B": ("oil money via our bank", ("law", "recall", "pledge"), "US to Mexico", "North"),
    "C": ("stay silent, stay friends", ("ties", "recall", "secret"), "China to several", "South"),
    "D": ("first pass this law", ("law",), "World Bank to Kenya", "organisation"),
    "E": ("our firm builds it", ("buy",), "Japan to many", "North"),
    "F": ("keep those firms out", ("ties",), "US to Ecuador", "North"),
}
PROOFS = {"gain": "gain", "deed": "a fitting deed", "words": "their own words", "other": "other reasons weighed"}
AIMS = {  # who is said to aim at what: the proofs seen, what stands for words; sources: the entries of B.P5 and its source line
    "A. DAC: to keep the lead": (("gain", "deed"), "named: dialogue, inclusion, existing standards"),
    "B. Lenders in China: debt traps": (("gain", "deed"), "no such aim named; clauses that would fit, no asset seized, researchers find"),
    "C. Japan's tied loans: to sell": (("gain", "deed", "words"), "loans that *vitalize the Japanese economy*"),
    "D. India's credit lines: to sell": (("gain", "deed", "words"), "*promoting India's trade*, among other aims"),
}
CARRIED = {letter: strings for letter, (_, strings, _, _) in CLAUSES.items()}


def rule(strings=()):
    """Six clauses without names, and which a rule calls interference. ``holds``: it calls some so (True), all six (False), none (None)."""
    hit = model.caught(CARRIED, strings)
    left = "; ".join(f"{k}: {_words(CARRIED[k])}" for k in CLAUSES if k not in hit)
    if not strings:
        say = f"No rule yet. The strings of each clause: {left}."
    else:
        say = f"Your rule ({_words(strings)}) calls {joined(hit)} interference. "
        say += f"What it lets pass has strings too: {left}." if left else "It lets nothing pass."
    return _drawn("Your rule on six clauses", strings, hit, {k: v[0] for k, v in CLAUSES.items()}, say, model.tells(CARRIED, strings))


def named(strings=()):
    """The same, with the names of lenders and borrowers, and how the rule treats each side."""
    hit = model.caught(CARRIED, strings)
    of = {side: [k for k, v in CLAUSES.items() if v[3] == side] for side in SIDES}
    found = "; ".join(f"of {who} ({joined(of[side])}), {joined([k for k in of[side] if k in hit] or ['none'])}" for side, who in SIDES.items())
    say = f"{f'Your rule ({_words(strings)})' if strings else 'No rule yet: it'} calls interference: {found}."
    return _drawn("The same rule, with the names", strings, hit, {k: v[2] for k, v in CLAUSES.items()}, say, None)


def aims(bar=()):
    """Four claims of an aim, and which of them pass a bar. ``holds``: whether the reading's own, A, does; None with no bar."""
    seen = {claim: proofs for claim, (proofs, _) in AIMS.items()}
    passed = model.complete(seen, bar)
    say = f"You ask for {joined([PROOFS[p] for p in bar] or ['nothing yet'])}. "
    if bar:
        lacking = [f"{claim[0]} lacks {joined([PROOFS[p] for p in bar if p not in seen[claim]])}" for claim in AIMS if claim not in passed]
        say += f"What passes: {joined([claim[0] for claim in passed] or ['none of the four'])}. {'; '.join(lacking) or 'Nothing is lacking'}."
    else:
        say += "Tick what you would want to see."
    rows = [(claim, *("seen" if p in proofs else "not seen" for p in PROOFS), words) for claim, (proofs, words) in AIMS.items()]
    shown = pd.DataFrame({"claim": list(AIMS), "n": [float(sum(p in proofs for p in bar or PROOFS)) for proofs in seen.values()]})
    unit = "kinds of proof seen, of those you ask for; ◀ passes" if bar else "kinds of proof seen, of four"
    return charts.bars(shown, "claim", "n", title="What proves an aim?", summary=say, unit=unit, high=4, mark=passed, holds=list(AIMS)[0] in passed if bar else None
                       ).with_(table=pd.DataFrame(rows, columns=["claim", *PROOFS.values(), "what their papers say"]))


def _words(strings):
    return joined([STRINGS[s] for s in strings] or ["none"])


def _drawn(title, strings, hit, labels, say, holds):
    def text(x, y, words, more=""):
        return f'<text x="{x}" y="{y}" font-size="13" fill="{charts.INK}"{more}>{html.text(words)}</text>'

    x, y = {s: 248 + 46 * n for n, s in enumerate(STRINGS)}, {k: 91 + 34 * n for n, k in enumerate(CLAUSES)}
    bold, parts = ' font-weight="bold"', [f'<rect x="{x[s] - 22}" y="45" width="44" height="236" fill="{charts.GRID}"/>' for s in strings]
    parts += [text(10, 26, title, bold), *(text(x[s], 63, s, ' text-anchor="middle"') for s in STRINGS)]
    parts.append(text(10, 305, "▶ interference, by your rule · ● in your rule · ○ a string that is not in it"))
    for k, words in labels.items():
        parts += [text(10, y[k] + 5, "▶" if k in hit else " "), text(28, y[k] + 5, f"{k} {words}", bold if k in hit else "")]
        parts += [f'<circle cx="{x[s]}" cy="{y[k]}" r="9" stroke="{charts.MARKED}" stroke-width="2" '
                  f'fill="{charts.MARKED if s in strings else charts.GROUND}"/>' for s in CARRIED[k]]
    svg = charts.by_hand(title, say, 505, 318, "".join(parts))
    rows = [(f"{k} {labels[k]}", _words(CARRIED[k]), "interference" if k in hit else "terms") for k in labels]
    return charts.Picture(title, svg, say, pd.DataFrame(rows, columns=["clause", "its strings", "by your rule"]), holds)
