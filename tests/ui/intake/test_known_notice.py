"""A notice brought in before, in the window: what is new, changed and gone, and what is written of it."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.intake.notice import Notice
from models.operations import actions, bringing_in, recognising, records
from models.operations.recognising import How
from tests.ui.intake.conftest import Show
from tests.ui.intake.looking import review_of, stored
from ui.intake.changes_bar import GoneDialog
from ui.intake.known_notice import KnownNotice
from ui.session import Session


@pytest.fixture
def newer(session: Session, notice: Notice) -> Notice:
    """The first task as it was, the second with another deadline, the third gone, a fourth new."""
    session.run(bringing_in.bring_in, notice, notice.tasks)
    first, second, third = notice.tasks
    later = replace(second, deadline_text="2024年10月底前", due_on=date(2024, 10, 31), ongoing=False)
    added = replace(third, number="4", text="建立专家咨询委员会", lead_units=("区科技局",), responsible_units=())
    return replace(notice, tasks=(first, later, added))


def shown_texts(page: object) -> list[str]:
    review = review_of(page)  # type: ignore[arg-type]
    return [
        str(review.model.index(review.model.row_of(draft), 1).data()).partition("）")[0] + "）"
        for draft in review.drafts.items
    ]


def test_every_task_says_how_it_stands(show: Show, newer: Notice) -> None:
    page = show(newer)
    review = review_of(page)
    assert review.known.sentence == "这份通知 2021-10-15 已导入过（3 项）：新增 1 项、有变化 1 项、少了 1 项。"
    assert shown_texts(page) == ["（已在台账里）", "（有变化：完成时限）", "（新增）"]
    assert [draft.task.ticked for draft in review.drafts.items] == [False, True, True]
    assert review.accept.text().startswith("导入 1 项、更新 1 项")
    index = review.model.index(review.model.row_of(review.drafts.items[1]), 1)
    assert "完成时限，台账里是：持续推进" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert not review.drafts.is_edited


@pytest.mark.parametrize(("how", "told"), [("number", ""), ("title", "，标题和日期相同"), ("text", "，正文几乎相同")])
def test_how_it_was_recognised_is_told_in_the_same_bracket(
    session: Session, notice: Notice, how: How, told: str
) -> None:
    session.run(bringing_in.bring_in, notice, notice.tasks)
    known = recognising.already_known(session.desk, notice)
    assert known is not None
    sentence = KnownNotice(session.desk, replace(known, how=how)).told([])
    assert f"已导入过（3 项{told}），" in sentence


def test_all_is_written_in_one_step(session: Session, show: Show, newer: Notice) -> None:
    page = show(newer)
    before = stored(session)
    page.accept()
    after = stored(session)
    assert len(after) == 4
    assert (after[1]["deadline_text"], after[1]["due_on"]) == ("2024年10月底前", date(2024, 10, 31))
    assert (after[0], after[2]) == (before[0], before[2])
    actions.undo(session.desk)
    assert stored(session) == before


def test_an_unticked_change_is_not_written(session: Session, show: Show, newer: Notice) -> None:
    page = show(newer)
    review = review_of(page)
    review.model.tick([review.drafts.items[1]], False)
    assert review.accept.text().startswith("导入 1 项")
    page.accept()
    assert stored(session)[1]["deadline_text"] == "持续推进"


def test_what_the_clerk_edited_is_left_unless_chosen(session: Session, show: Show, newer: Notice) -> None:
    records.edit(session.desk, "tasks", [2], {"deadline_text": "2024年12月10日前"})
    page = show(replace(newer, tasks=newer.tasks[:2]))
    review = review_of(page)
    changed = review.drafts.items[1]
    assert not changed.task.ticked
    review.model.tick([changed], True)
    assert not changed.task.ticked
    assert "改过的栏也更新" in review.told.sentence
    index = review.model.index(review.model.row_of(changed), 1)
    assert "（导入后有人改过，保持不变）" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert not review.accept.isEnabled()
    review.changes.edited_too.setChecked(True)
    assert changed.task.ticked
    page.accept()
    assert stored(session)[1]["due_on"] == date(2024, 10, 31)


def test_only_what_differs_is_shown_on_demand(show: Show, newer: Notice) -> None:
    review = review_of(show(newer))
    rows = [review.model.row_of(draft) for draft in review.drafts.items]
    review.changes.only.click()
    assert [review.table.isRowHidden(row) for row in rows] == [True, False, False]
    review.changes.only.click()
    assert not any(review.table.isRowHidden(row) for row in rows)


def test_a_task_that_is_gone_is_marked_when_chosen(qtbot: QtBot, session: Session, show: Show, newer: Notice) -> None:
    page = show(newer)
    review = review_of(page)
    assert review.changes.gone.text() == "少了 1 项…"

    def tick() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, GoneDialog)
        assert "解读重大政策" in dialog.list.item(0).text()
        dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
        dialog.accept()

    QTimer.singleShot(50, tick)
    review.changes.gone.click()
    assert review.changes.gone.text() == "少了 1 项，注明取消 1 项…"
    assert "注明取消 1 项" in review.accept.text()
    page.accept()
    assert stored(session)[2]["note"] == "新版通知中已取消"


def test_an_edited_cell_makes_a_change(show: Show, newer: Notice) -> None:
    review = review_of(show(newer))
    first = review.drafts.items[0]
    review.drafts.set_text(first, "content", "公开规划编制依据和成果")
    assert not first.is_there
    assert [item.field for item in first.differences] == ["content"]
    review.undo()
    assert first.is_there
    assert not first.task.ticked


def test_a_spelling_that_is_decided_on_is_no_change(session: Session, show: Show, notice: Notice) -> None:
    session.run(bringing_in.bring_in, notice, notice.tasks)
    third = replace(notice.tasks[2], responsible_units=("区政府办",))
    review = review_of(show(replace(notice, tasks=(*notice.tasks[:2], third))))
    assert [item.field for item in review.drafts.items[2].differences] == ["responsible_units"]
    review.units.yes()
    assert review.drafts.items[2].is_there


def test_another_edition_is_pointed_out(session: Session, show: Show, newer: Notice) -> None:
    revised = replace(newer, doc_number="云政办〔2024〕16号", title=f"{newer.title}（修订）", text="另一篇")
    review = review_of(show(revised))
    assert "“云政办〔2024〕6号”（3 项任务），文号或日期不同" in review.known.sentence
    assert review.accept.text().startswith("导入 3 项")
    assert not review.changes.isVisible()


def test_tasks_in_the_same_words_from_elsewhere_are_pointed_out(session: Session, show: Show, notice: Notice) -> None:
    first, *_ = notice.tasks
    records.add(session.desk, "tasks", {"content": first.text, "due_on": "2024-06-30"})
    page = show(replace(notice, title="云岭区2024年任务汇总", doc_number=None))
    review = review_of(page)
    assert [draft.task.ticked for draft in review.drafts.items] == [False, True, True]
    assert shown_texts(page)[0] == "（台账里有内容相同的任务）"
    assert review.known.sentence.startswith("有 1 项任务在台账里已有内容相同的，没有勾选")
    assert not review.drafts.is_edited
    review.drafts.tick([review.drafts.items[0]], on=True)
    records.add(session.desk, "units", {"name": "别的单位"})
    assert review.drafts.items[0].task.ticked


def test_doubts_that_nobody_settled_go_into_the_remark(session: Session, show: Show, notice: Notice) -> None:
    first, second, third = notice.tasks
    said = "“9月底前”的年份按标题推定为2024年"
    doubted = replace(first, warnings=(said,), note="原备注")
    told: list[str] = []
    session.told.connect(lambda sentence, _: told.append(sentence))
    page = show(replace(notice, tasks=(doubted, replace(second, warnings=()), replace(third, warnings=()))))
    page.accept()
    notes = [record["note"] for record in stored(session)]
    assert notes[0] == f"原备注\n待核对：{said}"
    assert not any(notes[1:])
    assert any("1 项还有没核对的疑问" in sentence for sentence in told)
