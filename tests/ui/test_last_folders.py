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


def test_where_nothing_can_be_written_nothing_is_proposed_again(
    settings: QSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "只读"
    locked.mkdir()
    touch = Path.touch

    def refusing(self: Path, *arguments: object) -> None:
        if locked in self.parents:
            raise PermissionError(13, "Permission denied")
        touch(self)

    monkeypatch.setattr(Path, "touch", refusing)
    keep_folder(settings, "ledgers", tmp_path)
    keep_folder(settings, "ledgers", locked)
    keep_folder(settings, "notices", locked)
    assert folder_for(settings, "ledgers") == tmp_path
    assert folder_for(settings, "notices") == locked, "it can still be read"
    assert list(tmp_path.iterdir()) == [locked]
