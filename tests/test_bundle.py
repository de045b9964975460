"""The bundle: which wheels for which computer, one file, and what the other computer says of it. No network."""
import errno
import hashlib
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
import bundle  # noqa: E402
import course  # noqa: E402
import wheels  # noqa: E402

UNSHARE = shutil.which("unshare") and not subprocess.run(["unshare", "-rmn", "true"], capture_output=True).returncode
OFF = pytest.mark.skipif(not UNSHARE, reason="this machine lets nobody make a small disk, or switch the network off, for a test")
LOCKS = ("requirements.txt", "requirements-test.txt", "tools/uv.txt")


def sentence(stopped):
    """What people would read: one plain paragraph, no traceback."""
    text = str(getattr(stopped, "value", stopped))
    assert "Traceback" not in text and "!" not in text and text.strip().endswith((".", ")", "3.13"))
    return text


def wheel(folder, name, tag, **files):
    """A wheel of a file or two; its line for a lock."""
    path, info = folder / f"{name}-1-{tag}.whl", f"{name}-1.dist-info"
    files = {f"{name}.py": "", **files, f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n",
             f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n"}
    with zipfile.ZipFile(path, "w") as file:
        for inside, text in files.items():
            file.writestr(inside, text)
        file.writestr(f"{info}/RECORD", "".join(f"{inside},,\n" for inside in [*files, f"{info}/RECORD"]))
    return f"--hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A small course with locks of its own, and a folder that stands for the package index."""
    root, index = tmp_path / "kursü mit leer zeichen", tmp_path / "index"
    for folder in (index, root / "tools", root / "notebooks/my_work", root / "readings", root / "dist", root / "helpers/__pycache__"):
        folder.mkdir(parents=True)
    both = wheel(index, "thing", "py3-none-any", **{"jupyterlab.py": "import sys\nprint('JUPYTERLAB', *sys.argv[3:])"})
    apart = [wheel(index, "fast", f"cp312-cp312-{tag}") for tag in ("win_amd64", "macosx_11_0_arm64", "macosx_13_0_arm64")]
    only = {system: wheel(index, system, "py3-none-any") for system in ("win32", "darwin", "older", "test_part", "uv")}
    texts = {"requirements.txt": [f"thing==1 \\\n    {both}", "fast==1 ; sys_platform != 'linux' \\\n    " + " \\\n    ".join(apart),
                                  *(f"{system}==1 ; sys_platform == '{system}' \\\n    {only[system]}" for system in ("win32", "darwin")),
                                  f"older==1 ; python_full_version < '3.12.3' \\\n    {only['older']}"],
             "requirements-test.txt": [f"test-part==1 \\\n    {only['test_part']}"], "tools/uv.txt": [f"uv==1 \\\n    {only['uv']}"]}
    for name, lines in texts.items():
        (root / name).write_text("# as in the real ones\n" + "\n".join(lines) + "\n", encoding="utf-8")
    for name in ("course.py", "tools/wheels.py", "tools/files.py", ".gitignore", "pyproject.toml", "Start course.bat"):
        shutil.copy(ROOT / name, root / name)
    for name in ("notebooks/a.ipynb", "notebooks/my_work/mine", "readings/theirs", "dist/old.zip", "helpers/x.py", "helpers/__pycache__/x.pyc"):
        (root / name).write_text("{}")
    for name in ("ROOT", "FOLDER", "LOCK", "TEST_LOCK", "UV_LOCK"):
        monkeypatch.setattr(bundle, name, root / getattr(bundle, name).relative_to(ROOT))
    for name, value in {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(index), "PIP_CONFIG_FILE": os.devnull, "GIT_CEILING_DIRECTORIES": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    return SimpleNamespace(root=root, index=index, lock=root / "requirements.txt")


# --- which wheels

def names(lines):
    return Counter(re.match(r"[\w.-]+", line)[0] for line in lines)


@pytest.mark.parametrize("name, version", [*itertools.product(wheels.PLATFORMS, bundle.PYTHONS)])
def test_each_platform_gets_each_package_of_the_lock_once(name, version):
    locked = names(text for lock in LOCKS for text, _ in bundle.entries(ROOT / lock))
    got = names(bundle.wanted([ROOT / lock for lock in LOCKS], name, version + ".99"))
    windows, mac = name == "windows", name.startswith("mac")
    away = {"appnope": not mac, "colorama": not windows, "pywinpty": not windows, "pexpect": windows, "overrides": version != "3.11"}
    away["ptyprocess"] = away["pexpect"]
    assert set(got.values()) == {1} and set(locked) - set(got) == {package for package, gone in away.items() if gone}


def test_the_first_release_of_a_python_gets_what_it_needs_besides():
    steps = bundle.plan([ROOT / lock for lock in LOCKS], [("linux", "3.11"), ("windows", "3.13")])
    assert [(name, full) for name, full, _ in steps] == [("linux", "3.11.99"), ("linux", "3.11.0"), ("windows", "3.13.99")]
    assert names(steps[1][2]) == {"soupsieve": 1} and not set(steps[1][2]) & set(steps[0][2])


def test_a_line_for_pip_keeps_its_hashes_and_loses_its_condition():
    for lock in LOCKS:
        for text, condition in bundle.entries(ROOT / lock):
            assert re.fullmatch(r"[\w.-]+==\S+( --hash=sha256:[0-9a-f]{64})+", text) and ";" not in text + condition


# --- one file

def test_one_file_for_two_platforms(small, capsys):
    path = bundle.bundle([("windows", "3.12"), ("mac-arm", "3.12")], tests=True)
    said = capsys.readouterr().out
    assert path.name == f"south-south-{bundle.edition()[0]}-windows-mac-arm-py3.12-tests.zip" and path.parent == small.root / "dist"
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        inside = {name.removeprefix("south-south/"): file.read(name) for name in file.namelist()}
        assert len(inside) == len(file.namelist())
    held = {name.removeprefix("wheels/") for name in inside if name.startswith("wheels/")}
    assert held == {"thing-1-py3-none-any.whl", "fast-1-cp312-cp312-win_amd64.whl", "fast-1-cp312-cp312-macosx_11_0_arm64.whl",
                    "win32-1-py3-none-any.whl", "darwin-1-py3-none-any.whl", "older-1-py3-none-any.whl", "test_part-1-py3-none-any.whl",
                    "uv-1-py3-none-any.whl", "bundle.json", "SHA256SUMS"}
    assert {name for name in inside if not name.startswith("wheels/")} == {
        "READ FIRST.txt", "course.py", "tools/wheels.py", "tools/files.py", ".gitignore", "pyproject.toml", "Start course.bat", "notebooks/a.ipynb",
        "helpers/x.py", *LOCKS}
    sums = dict(reversed(line.split("  ")) for line in inside["wheels/SHA256SUMS"].decode().splitlines())
    assert sums == {name: hashlib.sha256(inside[f"wheels/{name}"]).hexdigest() for name in held - {"SHA256SUMS"}}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert path.with_name(path.name + ".sha256").read_text() == f"{digest}  {path.name}\n" and digest in said
    assert "macOS on Apple silicon, Python 3.12 · 5 of 5 · test_part-1-py3-none-any.whl" in said and "Fetched: 8 wheels" in said
    assert "Windows with Python 3.12; macOS on Apple silicon with Python 3.12" in inside["READ FIRST.txt"].decode()
    assert sorted(p.name for p in path.parent.iterdir()) == ["old.zip", path.name, path.name + ".sha256"]


def test_from_git_goes_what_git_tracks_as_it_lies_here(small, monkeypatch, capsys):
    if not shutil.which("git"):
        pytest.skip("no git here")
    monkeypatch.delenv("GIT_CEILING_DIRECTORIES")
    for command in (["init", "-q"], ["add", "course.py", "pyproject.toml", "notebooks/a.ipynb", "requirements.txt", "tools"],
                    ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "x"]):
        subprocess.run(["git", *command], cwd=small.root, check=True)
    (small.root / "notebooks/a.ipynb").write_text("changed by the instructor")
    path = bundle.bundle([("windows", "3.12")])
    with zipfile.ZipFile(path) as file:
        assert file.read("south-south/notebooks/a.ipynb") == b"changed by the instructor"
        assert "south-south/helpers/x.py" not in file.namelist()
    said = capsys.readouterr().out
    assert "taken as they are here: notebooks/a.ipynb." in said and re.search(r"left out: .*helpers/", said)


@pytest.mark.parametrize("change, words", [
    (lambda s: (s.index / "fast-1-cp312-cp312-win_amd64.whl").unlink(), "no wheel of fast==1 for Windows with Python 3.12"),
    (lambda s: (s.index / "thing-1-py3-none-any.whl").write_bytes(b"not what was locked"), "its checksum differs")])
def test_what_cannot_be_fetched_stops_it_and_leaves_nothing(small, change, words):
    change(small)
    with pytest.raises(SystemExit) as stopped:
        bundle.bundle([("windows", "3.12")])
    assert words in sentence(stopped) and [p.name for p in (small.root / "dist").iterdir()] == ["old.zip"]


@pytest.mark.parametrize("told, words", [
    (["WARNING: Retrying after connection broken by 'NewConnectionError'", "ERROR: No matching distribution found for uv==1"], "could not be reached"),
    (["Collecting proxy-certificate", "ERROR: No matching distribution found for uv==1"], "no wheel of uv==1"),
    (["ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"], "full"),
    (["something new."], "Its last words: something new."), ([], "Its last words: none.")])
def test_what_pip_says_becomes_a_sentence(told, words):
    assert words in sentence(bundle.pip_refused(told, "linux", "3.12"))


@pytest.mark.parametrize("args, words", [
    (["--for", "amiga"], "There is no platform amiga here. There are: windows, mac-arm"), (["--python", "3.9"], "There is no Python 3.9 here"),
    (["--python", "three", "--for", "linux"], "three"), (["--for"], "not understood"), (["--for", ","], "a name is missing"),
    (["--fro", "linux"], "not understood"), (["here"], "not understood"), (["--for", "linux", "--python", ""], "a name is missing"),
    (["--test"], "not understood"), (["--for", "../../etc"], "There is no platform ../../etc")])
def test_absurd_arguments_get_a_sentence(args, words, monkeypatch):
    monkeypatch.setattr(bundle, "bundle", lambda *asked: pytest.fail("it began"))
    with pytest.raises(SystemExit) as stopped:
        bundle.main(args)
    assert words in sentence(stopped)


def test_what_is_asked_for(monkeypatch):
    asked = []
    monkeypatch.setattr(bundle, "bundle", lambda *one: asked.append(one))
    bundle.main([])
    bundle.main(["--for", "windows,mac-arm", "windows", "--python", "3.12", "--tests"])
    assert asked == [([(wheels.this_platform(), wheels.this_python())], False), ([("windows", "3.12"), ("mac-arm", "3.12")], True)]


def test_too_little_room_is_said_before_anything_is_fetched(small, monkeypatch):
    monkeypatch.setattr(bundle.shutil, "disk_usage", lambda folder: SimpleNamespace(free=400 * 10**6))
    monkeypatch.setattr(bundle, "fetch", lambda *step: pytest.fail("it began"))
    with pytest.raises(SystemExit) as stopped:
        bundle.bundle([("windows", "3.12"), ("linux", "3.12")])
    assert "480 MB" in sentence(stopped) and "400 MB are free" in sentence(stopped)


def test_what_a_stopped_one_left_goes_at_the_next(small, monkeypatch):
    left, at_work = small.root / "dist/making-left", small.root / "dist/making-now"
    for folder in (left, at_work):
        folder.mkdir()
        (folder / "a.whl").touch()
    os.utime(left, (0, 0))
    monkeypatch.setattr(bundle, "fetch", lambda *step: sys.exit("Stopped."))
    with pytest.raises(SystemExit):
        bundle.bundle([("windows", "3.12")])
    assert sorted(p.name for p in (small.root / "dist").iterdir()) == ["making-now", "old.zip"]


def test_a_stop_while_writing_leaves_no_half_file(small, monkeypatch):
    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(bundle.zipfile.ZipFile, "write", full)
    with pytest.raises(OSError):
        bundle.bundle([("windows", "3.12")])
    assert [p.name for p in (small.root / "dist").iterdir()] == ["old.zip"]


@OFF
@pytest.mark.parametrize("mount, words", [("-t tmpfs -o size=20k tmpfs", "A disk is full"), ("-o ro -t tmpfs tmpfs", "This may not be written")])
def test_a_full_or_closed_disk_gets_a_sentence(tmp_path, mount, words):
    """A real one: dist is a disk of 20 kB, or one that may only be read."""
    shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("course.py", "pyproject.toml", ".gitignore", *LOCKS):
        shutil.copy(ROOT / name, tmp_path / name)
    code = ("import runpy, shutil, subprocess, sys; sys.path.insert(0, 'tools'); import bundle; "
            "bundle.MB_EACH = 0; bundle.fetch = lambda name, full, lines, folder, label: (folder / 'a.whl').write_bytes(bytes(9000))\n"
            "try: bundle.main([])\nexcept OSError as error: sys.exit(bundle.explain_os_error(error))")
    told = subprocess.run(["unshare", "-rmn", "sh", "-c", f'mkdir dist && mount {mount} dist && "$0" -c "$1"; echo "code $?"; ls dist', sys.executable, code],
                          cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8").stdout
    assert words in told and told.endswith("code 1\n") and "Traceback" not in told, told


# --- on the other computer

@pytest.fixture
def unpacked(small, monkeypatch):
    """A bundle for this very computer, unpacked elsewhere in a path as people have them. No pip: it is slow, and tried above."""
    monkeypatch.setattr(bundle, "fetch", lambda name, full, lines, folder, label: [
        shutil.copy(path, folder) for path in small.index.iterdir() if any(line.startswith(path.name.split("-")[0]) for line in lines)])
    path = bundle.bundle([(wheels.this_platform(), wheels.this_python())])
    with zipfile.ZipFile(path) as file:
        file.extractall(small.root.parent / "çantada")
    root = small.root.parent / "çantada/south-south"
    return SimpleNamespace(root=root, wheels=root / "wheels", lock=root / "requirements.txt")


def told_by(root, *args):
    """What course.py says there, with the network off and no settings for pip."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "UV_", "COURSE_", "PYTHON"))}
    ended = subprocess.run(["unshare", "-rn", sys._base_executable or sys.executable, "course.py", *args], cwd=root, encoding="utf-8",
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**env, "PIP_CONFIG_FILE": os.devnull, "HOME": str(root.parent)})
    assert "Traceback" not in ended.stdout, ended.stdout
    return ended.stdout, ended.returncode


@OFF
def test_it_sets_up_and_starts_with_no_network_at_all(unpacked):
    """The real course.py, venv and pip. The wheels are small ones: uv brings no program, so that pip installs; thing stands for JupyterLab."""
    manifest = unpacked.wheels / "bundle.json"
    text = manifest.read_bytes()
    manifest.write_bytes(text + b"x")
    said, code = told_by(unpacked.root, "lab", "--offline")
    assert code == 1 and "not whole" in said and "Nothing was set up." in said and not (unpacked.root / ".venv").exists()
    manifest.write_bytes(text)
    said, code = told_by(unpacked.root, "lab", "--offline")
    assert code == 0 and "nothing to fetch" in said and "\nJUPYTERLAB" in said, said
    shutil.rmtree(unpacked.wheels)  # later starts need none of it
    said, code = told_by(unpacked.root, "lab", "--offline", "--", "--port", "1")
    assert code == 0 and "Setting up" not in said and re.search(r"\nJUPYTERLAB.* --port 1\n$", said), said
    said, code = told_by(unpacked.root, "test", "--offline")
    assert code == 1 and "There is no folder wheels here" in said and "Nothing was set up." in said


def test_what_course_py_makes_of_it(unpacked, monkeypatch, capsys):
    """Wheels that fit are taken unasked; where they do not fit, --offline stops and a plain start goes on to the network."""
    monkeypatch.setattr(course, "ROOT", unpacked.root)
    monkeypatch.setattr(course, "WHEELS", unpacked.wheels)
    taken = ["--no-index", "--find-links", str(unpacked.wheels)]
    assert course.wheels(unpacked.lock, False) == taken and course.wheels(unpacked.lock, True) == taken
    (unpacked.wheels / "bundle.json").unlink()
    assert course.wheels(unpacked.lock, False) == []
    with pytest.raises(SystemExit):
        course.wheels(unpacked.lock, True)
    shutil.rmtree(unpacked.wheels)
    assert course.wheels(unpacked.lock, False) == []
    with pytest.raises(SystemExit):
        course.wheels(unpacked.lock, True)


def test_the_network_is_asked_with_a_word_to_that(unpacked, monkeypatch, capsys):
    monkeypatch.setattr(wheels, "ROOT", unpacked.root)
    assert wheels.main(str(unpacked.lock)) == 0 and capsys.readouterr().out == ""
    (unpacked.wheels / "bundle.json").unlink()
    assert wheels.main(str(unpacked.lock)) == wheels.NETWORK and "Now the network is asked." in capsys.readouterr().out
    shutil.rmtree(unpacked.wheels)
    assert wheels.main(str(unpacked.lock)) == wheels.NETWORK and capsys.readouterr().out == ""
    monkeypatch.setattr(wheels, "no_wheels", lambda *about: "None at all.")
    with pytest.raises(SystemExit) as stopped:
        wheels.main(str(unpacked.lock))
    assert sentence(stopped) == "None at all."


def test_where_offline_stands(monkeypatch):
    asked = []
    for name in ("lab", "test"):
        monkeypatch.setitem(course.COMMANDS, name, (lambda args, offline=False: asked.append((args, offline)), "", ""))
        for typed in ([], ["--offline"], ["--offline", "--", "-k", "x"], ["--", "--offline"]):
            course.main([name, *typed])
    assert asked == 2 * [([], False), ([], True), (["-k", "x"], True), (["--offline"], False)]
    with pytest.raises(SystemExit) as stopped:
        course.main(["lab", "--offlien"])
    assert "goes after two dashes" in stopped.value.code


def test_a_copy_that_went_wrong_is_named(unpacked):
    one, another = sorted(unpacked.wheels.glob("*.whl"))[:2]
    assert wheels.problem(unpacked.wheels, unpacked.lock) == "" and wheels.damaged(unpacked.wheels) == []
    one.write_bytes(one.read_bytes()[:-1])
    another.unlink()
    told = sentence(wheels.problem(unpacked.wheels, unpacked.lock))
    assert f"Damaged or missing in the folder wheels: {one.name}, {another.name}. Copy" in told


@pytest.mark.parametrize("text", ["", "\n", "x", "\0", "0" * 64 + "  ../course.py\n", "0" * 64 + "  nowhere.whl\n"])
def test_a_damaged_list_of_checksums_is_noticed(unpacked, text):
    (unpacked.wheels / "SHA256SUMS").write_text(text)
    assert "Damaged or missing" in sentence(wheels.problem(unpacked.wheels, unpacked.lock))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"for": 3, "locks": {}}', '{"for": [["linux"]], "locks": {}}', '{"for": [], "locks": 7}', "\udcff"])
def test_a_damaged_manifest_is_noticed(unpacked, text):
    (unpacked.wheels / "bundle.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert "not whole" in sentence(wheels.problem(unpacked.wheels, unpacked.lock))


def test_what_does_not_fit_is_told(unpacked, monkeypatch):
    def told(lock="requirements.txt"):
        return sentence(wheels.problem(unpacked.wheels, unpacked.root / lock))
    assert "no wheels for the tests" in told("requirements-test.txt")
    lock = unpacked.lock.read_bytes()
    unpacked.lock.write_text("thing==2\n")
    assert "another edition" in told()
    unpacked.lock.write_bytes(lock)
    manifest = unpacked.wheels / "bundle.json"
    good = json.loads(manifest.read_text())
    monkeypatch.setattr(wheels, "this_platform", lambda: "mac-intel")
    monkeypatch.setattr(wheels, "this_python", lambda: "3.13")
    assert "this is macOS on Intel with Python 3.13. Make a bundle for this one: python3 course.py bundle --for mac-intel --python 3.13." in told()
    monkeypatch.setattr(wheels, "this_platform", lambda: "freebsd amd64")
    assert "this is freebsd amd64 with" in told()
    manifest.write_text(json.dumps({**good, "for": [["mac-intel", "3.12"], ["mac-intel", "3.13"], ["windows", "3.13"]]}))
    assert "made for macOS on Intel with Python 3.12 or 3.13; Windows with Python 3.13; this is" in told()
    monkeypatch.setattr(wheels, "this_platform", lambda: "mac-intel")
    monkeypatch.setattr(wheels, "this_system", lambda: (10, 15))
    assert "made for macOS 11.0 or later; this computer has 10.15" in told()
    monkeypatch.setattr(wheels, "this_python", lambda: "3.11")
    assert "Install Python 3.13 (python.org has it) and start with it (" in told()
    shutil.rmtree(unpacked.wheels)
    assert "There is no folder wheels here" in told()


@pytest.mark.parametrize("system, machine, name", [
    ("win32", "AMD64", "windows"), ("win32", "ARM64", "windows"), ("darwin", "arm64", "mac-arm"), ("darwin", "x86_64", "mac-intel"),
    ("linux", "x86_64", "linux"), ("linux", "aarch64", "linux-arm"), ("linux", "riscv64", "linux riscv64"), ("freebsd14", "amd64", "freebsd14 amd64")])
def test_this_computer(monkeypatch, system, machine, name):
    monkeypatch.setattr(wheels.sys, "platform", system)
    monkeypatch.setattr(wheels.platform, "machine", lambda: machine)
    assert wheels.this_platform() == name


@pytest.mark.parametrize("told, version", [("11.6.1", (11, 6)), ("10.16", ()), ("", ()), ("13.0", (13, 0))])
def test_the_version_of_macos(monkeypatch, told, version):
    monkeypatch.setattr(wheels.sys, "platform", "darwin")
    monkeypatch.setattr(wheels.platform, "mac_ver", lambda: (told, ("", "", ""), ""))
    assert wheels.this_system() == version


# --- the start file for Windows. There is no Windows here: a few lines stand in for what it does with the few words that the file uses.

def windows(py, python, course=0):
    """What the file runs, and says; py and python are what they end with, None where there is none."""
    lines = (ROOT / "Start course.bat").read_bytes().decode("ascii").split("\r\n")
    assert lines.pop() == "" and not any("\n" in line for line in lines)
    level, name, did, inside, skip = 0, "", [], False, False
    for line in (line.strip() for line in lines):
        if line == ")":
            assert inside
            inside = skip = False
            continue
        if skip or line == "@echo off" or line.startswith("rem "):
            continue
        if condition := re.match(r"if errorlevel 1 (.*)", line):
            if condition[1] == "(":
                inside, skip = True, level < 1
                continue
            if level < 1:
                continue
            line = condition[1]
        line = line.replace("%PYTHON%", name)
        assert not inside or not re.search(r"[()%]", line)  # these would end the block, or be read too early
        if setting := re.fullmatch(r'set "PYTHON=(.*)"', line):
            name = setting[1]
        elif line == "where py >nul 2>nul":
            level = 0 if py is not None else 1
        elif run := re.fullmatch(r'(py -3|python) (-c ""|course\.py lab)( >nul 2>nul)?', line):
            here = py if run[1] == "py -3" else python
            level = 9009 if here is None else here or (course if "course.py" in run[2] else 0)
            did += [line] if "course.py" in run[2] else []
        else:
            assert line in ('pushd "%~dp0"', "popd", "pause") or line.startswith(("echo ", "exit /b 1")), line
            did.append(line)
            if line.startswith("exit"):
                break
    return did


@pytest.mark.parametrize("py, python, course, did", [
    (0, None, 0, ["py -3 course.py lab"]), (0, 0, 0, ["py -3 course.py lab"]), (0, None, 1, ["py -3 course.py lab", "pause"]),
    (None, 0, 0, ["python course.py lab"]), (None, 9009, 0, ["echo", "pause", "exit /b 1"]), (None, None, 0, ["echo", "pause", "exit /b 1"]),
    (103, None, 0, ["echo", "pause", "exit /b 1"])])
def test_the_start_file_for_windows(py, python, course, did):
    got = windows(py, python, course)
    assert got[0] == 'pushd "%~dp0"' and [line.split(" Python is")[0] if line.startswith("echo") else line for line in got[1:] if line != "popd"] == did
    assert got[-1] in ("popd", "exit /b 1")
