"""The bench: the form of what it says, on its cheapest rows. No figure is judged here, and no time."""

import json
import math
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parent.parent / "tools" / "bench"
sys.path.append(str(BENCH))
import figures  # noqa: E402
import relay  # noqa: E402
import run  # noqa: E402


def bench(*words):
    return subprocess.run([sys.executable, str(BENCH / "run.py"), *words], capture_output=True, text=True)


@pytest.mark.parametrize("only", [["install"], ["import", "--rounds", "1"]], ids=["install", "import"])
def test_json_is_all_that_goes_to_standard_output(only):
    done = bench("--json", "--only", *only)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found) == {"machine", "rows"} and found["machine"]["cores"] and found["rows"]
    for row in found["rows"]:
        assert {"measure", "unit", "ours", "against", "ratio", "goal", "met", "note"} == set(row)
        assert set(row["ours"]) == {"median", "p95", "n"} and set(row["against"]) == {"name", "median", "p95", "n"}
        assert row["met"] in (True, False) and row["goal"] and row["measure"] and row["unit"]
    assert only[0] in done.stderr  # progress


def test_the_table_names_what_it_says():
    done = bench("--only", "install")
    assert done.returncode == 0 and done.stdout.startswith("measure") and "lets-plot" in done.stdout and "jupyterlab: 4" in done.stdout


@pytest.mark.parametrize(("words", "said"), [
    (["--only", "speed of light"], "There is no row 'speed of light'. There are: step, drag"), (["--only"], "There is no row ''"),
    (["--only", "x" * 9000], "There is no row 'xxx"), (["--fast"], "'--fast' is nothing that bench knows"), (["--rounds", "0"], "--rounds takes a whole number from 1 to 1,000"),
    (["--rounds", "many"], "--rounds takes"), (["--rounds", "٣"], "--rounds takes"), (["--lines", "9" * 99], "--lines takes"), (["--lines"], "--lines takes"), ([""], "'' is nothing"),
])
def test_what_it_does_not_know_gets_a_sentence(words, said):
    done = bench(*words)
    assert done.returncode == 1 and done.stdout == "" and said in done.stderr and len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_each_row_has_a_function_and_the_page_tells_of_it():
    told = (BENCH.parents[1] / "docs" / "bench.md").read_text(encoding="utf-8")
    for name, (module, function, rounds, _) in run.ROWS.items():
        assert f"\ndef {function}(rounds, say, options):" in (BENCH / f"{module}.py").read_text(encoding="utf-8") and rounds > 0
        assert f"`{name}`" in told


def test_a_row_that_fails_says_why_and_stops_no_other(monkeypatch):
    import plain
    monkeypatch.setattr(plain, "install", lambda *_: 1 / 0)
    monkeypatch.setattr(plain, "importing", lambda *_: [figures.row("fine", "ms", [1, 2])])
    rows = run.measured(["install", "import"], {"rounds": 1, "lines": 100})
    assert rows[0]["note"] == "not measured: division by zero" and rows[0]["met"] is None and rows[1]["measure"] == "fine"
    assert "division" in figures.table(rows)


def test_the_class_row_reads_what_pandas_reads():
    import plain
    rows = plain.class_overview(1, lambda text: None, {"lines": 6660})
    assert [row["ours"]["n"] for row in rows] == [1, 1] and "in 20 hand-ins" in rows[0]["note"] and float(rows[0]["note"].split()[0].replace(",", "")) > 2000


def test_figures_from_measurements():
    assert figures.stats([3, 1, 2]) == {"median": 2, "p95": 3, "n": 3}
    assert figures.stats(range(1, 101))["p95"] == 95
    ours, other = [1, 1, 10], [2, 2, 2]
    assert figures.row("m", "ms", ours, "o", other, most=0.5) == {
        "measure": "m", "unit": "ms", "ours": {"median": 1, "p95": 10, "n": 3}, "against": {"name": "o", "median": 2, "p95": 2, "n": 3}, "ratio": 0.5, "goal": "≤ 0.5", "met": True, "note": ""}
    assert figures.row("m", "ms", ours, "o", other, of="p95", most=0.5)["met"] is False
    assert figures.row("m", "x", ours, "o", other, least=0.8)["met"] is False
    assert figures.row("m", "ms", [])["ours"] is None


def test_rounds_go_in_turn():
    order = []
    found = figures.in_turn({"a": 1, "b": 2}, 3, lambda one, n: order.append((one, n)) or (one if n else None), lambda text: None)
    assert order == [(1, 0), (2, 0), (1, 1), (2, 1), (1, 2), (2, 2)] and found == {"a": [1, 1], "b": [2, 2]}


def test_the_relay_carries_both_ways_unchanged():
    sent = bytes(range(256)) * 2000
    with socket.create_server(("127.0.0.1", 0)) as server, relay.distance(server.getsockname()[1], 0.01) as port:
        def echo():
            with server.accept()[0] as one:
                while data := one.recv(65536):
                    one.sendall(data)
        threading.Thread(target=echo, daemon=True).start()
        with socket.create_connection(("127.0.0.1", port), timeout=30) as one:
            threading.Thread(target=one.sendall, args=(sent,), daemon=True).start()
            got = b""
            while len(got) < len(sent) and (data := one.recv(65536)):
                got += data
    assert got == sent


def test_the_contestants_show_the_same_figures():
    import contestants

    from helpers import content
    from helpers.pictures import voting
    for majority, year in ((70, "2019"), (86, "2010")):
        assert contestants.shares(majority, year).equals(voting.blocking(majority, year).table)
    control = {c.id: c for c in content.course().items["A.2.3-i2"].control}
    assert (contestants.LOW, contestants.HIGH, contestants.START) == (control["majority"].low, control["majority"].high, control["majority"].start)
    assert contestants.YEARS == [o.id for o in control["year"].options] and contestants.YEAR == control["year"].start
    assert math.isclose(contestants.shares(70, "2019")["% of votes"].iloc[0], voting.of("G7", voting.members(2019)["share"]), abs_tol=0.01)
