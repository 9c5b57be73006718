"""Each purpose has its folder; what is gone or garbage counts as none."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from ui.last_folders import folder_for, keep_folder


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def test_each_purpose_has_its_own(settings: QSettings, tmp_path: Path) -> None:
    (tmp_path / "各单位").mkdir()
    keep_folder(settings, "units", tmp_path / "各单位")
    assert folder_for(settings, "units") == tmp_path / "各单位"
    assert folder_for(settings, "ledgers") == Path.home()
    (tmp_path / "各单位").rmdir()
    assert folder_for(settings, "units") == Path.home()


@pytest.mark.parametrize("garbage", [3, ["a", "b"], {"a": 1}, b"\x00"])
def test_garbage_counts_as_none(settings: QSettings, garbage: object) -> None:
    settings.setValue("folders/units", garbage)
    assert folder_for(settings, "units") == Path.home()
