"""Hand-built notices, an empty workbook, and pages that show them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from models.base.clock import Clock
from models.intake import Bundle, read_pasted
from models.intake.notice import DraftTask, Mark, Notice, Repair
from models.registers import all_registers
from models.workdays.calendar import WorkCalendar
from tests.models.operations.desks import empty_office_book
from ui import background
from ui.intake import IntakePage
from ui.intake.drafts import Drafts
from ui.intake.reading import Incoming
from ui.session import Session

ROOT = Path(__file__).resolve().parents[3]

HEAD = "云岭区2024年政务公开工作要点\n\n"
FIRST = "一、加强主动公开\n"
SECOND = "二、做好政策解读\n"
CLAUSES = (
    (FIRST, "1", "公开规划编制依据", "（区财政局牵头，区司法局负责，完成时限：2024年12月底前）"),
    (FIRST, "2", "公开惠民政策", "（区民政局负责，完成时限：持续推进）"),
    (SECOND, "3", "解读重大政策", "（区政府办公室负责，完成时限：9月底前）"),
)


def piece(text: str, wanted: str, after: int) -> tuple[int, int]:
    start = text.index(wanted, after)
    return start, start + len(wanted)


def task_of(text: str, number: str, wording: str, bracket: str, section: str) -> DraftTask:
    clause = f"{number}．{wording}{bracket}"
    start = text.index(clause)
    lead = ("区财政局",) if "牵头" in bracket else ()
    responsible = tuple(name for name in ("区司法局", "区民政局", "区政府办公室") if name in bracket)
    deadline = bracket.rpartition("：")[2].rstrip("）")
    due = {"2024年12月底前": date(2024, 12, 31), "9月底前": date(2024, 9, 30)}.get(deadline)
    marks = [
        Mark("number", (start, start + len(number))),
        Mark("text", piece(text, wording, start)),
        *(Mark("unit", piece(text, name, start)) for name in (*lead, *responsible)),
        Mark("deadline", piece(text, deadline, start)),
    ]
    return DraftTask(
        number=number,
        section=(section.strip(),),
        text=wording,
        lead_units=lead,
        responsible_units=responsible,
        cooperating_units=(),
        deadline_text=deadline,
        due_on=due,
        ongoing=deadline == "持续推进",
        recurrence=None,
        milestones=(),
        note="",
        clause=clause,
        span=(start, start + len(clause)),
        marks=tuple(marks),
        warnings=("年份按标题推定为2024年",) if deadline == "9月底前" else (),
        ticked=True,
    )


def notice_text() -> str:
    lines = [HEAD]
    before = ""
    for section, number, wording, bracket in CLAUSES:
        if section != before:
            lines.append(section)
            before = section
        lines.append(f"{number}．{wording}{bracket}\n")
    return "".join(lines)


@pytest.fixture
def notice() -> Notice:
    """Three tasks in two sections, one repair, one doubt."""
    text = notice_text()
    place = piece(text, "2024年12月底前", 0)
    return Notice(
        source="云岭区要点.txt",
        text=text,
        title="云岭区2024年政务公开工作要点",
        doc_number="云政办〔2024〕6号",
        issuer="云岭区人民政府办公室",
        issued_on=date(2024, 5, 21),
        published_on=None,
        index_number=None,
        validity=None,
        based_on=("云市政办〔2024〕2号",),
        tasks=tuple(task_of(text, number, words, bracket, section) for section, number, words, bracket in CLAUSES),
        duties=(),
        repairs=(Repair(place, "202412月底前", "2024年12月底前", "数字旁丢失的“年”字已补上"),),
        warnings=(),
    )


@pytest.fixture
def unit_less(notice: Notice) -> Notice:
    """The same notice without any unit, its tasks not ticked."""
    bare = tuple(replace(task, lead_units=(), responsible_units=(), ticked=False) for task in notice.tasks)
    return replace(notice, tasks=bare)


@pytest.fixture
def summary(notice: Notice) -> Notice:
    """A document without tasks."""
    return replace(
        notice,
        source="总结.txt",
        title="云岭区2023年政务公开工作总结",
        doc_number=None,
        tasks=(),
        repairs=(),
        warnings=("这份材料没有布置任务。",),
    )


@pytest.fixture
def drafts(notice: Notice) -> Drafts:
    return Drafts(notice, all_registers(), WorkCalendar())


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Session]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Session(clock, all_registers(), ROOT / "resources", settings, tmp_path / "backups", background.run)
    path = tmp_path / "测试.gkb"
    path.write_bytes(empty_office_book())
    assert made.open(path)
    yield made
    made.close()


Show = Callable[..., IntakePage]


def bundle_of(original: Path | None, notice: Notice) -> Bundle | None:
    return Bundle((original,), (read_pasted(notice.text, original.name),)) if original else None


@pytest.fixture
def show(qtbot: QtBot, session: Session) -> Show:
    """Shows a page with reviews of these notices."""

    def shown(*notices: Notice, original: Path | None = None) -> IntakePage:
        page = IntakePage(session)
        qtbot.addWidget(page)
        page.resize(1180, 660)
        page.show_notices([Incoming(item, bundle_of(original, item)) for item in notices])
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return shown
