"""Rows from and to Excel and WPS: quotes, line breaks, head rows, too many columns, and there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from models.base.errors import ClerkError
from models.operations import records
from models.registers import all_registers
from ui.register.clipboard import _written, copy_rows, pasted_rows, read_cells
from ui.session import Session

TASKS = all_registers()["tasks"]
NAMES = ["number", "content", "lead_units", "deadline_text"]


def put(text: str) -> None:
    QApplication.clipboard().setText(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1\t甲\r\n2\t乙\r\n", [["1", "甲"], ["2", "乙"]]),
        ('1\t"甲\n乙"\t丙\r\n', [["1", "甲\n乙", "丙"]]),
        ('"他说""好""\n完"\t2', [['他说"好"\n完', "2"]]),
        ('"双公示"工作\t2\n3\t4"', [['"双公示"工作', "2"], ["3", '4"']]),
        ('"5G\t1\n第二行\t2\n', [['"5G', "1"], ["第二行", "2"]]),
        ('"双公示"', [['"双公示"']]),
        ("甲\r乙", [["甲"], ["乙"]]),
        ("\n\n 1\t\n\t\n", [[" 1", ""]]),
        ("", []),
        ("甲\0", [["甲"]]),
    ],
)
def test_reading_cells(text: str, expected: list[list[str]]) -> None:
    assert read_cells(text) == expected


@given(
    st.lists(
        st.lists(st.text('ab"\n甲“,', max_size=6), min_size=2, max_size=2).filter(lambda row: any(map(str.strip, row))),
        max_size=4,
    )
)
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    text = "".join("\t".join(map(_written, row)) + "\n" for row in rows)
    assert read_cells(text) == rows


def test_columns_in_the_order_shown(qtbot: object) -> None:
    put("1\t规范性文件入库\t市司法局\t2021年9月底前\n2\t教育收费公示\n")
    assert pasted_rows(TASKS, NAMES) == [
        {"number": "1", "content": "规范性文件入库", "lead_units": "市司法局", "deadline_text": "2021年9月底前"},
        {"number": "2", "content": "教育收费公示"},
    ]


def test_a_head_row_names_the_columns(qtbot: object) -> None:
    put("牵头单位\t状态\t工作任务\n市司法局\t逾期 3 天\t入库\n")
    assert pasted_rows(TASKS, NAMES) == [{"lead_units": "市司法局", "content": "入库"}]


def test_empty_columns_at_the_end_do_no_harm(qtbot: object) -> None:
    put("1\t入库\t\t\t\t\t\n")
    assert pasted_rows(TASKS, NAMES) == [{"number": "1", "content": "入库"}]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有可以粘贴的行"),
        (" \t \n", "没有可以粘贴的行"),
        ("序号\t工作任务\n", "只复制到了表头"),
        ("1\t2\t3\t4\t5\n", "有 5 列，表格里能填的只有 4 栏"),
        ("序号\t工作任务\n1\t入库\n2\t公示\t多出来的\n", "有 3 列，表格里能填的只有 2 栏"),
    ],
)
def test_what_can_not_be_pasted_is_told(qtbot: object, text: str, said: str) -> None:
    put(text)
    with pytest.raises(ClerkError, match=said):
        pasted_rows(TASKS, NAMES)


def test_copied_rows_pasted_elsewhere_are_equal(empty_session: Session) -> None:
    desk = empty_session.desk
    names = [field.name for field in TASKS.fields if field.inline]
    given = [
        {"number": "01", "content": '第一行\n第二行"引"', "lead_units": "市司法局", "due_on": "2021-09-30"},
        {
            "content": '"双公示"工作',
            "responsible_units": "市司法局、各县（市、区）政府",
            "ongoing": "是",
            "note": "a\nb",
        },
        {"number": "3", "content": "限期", "deadline_text": "每月25日前", "started_on": "2021-01-04"},
    ]
    first = records.add_many(desk, "tasks", given).ids
    copy_rows(empty_session, TASKS, list(first), names)
    second = records.add_many(desk, "tasks", pasted_rows(TASKS, ["number"])).ids
    before, after = (desk.book.records("tasks", ids) for ids in (first, second))
    for one, other in zip(before, after, strict=True):
        assert [one[name] for name in names] == [other[name] for name in names]
