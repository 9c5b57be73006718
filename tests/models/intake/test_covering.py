"""Covering pages: alone they set no tasks; what follows them does."""

from models.intake import read_notice, read_pasted
from models.workdays.calendar import WorkCalendar

COVER = "关于印发2024年政务公开工作要点的通知\n各部门：\n现将《2024年政务公开工作要点》印发给你们，请认真贯彻落实。\n"
PLAN = "一、公开财政预决算信息。6月底前完成。\n二、更新机构职能目录。9月底前完成。\n三、编制公开指南。年底前完成。\n"
REQUIREMENTS = "一、各责任单位要明确专人。\n二、各牵头单位每季度报送进展。\n"


def tasks(text: str) -> list[str]:
    return [task.text for task in read_notice(read_pasted(text), WorkCalendar()).tasks]


def test_a_plan_without_its_title_behind_an_unsigned_page_sets_tasks() -> None:
    assert len(tasks(COVER + PLAN)) == 3


def test_what_the_page_asks_of_all_is_no_task() -> None:
    assert tasks(COVER + REQUIREMENTS) == []
