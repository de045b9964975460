"""How well stated confidence fits what turned out right. Pure functions."""

import pandas as pd

SAID = {"95": 95, "75": 75, "50": 50}  #: the end of an option's id: how sure, in per cent


def read(answers, truth):
    """Turn kept answers {line: "yes-95" | "yes-75" | "even-50" | "no-75" | "no-95"} into one row a line: said, fitted.

    ``truth`` maps each line to whether it is so. A coin's throw ("even-50") fits by half. What is not an answer is left out.
    """
    rows = []
    for line, so in truth.items():
        answer = answers.get(line) if isinstance(answers, dict) else None
        side, _, sure = answer.partition("-") if isinstance(answer, str) else ("", "", "")
        if side in ("yes", "no", "even") and sure in SAID:
            rows.append((line, SAID[sure], 0.5 if side == "even" else float((side == "yes") == so)))
    return pd.DataFrame(rows, columns=["line", "said", "fitted"])


def by_confidence(said, less=0):
    """One row a level of confidence: said (per cent, after ``less`` points off, never below 50), fitted (per cent), answers."""
    grouped = said.groupby("said")["fitted"].agg(["mean", "size"]).reset_index()
    return pd.DataFrame({"said": (grouped["said"] - less).clip(lower=50), "fitted": 100 * grouped["mean"], "answers": grouped["size"]})


def mean_said(said, less=0):
    """Mean confidence in per cent, after ``less`` points off."""
    return float((said["said"] - less).clip(lower=50).mean())


def gap(said, less=0):
    """Mean confidence less the share that fitted, in points: above 0 surer than right, below 0 less sure."""
    return mean_said(said, less) - 100 * float(said["fitted"].mean())
