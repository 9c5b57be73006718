"""Files written whole: who may read them afterwards, and what a failure leaves."""

import os
import stat
import sys
from pathlib import Path

import pytest

from models.base.errors import WriteError
from models.base.files import written_whole

only_with_modes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")


@only_with_modes
def test_a_new_file_is_readable_as_the_person_has_set_it(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with written_whole(tmp_path / "台账.docx") as temporary:
            temporary.write_text("新")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "台账.docx").stat().st_mode) == 0o640


@only_with_modes
def test_a_file_written_again_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "台账.docx"
    target.write_text("旧")
    target.chmod(0o664)
    with written_whole(target) as temporary:
        temporary.write_text("新")
    assert (target.read_text(), stat.S_IMODE(target.stat().st_mode)) == ("新", 0o664)


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "台账.docx"
    target.write_text("旧")
    with pytest.raises(ZeroDivisionError), written_whole(target) as temporary:
        temporary.write_text("半")
        raise ZeroDivisionError
    assert [path.name for path in tmp_path.iterdir()] == ["台账.docx"]
    assert target.read_text() == "旧"


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="不存在"), written_whole(tmp_path / "没有" / "a.docx"):
        pass
