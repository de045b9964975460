"""The learners' accounts on this computer: their names, making them, what they use, removing them."""
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

PREFIX = "ssc-"
PATTERN = re.compile(PREFIX + r"[a-z][a-z0-9-]{0,15}\Z")
NAME_RULE = "A name here is 1 to 16 letters a to z, digits or hyphens, and starts with a letter. A pen name is fine."
COMMENT = "learner of the South-South course"
LITTLE = 600 * 10**6  # bytes of free memory, two learners' worth
_one = threading.Lock()  # useradd locks its files; ours is written by one at a time too


class Refused(Exception):
    """What was asked cannot be done; the message says what to do instead."""


def account(typed):
    """The account for a name as a learner types it: small letters, with the prefix; not yet judged."""
    name = typed.strip().lower()
    return name if name.startswith(PREFIX) else PREFIX + name


def is_name(name):
    return PATTERN.match(name) is not None


def entry(name):
    """The line of /etc/passwd for this account as (uid, gid, home), or None."""
    import pwd
    try:
        found = pwd.getpwnam(name)
    except (KeyError, ValueError):
        return None
    return found.pw_uid, found.pw_gid, Path(found.pw_dir)


def listed(folder):
    """The accounts that were made here, in the order they were made."""
    path = folder / "accounts.txt"
    return [line for line in path.read_text(encoding="utf-8").splitlines() if is_name(line)] if path.exists() else []


def ours(folder):
    """Account -> (uid, gid, home) for those listed that exist and are what was made here."""
    found = {name: entry(name) for name in listed(folder)}
    return {name: one for name, one in found.items() if one and one[0] >= 100 and one[2] == folder / "home" / name}


def make(folder, name):
    """Make the account with a home of its own, if it is not there, and put the course into it, if it has none."""
    with _one:
        if not is_name(name):
            raise Refused(NAME_RULE)
        if name not in listed(folder):
            if entry(name):
                raise Refused(f"An account {name} is on this computer already and was not made by the course. Take another name.")
            with open(folder / "accounts.txt", "a", encoding="utf-8") as file:
                file.write(name + "\n")  # first the list, so that nothing is made that --remove does not find
        home = folder / "home" / name
        if not entry(name):
            done = subprocess.run(["useradd", "--create-home", "--user-group", "--shell", "/usr/sbin/nologin", "--base-dir", str(home.parent),
                                   "--comment", COMMENT, name], capture_output=True, encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL)
            if done.returncode:
                raise Refused(f"The account {name} could not be made: {done.stderr.strip()}")
            home.chmod(0o700)
        if name not in ours(folder):
            raise Refused(f"The account {name} is not as the course made it, so it is left alone. Take another name.")
    uid, gid, _ = entry(name)
    # As the learner, who may have put a link there. Whole or not at all, and never over what is there. In .run lie sockets of kernels that are gone.
    copy = 'rm -rf .run; test -e course || { rm -rf .course-part && cp -R "$1" .course-part && chmod -R u+w .course-part && mv -T .course-part course; }'
    done = subprocess.run(["sh", "-c", copy, "sh", str(folder / "course")], cwd=home, user=uid, group=gid, extra_groups=[], umask=0o077,
                          env={"PATH": "/usr/bin:/bin"}, capture_output=True, encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL)
    if done.returncode:
        raise Refused(f"The course could not be copied for {name}: {done.stderr.strip()[-200:]}")


def processes(uids):
    """Process id -> uid of everything that runs under these uids."""
    found = {}
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                uid = path.stat().st_uid
            except OSError:  # ended this moment
                continue
            if uid in uids:
                found[int(path.name)] = uid
    return found


def memory(pid):
    """Bytes that a process holds; what it shares is counted in parts (PSS)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def use(folder):
    """Account -> {process id: bytes} for all that are on now."""
    names = {uid: name for name, (uid, _, _) in ours(folder).items()}
    found = {}
    for pid, uid in processes(set(names)).items():
        found.setdefault(names[uid], {})[pid] = memory(pid)
    return found


def free_memory():
    lines = Path("/proc/meminfo").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))


def table(found, free):
    """Who is on and how much memory each holds, as lines for the console."""
    if not found:
        return f"Nobody is on. {free // 10**6} MB of memory are free."
    rows = [f"{name.ljust(22)}{len(held):>9}{sum(held.values()) // 10**6:>9}" for name, held in sorted(found.items())]
    total = sum(sum(held.values()) for held in found.values()) // 10**6
    last = f"{len(found)} on, {total} MB together; {free // 10**6} MB of memory are free."
    if free < LITTLE:
        last += " That is little: let nobody else in, and ask those who have finished to choose File, Hub Control Panel, Stop My Server."
    return "\n".join([f"{'who is on'.ljust(22)}{'processes':>9}{'MB':>9}", *rows, last])


def kill(pid):
    """End one process at once; it may have ended by itself."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def end(uids, patience=5.0):
    """End everything that runs under these uids: asked first, then forced."""
    for signum, wait in ((signal.SIGTERM, patience), (signal.SIGKILL, patience)):
        for pid in processes(uids):
            try:
                os.kill(pid, signum)
            except ProcessLookupError:
                pass
        until = time.monotonic() + wait
        while processes(uids):
            if time.monotonic() > until:
                break
            time.sleep(0.1)
        else:
            return


def remove(folder, names):
    """Remove these accounts, with their homes and what they left in folders for temporary files; gives those that stayed, and why."""
    found, stayed, left = {name: one for name, one in ours(folder).items() if name in names}, [], listed(folder)
    end({uid for uid, _, _ in found.values()})
    for name in names:
        if name in found:
            done = subprocess.run(["userdel", name], capture_output=True, encoding="utf-8", errors="replace")
            if done.returncode:
                stayed.append(f"{name} ({done.stderr.strip()})")
                continue
            shutil.rmtree(folder / "home" / name, ignore_errors=True)
            left.remove(name)
            (folder / "accounts.txt").write_text("".join(f"{one}\n" for one in left), encoding="utf-8")
            subprocess.run(["find", "/tmp", "/var/tmp", "/dev/shm", str(folder / "drop"), "-mindepth", "1", "-maxdepth", "1", "-uid", str(found[name][0]),
                            "-exec", "rm", "-rf", "{}", "+"], capture_output=True)
        elif entry(name):
            stayed.append(f"{name} (not as the course made it)")
    return stayed
