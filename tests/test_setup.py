"""Setting up, without network: course.py, the locks, and what keeps notebooks as files."""
import ast
import errno
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
import course  # noqa: E402
import files  # noqa: E402
import fresh  # noqa: E402
import store  # noqa: E402
import wheels  # noqa: E402

LOCKS = ["requirements.txt", "requirements-test.txt", "tools/uv.txt"]
INSTALLER = """
import pathlib, sys
site = pathlib.Path(sys.argv[1])
for name, text in {"thing/__init__.py": "", "thing/deep/part.py": "",
                   "jupyterlab.py": "import os; print('IN', os.environ.get('COURSE_WORK'))",
                   "thing-1.dist-info/RECORD": "thing/__init__.py,,\\nthing/deep/part.py,sha256=x,0\\nthing/gone.pyc,,\\n"}.items():
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_text(text)
open("calls", "a").write("x")
"""


def sentence(stopped):
    """What people would read: one plain paragraph, no traceback."""
    text = str(stopped.value)
    assert "Traceback" not in text and "!" not in text and text.strip().endswith((".", ")"))
    return text


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """An empty course folder, in a path as people have them, with an installer that brings one package and notes its calls."""
    root = tmp_path / "kursü mit leer zeichen"
    (root / "tools").mkdir(parents=True)
    for name in LOCKS:
        (root / name).write_text("nothing==1\n")
    monkeypatch.setattr(course, "ROOT", root)
    for name in ("VENV", "PYTHON", "UV", "LOCK", "TEST_LOCK", "UV_LOCK"):
        monkeypatch.setattr(course, name, root / getattr(course, name).relative_to(ROOT))

    create = venv.EnvBuilder.create

    def without_pip(self, folder):  # which takes seconds
        self.with_pip = False
        create(self, folder)
    monkeypatch.setattr(venv.EnvBuilder, "create", without_pip)
    monkeypatch.setattr(course, "wheels", lambda lock, offline: [])  # tests/test_bundle.py has bundles
    monkeypatch.setattr(course, "installer", lambda source: [sys.executable, "-c", INSTALLER, str(course.site_packages())])
    monkeypatch.setattr(course, "check_room", lambda *told: None)
    calls = root / "calls"
    return SimpleNamespace(root=root, calls=lambda: len(calls.read_text()) if calls.exists() else 0)


def test_old_pythons_can_read_course_py():
    ast.parse((ROOT / "course.py").read_text(encoding="utf-8"), feature_version=(3, 6))
    assert len((ROOT / "course.py").read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("version", [(3, 8, 18), (3, 10, 0), (3, 15, 0)])
def test_a_python_outside_the_range_gets_a_sentence(version):
    with pytest.raises(SystemExit) as stopped:
        course.check_python(version)
    assert f"this one is {version[0]}.{version[1]}" in sentence(stopped)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 9)])
def test_a_python_in_the_range_passes(version):
    course.check_python(version)


@pytest.mark.parametrize("platform, soabi, bits, word", [
    ("win-arm64", "", 64, "ARM"), ("linux-x86_64", "cpython-312-x86_64-linux-musl", 64, "musl"), ("win32", "", 32, "32-bit")])
def test_a_machine_without_wheels_gets_a_sentence(platform, soabi, bits, word):
    assert word in wheels.no_wheels(platform, soabi, bits)


def test_usual_machines_pass():
    for platform in ("linux-x86_64", "linux-aarch64", "macosx-11.0-arm64", "win-amd64"):
        assert not wheels.no_wheels(platform, "cpython-312-x86_64-linux-gnu", 64)


def test_the_second_start_installs_nothing(tree, capsys):
    course.environment()
    assert "1 of 4" in capsys.readouterr().out and tree.calls() == 1
    course.environment()
    assert capsys.readouterr().out == "" and tree.calls() == 1
    course.environment(tests=True)
    course.environment(tests=True)
    assert tree.calls() == 2


