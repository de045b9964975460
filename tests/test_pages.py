"""The course as pages: every sitting whole, small, without a network, the same twice, and nothing of a notebook left out."""

import atexit
import base64
import gzip
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

import pytest

from helpers import content, html, notebooks, schema
from tools import pages, pages_frames

COURSE = content.course()
MOST_KB = 400
SOME = ("index", "00_start_here", "a_2_who_said_that", "b_07_difference", "review")  # few pictures


@lru_cache(maxsize=1)
def built():
    """All pages, made once for all tests: some minutes."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    pages.build(folder)
    return folder


def text(name):
    return (built() / f"{name}.html").read_text(encoding="utf-8")


def data(name):
    found = re.search(r'<script type="application/json" id="page">(.*?)</script>', text(name), re.S)
    return json.loads(found[1])


def frames(name):
    found = re.search(r'<script type="text/plain" id="frames">(.*?)</script>', text(name), re.S)
    return json.loads(gzip.decompress(base64.b64decode(found[1])))


def without_scripts(name):
    return re.sub(r"<(script|style)\b.*?</\1>", "", text(name), flags=re.S)


def test_every_sitting_is_one_small_file():
    there = {path.stem: path.stat().st_size for path in built().iterdir()}
    assert set(there) == {"index", *COURSE.sittings}
    assert {name: size for name, size in there.items() if size >= MOST_KB * 1000} == {}


@pytest.mark.parametrize("name", COURSE.sittings)
def test_a_page_asks_for_nothing_from_elsewhere(name):
    """No address but those that a reader may follow; what loads by itself is data in the page."""
    markup = text(name)
    loading = re.findall(r"""<(?:img|script|link|iframe|source|video|audio|object|embed|use)\b[^>]*?(?:src|href|data)\s*=\s*["']?([^"'\s>]+)""", without_scripts(name))
    assert all(address.startswith("data:") for address in loading), loading
    assert "@import" not in markup and "url(http" not in markup and "url(//" not in markup
    assert "default-src 'none'" in markup and "connect-src" not in markup
    packed = json.dumps(frames(name)["pieces"])
    assert not re.search(r"""(?:src|href)=\\?["'](?!#|data:)""", packed)
    for address in re.findall(r'<a [^>]*href="([^"]+)"', without_scripts(name)):
        assert address.startswith(("#", "http")) or (built() / address).exists(), address


@pytest.mark.parametrize("name", COURSE.sittings)
def test_nothing_of_a_notebook_is_left_out(name):
    """Each call of a verb has its card on the page, or its text, or the line that says that it needs Python."""
    markup, cards = without_scripts(name), data(name)["cards"]
    ids = [card["spec"]["ids"] for card in cards]
    needed = pages.words()["needs_python"]
    for kind, source, _ in notebooks.cells(content.ROOT / "notebooks" / f"{name}.ipynb"):
        if kind == "markdown":
            heading = re.search(r"^#+ (.*)", source, re.M)
            assert not heading or re.sub(r"[*`]|\[|\]\(.*?\)", "", heading[1]) in html.plain(re.sub("<.*?>", "", markup)).replace("&quot;", '"').replace("&#x27;", "'"), heading
            continue
        for verb, called in notebooks.calls(source):
            if verb in ("hear", "claims", "story"):
                item = COURSE.find(called[0])
                said = item.retelling.text if verb == "hear" else item.claim[0].text if verb == "claims" else item.title
                assert html.inline(said.split(".")[0].split("\n")[0])[:25] in re.sub(r"<details style.*?</details>", "", markup) or verb == "hear", called
            elif verb == "check":
                assert needed["check"] in markup.replace("&#x27;", "'") and html.name(called[0]) in markup
            else:
                assert "/".join(called) in ids or f"{called[0]}/{verb}" in ids, (verb, called)
        for verb in re.findall(r"course\.(review|dossier|hand_in)\(", source):
            assert needed[verb.replace("_", "-")] in markup.replace("&#x27;", "'")
    assert len(ids) == len(set(ids)) == len(re.findall(r'id="card-\d+"', markup))


@pytest.mark.parametrize("name", COURSE.sittings)
def test_a_page_does_not_speak_of_cells(name):
    seen = re.sub(r"<pre>.*?</pre>|<code>.*?</code>", "", without_scripts(name), flags=re.S) + json.dumps(data(name)["cards"], ensure_ascii=False)
    for words in ("Shift + Enter", "Run All", "grey cell", "my_work", ".ipynb", "wakes up when", "this cell", "notebook is running"):
        assert words not in seen, words


def test_each_change_of_words_is_of_words_that_stand_somewhere():
    said = "".join(source for name in COURSE.sittings for _, source, _ in notebooks.cells(content.ROOT / "notebooks" / f"{name}.ipynb"))
    said += "".join(path.read_text(encoding="utf-8") for path in (*content.FOLDER.glob("*.toml"), *(content.ROOT / "helpers").glob("*.py")))
    assert [change["old"] for change in pages.words()["change"] if change["old"] not in said] == []


@pytest.mark.parametrize("name", COURSE.sittings)
def test_every_setting_that_a_page_offers_has_its_picture(name):
    """By key as the front end writes it; the start and each setting to be found are among them."""
    found = frames(name)
    for card in data(name)["cards"]:
        if card["kind"] != "panel":
            continue
        spec, item = card["spec"], COURSE.items[card["spec"]["id"]]
        have = {key: frame[3] for key, frame in found["panels"][item.id].items()}
        for setting in ({c.id: c.start for c in item.control}, *(s.example for s in item.setting if item.id not in pages_frames.ASKED)):
            key = as_key(pages_frames.as_shown(c, setting[c["id"]]) for c in spec["controls"])
            assert key in have, (item.id, key)
        assert [s.holds for s in item.setting if s.holds not in have.values()] == []
        assert {as_key(one) for one in itertools.product(*map(offers, spec["controls"]))} == set(have), item.id
        assert all(pages_frames.as_shown(c, one.start) == c["start"] or one.type == "several" for c, one in zip(spec["controls"], item.control))


def offers(control):
    """The values that a control of a page can give."""
    ids = [o["id"] for o in control["options"]]
    if control["type"] == "several":
        return [[o for n, o in enumerate(ids) if number >> n & 1] for number in range(2 ** len(ids))]
    return ids if control["type"] == "choice" else range(control["low"], control["high"] + 1, control["step"])


def as_key(values):
    return json.dumps(list(values), separators=(",", ":"), ensure_ascii=False)


def test_a_frame_comes_out_of_its_pieces_as_it_went_in():
    item = COURSE.items["A.2.2-i1"]
    made = pages_frames.frames(item, [pages_frames.offered(item)[0][:5]], [{}])
    packed = json.loads(gzip.decompress(base64.b64decode(pages_frames.pack({item.id: made}))))
    for key, frame in made.items():
        svg, table, summary, holds = packed["panels"][item.id][key]
        same = "".join(packed["pieces"][n] for n in svg).replace("<desc></desc>", f"<desc>{html.text(summary)}</desc>")
        assert same == re.sub(r"\bp[0-9a-f]{7}-(?=\d)", "A22i1-", frame["svg"])
        assert ("".join(packed["pieces"][n] for n in table), summary, holds) == (frame["table"], frame["summary"], frame["holds"])


def test_no_panel_has_too_many_settings_and_what_is_left_out_is_said():
    for item in COURSE.items.values():
        if isinstance(item, schema.Interactive):
            values = pages_frames.offered(item)
            size = 1
            for one in values:
                size *= len(one)
            full = [pages_frames._values(c) for c in item.control]
            assert size <= pages_frames.limit(item), item.id
            assert bool(pages_frames.told(item, values)) == (values != full)


def test_misconceptions_go_along_with_the_replies():
    """A journal from a page names them as one from a notebook does."""
    item = next(i for card in data("a_1_what_is_it")["cards"] for i in card["spec"].get("items", ()) if i.get("id") == "A.1-q2")
    assert [r["misconception"] for r in item["replies"]] == [r.misconception for r in COURSE.items["A.1-q2"].reply]


def test_twice_the_same_bytes(tmp_path):
    """One by one with another order of sets, as beside each other."""
    code = f"import sys; sys.path.insert(0, {str(content.ROOT)!r}); from tools import pages; pages.build({str(tmp_path)!r}, {SOME!r}, 1)"
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    for name in SOME:
        assert (tmp_path / f"{name}.html").read_bytes() == (built() / f"{name}.html").read_bytes(), name


def command(*args):
    return subprocess.run([sys.executable, content.ROOT / "tools" / "pages.py", *args], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("args", [("one", "two"), ("",), ("--help",)])
def test_a_strange_call_gets_one_sentence(args):
    done = command(*args)
    assert done.returncode and done.stderr.startswith("Give the name of one folder") and "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_made_gets_one_sentence(tmp_path):
    (tmp_path / "file").write_text("x")
    done = command(str(tmp_path / "file"))
    assert done.returncode and "Traceback" not in done.stderr and len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_a_page_of_something_else_is_not_overwritten(tmp_path):
    (tmp_path / "index.html").write_text("<title>Mine</title>")
    done = command(str(tmp_path))
    assert done.returncode and "of something else" in done.stderr and (tmp_path / "index.html").read_text() == "<title>Mine</title>"


def test_a_notebook_that_was_worked_in_gets_a_sentence(monkeypatch):
    page = pages.Page("a_1_what_is_it")
    assert page.cell("", {}) == page.cell("left = 5", {}) == ""
    monkeypatch.setattr(pages, "sitting", lambda name: pages.Page(name).cell("%timeit 1", {}))
    with pytest.raises(content.ContentError, match="a_1_what_is_it.ipynb cannot be made a page .*course.py fresh a_1_what_is_it"):
        pages.timed("a_1_what_is_it")


def test_the_work_folder_is_left_alone(own_work):
    """Making pages reads nobody's answers and writes none."""
    assert os.environ["COURSE_WORK"] == str(own_work)
    pages.timed("b_07_difference")
    assert os.environ["COURSE_WORK"] == str(own_work) and not own_work.exists()
