"""Set-up from nothing, in a project of the same shape whose one requirement is a wheel made here: no network."""

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ui import bootstrap, set_up, system_libraries

ROOT = Path(__file__).resolve().parents[2]

MAIN = """
import sys
from pathlib import Path
from ui.bootstrap import ensure_environment
ensure_environment(Path(__file__).resolve().parent, "requirements.txt", libraries=False)
import probe
print(probe.VERSION, sys.prefix, sys.flags.dev_mode, *sys.argv[1:], sep="|")
sys.exit(7)
"""


def wheel(folder: Path, version: str) -> Path:
    """A wheel of one module, as the format asks: PEP 427."""
    path = folder / f"probe-{version}-py3-none-any.whl"
    info = f"probe-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("probe.py", f"VERSION = '{version}'\n")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: probe\nVersion: {version}\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "probe.py,,\n")
    return path


def new_project(folder: Path) -> Path:
    (folder / "ui").mkdir()
    for name in ("__init__.py", "bootstrap.py", "set_up.py", "system_libraries.py"):
        (folder / "ui" / name).write_bytes((ROOT / "ui" / name).read_bytes())
    (folder / "main.py").write_text(MAIN, encoding="utf-8")
    (folder / "requirements.txt").write_text(f"# pins\n{wheel(folder, '1.0')}\n", encoding="utf-8")
    return folder


SHARED = pytest.mark.xdist_group("first set-up")  # in one process, that it is made only once


needs_venv = pytest.mark.skipif(
    importlib.util.find_spec("ensurepip") is None, reason="the embeddable Python of Windows makes no environments"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


@pytest.fixture(scope="module")
def first_set_up(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[int, str, str]]:
    """A project whose environment is made, and what the making answered; tests change copies of it only."""
    made = new_project(tmp_path_factory.mktemp("project"))
    return made, run(made, "导入 a", "--json")


@pytest.fixture
def set_up_project(first_set_up: tuple[Path, tuple[int, str, str]], tmp_path: Path) -> Path:
    return Path(shutil.copytree(first_set_up[0], tmp_path / "project", symlinks=True))


def start(project: Path, *arguments: str) -> subprocess.Popen[str]:
    """Run the project's main.py with the Python that this environment was made from."""
    python = getattr(sys, "_base_executable", sys.executable)
    environment = {**os.environ, "PIP_NO_INDEX": "1"}
    environment.pop("PYTHONPATH", None)
    return subprocess.Popen(
        [python, "-X", "dev", "main.py", *arguments],
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def run(project: Path, *arguments: str) -> tuple[int, str, str]:
    process = start(project, *arguments)
    out, err = process.communicate(timeout=250)
    return process.returncode, out, err


@SHARED
@needs_venv
def test_sets_up_once_then_runs_the_same_command_in_it(first_set_up: tuple[Path, tuple[int, str, str]]) -> None:
    project, (status, out, err) = first_set_up
    answer = f"1.0|{project / '.venv'}|True|导入 a|--json\n"
    assert (status, out) == (7, answer), err
    assert "正在准备运行环境" in err
    assert run(project, "导入 a", "--json") == (7, answer, "")


@SHARED
@needs_venv
def test_a_changed_requirement_is_installed(set_up_project: Path) -> None:
    project = set_up_project
    (project / "requirements.txt").write_text(f"{wheel(project, '2.0')}\n", encoding="utf-8")
    assert run(project)[1].startswith("2.0|")


@SHARED
@needs_venv
def test_an_interrupted_set_up_is_repaired(set_up_project: Path) -> None:
    project = set_up_project
    # What a power cut during pip leaves: the mark, half a package, no stamp.
    home = project / ".venv"
    (home / "unfinished").touch()
    (home / "installed-requirements.txt").unlink()
    module = next(home.rglob("probe.py"))
    module.write_text("", encoding="utf-8")
    status, out, err = run(project)
    assert status == 7, err
    assert out.startswith("1.0|")
    assert not (home / "unfinished").exists()


@SHARED
@needs_venv
def test_an_environment_whose_python_is_gone_is_made_again(set_up_project: Path) -> None:
    project = set_up_project
    python = next(path for path in (project / ".venv").glob("*/python*") if path.stem == "python")
    python.unlink()
    assert run(project)[1].startswith("1.0|")


@needs_venv
def test_two_starts_at_once_do_not_clash(project: Path) -> None:
    first, second = start(project), start(project)
    answers = [process.communicate(timeout=250) for process in (first, second)]
    assert [first.returncode, second.returncode] == [7, 7], answers
    assert sorted("另一个程序" in err for _, err in answers) == [False, True]


@needs_venv
def test_a_package_that_cannot_be_had_is_one_sentence(project: Path) -> None:
    (project / "requirements.txt").write_text("no-such-package-as-this==1\n", encoding="utf-8")
    status, out, err = run(project)
    assert (status, out) == (1, "")
    assert "安装所需组件失败" in err and "Traceback" not in err
    assert not (project / ".venv" / "unfinished").exists()
    assert "no-such-package-as-this" in (project / ".venv" / "setup.log").read_text(encoding="utf-8")


def test_no_network_is_named_as_the_cause(tmp_path: Path) -> None:
    log = tmp_path / "setup.log"
    log.write_text("$ pip\nok\n$ pip\nWARNING: Retrying after NewConnectionError('x')\nERROR: none\n")
    chinese, english = set_up._why_it_failed(log)
    assert "网络" in chinese and "network" in english


def test_an_environment_of_somebody_else_with_the_same_versions_is_taken(project: Path) -> None:
    assert bootstrap._holds_everything(ROOT / "requirements.txt")
    assert not bootstrap._holds_everything(project / "requirements.txt")


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["台账.gkb"], True),
        (["--today", "2021-10-15", "a.gkb"], True),
        (["check", "a.gkb"], False),
        (["--today", "2021-10-15", "list", "a.gkb", "tasks"], False),
        (["--help"], False),
    ],
)
def test_sub_commands_open_no_window(arguments: list[str], window: bool) -> None:
    assert bootstrap.wants_window(arguments) is window


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system libraries are looked for on Linux")
class TestSystemLibraries:
    def test_a_library_that_is_not_there_is_missed(self) -> None:
        assert system_libraries._loads("libc.so.6")
        assert not system_libraries._loads("libno-such-library.so.1")

    def test_without_apt_the_packages_are_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        with (tmp_path / "log").open("wb") as log:
            assert not system_libraries.install_packages(["libegl1", "libgl1"], log)
        printed = capsys.readouterr()
        assert printed.out == ""
        assert "libegl1 libgl1" in printed.err

    def test_without_rights_one_command_is_asked_for(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "apt-get").write_text("#!/bin/sh\nexit 9\n")
        (tmp_path / "apt-get").chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(system_libraries.os, "geteuid", lambda: 1000)
        with (tmp_path / "log").open("wb") as log:
            assert not system_libraries.install_packages(["python3.11-venv"], log, also_wanted=["libegl1"])
        command = capsys.readouterr().err.splitlines()[-1]
        assert command.split("install -y --no-install-recommends ")[1] == "libegl1 python3.11-venv"
