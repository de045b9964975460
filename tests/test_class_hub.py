"""One laptop serves the class: names, lists, sentences always; a real hub where root on Linux and COURSE_CLASS names the folder of one that is set up.

The hub is set up by ``course.py class --folder FOLDER --set-up``. The tests make accounts there whose names start with ssc-t0, and remove them.
"""

import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tools"))
from class_hub import accounts, drop, place, serve  # noqa: E402
from class_hub.learner import Learner  # noqa: E402

CLASS = os.environ.get("COURSE_CLASS")
real = pytest.mark.skipif(not (CLASS and sys.platform == "linux" and os.geteuid() == 0),
                          reason="a real hub is tried as root on Linux where COURSE_CLASS names the folder of one that is set up")


@pytest.fixture(scope="module")
def front():
    """The command's own module, tools/class_hub/__main__.py."""
    import importlib.util
    spec = importlib.util.spec_from_file_location("class_hub_front", ROOT / "tools" / "class_hub" / "__main__.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def said(front, capsys, *argv):
    """What the command says as it refuses: one sentence or two, no traceback."""
    with pytest.raises(SystemExit) as end:
        front.main([str(a) for a in argv])
    assert isinstance(end.value.code, str) and "Traceback" not in end.value.code
    return end.value.code


# --- names

@pytest.mark.parametrize("typed", ["anna", " Anna ", "a", "a-1", "ssc-anna", "x" * 16])
def test_names_that_can_be_used(typed):
    assert accounts.is_name(accounts.account(typed))


@pytest.mark.parametrize("typed", ["", " ", "ssc-", "../etc", "a/b", "a b", "anna;rm -rf ~", "$(id)", "-rf", "0abc", "josé", "анна",
                                   "x" * 17, "a\n", "a\nroot", "root:0", "a\0b", "a.b",
                                   "ａｎｎａ"])
def test_hostile_names_are_no_names(typed):
    name = accounts.account(typed)
    assert not accounts.is_name(name) or name == "ssc-a", typed  # a line end at the end is stripped, as of any field


def test_only_names_of_our_form_are_read_from_the_list(tmp_path):
    (tmp_path / "accounts.txt").write_text("ssc-anna\nroot\n../x\nssc-\n\nssc-ben\n")
    assert accounts.listed(tmp_path) == ["ssc-anna", "ssc-ben"]
    assert accounts.listed(tmp_path / "none") == []


def test_an_account_that_is_not_as_made_here_is_not_ours(tmp_path, monkeypatch):
    (tmp_path / "accounts.txt").write_text("ssc-anna\nssc-ben\nssc-eve\nssc-gone\n")
    homes = {"ssc-anna": (1001, 1001, tmp_path / "home" / "ssc-anna"), "ssc-ben": (1002, 1002, Path("/home/ben")), "ssc-eve": (0, 0, tmp_path / "home" / "ssc-eve")}
    monkeypatch.setattr(accounts, "entry", homes.get)
    assert set(accounts.ours(tmp_path)) == {"ssc-anna"}
    monkeypatch.setattr(accounts.subprocess, "run", lambda *a, **k: pytest.fail("nothing may be run for these"))
    assert accounts.remove(tmp_path, ["ssc-ben", "ssc-eve", "ssc-gone"]) == ["ssc-ben (not as the course made it)", "ssc-eve (not as the course made it)"]


def test_an_account_of_somebody_else_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(accounts, "entry", lambda name: (1000, 1000, Path("/home/other")))
    with pytest.raises(accounts.Refused, match="not made by the course"):
        accounts.make(tmp_path, "ssc-anna")
    assert accounts.listed(tmp_path) == []


# --- what is said

@pytest.mark.parametrize("platform, uid, words", [("darwin", 0, "Linux only"), ("win32", 0, "Linux only"), ("linux", 1000, "sudo python3 course.py class")])
def test_elsewhere_and_without_root_it_says_so_and_offers_two_other_ways(platform, uid, words):
    with pytest.raises(place.Refused) as refused:
        place.check_machine(platform, uid)
    assert words in str(refused.value) and "course.py bundle" in str(refused.value) and "course.py pages" in str(refused.value)


@pytest.mark.parametrize("argv, words", [
    (["--port", "80"], "'80' is not a whole number from 1024 to 65533"), (["--port", "x"], "whole number"), (["--seats", "0"], "whole number"), (["--memory", "-5"], "whole number|one argument"),
    (["--nonsense"], "--nonsense"), (["--tls", "one"], "expected 2 arguments"), (["--folder", "/opt/" + "x" * 40], "at most 30 letters"), (["what"], "what")])
def test_absurd_arguments_get_a_sentence(front, capsys, argv, words):
    assert re.search(words, said(front, capsys, *argv))


def test_lists_and_certificates_that_cannot_be_read_get_a_sentence(front, tmp_path):
    names = tmp_path / "names.txt"
    for text, words in ((b"", "holds no name"), (b"anna\nJos\xc3\xa9\n", "Line 2 of"), (b"anna\n\nroot x\n", "Line 3 of"), (b"\xff\xfe\x00", "plain text")):
        names.write_bytes(text)
        with pytest.raises(front.Refused, match=words):
            front.names_in(names)
    with pytest.raises(front.Refused, match="could not be read"):
        front.names_in(tmp_path)
    names.write_bytes("\ufeffAnna\r\n\r\nben\nanna\n".encode())
    assert front.names_in(names) == ["ssc-anna", "ssc-ben"]
    with pytest.raises(front.Refused, match="There is no file"):
        front.settings_for(front.arguments(["--tls", str(names), str(tmp_path / "no.key")]))
    with pytest.raises(front.Refused, match="cannot be your name"):
        front.settings_for(front.arguments(["--instructor", "Dr. No"]))


def test_the_instructor_is_on_every_list(front, tmp_path):
    (tmp_path / "names.txt").write_text("anna\n")
    settings = front.settings_for(front.arguments(["--names", str(tmp_path / "names.txt"), "--instructor", "Mei"]))
    assert settings["names"] == ["ssc-anna", "ssc-mei"] and settings["instructor"] == "ssc-mei" and json.dumps(settings)


def test_a_folder_with_something_else_stays_as_it_is(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(place.Refused, match="holds something else"):
        place.lay(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"] and not place.is_ours(tmp_path)


def test_a_learners_copy_holds_nothing_of_the_instructors_own(tmp_path):
    for name in ("course.py", "notebooks/a.ipynb", "notebooks/my_work/journal.jsonl", ".git/HEAD", ".venv/x", "docs/class/key.html", "pages/a.html", "wheels/a.whl", "b.zip",
                 "tools/pages/a.py", "data/course/A.1.toml", "readings/A.txt", "helpers/__pycache__/a.pyc"):
        (tmp_path / "from" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "from" / name).write_text("x")
    shutil.copytree(tmp_path / "from", tmp_path / "to", ignore=place.left_out(tmp_path / "from"))
    found = {path.relative_to(tmp_path / "to").as_posix() for path in (tmp_path / "to").rglob("*") if path.is_file()}
    assert found == {"course.py", "notebooks/a.ipynb", "tools/pages/a.py", "data/course/A.1.toml"}


def test_who_and_remove_without_a_class_say_so(front, capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(place, "check_machine", lambda: None)
    monkeypatch.setattr(front.place.course, "say", lambda *a: None)
    short = Path("/tmp/no-class-here")
    assert "No class was set up" in said(front, capsys, "--who", "--folder", short)
    assert "nothing to remove" in said(front, capsys, "--remove", "--yes", "--folder", short)


def test_the_table_tells_who_holds_how_much():
    text = accounts.table({"ssc-ben": {5: 90_000_000, 6: 140_000_000}, "ssc-anna": {7: 10_000_000}}, 3_000_000_000)
    assert re.search(r"ssc-ben +2 +230\n2 on, 240 MB together; 3000 MB of memory are free", text)
    assert text.index("ssc-anna") < text.index("ssc-ben") and "Nobody is on" in accounts.table({}, 1)
    assert "That is little" not in text and "That is little" in accounts.table({"ssc-a": {1: 1}}, 500_000_000)


def test_only_who_holds_too_much_twice_in_a_row_loses_the_largest_process():
    found = {"ssc-a": {1: 400, 2: 700}, "ssc-b": {3: 900}}
    end, over = serve.too_much(found, 1000, set())
    assert end == {} and over == {"ssc-a"}
    assert serve.too_much(found, 1000, over) == ({"ssc-a": 2}, {"ssc-a"})
    assert serve.too_much({"ssc-a": {1: 400}}, 1000, over) == ({}, set())


def test_memory_of_a_process_is_read():
    if sys.platform == "linux":
        assert 5_000_000 < accounts.memory(os.getpid()) < 10**10 and accounts.memory(0) == 0


# --- hand-ins

def test_hand_ins_are_copied_once_and_again_when_changed(tmp_path):
    here, to = tmp_path / "drop", tmp_path / "to"
    here.mkdir(), to.mkdir()
    owner = (os.getuid(), os.getgid())
    (here / "handin-0a1b.zip").write_bytes(b"one")
    (here / "handin-0a1b.77.tmp").write_bytes(b"half")
    (here / "notes.zip").write_bytes(b"x")
    assert drop.collect(here, to, owner) == 1 and drop.collect(here, to, owner) == 0
    (here / "handin-0a1b.zip").write_bytes(b"two")
    assert drop.collect(here, to, owner) == 1
    (copy,) = to.iterdir()
    assert copy.read_bytes() == b"two" and stat.S_IMODE(copy.stat().st_mode) == 0o600 and copy.stat().st_mtime % 86400 == 0  # no clock time


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes as Linux has them")
def test_a_hand_in_that_is_no_plain_file_is_left(tmp_path, monkeypatch):
    for n in (1, 2):
        (tmp_path / f"secret{n}").write_bytes(b"of another")
    (tmp_path / "handin-1.zip").symlink_to(tmp_path / "secret1")
    os.link(tmp_path / "secret2", tmp_path / "handin-2.zip")
    os.mkfifo(tmp_path / "handin-3.zip")
    (tmp_path / "handin-4.zip").mkdir()
    (tmp_path / "handin-5.zip").write_bytes(b"x" * 30)
    monkeypatch.setattr(drop, "LARGEST", 20)
    assert [drop.read(tmp_path / f"handin-{n}.zip") for n in range(1, 7)] == [None] * 6


def test_learners_of_a_class_hand_in_to_the_class_without_naming_a_folder(tmp_path, monkeypatch):
    from helpers import handin, journal
    journal.current().append("started", "a_1_what_is_it")
    monkeypatch.setenv("COURSE_HAND_IN", str(tmp_path))
    assert "Handed in as" in handin.hand_in().receive({"type": "send"})["said"]
    assert len(list(tmp_path.glob("handin-*.zip"))) == 1


# --- what is installed

def locked(path):
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", path.read_text(encoding="utf-8"), re.M))


def test_the_hubs_lock_agrees_with_the_learners_and_names_no_address():
    ours, hub = locked(ROOT / "requirements.txt"), locked(place.LOCK)
    assert hub and not {name: (ours[name], hub[name]) for name in hub if name in ours and ours[name] != hub[name]}
    text = place.LOCK.read_text(encoding="utf-8")
    assert "://" not in text and "--index" not in text and text.count("--hash=") > len(hub)
    wanted = re.findall(r"^([\w-]+)[><=]", (place.HERE / "requirements-class.in").read_text(encoding="utf-8"), re.M)
    assert wanted and set(wanted) <= set(hub)


def test_it_is_one_of_the_courses_commands():
    told = subprocess.run([sys.executable, str(ROOT / "course.py"), "class", "--help"], capture_output=True, encoding="utf-8")
    assert told.returncode == 0 and "--remove" in told.stdout and "--tls" in told.stdout


# --- a real hub

def free_port():
    """The first of three free ports in a row."""
    for port in range(18700, 19700, 3):
        try:
            for n in range(3):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port + n))
            return port
        except OSError:
            continue
    pytest.fail("no three free ports in a row")


class Served:
    """A class that is being served, on the loopback address only."""

    def __init__(self, folder, to):
        self.folder, self.to, self.port = folder, to, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = to.parent / "class.log"

    def start(self, *more):
        with open(self.log, "w") as log:
            # Its own Python, which learners' accounts may run too.
            self.process = subprocess.Popen([str(self.folder / "env" / "bin" / "python"), str(ROOT / "course.py"), "class", "--folder", str(self.folder), "--address", "127.0.0.1", "--port", str(self.port),
                                             "--hand-ins", str(self.to), "--memory", "700", "--seats", "500", "--instructor", f"t0-i{os.getpid()}", *more], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.until(lambda: "Ctrl-C ends the class" in self.told() or self.process.poll() is not None)
        assert self.process.poll() is None, self.told()

    def told(self):
        return self.log.read_text()

    def until(self, true, most=120):
        end = time.monotonic() + most
        while not true():
            assert time.monotonic() < end, self.told()[-1500:]
            time.sleep(0.3)

    def stop(self, signum=signal.SIGTERM):
        self.process.send_signal(signum)
        assert self.process.wait(90) == 0, self.told()

    def learner(self, name, word="a-long-password"):
        one = Learner(self.url, accounts.account(name), word)
        assert one.sign_in().status_code == 302
        one.open_server()
        return one


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = Path(CLASS)
    assert place.is_ours(folder), f"No hub is set up in {folder}."
    to = tmp_path_factory.mktemp("class") / "to"
    one = Served(folder, to)
    one.start()
    yield one
    if one.process.poll() is None:
        one.stop()
    names = [name for name in accounts.listed(folder) if name.startswith("ssc-t0")]
    assert accounts.remove(folder, names) == []


@pytest.fixture(scope="module")
def pair(served):
    """Two learners, each with a kernel."""
    found = [served.learner("t0-anna"), served.learner("t0-ben")]
    for one in found:
        one.open_kernel("notebooks/a_1_what_is_it.ipynb")
    return found


def tried(learner, code):
    """What an expression gives in a learner's kernel, or the name of what it raises."""
    return learner.run(f"try:\n    print('gave', {code})\nexcept Exception as error:\n    print('raised', type(error).__name__)")[1].strip()


@real
def test_what_all_kernels_import_is_compiled_at_set_up():
    """Learners may not write there, so nothing could be kept at the first import."""
    for folder, module in (("pandas", "__init__"), ("pandas/core", "frame"), ("ipykernel", "kernelapp"), ("anywidget", "widget"), ("lets_plot", "__init__")):
        assert list(Path(CLASS, "env").glob(f"lib/python3*/site-packages/{folder}/__pycache__/{module}.*.pyc")), (folder, module)


@real
def test_each_has_a_course_of_its_own_and_a_home_that_is_closed(served, pair):
    for one in pair:
        home = served.folder / "home" / one.name
        assert stat.S_IMODE(home.stat().st_mode) == 0o700 and (home / "course" / "notebooks" / "00_start_here.ipynb").is_file()
        assert not (home / "course" / "notebooks" / "my_work" / "kept").exists() and not (home / "course" / "docs").exists()
        assert str(home) in tried(one, "__import__('helpers').__file__")


@real
def test_one_learner_cannot_read_write_or_stop_anothers_work(served, pair):
    anna, ben = pair
    assert "saved" in str(ben.run("import helpers as course; from helpers import journal; journal.current().append('started', 'a_1_what_is_it'); print('saved')"))
    home = served.folder / "home" / ben.name
    (journal,) = (home / "course" / "notebooks" / "my_work").glob("journal-*.jsonl")
    kernels = [pid for pid, _ in accounts.processes({home.stat().st_uid}).items()]
    assert len(kernels) >= 2
    for code in (f"open({str(journal)!r}).read()", f"open({str(journal)!r}, 'a').write('x')", f"__import__('os').listdir({str(home)!r})", f"__import__('os').listdir({str(served.folder / 'hub')!r})",
                 f"__import__('os').rename({str(home)!r}, '/tmp/x')", f"open({str(served.folder / 'env' / 'x')!r}, 'w')", f"open({str(served.folder / 'course' / 'course.py')!r}, 'a')",
                 *(f"__import__('os').kill({pid}, 9)" for pid in kernels), *(f"open('/proc/{pid}/environ').read()" for pid in kernels), *(f"open('/proc/{pid}/mem', 'rb').read(1)" for pid in kernels)):
        assert tried(anna, code) == "raised PermissionError", code
    assert ben.run("print('still here')")[1] == "still here\n"


@real
def test_anothers_server_is_closed_through_the_hub_and_on_its_own_port(served, pair):
    anna, ben = pair
    for path in ("/api/contents", "/api/sessions", "/api/kernels", f"/api/kernels/{ben.kernel}"):
        assert anna.ask("GET", path, whose=ben.name).status_code == 403, path
    assert anna.ask("DELETE", f"/api/kernels/{ben.kernel}", whose=ben.name).status_code == 403
    for path in ("/lab", "/files/README.md", "/tree", "/notebooks/notebooks/00_start_here.ipynb"):
        assert anna.web.get(f"{served.url}/user/{ben.name}{path}").status_code == 403, path
    assert anna.ask("GET", "/api/kernels").status_code == 200  # her own
    home = served.folder / "home" / ben.name
    port = json.loads(next(iter((home / ".run").glob("jpserver-*.json"))).read_text())["port"]
    for address in (f"http://127.0.0.1:{port}/user/{ben.name}/api/contents", f"http://127.0.0.1:{port}/user/{ben.name}/api/kernels/{ben.kernel}",
                    f"http://127.0.0.1:{served.port + 1}/hub/api/users", f"http://127.0.0.1:{served.port + 2}/api/rawdata"):
        assert tried(anna, f"__import__('requests').get({address!r}).status_code") in ("gave 403", "gave 401"), address
    assert anna.web.post(f"{served.url}/hub/api/users/{ben.name}/server").status_code == 403
    assert anna.web.delete(f"{served.url}/hub/api/users/{ben.name}/server").status_code == 403


@real
def test_what_a_kernel_says_cannot_be_listened_to(served, pair):
    """Any account may connect to a port of this computer; a kernel that published on one would be heard by all."""
    anna, ben = pair
    home = served.folder / "home" / ben.name
    assert json.loads((home / ".run" / f"kernel-{ben.kernel}.json").read_text())["transport"] == "ipc"
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    ports = [int(row[1].split(":")[1], 16) for row in rows if row[3] == "0A" and row[7] == str(home.stat().st_uid)]
    assert ports  # the server's own, at least
    anna.run("import zmq; ear = zmq.Context.instance().socket(zmq.SUB); ear.subscribe(b''); ear.rcvtimeo = 1500")
    anna.run(f"for port in {ports}:\n    ear.connect(f'tcp://127.0.0.1:{{port}}')")
    for _ in range(5):
        ben.run("print('what only ben should read')")
    assert tried(anna, "ear.recv_multipart()") == "raised Again"


@real
@pytest.mark.parametrize("name, word, words", [("../../etc", "a-long-password", "letters a to z"), ("root x", "a-long-password", "letters a to z"), ("", "a-long-password", "letters a to z"),
                                               ("t0-anna", "not-her-password", "another password here"), ("T0-Anna ", "not-her-password", "another password here"),
                                               ("t0-new", "short", "at least 7"), ("t0-new", "", "Type a password"), ("t0-new", "x" * 73, "Type a password"), ("t0-new", "é" * 40, "Type a password")])
def test_who_cannot_come_in_is_told_why_and_no_account_is_made(served, pair, name, word, words):
    before = accounts.listed(served.folder)
    page = Learner(served.url, name, word).sign_in()
    assert page.status_code == 403 and words in page.text
    assert accounts.listed(served.folder) == before


@real
def test_a_telephone_gets_notebook_7(served, pair):
    for agent, where in (("Mozilla/5.0 (Linux; Android 14) Mobile Safari", "/notebooks/notebooks/00"), ("Mozilla/5.0 (iPhone; CPU iPhone OS 18)", "/notebooks/notebooks/00"), ("Mozilla/5.0 (X11)", "/lab/tree/notebooks/00")):
        one = Learner(served.url, "ssc-t0-anna", "a-long-password")
        one.web.headers["User-Agent"] = agent
        assert where in one.sign_in().headers["Location"]


@real
def test_in_a_browser_one_signs_in_and_is_in_the_first_notebook(served, browser):
    page, asked = browser.new_page(), []
    page.set_default_timeout(90_000)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served.url)
    assert "Others on this network could read along" in page.inner_text("body")
    page.fill("#username_input", "T0-Mia")
    page.fill("#password_input", "a-long-password")
    page.click("#login_submit")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    assert page.url.endswith("/user/ssc-t0-mia/lab/tree/notebooks/00_start_here.ipynb")
    assert {url.split("/")[2] for url in asked if url.startswith(("http", "ws"))} == {f"127.0.0.1:{served.port}"}
    page.goto((served.folder / "join.html").as_uri())
    assert page.locator("svg").bounding_box()["height"] > 300 and page.locator("code").inner_text() == served.url
    page.close()


@real
def test_the_instructor_sees_who_is_on_and_opens_nobodys_server(served, pair):
    name, word = re.search(r"You are (ssc-t0-i\d+), and your first password is ([0-9a-f-]+)\.", served.told()).groups()
    one = Learner(served.url, name, word)
    assert one.sign_in().status_code == 302 and one.web.get(f"{served.url}/hub/admin").status_code == 200
    assert one.web.get(f"{served.url}/user/{pair[0].name}/lab").status_code == 403
    assert pair[0].web.get(f"{served.url}/hub/admin").status_code == 403


@real
def test_who_takes_too_much_memory_gets_an_error_and_others_go_on(served, pair):
    anna, ben = pair
    assert "MemoryError" in anna.run("held = bytearray(2 * 10**9)")[1]
    assert anna.run("print(1)")[1] == "1\n" and ben.run("print(2)")[1] == "2\n"
    anna.run("import subprocess, sys; more = [subprocess.Popen([sys.executable, '-c', 'import time; x = bytearray(400 * 10**6); x[::4096] = x[::4096]; time.sleep(600)']) for _ in range(3)]")
    served.until(lambda: "ssc-t0-anna holds more than 700 MB" in served.told(), 60)
    assert ben.run("print(2)")[1] == "2\n"
    anna.run("[one.kill() for one in more]", 20)
    told = subprocess.run([sys.executable, str(ROOT / "course.py"), "class", "--folder", str(served.folder), "--who"], capture_output=True, encoding="utf-8").stdout
    assert re.search(r"ssc-t0-ben +\d+ +\d+\n", told) and "of memory are free" in told


@real
def test_hand_ins_arrive_and_nobody_reads_or_replaces_anothers(served, pair):
    anna, ben = pair
    assert "Handed in as handin-" in ben.run("from helpers import handin; print(handin.hand_in().receive({'type': 'send'}))")[1]
    served.until(lambda: list(served.to.glob("handin-*.zip")))
    (mine,) = served.to.glob("handin-*.zip")
    there = served.folder / "drop" / mine.name
    assert mine.stat().st_uid == 0 and there.stat().st_uid == (served.folder / "home" / ben.name).stat().st_uid  # root called, not sudo
    for code in (f"__import__('os').listdir({str(there.parent)!r})", f"open({str(there)!r}, 'rb').read()", f"open({str(there)!r}, 'wb')", f"__import__('os').remove({str(there)!r})",
                 f"__import__('os').replace(__import__('shutil').copy('/etc/hostname', '/dev/shm/t0'), {str(there)!r})", f"__import__('os').link({str(there)!r}, {str(there.with_name('handin-9.zip'))!r})"):
        assert tried(anna, code) in ("raised PermissionError", "raised OSError"), code
    assert there.stat().st_size == mine.stat().st_size > 100


@real
def test_a_hub_that_dies_in_mid_sitting_comes_back_and_the_sitting_goes_on(served, pair):
    anna, ben = pair
    ben.run("mark = 41")
    before = ben.run("from helpers import journal; print(len(journal.current().records()))")[1]
    hub = [pid for pid in accounts.processes({0}) if f"{served.folder}/env/bin/jupyterhub" in Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")]
    os.kill(min(hub), signal.SIGKILL)
    served.until(lambda: "started again" in served.told())
    served.until(lambda: ok(f"{served.url}/hub/health") and ok(f"{ben.home}/api"))
    ben.connect()  # the browser does so by itself
    assert ben.run("print(mark + 1)")[1] == "42\n"
    assert ben.run("print(len(journal.current().records()))")[1] == before


def ok(url):
    try:
        return requests.get(url, timeout=5).ok
    except OSError:  # not yet
        return False


def open_port(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@real
def test_the_end_leaves_no_process_and_the_next_time_the_work_is_there(served, pair):
    anna, ben = pair
    (served.folder / "home" / ben.name / "course" / "notebooks" / "mine.txt").write_text("kept")
    uids = {(served.folder / "home" / one.name).stat().st_uid for one in pair}
    served.stop(signal.SIGINT)
    assert not accounts.processes(uids) and not any(open_port(served.port + n) for n in range(3))
    assert not [pid for pid in accounts.processes({0}) if re.match(f"{served.folder}/env/bin/|traefik", Path(f"/proc/{pid}/cmdline").read_text())]
    served.start()
    again = served.learner("t0-ben")
    again.open_kernel("notebooks/a_1_what_is_it.ipynb")
    assert again.run("from helpers import journal; print(len(journal.current().records()), open('mine.txt').read())")[1] == "1 kept\n"
    assert "another password here" in Learner(served.url, "ssc-t0-ben", "some-other-word").sign_in().text


@real
def test_remove_asks_and_then_takes_accounts_and_folder_away(tmp_path):
    folder = Path(f"/opt/t0-{os.getpid()}")
    command = [sys.executable, str(ROOT / "course.py"), "class", "--folder", str(folder), "--remove"]
    try:
        place.lay(folder)
        (folder / "course").mkdir()
        for name in ("ssc-t0-eve", "ssc-t0-ada"):
            accounts.make(folder, name)
        uid = accounts.entry("ssc-t0-eve")[0]
        with subprocess.Popen(["sleep", "600"], user=uid, group=uid, extra_groups=[]) as left:
            asked = subprocess.run(command, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL)
            assert asked.returncode == 1 and "Nothing was removed" in asked.stderr and accounts.entry("ssc-t0-eve")
            with place.only_one(folder):
                assert "served right now" in subprocess.run([*command, "--yes"], capture_output=True, encoding="utf-8").stderr
            assert subprocess.run([*command, "--yes"], capture_output=True, encoding="utf-8").returncode == 0
            assert left.wait(10) != 0
        assert not folder.exists() and not accounts.entry("ssc-t0-eve") and not accounts.entry("ssc-t0-ada")
    finally:
        if folder.exists():
            accounts.remove(folder, accounts.listed(folder))
            place.remove(folder)
