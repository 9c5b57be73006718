"""A file for each unit: who gets what, what the files are called, and that nothing is left when it is stopped."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from models.base.errors import Cancelled, ClerkError, WriteError
from models.operations import Desk, records
from models.operations.ledgers import ledger_of
from models.operations.unit_ledgers import export_by_unit, shares_of, unit_layout
from tests.models.operations.desks import office_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as opened:
        records.add_many(
            opened,
            "units",
            [
                {"name": "区司法局", "kind": "单位"},
                {"name": "区财政局", "kind": "单位"},
                {"name": "区档案馆", "kind": "单位"},
                {"name": "各部门", "kind": "群体"},
                {"name": "各乡镇", "kind": "群体"},
            ],
        )
        records.edit(opened, "units", [4], {"members": (1, 2)})
        records.add_many(
            opened,
            "tasks",
            [
                {"number": "1", "content": "甲", "lead_units": "区司法局", "responsible_units": "各部门"},
                {"number": "2", "content": "乙", "lead_units": "区财政局", "cooperating_units": "各乡镇"},
                {"number": "3", "content": "丙"},
            ],
        )
        yield opened


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def told(path: Path) -> list[str]:
    """The numbers of the tasks in a file."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [str(cell.value) for cell in sheet["A"] if str(cell.value).isdigit()]


def test_each_unit_gets_its_own_tasks_and_those_of_its_groups(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "各单位"
    outcome = export_by_unit(desk, "tasks", desk.book.ids("tasks"), folder)
    assert files(folder) == ["区司法局任务清单.xlsx", "区财政局任务清单.xlsx", "各乡镇任务清单.xlsx"]
    assert told(folder / "区司法局任务清单.xlsx") == ["1"]
    assert told(folder / "区财政局任务清单.xlsx") == ["1", "2"]
    assert told(folder / "各乡镇任务清单.xlsx") == ["2"]
    assert openpyxl.load_workbook(folder / "区司法局任务清单.xlsx").worksheets[0]["A1"].value == "区司法局任务清单"
    assert outcome.message == (
        "已按单位导出 3 个文件到“各单位”。“各部门”的任务分到了各成员单位。“各乡镇”没有登记成员单位，单独成一个文件。"
        "1 项任务没有写单位，不在其中。另有 1 个单位没有任务，没有文件。"
    )


def test_a_units_sheet_is_its_own_and_tells_its_part_in_each_task(desk: Desk, tmp_path: Path) -> None:
    records.add(desk, "settings", {"key": "office_name", "value": "区政务公开办"})
    records.add(
        desk, "tasks", {"number": "4", "content": "丁", "cooperating_units": "区司法局", "lead_units": "各部门"}
    )
    export_by_unit(desk, "tasks", desk.book.ids("tasks"), tmp_path / "单位")
    rows = list(openpyxl.load_workbook(tmp_path / "单位" / "区司法局任务清单.xlsx").worksheets[0].values)
    assert rows[1][0] == "填报单位：区司法局"
    heads = next(row for row in rows if row[0] == "序号")
    place = heads.index("承担方式")
    told = {row[heads.index("工作任务")]: row[place] for row in rows[rows.index(heads) + 1 :]}
    assert (told["甲"], told["丁"]) == ("牵头、责任", "牵头、配合")


def test_who_takes_what_part_is_told_on_a_units_sheet_only(desk: Desk) -> None:
    tasks = desk.registers["tasks"]
    ledger = ledger_of(desk, tasks, [1], layout=unit_layout(tasks))
    assert ledger.unit == desk.book.setting("office_name")
    assert "承担方式" not in [column.title for column in ledger.columns]


def test_groups_inside_groups_and_in_circles(desk: Desk) -> None:
    top, other = records.add_many(desk, "units", [{"name": "全区"}, {"name": "另一个"}]).ids
    part = desk.book.find("units", "各部门")
    records.edit(desk, "units", [top], {"members": (part, other)})
    records.edit(desk, "units", [other], {"members": (top,)})
    task = records.add(desk, "tasks", {"content": "丁", "lead_units": (top,)}).ids[0]
    shares = shares_of(desk, desk.registers["tasks"], [task])
    titles = {desk.book.title("units", unit) for unit in shares.by_unit}
    assert titles == {"区司法局", "区财政局"}, "a group that only leads back round the circle adds nobody"
    assert all(own == [task] for own in shares.by_unit.values())


def test_nothing_in_the_folder_is_overwritten(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "各单位"
    folder.mkdir()
    (folder / "区司法局 台账.DOCX").write_bytes(b"old")
    outcome = export_by_unit(desk, "tasks", desk.book.ids("tasks"), folder, ending=".docx", name="台账")
    assert set(files(folder)) == {
        "区司法局 台账.DOCX",
        "区司法局 台账（2）.docx",
        "各乡镇 台账.docx",
        "区财政局 台账.docx",
    }
    assert (folder / "区司法局 台账.DOCX").read_bytes() == b"old"
    assert "1 个文件与已有的或别的单位的重名，加了编号。" in outcome.message


def test_names_that_look_the_same_as_files(desk: Desk, tmp_path: Path) -> None:
    for name in ("甲/乙", "甲?乙"):
        records.add(desk, "units", {"name": name, "kind": "单位"})
    ids = [
        records.add(desk, "tasks", {"content": "丁", "lead_units": (desk.book.find("units", name),)}).ids[0]
        for name in ("甲/乙", "甲?乙")
    ]
    export_by_unit(desk, "tasks", ids, tmp_path / "单位")
    assert files(tmp_path / "单位") == ["甲_乙任务清单.xlsx", "甲_乙任务清单（2）.xlsx"]


@pytest.mark.parametrize("stop", [0, 1, 2])
def test_cancel_leaves_no_file(desk: Desk, tmp_path: Path, stop: int) -> None:
    folder = tmp_path / "各单位"
    with pytest.raises(Cancelled):
        export_by_unit(desk, "tasks", desk.book.ids("tasks"), folder, report=lambda done, _: done < stop)
    assert not folder.exists()
    folder.mkdir()
    (folder / "旧.txt").write_bytes(b"old")
    with pytest.raises(Cancelled):
        export_by_unit(desk, "tasks", desk.book.ids("tasks"), folder, report=lambda done, _: done < stop)
    assert files(folder) == ["旧.txt"]


def test_progress_counts_files(desk: Desk, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def report(done: int, total: int) -> bool:
        seen.append((done, total))
        return True

    export_by_unit(desk, "tasks", desk.book.ids("tasks"), tmp_path / "各单位", report=report)
    assert {total for _, total in seen} == {3}
    assert sorted(seen) == seen
    assert seen[-1] == (3, 3)


def test_what_can_not_be_parted(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ClerkError, match="来源文件里没有单位这一栏"):
        export_by_unit(desk, "documents", [], tmp_path / "单位")
    with pytest.raises(ClerkError, match="没有要导出的任务"):
        export_by_unit(desk, "tasks", [], tmp_path / "单位")
    with pytest.raises(ClerkError, match="都没有写单位"):
        export_by_unit(desk, "tasks", [3], tmp_path / "单位")
    with pytest.raises(ClerkError, match="不能导出成"):
        export_by_unit(desk, "tasks", [1], tmp_path / "单位", ending=".odt")
    with pytest.raises(WriteError, match="不存在"):
        export_by_unit(desk, "tasks", [1], tmp_path / "没有" / "单位")
    (tmp_path / "文件").write_bytes(b"")
    with pytest.raises(WriteError):
        export_by_unit(desk, "tasks", [1], tmp_path / "文件")
    assert not (tmp_path / "单位").exists()
