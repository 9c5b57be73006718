"""Values the export tests share; all names are invented."""

from datetime import date

from models.export.gongwen import BodyTable, Gongwen, Paragraph
from models.export.ledger import Column, Ledger, Row
from models.export.wording_values import NoticeItem, NoticeValues

DAY = date(2024, 10, 15)

COLUMNS = (
    Column("序号", "code", 3),
    Column("工作任务", "text", 28),
    Column("牵头单位", "text", 9),
    Column("完成时限", "text", 8),
    Column("到期日期", "date", 5.5),
    Column("状态", "status", 6),
    Column("得分", "number", 4),
    Column("统一社会信用代码", "code", 9.5),
)
TASK = (
    "全面推进规章、行政规范性文件集中公开，“一站式”查询平台于9月底前上线——逐项核对现行有效文件目录，"
    "凡未入库的一律不得作为行政管理的依据。"
)
STATES = (("逾期 15 天", "red"), ("临期 3 天", "amber"), ("推进中", "blue"), ("已销号", "grey"), ("未启动", ""))


def ledger(count: int, *, unit: str = "云岭县人民政府办公室", notes: tuple[str, ...] = ()) -> Ledger:
    """A ledger of so many rows."""
    rows = []
    for number in range(1, count + 1):
        state, light = STATES[number % len(STATES)]
        due = None if number % 7 == 0 else date(2024, 9, 30)
        cells = (f"{number:03d}", TASK, "县司法局", "2024年9月底前", due, state, number / 2, f"00{number:016d}")
        rows.append(Row(cells, light))
    return Ledger("云岭县2024年政务公开工作任务台账", unit, DAY, COLUMNS, tuple(rows), notes)


ISSUER = "云岭县人民政府办公室"
TABLE = BodyTable(
    (Column("序号", "code", 2), Column("任务内容", "text", 14), Column("责任单位", "text", 8)),
    (("1", "编制标准目录", "县数据资源局"), ("2", "开展专栏检查", "")),
)


def notice(**changes: object) -> Gongwen:
    """A document with all ordinary elements; `changes` replace some."""
    values: dict[str, object] = {
        "title": "云岭县人民政府办公室督办通知单",
        "addressees": "县司法局、县数据资源局",
        "body": (
            Paragraph("根据《要点》（云政办〔2024〕7号），“三项”任务——现予督办。"),
            Paragraph("一、督办事项", 1),
            Paragraph("（一）明确责任。各单位要确定经办人员。", 2),
            Paragraph("1.编制标准目录。", 3),
            Paragraph("（1）按时报送。", 4),
            TABLE,
            Paragraph("请于10月31日前办结。"),
        ),
        "issuer": ISSUER,
        "dated": DAY,
        "mark": "云岭县人民政府办公室文件",
        "doc_number": "云政办督〔2024〕3号",
        "attachments": ("任务清单。", "反馈表"),
        "note": "联系人：王小明",
        "copy_to": ("县委办公室", "县人大常委会办公室"),
        "printed_by": ISSUER,
        "printed_on": date(2024, 10, 16),
    }
    return Gongwen(**{**values, **changes})  # type: ignore[arg-type]


def long_text(paragraphs: int) -> tuple[Paragraph, ...]:
    """Paragraphs of Han characters only, with no place where a line may not end."""
    sentence = (
        "全面推进政务公开工作是建设法治政府的重要内容各地各部门要切实提高认识把公开作为日常工作的规定动作认真抓好落实"
    )
    return tuple(Paragraph(sentence * 9) for _ in range(paragraphs))


TASKS = (
    NoticeItem(
        content="全面推进规章、行政规范性文件集中公开，\n按统一格式发布并动态更新。",
        lead_units=("县司法局",),
        responsible_units=("县政府办公室", "县各有关部门"),
        deadline="2024年9月底前",
        overdue_days=15,
        status="逾期",
    ),
    NoticeItem(
        content="编制并公布基层政务公开标准目录；",
        lead_units=("县数据资源局",),
        deadline=date(2024, 9, 1),
        overdue_days=44,
        status="逾期",
    ),
    NoticeItem(content="开展专栏检查", responsible_units=("各乡镇人民政府",), overdue_days=3, status="逾期"),
)


def notice_values(count: int = 3, **changes: object) -> NoticeValues:
    """What a notice about the first `count` tasks is told."""
    values: dict[str, object] = {
        "dated": DAY,
        "issuer": ISSUER,
        "doc_number": "云政办督〔2024〕3号",
        "addressees": ("县司法局", "县数据资源局"),
        "basis": (("云岭县2024年政务公开工作要点", "云政办〔2024〕7号"),),
        "limit": date(2024, 10, 31),
        "feedback": "加盖公章后书面报送",
        "contact": "王小明",
        "phone": "0000-1234567",
        "items": TASKS[:count],
    }
    return NoticeValues(**{**values, **changes})  # type: ignore[arg-type]
