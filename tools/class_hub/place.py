"""The one folder that serving a class takes: the environment, a copy of the course to copy from, the learners' homes, the hub's own files.

env/ and course/ may be read by all; home/ holds each learner's home (0700); drop/ takes hand-ins; hub/ is root's alone.
"""
import contextlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import course
from class_hub.accounts import Refused

HERE = Path(__file__).parent
LOCK = HERE / "requirements-class.txt"  # its own name, because the stamp in the environment is named after it
DEFAULT = Path("/opt/south-south-class")
MB_NEEDED = 1600  # the environment, and what is kept of what was fetched
PROGRAMS = ("useradd", "userdel", "find", "cp", "rm", "sh")
LEFT_OUT = (".*", "__pycache__", "my_work", "*.part")  # wherever it lies
LEFT_OUT_ON_TOP = ("readings", "question-bank", "dist", "wheels", "pages", "docs", "tests", "*.zip")
ELSEWHERE = ("There are two other ways for a class: python3 course.py bundle makes one file that sets the course up on each learner's own "
             "computer without a network, and python3 course.py pages makes pages that open in any browser.")


def check_machine(platform=sys.platform, uid=None):
    """Linux, and root: the hub makes accounts and starts each learner's server under the learner's own."""
    if platform != "linux":
        raise Refused(f"A class is served from Linux only. {ELSEWHERE}")
    if (os.geteuid() if uid is None else uid) != 0:
        raise Refused("Serving a class makes an account for each learner on this computer, and only its administrator may do that: "
                      f"sudo python3 course.py class. {ELSEWHERE}")
    missing = [name for name in PROGRAMS if not shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")]
    if missing:
        raise Refused(f"This computer lacks {', '.join(missing)}, which serving a class needs. {ELSEWHERE}")


def is_ours(folder):
    return (folder / "accounts.txt").is_file() and (folder / "hub").is_dir()


@contextlib.contextmanager
def only_one(folder):
    """While a class is served from this folder, nobody else serves or removes it. The lock ends with the process."""
    import fcntl
    with open(folder / "hub" / "lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(f"A class is being served from {folder} right now, in another window.") from None
        yield


def is_served(folder):
    try:
        with only_one(folder):
            return False
    except Refused:
        return True


def remove(folder):
    """The folder and all in it; whoever calls has removed the accounts."""
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        raise Refused(f"Not all of {folder} could be removed. Remove it by hand: sudo rm -r {folder}")


def lay(folder):
    """The folder with its parts, or a sentence why not."""
    if folder.exists() and not is_ours(folder) and any(folder.iterdir()):
        raise Refused(f"{folder} holds something else, so it stays as it is. Name an empty or a new one: course.py class --folder FOLDER")
    for part, mode in (("", 0o755), ("home", 0o711), ("hub", 0o700)):
        (folder / part).mkdir(parents=True, exist_ok=True)
        os.chown(folder / part, 0, 0)
        (folder / part).chmod(mode)
    (folder / "accounts.txt").touch(0o644)
    for parent in folder.parents:
        if not parent.stat().st_mode & 0o001:
            raise Refused(f"Learners' accounts cannot reach {folder}, because {parent} is closed to others. Name another: --folder FOLDER")


def all_may_run(python):
    """Whether an account that is nobody's may run this Python."""
    try:
        return subprocess.run([python, "-c", "import json"], user=65534, group=65534, extra_groups=[], cwd="/", env={"PATH": "/usr/bin:/bin"},
                              capture_output=True).returncode == 0
    except OSError:
        return False


def install(folder):
    """The environment of hub and learners, made from the two locks; at once when it is there and whole."""
    env = folder / "env"
    course.VENV, course.PYTHON, course.UV = env, env / "bin" / "python", folder / "uv"
    if course.is_complete(course.LOCK) and course.is_complete(LOCK):
        return
    base = os.path.realpath(sys.executable)
    if not all_may_run(base):
        raise Refused(f"Learners' accounts cannot run this Python, {base}: it lies where only you may go. Start with one for all, "
                      "most often: sudo /usr/bin/python3 course.py class")
    if shutil.disk_usage(folder).free < MB_NEEDED * 10**6:
        raise Refused(f"Setting up takes {MB_NEEDED} MB in {folder}, and {shutil.disk_usage(folder).free // 10**6} MB are free. Make room, or name "
                      "another place: --folder FOLDER")
    course.say(f"Setting up the hub in {folder}, once: about 200 MB to fetch, 810 MB on disk, one to five minutes. Ctrl-C stops; the same command goes on.")
    shutil.rmtree(env, ignore_errors=True)
    course.make_venv()
    command = course.installer()
    for lock in (course.LOCK, LOCK):
        course.install(command, lock)
    # Learners may not write here: what is not compiled now, Python would compile again at each start of each kernel, a second and more.
    subprocess.run([str(course.PYTHON), "-m", "compileall", "-qq", "-j", "0", str(course.site_packages())], stdout=subprocess.DEVNULL)


def left_out(source):
    """What a learner's copy does without, for shutil.copytree: the instructor's own, what was made here, the answer key in docs."""
    anywhere, on_top = shutil.ignore_patterns(*LEFT_OUT), shutil.ignore_patterns(*LEFT_OUT, *LEFT_OUT_ON_TOP)
    return lambda where, names: (on_top if Path(where) == Path(source) else anywhere)(where, names)


def copy_course(folder, source):
    """The course as it is here and now, for all to read; learners who have a copy keep theirs."""
    part, goal = folder / ".course-part", folder / "course"
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(source, part, ignore=left_out(source))
    for path in (part, *part.rglob("*")):  # the instructor's own copy may be closed to others
        path.chmod(0o755 if path.is_dir() else 0o644)
    shutil.rmtree(goal, ignore_errors=True)
    part.rename(goal)
    subprocess.run([str(folder / "env" / "bin" / "python"), str(goal / "course.py"), "here"], check=True, stdout=subprocess.DEVNULL)
    settings = folder / "env" / "etc" / "jupyter" / "jupyter_server_config.json"
    known = json.loads(settings.read_text(encoding="utf-8"))
    # Kernels listen on files in the learner's own folder: any account of this computer could listen to a port of theirs.
    known["KernelManager"] = {"transport": "ipc"}
    settings.write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")
