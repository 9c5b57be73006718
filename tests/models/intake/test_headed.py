"""What headings say for the items below them, and items written as blocks of labelled lines."""

from datetime import date

import pytest

from models.intake import Notice, read_notice, read_pasted
from models.intake.headed import heads_group, is_period, limit_of, unit_heading
from models.workdays.calendar import WorkCalendar


def read(text: str) -> Notice:
    return read_notice(read_pasted(text), WorkCalendar())


@pytest.mark.parametrize(
    "heading",
    [
        "4月份",
        "十二月",
        "（一）一季度",
        "二、6月底前",
        "三季度重点任务",
        "2024年上半年",
        "第四季度：",
        "9月15日前完成",
        "3—5月",
    ],
)
def test_headings_that_are_periods(heading: str) -> None:
    assert is_period(heading)


@pytest.mark.parametrize(
    "heading", ["一、3月份以来的做法", "月度安排", "五、2024年工作要点", "（三）季度通报制度", "（一）"]
)
def test_headings_that_only_mention_periods(heading: str) -> None:
    assert not is_period(heading)


@pytest.mark.parametrize(
    ("sections", "limit"),
    [
        (["一、理顺审批（完成时限：2022年6月底前）"], "2022年6月底前"),
        (["一、准备阶段（3月1日—3月20日）"], "3月1日—3月20日"),
        (["8月份", "一、政策解读"], "8月份"),
        (["一、平台建设（共4项）", "（一）上半年"], "上半年"),
        (["一、平台建设（县大数据局）"], ""),
    ],
)
def test_the_limit_that_a_heading_gives(sections: list[str], limit: str) -> None:
    assert limit_of(sections) == limit


@pytest.mark.parametrize("heading", ["【县财政局】", "一、县财政局（2项）", "县财政局、县审计局：", "〔各乡镇〕"])
def test_headings_that_are_units(heading: str) -> None:
    found = unit_heading(heading)
    assert found is not None
    assert all(heading[slice(*unit.span)] == unit.name for unit in found.responsible)


@pytest.mark.parametrize(
    ("line", "kind"),
    [("【县财政局】", "units"), ("县财政局：", "units"), ("县财政局", ""), ("7月份", "period"), ("联系方式：", "")],
)
def test_lines_that_head_groups(line: str, kind: str) -> None:
    assert heads_group(line) == kind


BULLETS = """关于办理群众意见的通知
各有关单位：
现将近期收集到的意见交办如下。

【县水利局】
■ 公开农村饮水工程水质检测结果，5月20日前完成。
■ 更新河长公示牌电话。

【县城管局、县公安局】
■ 整治城东市场周边乱停车。

云山县人民政府办公室
2025年4月2日
"""


def test_bullets_under_names_of_units() -> None:
    tasks = read(BULLETS).tasks
    assert [task.responsible_units for task in tasks] == [("县水利局",), ("县水利局",), ("县城管局", "县公安局")]
    assert [task.due_on for task in tasks] == [date(2025, 5, 20), None, None]


def test_units_alone_in_a_list_are_no_tasks() -> None:
    text = "关于命名示范单位的决定\n一、县直部门\n1.县民政局\n2.县司法局\n二、乡镇政府\n1.石河镇\n2.柳沟镇\n"
    assert read(text).tasks == ()


BLOCKS = """石河县政务服务提升任务书
2024年3月5日

任务一
任务名称：统一线下窗口标识
具体措施：设计全县通用的窗口铭牌，分两批更换。
牵头单位：县行政审批局
配合单位：县财政局
完成时限：5月底前

任务二
任务名称：公布跨乡镇通办事项
具体措施：首批公布三十项，
并附办理流程。
责任单位：各乡镇、县民政局
完成时限：长期坚持
"""


def test_blocks_of_labelled_lines_are_rows() -> None:
    first, second = read(BLOCKS).tasks
    assert (first.number, second.number) == ("一", "二")
    assert first.text == "统一线下窗口标识\n设计全县通用的窗口铭牌，分两批更换。"
    assert (first.lead_units, first.cooperating_units) == (("县行政审批局",), ("县财政局",))
    assert first.due_on == date(2024, 5, 31)
    assert second.text.endswith("首批公布三十项，并附办理流程。")
    assert second.responsible_units == ("各乡镇", "县民政局")
    assert second.ongoing


def test_one_labelled_block_is_no_table() -> None:
    text = "值班安排\n工作内容：接听电话\n责任单位：县政府办公室\n时间：全天\n"
    assert len(read(text).tasks) <= 1


STAGES = """关于开展信箱清理行动的方案
2023年2月10日
一、清理步骤
（一）自查阶段（2月15日至3月5日）。逐个核对对外公布的信箱。责任单位：各镇街
（二）整改阶段（3月6日至3月31日）。关停无人值守的信箱。责任单位：县信访局
"""


def test_a_stage_keeps_its_heading_and_ends_with_its_span() -> None:
    tasks = read(STAGES).tasks
    assert [task.text[:4] for task in tasks] == ["自查阶段", "整改阶段"]
    assert [task.due_on for task in tasks] == [date(2023, 3, 5), date(2023, 3, 31)]


def test_cooperating_units_alone_take_the_lead_from_the_heading() -> None:
    text = (
        "服务优化任务分工\n一、办好热线（牵头单位：市政务服务局）\n1.扩充热线坐席。（配合单位：市财政局）\n"
        "2.每月公布办理情况。（配合单位：各承办单位；完成时限：持续推进）\n"
    )
    tasks = read(text).tasks
    assert [task.lead_units for task in tasks] == [("市政务服务局",)] * 2
    assert [task.cooperating_units for task in tasks] == [("市财政局",), ("各承办单位",)]


def test_the_year_of_minutes_comes_from_the_day_of_the_meeting() -> None:
    text = (
        "石河县人民政府专题会议纪要\n〔2022〕第8号\n2022年4月6日上午，县长召开专题会议。\n会议议定：\n"
        "一、由县住建局牵头，县财政局配合，于5月底前完成摸底。\n二、由县自然资源局负责，6月10日前完成勘界。\n"
    )
    assert [task.due_on for task in read(text).tasks] == [date(2022, 5, 31), date(2022, 6, 10)]