def test_another_lock_or_another_python_makes_the_environment_anew(tree, monkeypatch):
    course.environment()
    course.LOCK.write_text("nothing==2\n")
    course.environment()
    assert tree.calls() == 2
    monkeypatch.setattr(course.sys, "version_info", (3, 14, 0))
    assert not course.is_complete(course.LOCK)


def test_an_interrupted_install_is_repaired(tree, monkeypatch, capsys):
    whole = course.installer
    monkeypatch.setattr(course, "installer", lambda source: [sys.executable, "-c", "raise SystemExit(1)"])
    with pytest.raises(SystemExit) as stopped:
        course.environment()
    assert "run the same command again" in sentence(stopped)
    (course.VENV / "half").touch()
    monkeypatch.setattr(course, "installer", whole)
    course.environment()
    assert "made anew" in capsys.readouterr().out
    assert course.is_complete(course.LOCK) and not (course.VENV / "half").exists()


@pytest.mark.parametrize("lost", ["python", "site-packages", "a package", "a file", "a package and its record", "half the stamp"])
def test_a_damaged_environment_is_noticed_and_made_anew(tree, capsys, lost):
    course.environment()
    site, course_pth = course.site_packages(), course.site_packages() / "course.pth"
    for path in {"python": [course.PYTHON], "site-packages": [site], "a package": [site / "thing"],
                 "a file": [site / "thing/deep/part.py"], "a package and its record": [*site.glob("thing*")],
                 "half the stamp": []}[lost]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if lost == "half the stamp":
        course.stamp_file(course.LOCK).write_text(course.stamp_text(course.LOCK)[:20])
    course.environment()
    assert "damaged" in capsys.readouterr().out and tree.calls() == 2
    assert (site / "thing/deep/part.py").exists() and course_pth.exists() and course.is_complete(course.LOCK)
    course.environment()
    assert tree.calls() == 2


def test_what_the_start_mends_without_installing(tree):
    course.environment()
    pth, server = course.site_packages() / "course.pth", course.VENV / "etc/jupyter/jupyter_server_config.json"
    pth.unlink()
    server.write_text(server.read_text()[:20])
    (course.site_packages() / "of_the_learner-2.dist-info").mkdir()
    course.environment()
    assert pth.exists() and json.loads(server.read_text())["LabApp"]["news_url"] is None and tree.calls() == 1


def test_every_package_that_the_installer_brought_counts_as_whole(monkeypatch):
    monkeypatch.setattr(course, "VENV", Path(sys.prefix))
    if not course.stamp_file(course.LOCK).exists():
        pytest.skip("this Python is not one that course.py made")
    names = {path.name.split("-")[0] for path in course.site_packages().glob("*.dist-info")}
    assert {"jupyterlab", "pandas", "notebook"} <= names and course.whole_packages() == names


def test_a_venv_of_somebody_else_is_left_alone(tree):
    course.VENV.mkdir()
    (course.VENV / "theirs").touch()
    with pytest.raises(SystemExit) as stopped:
        course.environment()
    assert "not made by this course" in sentence(stopped) and (course.VENV / "theirs").exists()


def test_two_windows_do_not_build_at_once(tree):
    with course.only_one():
        with pytest.raises(SystemExit) as stopped:
            course.environment()
    assert "Another window" in sentence(stopped)


def test_no_ensurepip(tree, monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit) as stopped:
        course.environment()
    assert "sudo apt install python3." in sentence(stopped)


@pytest.mark.parametrize("told, then", [
    ("NewConnectionError: Temporary failure in name resolution", "No network"),
    ("OSError: [Errno 122] Disk quota exceeded", "The disk, your share of it"),
    ("ERROR: No matching distribution found for uv", "pip")])
def test_uv_cannot_be_fetched(tmp_path, monkeypatch, told, then):
    monkeypatch.setattr(course, "UV", tmp_path / ".venv-uv")
    monkeypatch.setattr(course.subprocess, "run", lambda *a, **k: SimpleNamespace(returncode=1, stderr=told))
    if then == "pip":
        command = course.installer()
        assert command[1:3] == ["-m", "pip"] and {"--require-hashes", "--only-binary"} <= set(command)
    else:
        with pytest.raises(SystemExit) as stopped:
            course.installer()
        assert then in sentence(stopped)


