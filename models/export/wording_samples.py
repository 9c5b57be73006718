"""Values that a notice's template is tried with before it is kept; all names are invented.

Used by operations when an office changes the wording of a kind.
"""

from datetime import date

from models.export.wording_values import NoticeItem, NoticeValues


def sample_values() -> NoticeValues:
    """Two records, one of them overdue, one done, and every element that notices have."""
    items = (
        NoticeItem(
            content="公开规范性文件",
            number="1",
            lead_units=("县司法局",),
            responsible_units=("县直各部门",),
            answerable=("县司法局",),
            deadline="2024年9月底前",
            overdue_days=15,
            status="逾期",
            progress="已完成清理",
            report_on="每月25日前",
            report="进展情况",
        ),
        NoticeItem(
            content="编制标准目录", answerable=("县财政局",), status="已销号", finished=date(2024, 9, 1), done=True
        ),
    )
    return NoticeValues(
        dated=date(2024, 10, 15),
        issuer="某某县人民政府办公室",
        doc_number="某政办函〔2024〕3号",
        addressees=("县司法局", "县财政局"),
        subject="2024年政务公开工作",
        basis=(("某某县2024年政务公开工作要点", "某政办〔2024〕7号"),),
        limit=date(2024, 10, 22),
        feedback="书面报送",
        contact="王小明",
        phone="0000-1234567",
        items=items,
    )
