"""How many learners one computer serves: simulated ones come in by groups, run a sitting's cells, then work its panels, until a step takes too long.

    sudo python3 course.py class --address 127.0.0.1 --port 8900 --seats 100         in one window, and in another, from the course's folder:
    sudo /opt/south-south-class/env/bin/python tools/class_hub/load.py

Only a hub on this computer is loaded. Names are load-1, load-2, …; course.py class --remove takes them away.
"""
import argparse
import concurrent.futures
import json
import os
import random
import statistics
import sys
import threading
import time
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TOOLS.parent), str(TOOLS)]
from class_hub import accounts, learner, place  # noqa: E402

NOTEBOOK = "notebooks/a_1_what_is_it.ipynb"
WORD = "load-load-load"
BEATS = 3  # every third step of a learner is kept in the journal


def come_in(url, n, cells):
    """One learner from signing in to the last cell: (learner, seconds to the server, to the kernel, for all cells)."""
    one = learner.Learner(url, f"ssc-load-{n}", WORD)
    signed = one.sign_in()
    if signed.status_code != 302:
        raise RuntimeError(f"{one.name} could not sign in: {signed.status_code}")
    server = one.open_server()
    for session in one.ask("GET", "/api/sessions").json():  # of an earlier run: its kernel has shown its cards already
        one.ask("DELETE", f"/api/sessions/{session['id']}")
    begun = time.monotonic()
    one.open_kernel(NOTEBOOK)
    one.run("1")
    kernel, begun = time.monotonic() - begun, time.monotonic()
    for cell in cells:
        one.run(cell)
    return one, server, kernel, time.monotonic() - begun


def work(one, every, stop, steps):
    """One step each ``every`` seconds, at a time of its own: a value of a panel that is not shown yet, now and then kept."""
    rng, panels, count = random.Random(one.name), list(one.panels().items()), 0
    stop.wait(rng.uniform(0, every))
    while not stop.is_set():
        comm, spec = rng.choice(panels)
        values = [rng.choice(c["options"])["id"] if c["type"] == "choice" else [rng.choice(c["options"])["id"]] if c["type"] == "several" else
                  rng.randrange(round((c["high"] - c["low"]) / c["step"]) + 1) * c["step"] + c["low"] for c in spec["controls"]]
        count += 1
        try:
            seconds, reply = one.card(comm, {"type": "frames", "keys": [json.dumps(values)]})
            if count % BEATS == 0:
                more, reply = one.card(comm, {"type": "keep", "verb": "handled", "id": spec["id"], "result": {"response": values}})
                seconds = max(seconds, more)
            steps.append((seconds, "" if reply and "problem" not in reply else str(reply)))
        except Exception as error:  # the figures should tell it
            steps.append((None, f"{type(error).__name__}: {error}"))
            return
        stop.wait(max(0.0, every - seconds))


def measured(learners, every, seconds):
    """All learners at work for some seconds: (seconds of each step, what went wrong)."""
    steps, stop = [], threading.Event()
    threads = [threading.Thread(target=work, args=(one, every, stop, steps)) for one in learners]
    for thread in threads:
        thread.start()
    stop.wait(seconds)
    stop.set()
    for thread in threads:
        thread.join(learner.WAIT)
    return [s for s, _ in steps if s is not None], [w for _, w in steps if w]


def machine():
    cpu = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "")
    total = next(int(line.split()[1]) for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    return {"cores": os.cpu_count(), "cpu": cpu, "memory_gb": round(total / 10**6, 1), "load_before": round(os.getloadavg()[0], 1)}


def main(argv):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=place.DEFAULT)
    parser.add_argument("--port", type=int, default=8900)
    parser.add_argument("--by", type=int, default=5, help="so many more each time (%(default)s)")
    parser.add_argument("--most", type=int, default=40, help="and so many in all at most (%(default)s)")
    parser.add_argument("--every", type=float, default=6, help="seconds from step to step of one learner (%(default)s)")
    parser.add_argument("--seconds", type=float, default=30, help="so long at each number (%(default)s)")
    parser.add_argument("--limit", type=float, default=1.0, help="stop when the 95th percentile of a step takes longer (%(default)s)")
    parser.add_argument("--json", action="store_true", help="only JSON on the standard output")
    asked = parser.parse_args(argv)
    url, cells = f"http://127.0.0.1:{asked.port}", learner.cells(TOOLS.parent / NOTEBOOK)
    tell = lambda line: print(line, file=sys.stderr if asked.json else sys.stdout, flush=True)  # noqa: E731
    here, rows, learners = machine(), [], []
    tell(f"{here['cores']} cores, {here['memory_gb']} GB, load {here['load_before']} before; a step each {asked.every:g} s, {asked.seconds:g} s at each number")
    tell("learners  step p50 ms  p95 ms  steps   MB each  server s  kernel s  cells s  errors")
    while len(learners) < asked.most:
        with concurrent.futures.ThreadPoolExecutor(asked.by) as pool:
            came = [pool.submit(come_in, url, len(learners) + n + 1, cells) for n in range(min(asked.by, asked.most - len(learners)))]
        wrong = [f"{type(c.exception()).__name__}: {c.exception()}" for c in came if c.exception()]
        came = [c.result() for c in came if not c.exception()]
        learners += [one for one, *_ in came]
        steps, more = measured(learners, asked.every, asked.seconds)
        held = [sum(of.values()) / 10**6 for name, of in accounts.use(asked.folder).items() if name.startswith("ssc-load-")]
        median = lambda values: round(statistics.median(values), 2) if values else None  # noqa: E731
        row = {"learners": len(learners), "p50_ms": round(1000 * median(steps)) if steps else None,
               "p95_ms": round(1000 * sorted(steps)[int(len(steps) * 0.95)]) if steps else None, "steps": len(steps),
               "mb_each": round(median(held) or 0), "mb_all": round(sum(held)), "server_s": median([c[1] for c in came]),
               "kernel_s": median([c[2] for c in came]), "cells_s": median([c[3] for c in came]), "errors": (wrong + more)[:5],
               "load": round(os.getloadavg()[0], 1)}
        rows.append(row)
        tell(f"{row['learners']:>8}{row['p50_ms'] or '-':>13}{row['p95_ms'] or '-':>8}{row['steps']:>7}{row['mb_each']:>10}{row['server_s'] or '-':>10}"
             f"{row['kernel_s'] or '-':>10}{row['cells_s'] or '-':>9}  {'; '.join(row['errors']) or 'none'}")
        if not steps or row["p95_ms"] > 1000 * asked.limit or wrong:
            break
    for one in learners:
        one.leave()
    if asked.json:
        print(json.dumps({"machine": here, "every_s": asked.every, "rows": rows}, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
