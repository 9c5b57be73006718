"""Units taken from sentences: what is said for all items above, and what a sentence begins with."""

import pytest

from models.intake import read_notice, read_pasted
from models.intake.subjects import asked_of, subject_of
from models.workdays.calendar import WorkCalendar

NOTICE = """关于做好政务公开工作的通知
各乡镇人民政府、县直各部门：
现就做好2024年政务公开工作通知如下：
一、完善目录
1.调整公开事项目录。
2.编制权力清单。
{said_first}
二、拓展渠道
3.设立政务公开角。
4.办好公开专栏。
{said}
云山县人民政府办公室
2024年3月18日
"""


@pytest.mark.parametrize(
    ("wording", "lead", "responsible", "cooperating"),
    [
        ("县政务公开办负责在县政府网站设置专栏。", [], ["县政务公开办"], []),
        ("统一发布。县司法局、县法院于12月25日前反馈数据。", [], ["县司法局", "县法院"], []),
        ("县财政局牵头，县统计局、县司法局提供数据。", ["县财政局"], [], ["县统计局", "县司法局"]),
        ("市政府办公室会同市司法局开展检查。", ["市政府办公室"], [], ["市司法局"]),
        ("各街道负责更新社区公开栏。", [], ["各街道"], []),
        ("各镇要更换查阅点标识。", [], ["各镇"], []),
        ("县融媒体中心做好新媒体传播。", [], ["县融媒体中心"], []),
        ("县医保局会同县卫健局公开采购结果。", ["县医保局"], [], ["县卫健局"]),
    ],
)
def test_a_sentence_begins_with_its_units(
    wording: str, lead: list[str], responsible: list[str], cooperating: list[str]
) -> None:
    found = subject_of(wording, 0)
    assert found is not None
    assert [unit.name for unit in found.lead] == lead
    assert [unit.name for unit in found.responsible] == responsible
    assert [unit.name for unit in found.cooperating] == cooperating
    assert all(wording[slice(*unit.span)] == unit.name for unit in [*found.lead, *found.responsible])


@pytest.mark.parametrize(
    "wording",
    [
        "各单位要明确专人负责。",
        "有关部门应当及时回应关切。",
        "政府信息公开申请要依法办理。",
        "公开栏目要明确专人维护。",
        "按照县政府办公室要求更新栏目。",
        "加强对县直部门的指导。",
        "信息形成后应当在20个工作日内公开。",
    ],
)
def test_what_is_addressed_to_all_or_no_unit_assigns_nothing(wording: str) -> None:
    assert subject_of(wording, 0) is None


def tasks(said: str, said_first: str = "") -> list[tuple[str, tuple[str, ...], str | None]]:
    text = NOTICE.format(said=said, said_first=said_first)
    notice = read_notice(read_pasted(text), WorkCalendar())
    return [
        (task.text, (*task.lead_units, *task.responsible_units), task.due_on.isoformat() if task.due_on else None)
        for task in notice.tasks
    ]


def test_what_is_said_below_the_last_part_holds_for_all_parts() -> None:
    assert tasks("以上各项工作由县政务公开办负责落实，12月10日前完成。") == [
        ("调整公开事项目录。", ("县政务公开办",), "2024-12-10"),
        ("编制权力清单。", ("县政务公开办",), "2024-12-10"),
        ("设立政务公开角。", ("县政务公开办",), "2024-12-10"),
        ("办好公开专栏。", ("县政务公开办",), "2024-12-10"),
    ]


def test_what_is_said_below_each_part_holds_for_that_part() -> None:
    found = tasks("（以上任务由县数据局牵头，9月底前完成）", "以上任务责任单位：县委编办；完成时限：6月底前")
    assert [(units, due) for _, units, due in found] == [
        (("县委编办",), "2024-06-30"),
        (("县委编办",), "2024-06-30"),
        (("县数据局",), "2024-09-30"),
        (("县数据局",), "2024-09-30"),
    ]


PARTS = """关于规范依申请公开工作的通知
各县（市、区）人民政府，市政府各部门：
现通知如下：
一、规范受理登记
市政务公开办要设立专门窗口，4月10日前到位。
二、统一文书格式
市司法局、市政府办公厅要在4月底前制定全市统一的文书范本。
三、开展专项检查
市政府办公厅会同市司法局于9月开展检查，10月底前通报结果。
北辰市人民政府办公厅
2021年3月2日
"""


def test_parts_whose_paragraphs_name_their_units_are_tasks() -> None:
    notice = read_notice(read_pasted(PARTS), WorkCalendar())
    assert [task.section for task in notice.tasks] == [
        ("一、规范受理登记",),
        ("二、统一文书格式",),
        ("三、开展专项检查",),
    ]
    assert [task.responsible_units for task in notice.tasks] == [("市政务公开办",), ("市司法局", "市政府办公厅"), ()]
    assert (notice.tasks[2].lead_units, notice.tasks[2].cooperating_units) == (("市政府办公厅",), ("市司法局",))
    days = [task.due_on.isoformat() if task.due_on else None for task in notice.tasks]
    assert days == ["2021-04-10", "2021-04-30", "2021-10-31"]


@pytest.mark.parametrize("said", ["以上工作人员要持证上岗。", "县级以上人民政府要带头公开。", "60分以上任务视为合格。"])
def test_other_words_with_above_say_nothing_for_all(said: str) -> None:
    found = tasks(said)
    assert len(found) == 4
    assert all(not units and due is None for _, units, due in found)


@pytest.mark.parametrize(
    ("wording", "units"),
    [
        ("所需经费由县财政局统筹安排。", ["县财政局"]),
        ("关于晚托。请县教育局、县妇联研究提出办法。", ["县教育局", "县妇联"]),
        ("由县政府办公室（督查室）对上述事项跟踪督办。", ["县政府办公室（督查室）"]),
    ],
)
def test_by_whom_a_thing_is_done_or_asked(wording: str, units: list[str]) -> None:
    found = asked_of(wording, 0)
    assert found is not None
    assert [unit.name for unit in found.responsible] == units


def test_what_is_said_below_for_the_units_of_all() -> None:
    text = (
        "整治行动方案\n一、重点任务\n（一）全面摸排。逐户登记。（完成时限：2023年7月底前）\n"
        "（二）分类处置。依法拆除。（完成时限：2023年9月底前）\n以上任务责任单位均为县城管局、各乡镇。\n"
    )
    tasks = read_notice(read_pasted(text), WorkCalendar()).tasks
    assert [task.responsible_units for task in tasks] == [("县城管局", "各乡镇")] * 2


def test_labelled_units_above_their_items() -> None:
    text = (
        "关于交办整改任务的通知\n责任单位：县城管局\n1.清运积存垃圾，2022年5月10日前完成。\n"
        "2.拆除占道棚亭，2022年5月20日前完成。\n责任单位：各乡镇\n3.清理村庄沟渠，2022年4月底前完成。\n"
    )
    tasks = read_notice(read_pasted(text), WorkCalendar()).tasks
    assert [task.responsible_units for task in tasks] == [("县城管局",), ("县城管局",), ("各乡镇",)]
