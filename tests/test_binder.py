"""What others' programs read of this folder: Binder, conda, and those who cite it."""
import json
import os
import re
import shutil
import subprocess
import tomllib
import venv
from pathlib import Path

import pytest
import yaml

import course
from helpers import content, way

ROOT = Path(__file__).parent.parent
FOR_UNIX = ["postBuild", ".ci/run", "course.py", "environment.yml", "requirements.txt", "requirements-test.txt", "tools/uv.txt"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def tool(name):
    return shutil.which(name) or pytest.skip(f"no {name} here")


def test_binder_and_conda_take_the_same_lock():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert all(name in text.split("name:")[0] for name in ("jupyterlab", "ipywidgets", "pandas", "nbval"))
    assert yaml.safe_load(text) == {"name": "south-south", "channels": ["conda-forge"],
                                    "dependencies": ["python=3.12", "pip", {"pip": ["-r requirements.txt"]}]}
    others = ["binder", ".binder", "Dockerfile", "runtime.txt", "Pipfile", "setup.py", "apt.txt", "start"]
    assert not [name for name in others if (ROOT / name).exists()]  # Binder would take these instead, or besides


@pytest.mark.parametrize("name", FOR_UNIX)
def test_files_for_unix_have_its_line_ends_and_name_no_address(name):
    data = (ROOT / name).read_bytes()
    assert data.endswith(b"\n") and b"\r" not in data and not re.search(rb"https?://|git\+|file://", data)


@pytest.mark.parametrize("name", ["postBuild", ".ci/run", "course.py"])
def test_programs_may_be_run(name):
    listed = subprocess.run(["git", "ls-files", "-s", name], cwd=ROOT, capture_output=True, text=True).stdout if shutil.which("git") else ""
    assert listed.startswith("100755") if listed else os.name == "nt" or os.access(ROOT / name, os.X_OK)
    if not name.endswith(".py"):
        assert subprocess.run([tool("bash"), "-n", name], cwd=ROOT).returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="Binder is a Linux")
def test_post_build_lets_another_python_find_the_course(tmp_path):
    """The real postBuild, in a copy of the folder, with a new Python that knows nothing of it."""
    tool("bash")
    env, folder = tmp_path / "env", tmp_path / "home of jovyan"
    venv.create(env)
    (folder / "helpers").mkdir(parents=True)
    for name in ("course.py", "postBuild", "helpers/__init__.py"):
        shutil.copy(ROOT / name, folder / name)
    surroundings = {"PATH": f"{env / 'bin'}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    subprocess.run(["./postBuild"], cwd=folder, env=surroundings, check=True)
    found = subprocess.run(["python", "-c", "import helpers; print(helpers.__file__)"], cwd=tmp_path, env=surroundings,
                           capture_output=True, text=True, check=True).stdout
    assert Path(found.strip()) == folder / "helpers/__init__.py"
    assert (env / "etc/jupyter/labconfig/page_config.json").exists()


def test_binder_builds_what_we_expect(tmp_path):
    """repo2docker writes its Dockerfile, and the versions in the base that it would start from. It builds nothing."""
    program = os.environ.get("COURSE_REPO2DOCKER") or shutil.which("jupyter-repo2docker")
    if not program:
        pytest.skip("no jupyter-repo2docker here; COURSE_REPO2DOCKER may name one")
    for name in ("environment.yml", "requirements.txt", "postBuild", "pyproject.toml", "course.py"):
        shutil.copy(ROOT / name, tmp_path)
    ended = subprocess.run([program, "--no-build", "--debug", "--user-id", "1000", "--user-name", "jovyan", "."], cwd=tmp_path,
                           env={key: value for key, value in os.environ.items() if not key.startswith("COURSE_")},
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    told = ended.stdout
    assert ended.returncode == 0 and "Building conda environment for python=3.12" in told, told
    base = re.search(r"COPY \S+ build_script_files/(\S+) /tmp/env/environment\.lock", told)[1]
    assert re.search(r"environment-2epy-2d3-2e12-2dlinux-2d(64|aarch64)-2elock", base)
    steps = [told.index(step) for step in (
        "bash -c 'time /tmp/install-base-env.bash'", "COPY --chown=1000:1000 src/ ${REPO_DIR}/",
        '${MAMBA_EXE} env update -p ${NB_PYTHON_PREFIX} --file "environment.yml"', "RUN ./postBuild")]
    assert steps == sorted(steps)  # the lock comes over the base, and the course is there when it does
    assert "ENV KERNEL_PYTHON_PREFIX=${NB_PYTHON_PREFIX}" in told  # JupyterLab and the kernel share one Python
    assert "pip install" not in told[steps[1]:]  # pyproject.toml is not installed besides


@pytest.mark.parametrize("name", ["BINDER_LAUNCH_HOST", "BINDER_SERVICE_HOST", None])
def test_the_first_cell_says_on_binder_that_it_forgets(monkeypatch, name):
    """And nowhere else; what is stored never has it."""
    for one in ("BINDER_LAUNCH_HOST", "BINDER_SERVICE_HOST"):
        monkeypatch.delenv(one, raising=False)
    if name:
        monkeypatch.setenv(name, "binder.example")
    words, _ = way._welcome(content.course().sittings["00_start_here"])
    assert ("You are on Binder, which forgets" in words) == ("course.save()" in words) == bool(name)
    cells = json.loads((ROOT / "notebooks/00_start_here.ipynb").read_text(encoding="utf-8"))["cells"]
    first = next(cell for cell in cells if cell["cell_type"] == "code")
    assert 'course.start("00_start_here")' in "".join(first["source"]) and "forgets" not in json.dumps(first["outputs"])


def test_what_opens_first_is_there():
    opens = re.search(r"mybinder\.org/v2/gh/\S+\?urlpath=lab/tree/(\S+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))[1]
    assert opens == course.FIRST and (ROOT / opens).exists()


def test_how_to_cite():
    cite = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    required = {"cff-version", "message", "title", "authors"}
    assert required <= set(cite) <= required | {"type", "version", "license", "abstract", "keywords"}  # nothing we do not have
    assert cite["cff-version"] == "1.2.0" and cite["type"] == "software" and cite["version"] == PROJECT["version"]
    title = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    assert cite["title"] == title and [set(author) for author in cite["authors"]] == [{"name"}]
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "the MIT License" in licence and cite["license"] == "MIT" and cite["authors"][0]["name"][4:] in licence