def test_a_uv_cut_short_does_not_run(tmp_path):
    cut = tmp_path / "uv"
    cut.write_bytes(Path(sys.executable).read_bytes()[:100])
    cut.chmod(0o755)
    assert not course.runs(cut) and not course.runs(tmp_path / "none") and course.runs(sys.executable)


def plain_environment(**more):
    """As a learner has it: no settings for pip, git or the course."""
    ours = ("PIP_", "UV_", "GIT_", "COURSE_", "PYTHON", "VIRTUAL_ENV")
    return {**{key: value for key, value in os.environ.items() if not key.startswith(ours)}, "PIP_CONFIG_FILE": os.devnull, **more}


def inside(folder, script, *before):
    """Run a script of the shell there; what it says, which is never a traceback."""
    env = plain_environment(PYTHON=sys._base_executable or sys.executable, HOME=str(folder.parent))
    told = subprocess.run([*before, "sh", "-c", script], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          encoding="utf-8").stdout
    assert "Traceback" not in told, told
    return told


@pytest.mark.skipif(not shutil.which("unshare") or subprocess.run(["unshare", "-rmn", "true"], capture_output=True).returncode,
                    reason="this machine lets nobody make a small disk, or switch the network off, for a test")
def test_on_a_full_disk_and_without_network_nothing_is_lost(tmp_path):
    """A real disk of 6 MB, then of 200; no stub but a smaller MB_NEEDED, so that it gets as far as the disk's end."""
    told = inside(tmp_path, f"""
        mkdir disk && mount -t tmpfs -o size=6m tmpfs disk || exit
        (cd {shlex.quote(str(ROOT))} && cp -r *.txt course.py tools "$OLDPWD/disk")
        cd disk && mkdir -p notebooks/my_work && printf mine > notebooks/my_work/mine
        go() {{ "$PYTHON" -c "import sys, course; $1; sys.exit(course.main(['lab']))"; echo "code $?"; }}
        go pass; ls -A; echo ---
        go course.MB_NEEDED=0; mount -o remount,size=200m "$PWD"; echo ---
        go course.MB_NEEDED=0; cat notebooks/my_work/mine""", "unshare", "-rmn")
    small, full, offline = told.split("---")
    assert "setting up takes 600 MB" in small and ".venv" not in small and "code 1" in small
    assert "The disk, your share of it" in full and "code 1" in full
    assert "made anew" in offline and "No network: " in offline and offline.endswith("code 1\nmine"), told


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps other rules about who may write")
def test_a_course_folder_that_may_only_be_read(tree):
    """As from a teacher's folder: without an environment it says what to do; with one it opens, and the work goes home."""
    shutil.copytree(ROOT / "tools", tree.root / "tools", dirs_exist_ok=True)
    shutil.copy(ROOT / "course.py", tree.root)
    (tree.root / "notebooks").mkdir()
    powerless = ["setpriv", "--bounding-set=-all"] if os.geteuid() == 0 else []
    if powerless and not shutil.which("setpriv"):
        pytest.skip("root may write anywhere, and setpriv is not here to take that away")
    start, writable, closed = '"$PYTHON" course.py lab', "chmod -R u+w .", "chmod -R a-w ."
    try:
        told = inside(tree.root, f"{closed}; {start}", *powerless)
        assert "This may not be written" in told and "copy the course folder to a place of your own" in told
        inside(tree.root, writable)
        course.environment()
        told = inside(tree.root, f"{closed}; {start}", *powerless)
        home = tree.root.parent / "south-south-work"
        assert f"Your answers are kept in {home};" in told and f"IN {home}" in told
    finally:
        inside(tree.root, writable)
    assert "may only be read" not in inside(tree.root, start)


@pytest.mark.parametrize("number, words", [(errno.ENOSPC, "disk is full"), (errno.EROFS, "may not be written"),
                                           (errno.EACCES, "may not be written"), (errno.EIO, "did not work")])
