"""course.py class: one laptop serves the class with a JupyterHub of its own, on the local network."""
import argparse
import functools
import json
import os
import subprocess
import sys
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TOOLS.parent), str(TOOLS)]
import course  # noqa: E402
from class_hub import accounts, drop, place, serve  # noqa: E402
from class_hub.accounts import Refused  # noqa: E402

OPEN = ("This network can be read by others who are on it. Names, passwords and all that is typed travel unencrypted, so learners should take a password "
        "that they use nowhere else. Use a network of your own (this laptop's hotspot, with a password), or --tls CERTIFICATE KEY.")


class Parser(argparse.ArgumentParser):
    def error(self, message):
        raise Refused(f"{message[0].upper()}{message[1:]}. To see what there is: python3 course.py class --help")


def whole(low, high, text):
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {low} to {high}")
    return int(text)


def arguments(argv):
    parser = Parser(prog="course.py class", description=__doc__)
    number = lambda low, high: functools.partial(whole, low, high)  # noqa: E731
    parser.add_argument("--folder", type=Path, default=place.DEFAULT, help="where all of it lies (%(default)s)")
    parser.add_argument("--port", type=number(1024, 65533), default=8000, help="first of three ports in a row (%(default)s)")
    parser.add_argument("--address", default="", help="serve at this address of this computer only")
    parser.add_argument("--tls", nargs=2, type=Path, metavar=("CERTIFICATE", "KEY"), help="files for an encrypted connection")
    parser.add_argument("--names", type=Path, metavar="FILE", help="only these may come in, one name a line")
    parser.add_argument("--instructor", default="instructor", metavar="NAME", help="your own name in the hub (%(default)s)")
    parser.add_argument("--seats", type=number(1, 500), default=40, metavar="N", help="so many learners at most (%(default)s)")
    parser.add_argument("--memory", type=number(300, 1000000), default=1000, metavar="MB", help="so much memory for each at most (%(default)s)")
    parser.add_argument("--idle", type=number(5, 10000), default=60, metavar="MINUTES", help="end the server of one who does nothing so long (%(default)s)")
    parser.add_argument("--every", type=number(10, 86400), default=120, metavar="SECONDS", help="show who is on so often (%(default)s)")
    parser.add_argument("--hand-ins", type=Path, metavar="FOLDER", help="where hand-ins arrive (in your home: south-south-hand-ins)")
    parser.add_argument("--set-up", action="store_true", help="set up, while there is a network, and end")
    parser.add_argument("--who", action="store_true", help="tell who is on, and how much memory each holds")
    parser.add_argument("--remove", action="store_true", help="remove the hub, the learners' accounts and their work")
    parser.add_argument("--yes", action="store_true", help="with --remove: do not ask")
    asked = parser.parse_args(argv)
    asked.folder = Path(os.path.abspath(asked.folder))
    if len(str(asked.folder)) > 30:
        raise Refused(f"{asked.folder} is too long a name: a kernel's sockets lie in it, and their names have a limit. Name a folder of at most 30 letters.")
    return asked


def instructor():
    """(uid, gid, home) of who called sudo, or root's."""
    import pwd
    uid = os.environ.get("SUDO_UID", "")
    found = pwd.getpwuid(int(uid) if uid.isdigit() else 0)
    return found.pw_uid, found.pw_gid, Path(found.pw_dir)


