"""For which computers there are wheels, and whether those in the folder wheels/ of a bundle fit this one and are whole.

course.py runs this before it installs: wheels.py LOCK [--offline]. It ends with 0 where the bundle's wheels are to be taken, with 3
where the network is to be asked, and with 1 and a sentence where there is nothing to be had. Standard library only.
"""
import hashlib
import json
import os
import platform
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))
from course import ROOT, explain_os_error, say  # noqa: E402

MADE_FOR, SUMS, NETWORK = "bundle.json", "SHA256SUMS", 3


class Platform(NamedTuple):
    title: str
    oldest: tuple  # the system, and its oldest version that every wheel of the lock runs on
    markers: dict  # how a lock's condition knows it
    tags: list  # what a wheel's name may end in


def linux(title, machine):
    tags = [f"manylinux_2_{minor}_{machine}" for minor in range(28, 4, -1)] + [f"manylinux2014_{machine}"]  # pip adds 2010 and 1
    return Platform(title, ("glibc", (2, 28)), {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux",
                                               "platform_machine": machine}, tags)


def mac(title, machine, oldest):
    return Platform(title, ("macOS", oldest), {"os_name": "posix", "sys_platform": "darwin", "platform_system": "Darwin",
                                              "platform_machine": machine}, [f"macosx_{oldest[0]}_{oldest[1]}_{machine}"])


PLATFORMS = {
    "windows": Platform("Windows", (), {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"},
                        ["win_amd64"]),
    "mac-arm": mac("macOS on Apple silicon", "arm64", (12, 0)),
    "mac-intel": mac("macOS on Intel", "x86_64", (11, 0)),
    "linux": linux("Linux", "x86_64"),
    "linux-arm": linux("Linux on ARM", "aarch64"),
}


def this_platform():
    """The name of this computer's platform; one that is not in PLATFORMS where no wheels are made for it."""
    machine = platform.machine().lower()
    arm = machine in ("arm64", "aarch64")
    names = {"win32": "windows", "darwin": "mac-arm" if arm else "mac-intel", "linux": "linux-arm" if arm else "linux"}
    return names[sys.platform] if sys.platform in names and (arm or machine in ("x86_64", "amd64")) else f"{sys.platform} {machine}"


def this_python():
    return "{}.{}".format(*sys.version_info)


def this_system():
    """The version of macOS, or of glibc; empty where none is known."""
    told = platform.mac_ver()[0] if sys.platform == "darwin" else platform.libc_ver()[1] if sys.platform == "linux" else ""
    numbers = tuple(int(part) for part in told.split(".")[:2] if part.isdigit())
    return () if numbers == (10, 16) else numbers  # what a macOS from 11 on tells a program made for an older one


def named(pairs):
    """[("linux", "3.11"), ("linux", "3.12")] in words: Linux with Python 3.11 or 3.12."""
    versions = {}
    for name, version in pairs:
        versions.setdefault(PLATFORMS[name].title if name in PLATFORMS else name, []).append(version)
    return "; ".join(f"{title} with Python {' or '.join(those)}" for title, those in versions.items())


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def damaged(folder):
    """Names of files that are not there, or not as they were; all of them, where the list itself is lost."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, ValueError):
        lines = []
    pairs = [(line[:64], line[66:]) for line in lines]
    if not pairs or any(Path(name).name != name for digest, name in pairs):  # names without a folder are all that we write
        return [SUMS]
    return [name for digest, name in pairs if not (folder / name).is_file() or sha256(folder / name) != digest]


def problem(folder, lock):
    """Why these wheels cannot be used for this lock on this computer, in a sentence or two; empty where they can."""
    if not folder.is_dir():
        return ("There is no folder wheels here, so nothing can be set up without a network. A bundle has one: "
                "python3 course.py bundle makes it, on a computer with a network.")
    try:
        told = json.loads((folder / MADE_FOR).read_text(encoding="utf-8"))
        pairs, locks = [(str(name), str(version)) for name, version in told["for"]], dict(told["locks"])
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return "The folder wheels here has no readable bundle.json, so it is not whole. Copy the bundle once more and unpack it into a new folder."
    name, version = this_platform(), this_python()
    if (name, version) not in pairs:
        others = [v for n, v in pairs if n == name]
        way = (f"Install Python {others[-1]} (python.org has it) and start with it ({'py -' + others[-1] if os.name == 'nt' else 'python' + others[-1]} "
               "course.py lab --offline), or make" if others else "Make")
        return (f"This bundle was made for {named(pairs)}; this is {named([(name, version)])}. {way} a bundle for this one: "
                f"python3 course.py bundle --for {name} --python {version}.")
    system, oldest = PLATFORMS[name].oldest or ("", ())
    if oldest and this_system() and this_system() < oldest:
        return (f"This bundle was made for {system} {'.'.join(map(str, oldest))} or later; this computer has {'.'.join(map(str, this_system()))}. "
                "It needs a newer system.")
    if lock.name not in locks:
        return "This bundle has no wheels for the tests. One made with python3 course.py bundle --tests has them."
    if locks[lock.name] != sha256(lock):
        return "The wheels in the folder wheels belong to another edition of the course. Make a bundle of this one: python3 course.py bundle."
    if bad := damaged(folder):
        return (f"Damaged or missing in the folder wheels: {', '.join(bad[:3])}{f' and {len(bad) - 3} more' if len(bad) > 3 else ''}. Copy the "
                "bundle once more and unpack it into a new folder.")
    return ""


def no_wheels(platform, soabi, bits):
    """Why there are no wheels at all for this Python, in a sentence; empty where there are."""
    why = ("for Windows on ARM; the one for Windows x86-64 from python.org runs there too" if platform == "win-arm64"
           else "for a Linux with musl (Alpine); take one with glibc, such as Debian or Fedora" if "musl" in soabi
           else "a 32-bit one; python.org has the 64-bit one" if bits < 64 else "")
    return f"The library that draws the pictures, lets-plot, is not made for this Python: it is {why}." if why else ""


def main(lock, *flags):
    if why := no_wheels(sysconfig.get_platform(), sysconfig.get_config_var("SOABI") or "", sys.maxsize.bit_length() + 1):
        sys.exit(why)
    folder = ROOT / "wheels"
    if not flags and not folder.exists():
        return NETWORK
    why = problem(folder, Path(lock))
    if why and flags:
        sys.exit(f"{why} Nothing was set up.")
    if why:
        say(f"{why} Now the network is asked.")
    return NETWORK if why else 0


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except OSError as error:
        sys.exit(explain_os_error(error))