def test_errors_of_the_disk_become_sentences(number, words, monkeypatch):
    def broken(args):
        raise OSError(number, os.strerror(number), "some/file")
    monkeypatch.setitem(course.COMMANDS, "map", (broken, "", ""))
    with pytest.raises(SystemExit) as stopped:
        course.main(["map"])
    assert words in sentence(stopped)


def test_ctrl_c_says_how_to_go_on(monkeypatch):
    def interrupted(args):
        raise KeyboardInterrupt
    monkeypatch.setitem(course.COMMANDS, "map", (interrupted, "", ""))
    with pytest.raises(SystemExit) as stopped:
        course.main(["map"])
    assert "Stopped. Run the same command again to go on." in sentence(stopped)


def test_an_unknown_command_lists_the_known_ones():
    with pytest.raises(SystemExit) as stopped:
        course.main(["lap"])
    assert all(name in sentence(stopped) for name in course.COMMANDS)


def test_the_list_of_commands_stands_in_two_columns():
    assert all(len(f"  {name} {more}") < 40 for name, (_, more, _) in course.COMMANDS.items())


def test_arguments_for_others_go_after_two_dashes(monkeypatch):
    with pytest.raises(SystemExit) as stopped:
        course.main(["lab", "--port", "1"])
    assert "lab -- --port 1" in str(stopped.value)
    got = []
    monkeypatch.setitem(course.COMMANDS, "lab", (got.extend, "", ""))
    course.main(["lab", "--", "--port", "1"])
    assert got == ["--port", "1"]


def test_here_writes_the_settings_and_keeps_those_of_others(tmp_path, monkeypatch, capsys):
    server = tmp_path / "etc/jupyter/jupyter_server_config.json"
    server.parent.mkdir(parents=True)
    server.write_text('{"ServerApp": {"port": 1}, "LabApp": {"custom_css": true}}')
    monkeypatch.setattr(course.sys, "prefix", str(tmp_path))
    monkeypatch.setattr(course.sysconfig, "get_path", lambda name: str(tmp_path / "site"))
    course.main(["here"])
    assert json.loads(server.read_text()) == {"ServerApp": {"port": 1}, "LabApp": {
        "custom_css": True, "news_url": None, "extension_manager": "readonly",
        "check_for_updates_class": "jupyterlab.NeverCheckForUpdate"}}
    page = json.loads((tmp_path / "etc/jupyter/labconfig/page_config.json").read_text())
    assert page == {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True, "@jupyterlab/cell-toolbar-extension:plugin": True}}
    assert (tmp_path / "site/course.pth").read_text().count("\n") == 1


@pytest.mark.parametrize("folder", ["plain", "with spaces", "kursü ğ 南"])
def test_the_pth_line_leads_to_the_course_wherever_it_lies(tmp_path, monkeypatch, folder):
    root, site = tmp_path / folder, tmp_path / "site"
    root.mkdir()
    (root / "probe_of_the_path.py").touch()
    monkeypatch.setattr(course, "ROOT", root)
    course.settle(site, tmp_path)
    code = f"import site; site.addsitedir({str(site)!r}); import probe_of_the_path"
    subprocess.run([sys.executable, "-c", code], check=True)


# --- the locks

@pytest.mark.parametrize("name", LOCKS)
def test_locks_carry_hashes_and_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    rules = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    entries = re.split(r"\n(?=\S)", rules.strip())
    assert entries and all(re.match(r"[\w.-]+==\S+", entry) and "--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"://|^--|find-links|file:", rules, re.M) and not re.search(r"https?:|/home|/root|/tmp", text)


def test_the_lock_holds_what_is_asked_for():
    locked = dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.M))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {re.match(r"[\w-]+", line)[0] for line in project["dependencies"]} <= set(locked)
    assert project["requires-python"] == ">=3.11,<3.15"
    assert (7, 6) <= tuple(map(int, locked["notebook"].split(".")[:2])) < (8, 0)
    both = dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements-test.txt").read_text(encoding="utf-8"), re.M))
    assert all(locked.get(name, version) == version for name, version in both.items())


# --- notebooks as files