def names_in(path):
    """The accounts of a list of names, one a line, or a sentence that says which line is none."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is no plain text"
        raise Refused(f"The list {path} could not be read ({why}). It should hold one name a line.") from None
    found = [(n, accounts.account(line)) for n, line in enumerate(lines, 1) if line.strip()]
    for n, name in found:
        if not accounts.is_name(name):
            raise Refused(f"Line {n} of {path} is no name that can be used. {accounts.NAME_RULE}")
    if not found:
        raise Refused(f"The list {path} holds no name. It should hold one name a line.")
    return sorted({name for _, name in found})


def settings_for(asked):
    """What the hub is told, as plain JSON; whatever cannot be is refused."""
    name = accounts.account(asked.instructor)
    if not accounts.is_name(name):
        raise Refused(f"{asked.instructor!r} cannot be your name here. {accounts.NAME_RULE}")
    for path in asked.tls or ():
        if not path.is_file():
            raise Refused(f"There is no file {path}. After --tls come two files: the certificate and its key.")
    uid, gid, home = instructor()
    return {"folder": str(asked.folder), "address": asked.address or "0.0.0.0", "port": asked.port, "tls": [str(p.resolve()) for p in asked.tls or ()],
            "names": sorted({*names_in(asked.names), name}) if asked.names else [], "instructor": name, "seats": asked.seats, "memory": asked.memory,
            "idle": asked.idle, "every": asked.every, "to": str(os.path.abspath(asked.hand_ins or home / "south-south-hand-ins")), "owner": [uid, gid]}


def start(asked):
    settings = settings_for(asked)
    place.lay(asked.folder)
    with place.only_one(asked.folder):
        serve_class(asked, settings, asked.folder)


def serve_class(asked, settings, folder):
    place.install(folder)
    place.copy_course(folder, TOOLS.parent)
    if asked.set_up:
        return course.say(f"The hub is set up in {folder}. To serve a class, no connection is needed: sudo python3 course.py class")
    drop.make(folder)
    to = Path(settings["to"])
    if not to.is_dir():
        to.mkdir(parents=True)
        os.chown(to, *settings["owner"])
        to.chmod(0o700)
    path = folder / "hub" / "settings.json"
    path.write_text(json.dumps(settings, indent=1), encoding="utf-8")
    found = [asked.address] if asked.address else serve.addresses()
    urls = [f"http{'s' if asked.tls else ''}://{address}:{asked.port}" for address in found or ["127.0.0.1"]]

    # Before the hub opens, so that nobody else takes the instructor's name.
    command = [folder / "env" / "bin" / "python", folder / "course" / "tools" / "class_hub" / "poster.py", folder, urls[0], settings["instructor"]]
    poster = subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE, encoding="utf-8",
                            env={**os.environ, "PYTHONIOENCODING": "utf-8"}).stdout

    def told():
        course.say("\nLearners on the same network open this address, or scan the code:\n")
        course.say(f"{poster}\n  {urls[0]}\n\nTo project: {(folder / 'join.html').as_uri()}")
        if len(urls) > 1:
            course.say(f"This computer has other addresses too: {', '.join(urls[1:])}. If the first does not work, start with --address and another.")
        if not found:
            course.say("This computer is on no network, so only its own browser can come in. Join a network or start a hotspot, then start again.")
        course.say(f"Hand-ins arrive in {to}. Who is on: sudo python3 course.py class --who. Ctrl-C ends the class.")
        if not asked.tls:
            course.say(OPEN)
    stop = serve.until_asked()
    serve.serve(folder, settings, told, stop)


def who(asked):
    if not place.is_ours(asked.folder):
        raise Refused(f"No class was set up in {asked.folder}. Start one: sudo python3 course.py class")
    course.say(accounts.table(accounts.use(asked.folder), accounts.free_memory()))


def remove(asked):
    folder = asked.folder
    if not place.is_ours(folder):
        raise Refused(f"No class was set up in {folder}, so there is nothing to remove.")
    names = accounts.listed(folder)
    course.say(f"This removes {folder} with {len(names)} account{'s' if len(names) != 1 else ''} and all their work"
               f"{': ' + ', '.join(names) if names else ''}. What was handed in stays in your folder.")
    if not asked.yes and (not sys.stdin.isatty() or input("Type yes to remove: ").strip().lower() != "yes"):
        raise Refused("Nothing was removed. To remove without being asked: course.py class --remove --yes")
    if place.is_served(folder):
        raise Refused("The class is being served right now. End it with Ctrl-C in its window, then remove it.")
    stayed = accounts.remove(folder, names)
    if stayed:
        raise Refused(f"These accounts could not be removed: {', '.join(stayed)}. The folder {folder} stays too.")
    place.remove(folder)
    course.say("Removed.")


def main(argv):
    try:
        asked = arguments(argv)
        place.check_machine()
        os.environ["PATH"] = os.environ.get("PATH", "/usr/bin:/bin") + ":/usr/sbin:/sbin"
        os.umask(0o022)
        if asked.who:
            return who(asked)
        if asked.remove:
            return remove(asked)
        return start(asked)
    except Refused as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("\nStopped. Run the same command again to go on.")
    except OSError as error:
        sys.exit(course.explain_os_error(error))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
