"""Hand-ins: from the drop folder, where learners may put and not look, to the instructor's folder.

A file in the drop folder belongs to the account that put it there, and could join a name to an opinion that its writer
gave under a pen name. The instructor's copy belongs to the instructor and keeps no account and no clock time.
"""
import os
import re
import secrets
import stat
from pathlib import Path

FILE = re.compile(r"handin-[0-9a-f]{1,64}\.zip\Z")
LARGEST = 20_000_000


def make(folder):
    """Anyone may put something in; nobody but root may list it, and nobody may take or replace another's."""
    drop = folder / "drop"
    drop.mkdir(exist_ok=True)
    os.chown(drop, 0, 0)
    drop.chmod(0o1733)
    return drop


def read(path):
    """The bytes of a hand-in that is a plain file of one name and not too large, else None. Links are not followed."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode) or state.st_nlink != 1 or state.st_size > LARGEST:
            return None
        with open(handle, "rb", closefd=False) as file:
            return file.read(LARGEST)
    finally:
        os.close(handle)


def collect(drop, to, owner):
    """Copy what is new into the instructor's folder; gives how many hand-ins were new or changed."""
    new = 0
    for path in Path(drop).iterdir():
        data = read(path) if FILE.match(path.name) else None
        goal = Path(to) / path.name
        if data is None or goal.is_file() and not goal.is_symlink() and goal.read_bytes() == data:
            continue
        part = Path(to) / f".{secrets.token_hex(8)}.part"
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as file:
            file.write(data)
            os.fchown(file.fileno(), *owner)
        day = os.stat(part).st_mtime // 86400 * 86400
        os.utime(part, (day, day))
        os.replace(part, goal)
        new += 1
    return new