def a_notebook(*outputs, source="1"):
    cell = nbformat.v4.new_code_cell(source, outputs=list(outputs), id="one")
    return nbformat.v4.new_notebook(cells=[cell])


def test_only_the_stale_widget_view_is_dropped(tmp_path):
    data = {"text/html": "<b>ü</b>", "text/plain": "u", files.WIDGET_VIEW: {"model_id": "x"}}
    path = tmp_path / "a.ipynb"
    with_view = a_notebook(nbformat.v4.new_output("display_data", data=data))
    without = a_notebook(nbformat.v4.new_output("display_data", data={k: v for k, v in data.items() if "html" in k or "plain" in k}))
    path.write_text(nbformat.writes(with_view) + "\n", encoding="utf-8")
    files.drop_widget_views(path)
    assert path.read_text(encoding="utf-8") == nbformat.writes(without) + "\n"
    before = path.stat()
    files.drop_widget_views(path)
    assert path.stat().st_mtime_ns == before.st_mtime_ns and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("text", ["not json " + files.WIDGET_VIEW, json.dumps([files.WIDGET_VIEW]),
                                  json.dumps({"cells": [{"source": files.WIDGET_VIEW}]})])
def test_files_without_a_view_to_drop_stay_as_they_are(tmp_path, text):
    path = tmp_path / "a.ipynb"
    path.write_text(text)
    files.drop_widget_views(path)
    assert path.read_text() == text


@pytest.fixture
def repository(tmp_path, monkeypatch):
    if not shutil.which("git"):
        pytest.skip("no git here")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "COURSE_WORK"):
        monkeypatch.delenv(name, raising=False)
    there, here = tmp_path / "there", tmp_path / "here"

    def git(*args, cwd=there):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *args], cwd=cwd, check=True,
                       capture_output=True)
    (there / "notebooks" / "teach").mkdir(parents=True)
    (there / "course.py").touch()
    for name in ("a", "teach/b"):
        (there / f"notebooks/{name}.ipynb").write_bytes("shipped ü\n".encode())
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-q", "-m", "x")
    git("clone", "-q", str(there), str(here), cwd=tmp_path)
    monkeypatch.setattr(fresh, "ROOT", here)
    monkeypatch.setattr(fresh, "NOTEBOOKS", here / "notebooks")
    return SimpleNamespace(here=here, there=there, git=git, a=here / "notebooks/a.ipynb", b=here / "notebooks/teach/b.ipynb",
                           kept=lambda: sorted((here / "notebooks/my_work/kept").glob("*")))


def test_fresh_keeps_a_copy_and_puts_the_shipped_one_back(repository):
    repository.a.write_text("mine")
    repository.b.write_text("mine too")
    fresh.fresh("a")
    assert repository.a.read_bytes() == "shipped ü\n".encode() and repository.b.read_text() == "mine too"
    assert [path.read_text() for path in repository.kept()] == ["mine"]
    repository.a.write_text("mine again")
    fresh.fresh()
    assert repository.b.read_bytes() == "shipped ü\n".encode()
    assert sorted(path.read_text() for path in repository.kept()) == ["mine", "mine again", "mine too"]
    fresh.fresh()
    assert len(repository.kept()) == 3


def test_update_keeps_refreshes_and_fetches(repository, capsys):
    (repository.there / "notebooks/a.ipynb").write_text("newer\n")
    repository.git("commit", "-q", "-a", "-m", "y")
    repository.a.write_text("mine")
    fresh.update()
    assert repository.a.read_text() == "newer\n" and [path.read_text() for path in repository.kept()] == ["mine"]


def test_update_with_nothing_new_leaves_the_notebooks(repository, capsys):
    repository.a.write_text("mine")
    fresh.update()
    assert "This is the newest edition." in capsys.readouterr().out and repository.a.read_text() == "mine"


def test_update_with_commits_of_ones_own_changes_nothing(repository):
    for folder in (repository.here, repository.there):
        (folder / "course.py").write_text(f"# {folder}\n")
        repository.git("commit", "-q", "-a", "-m", "z", cwd=folder)
    repository.a.write_text("mine")
    with pytest.raises(SystemExit) as stopped:
        fresh.update()
    assert "commits of its own" in sentence(stopped) and repository.a.read_text() == "mine"


