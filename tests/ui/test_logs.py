"""The log: what it keeps of an error, what it leaves out, and that it turns over."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui import logs


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(logs, "log_folder", lambda: tmp_path / "日志")
    yield tmp_path / "日志"
    logs.leave()


def failed(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:  # noqa: BLE001
        return caught


@given(st.text("张三李四〇县", min_size=1, max_size=6), st.from_regex(r"[1-9]\d{16}[\dX]", fullmatch=True))
def test_nobody_is_told_of(name: str, number: str) -> None:
    error = failed(ValueError(f"bad row {name}/{number} of {Path.home()}/{name}.xlsx, 'Ms Li', a.li@example.com"))
    told = logs.described(error)
    assert "bad row <" in told
    for secret in (name, number, str(Path.home()), "Ms Li", "a.li"):
        assert secret not in told


def test_an_error_of_the_disk_is_told_without_its_path() -> None:
    told = logs.described(failed(FileNotFoundError(2, "No such file", "Li/report.docx")))
    assert told.endswith("builtins.FileNotFoundError: [2] No such file")


def test_names_of_the_program_stay() -> None:
    told = logs.described(failed(AttributeError("'NoneType' object has no attribute 'desk'")))
    assert "'NoneType' object has no attribute 'desk'" in told
    assert "tests/ui/test_logs.py:" in told


def test_what_led_to_an_error_is_told_first() -> None:
    first, last = KeyError("Zhang"), RuntimeError("no row")
    last.__cause__ = failed(first)
    told = logs.described(failed(last))
    assert told.index("KeyError") < told.index("-- then --") < told.index("RuntimeError: no row")
    assert "Zhang" not in told


def test_errors_that_lead_to_each_other_end() -> None:
    one, other = ValueError("one"), ValueError("other")
    one.__cause__, other.__cause__ = other, one
    assert logs.described(one).count("ValueError") == 2


def test_what_others_log_is_discreet_too(folder: Path) -> None:
    file = logs.keep("window")
    assert file == folder / "window.log"
    assert logs.keep("window") == file
    logging.getLogger("models.some").warning("%s of 13800138000", "王五的申请")
    logging.getLogger("models.some").error("failed", exc_info=failed(ZeroDivisionError("division by zero")))
    told = file.read_text(encoding="utf-8")
    assert "gongkai-ledger" in told.splitlines()[0]
    assert "WARNING models.some <5 characters> of <11 digits>" in told
    assert "ZeroDivisionError: division by zero" in told


def test_the_log_turns_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_MOST_BYTES", 2_000)
    logs.keep("window")
    for _ in range(300):
        logging.getLogger("models.some").warning("a line of some length about nothing")
    files = sorted(file.name for file in folder.iterdir())
    assert files == ["window.log", *(f"window.log.{number}" for number in range(1, logs._KEPT + 1))]
    assert all(file.stat().st_size <= 2_000 for file in folder.iterdir())


def test_without_a_place_for_it_there_is_no_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(logs, "log_folder", lambda: blocked / "log")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(blocked))
    assert logs.keep("window") is None
