"""Making, opening, checking, backing up and restoring, as the window and the command line ask for it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.base.clock import Clock
from models.base.errors import ClerkError, WorkbookError, WriteError
from models.operations import Desk, records, workbooks
from models.registers import all_registers
from models.workbook.backup import backup_folder
from tests.models.operations.desks import RESOURCES, office_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as opened:
        records.add(opened, "tasks", {"content": "甲"})
        yield opened


def on(desk: Desk, day: date) -> Desk:
    return Desk(desk.book, Clock.fixed(day), desk.resources)


def test_a_new_workbook_gets_its_ending(tmp_path: Path, clock: Clock) -> None:
    desk = workbooks.new(tmp_path / "我的2021.10台账", all_registers(), clock, RESOURCES)
    assert desk.book.path.name == "我的2021.10台账.gkb"
    desk.book.close()
    with pytest.raises(WorkbookError, match="已经存在"):
        workbooks.new(tmp_path / "我的2021.10台账", all_registers(), clock, RESOURCES)
    again = workbooks.open_desk(tmp_path / "我的2021.10台账.gkb", all_registers(), clock, RESOURCES)
    assert workbooks.check(again) == []
    again.book.close()


def test_one_copy_a_day(desk: Desk, tmp_path: Path) -> None:
    home = tmp_path / "备份"
    first = workbooks.back_up_by_day(desk, home)
    assert first == backup_folder(home, desk.book.path) / "台账 2021-10-15 090000.gkb"
    assert workbooks.back_up_by_day(desk, home) is None
    assert workbooks.back_up_by_day(on(desk, date(2021, 10, 16)), home) is not None
    assert workbooks.back_up_now(desk, home) == first
    assert len(list(first.parent.iterdir())) == 2


def test_a_day_in_the_workbooks_own_name_is_not_a_copys_day(tmp_path: Path, clock: Clock) -> None:
    desk = workbooks.new(tmp_path / "2021-10-16 台账", all_registers(), clock, RESOURCES)
    assert workbooks.back_up_by_day(desk, tmp_path / "备份") is not None
    assert workbooks.back_up_by_day(on(desk, date(2021, 10, 16)), tmp_path / "备份") is not None
    desk.book.close()


def test_copies_beyond_thirty_go(desk: Desk, tmp_path: Path) -> None:
    for number in range(1, 32):
        workbooks.back_up_by_day(on(desk, date(2021, 8, number)), tmp_path / "备份")
    workbooks.back_up_by_day(on(desk, date(2021, 9, 1)), tmp_path / "备份")
    left = sorted(path.stem[-17:-7] for path in backup_folder(tmp_path / "备份", desk.book.path).iterdir())
    assert len(left) == 30
    assert (left[0], left[-1]) == ("2021-08-03", "2021-09-01")


def test_a_backup_folder_that_cannot_be_made(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "备份").write_text("a file", encoding="utf-8")
    with pytest.raises(WriteError, match=r"备份文件夹“.*”建不成"):
        workbooks.back_up_by_day(desk, tmp_path / "备份")


def test_a_copy_where_the_person_wants_it(desk: Desk, tmp_path: Path) -> None:
    target = workbooks.back_up_to(desk, tmp_path / "给同事")
    assert target.name == "给同事.gkb"
    before = desk.book.path.read_bytes()
    with pytest.raises(ClerkError, match="备份不能覆盖工作簿自己，请换一个文件名或文件夹。"):
        workbooks.back_up_to(desk, desk.book.path)
    assert desk.book.path.read_bytes() == before


def test_restoring(desk: Desk, tmp_path: Path, clock: Clock) -> None:
    copy = workbooks.back_up_to(desk, tmp_path / "份")
    records.add(desk, "tasks", {"content": "乙"})
    made = workbooks.restore(copy, tmp_path / "回来的", all_registers(), clock)
    assert made.name == "回来的.gkb"
    again = workbooks.open_desk(made, all_registers(), clock, RESOURCES)
    assert again.book.count("tasks") == 1
    again.book.close()
    with pytest.raises(ClerkError, match=r"“回来的\.gkb”已经存在，恢复不会覆盖它。请换一个文件名。"):
        workbooks.restore(copy, made, all_registers(), clock)
    copy.write_bytes(copy.read_bytes()[:-6000])
    with pytest.raises(ClerkError, match="不完整，后面缺了一截"):
        workbooks.restore(copy, tmp_path / "又", all_registers(), clock)
    assert not (tmp_path / "又.gkb").exists()


def test_a_workbook_opened_twice_is_read_only_the_second_time(desk: Desk, clock: Clock) -> None:
    second = workbooks.open_desk(desk.book.path, all_registers(), clock, RESOURCES)
    assert "正在使用这个工作簿" in second.book.reading_because
    assert workbooks.check(second) == []
    worker = second.sibling()
    assert worker.book.read_only
    worker.book.close()
    second.book.close()


def test_the_check_tells_what_is_wrong(desk: Desk) -> None:
    desk.book.connection.execute("DELETE FROM search_tasks_text")
    desk.book.connection.commit()
    assert workbooks.check(desk) == ["任务台账的搜索索引有 1 处与记录不一致"]
    desk.book.rebuild_index()
    assert workbooks.check(desk) == []