@pytest.mark.parametrize("name", ["course.py", "new.py"])  # changed here; not known to git here
def test_update_names_the_files_in_the_way_and_goes_on_once_they_are_gone(repository, name):
    (repository.there / name).write_text("theirs")
    repository.git("add", ".")
    repository.git("commit", "-q", "-m", "y")
    (repository.here / name).write_text("mine")
    with pytest.raises(SystemExit) as stopped:
        fresh.update()
    assert f"run the same command again: {name}." in sentence(stopped) and (repository.here / name).read_text() == "mine"
    (repository.here / name).rename(repository.here / "elsewhere")
    fresh.update()
    assert (repository.here / name).read_text() == "theirs"


def test_update_without_a_remote_or_a_reachable_one(repository, tmp_path):
    shutil.move(repository.there, tmp_path / "gone")
    repository.a.write_text("mine")
    with pytest.raises(SystemExit) as stopped:
        fresh.update()
    assert "could not be fetched" in sentence(stopped) and repository.a.read_text() == "mine"
    repository.git("remote", "remove", "origin", cwd=repository.here)
    with pytest.raises(SystemExit) as stopped:
        fresh.update()
    assert "no git remote" in sentence(stopped)


def test_fresh_without_a_repository_or_without_git(repository, tmp_path, monkeypatch):
    with pytest.raises(SystemExit) as stopped:
        fresh.fresh("nonsense")
    assert "There are: a, teach/b." in sentence(stopped)
    (repository.here / ".git").rename(tmp_path / "elsewhere")
    repository.a.write_text("mine")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(SystemExit) as stopped:
        fresh.fresh()
    assert "did not come through git" in sentence(stopped) and repository.a.read_text() == "mine"
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit) as stopped:
        fresh.fresh()
    assert "needs git" in sentence(stopped)


def test_store_keeps_text_and_html_and_gives_the_same_bytes_again(tmp_path, monkeypatch):
    shows = ("from IPython.display import display\nprint('a'); print('b')\n"
             "display({'text/html': '<b>ü</b>', 'text/plain': 'u', '%s': {}}, raw=True)\n7" % files.WIDGET_VIEW)
    notebook = a_notebook(source=shows)
    notebook.cells.append(nbformat.v4.new_code_cell("1 / 0", id="two", metadata={"tags": ["raises-exception"]}))
    path = tmp_path / "a.ipynb"
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    monkeypatch.setattr(store, "NOTEBOOKS", tmp_path)
    text = store.run(path)
    stream, shown, value = (one := json.loads(text))["cells"][0]["outputs"]
    assert stream["text"] == ["a\n", "b\n"] and set(shown["data"]) == {"text/html", "text/plain"}
    assert [cell["execution_count"] for cell in one["cells"]] == [1, 2] and value["data"] == {"text/plain": ["7"]}
    assert one["cells"][1]["outputs"][0]["traceback"] == ["ZeroDivisionError: division by zero"]
    assert one["metadata"] == {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
                               "language_info": {"name": "python"}}
    assert text.endswith("}\n") and "ü" in text and text.startswith('{\n "cells"')
    path.write_text(text, encoding="utf-8")
    assert store.run(path) == text


def test_store_stops_at_an_error_and_writes_nothing(tmp_path, monkeypatch):
    for name, source in (("a", "7"), ("b", "1 / 0")):
        (tmp_path / f"{name}.ipynb").write_text(nbformat.writes(a_notebook(source=source)), encoding="utf-8")
    before = [path.read_bytes() for path in sorted(tmp_path.iterdir())]
    monkeypatch.setattr(files, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr(store, "NOTEBOOKS", tmp_path)
    with pytest.raises(SystemExit) as stopped:
        store.main([])
    assert "b.ipynb, cell 1 (one) stopped with ZeroDivisionError" in sentence(stopped)
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == before
