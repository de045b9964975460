"""Keep the hub running until Ctrl-C: start it again if it ends by itself, bring in hand-ins, watch memory, leave nothing behind."""
import json
import os
import signal
import subprocess
import threading
import time
import urllib.request
from pathlib import Path

from class_hub import accounts, drop
from class_hub.accounts import Refused
from course import say

STARTS, WITHIN = 5, 600  # the hub may end by itself so often in so many seconds


def addresses():
    """This computer's addresses on its networks, IPv4, loopback left out."""
    try:
        told = subprocess.run(["ip", "-j", "-4", "addr", "show", "up", "scope", "global"], capture_output=True, encoding="utf-8").stdout
        return [one["local"] for link in json.loads(told or "[]") for one in link.get("addr_info", []) if "local" in one]
    except (OSError, ValueError):
        return []


class Hub:
    """JupyterHub as a process, with its proxy and its culler. Learners' servers are processes of their own and outlive it."""

    def __init__(self, folder, settings):
        self.folder, self.settings, self.process, self.begun = folder, settings, None, []

    def start(self):
        self.clear()
        bin_ = self.folder / "env" / "bin"
        kept = {key: os.environ[key] for key in ("LANG", "LC_ALL", "TZ") if key in os.environ}
        env = {**kept, "PATH": f"{bin_}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": str(self.folder / "hub")}
        config = self.folder / "course" / "tools" / "class_hub" / "hub.py"
        (self.folder / "hub" / "rules.toml").unlink(missing_ok=True)  # of a hub that was ended by force: its proxy's password would still be asked for
        self.begun = [t for t in self.begun if time.monotonic() - t < WITHIN] + [time.monotonic()]
        with open(self.folder / "hub" / "hub.log", "ab") as log:
            self.process = subprocess.Popen([str(bin_ / "jupyterhub"), "-f", str(config)], cwd=self.folder / "hub", env=env, stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log, start_new_session=True)

    def answers(self):
        """Whether the hub answers at the address that learners use."""
        host = "127.0.0.1" if self.settings["address"] == "0.0.0.0" else self.settings["address"]
        scheme, port = ("https", self.settings["port"]) if self.settings["tls"] else ("http", self.settings["port"])
        import ssl
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=ssl._create_unverified_context()))
        try:
            return opener.open(f"{scheme}://{host}:{port}/hub/health", timeout=2).status == 200
        except OSError:
            return False

    def parts(self):
        """Process ids of the hub, its proxy and its culler, this one's and those of one that was ended by force: the culler outlives it."""
        marks = (f"{self.folder}/env/bin/jupyterhub\0", f"{self.folder}/hub/traefik.toml\0", f"{self.folder}/env/bin/python\0-m\0jupyterhub_idle_culler\0")
        found = []
        for pid in accounts.processes({0}):
            try:
                line = Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
            except OSError:  # ended this moment
                continue
            if any(mark in line for mark in marks):
                found.append(pid)
        return found

    def clear(self):
        for pid in self.parts():
            accounts.kill(pid)

    def look(self):
        """Start again what ended by itself. Learners' servers went on meanwhile, and the hub takes them up again."""
        if self.process.poll() is None:
            return
        self.clear()  # its proxy still holds the port
        if len(self.begun) >= STARTS:
            raise Refused(f"The hub ended by itself {STARTS} times in {WITHIN // 60} minutes. Its last words are in {self.folder / 'hub' / 'hub.log'}.")
        say(f"{time.strftime('%H:%M')} The hub ended by itself and is started again; learners go on where they were.")
        self.start()

    def stop(self):
        """Ask the hub to end all learners' servers and itself; then see to it that nothing is left."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            pass
        self.clear()
        self.process.wait()
        accounts.end({uid for uid, _, _ in accounts.ours(self.folder).values()})


def too_much(found, most, before):
    """Learners over the limit now and at the last look: account -> the process to end. What holds most is a kernel."""
    over = {name: held for name, held in found.items() if sum(held.values()) > most}
    return {name: max(held, key=held.get) for name, held in over.items() if name in before}, set(over)


def serve(folder, settings, told, stop):
    """Until ``stop`` is set. ``told`` is said once learners can come in."""
    hub, over, last_table, shown, joined = Hub(folder, settings), set(), 0.0, None, False
    hub.start()
    owner = settings["owner"]
    try:
        until = time.monotonic() + 90
        while not stop.is_set():
            hub.look()
            if not joined:
                joined = hub.answers()
                if joined:
                    told()
                elif time.monotonic() > until:
                    raise Refused(f"The hub does not answer. Another program may hold port {settings['port']} or one of the two after it: take others with "
                                  f"--port. The hub's last words are in {folder / 'hub' / 'hub.log'}.")
            try:
                new = drop.collect(folder / "drop", settings["to"], owner)
                if new:
                    say(f"{time.strftime('%H:%M')} {new} hand-in{'s' if new > 1 else ''} came in: {settings['to']}")
            except OSError as error:
                say(f"{time.strftime('%H:%M')} Hand-ins could not be copied to {settings['to']}: {error.strerror}. They wait; make room or mend the folder.")
            found = accounts.use(folder)
            end, over = too_much(found, settings["memory"] * 10**6, over)
            for name, pid in end.items():
                say(f"{time.strftime('%H:%M')} {name} holds more than {settings['memory']} MB; the largest of its processes is ended. Its work is kept.")
                accounts.kill(pid)
            if set(found) != shown or time.monotonic() - last_table > settings["every"]:
                if found or shown:
                    say(f"{time.strftime('%H:%M')}\n{accounts.table(found, accounts.free_memory())}")
                last_table, shown = time.monotonic(), set(found)
            stop.wait(3)
    finally:
        say("Ending the class: learners' servers, then the hub.")
        hub.stop()
        drop.collect(folder / "drop", settings["to"], owner)
        say("All is ended. Accounts and work stay for the next time; course.py class --remove takes them away.")


def until_asked():
    """An event that Ctrl-C, a closed terminal or SIGTERM sets."""
    stop = threading.Event()
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, lambda *_: stop.set())
    return stop
