"""Heads of tables that name their columns oddly or lost a part, and rows in columns set apart by blanks."""

from datetime import date

import pytest

from models.intake import Notice, read_notice, read_pasted
from models.workdays.calendar import WorkCalendar


def read(text: str) -> Notice:
    return read_notice(read_pasted(text), WorkCalendar())


def test_a_column_of_an_unknown_name_beside_units_and_limits_is_the_wording() -> None:
    text = "2024年巡查安排\n巡查行业 | 时间安排 | 责任单位 |\n加油站 | 3月份 | 安监站 派出所 |\n养老院 | 4月份 | 民政所 |\n"
    tasks = read(text).tasks
    assert [task.text for task in tasks] == ["加油站", "养老院"]
    assert tasks[0].responsible_units == ("安监站", "派出所")
    assert [task.due_on for task in tasks] == [date(2024, 3, 31), date(2024, 4, 30)]


def test_all_cells_of_a_row_belong_to_its_clause() -> None:
    text = (
        "2024年任务分工表\n序号 | 工作任务 | 责任单位 | 完成时限 | 备注\n"
        "1 | 公开预算 | 县财政局、县审计局 | 6月底前 |  \n2 | 公开决算 | 县财政局 | 9月底前 | 市级\n"
    )
    notice = read(text)
    marked = [[(mark.kind, notice.text[slice(*mark.span)]) for mark in task.marks] for task in notice.tasks]
    assert marked[0] == [
        ("number", "1"),
        ("text", "公开预算"),
        ("unit", "县财政局"),
        ("unit", "县审计局"),
        ("deadline", "6月底前"),
    ]
    assert ("unit", "县财政局") in marked[1] and ("deadline", "9月底前") in marked[1]
    assert all(task.clause == notice.text[slice(*task.span)] for task in notice.tasks)
    assert notice.tasks[0].clause.endswith("6月底前")


MERGED = """2023年县政务公开任务清单
重点任务 | 工作要求 | 责任单位 | 时限 | ||
一、公开惠农政策 | （一）补贴政策 | 1 | 集中公布各项补贴的申领条件与标准。 | 县农业农村局，各乡镇负责落实 | 5月底前 |
2 | 公布补贴发放进度与咨询电话。 | 县财政局，各乡镇负责落实 | 持续推进 | ||
3 | 编印补贴政策口袋书，发放到户。 | 县农业农村局牵头，县司法局配合 | 9月底前 | ||
"""


def test_names_over_two_columns_whose_span_was_lost() -> None:
    tasks = read(MERGED).tasks
    assert [task.number for task in tasks] == ["1", "2", "3"]
    assert [task.text[:4] for task in tasks] == ["集中公布", "公布补贴", "编印补贴"]
    assert tasks[1].responsible_units == ("县财政局", "各乡镇")
    assert tasks[1].ongoing
    assert (tasks[2].lead_units, tasks[2].cooperating_units) == (("县农业农村局",), ("县司法局",))


def test_columns_set_apart_by_blanks() -> None:
    text = (
        "2022年任务分工表\n序号  工作任务                      责任单位            完成时限\n"
        "1     编制办事指南口袋书            县政务服务局        6月底前\n"
        "2     公开学区划分与招生计划        县教体局、各学校    7月15日前\n"
        "3     公布低保标准与申请流程        县民政局            持续推进\n"
    )
    tasks = read(text).tasks
    assert [task.text for task in tasks] == ["编制办事指南口袋书", "公开学区划分与招生计划", "公布低保标准与申请流程"]
    assert tasks[1].responsible_units == ("县教体局", "各学校")
    assert [task.due_on for task in tasks] == [date(2022, 6, 30), date(2022, 7, 15), None]


@pytest.mark.parametrize("sign", [" | ", "｜"])
def test_a_band_states_the_limit_of_its_rows(sign: str) -> None:
    text = (
        "2022年改革任务清单\n序号 | 任务内容 | 牵头单位 | 配合单位\n一、简化流程（完成时限：5月底前）\n"
        "1 | 公布容缺受理事项 | 县政务服务局 | 县司法局\n二、规范收费（完成时限：10月底前）\n2 | 公布收费目录 | 县发改局 | 县财政局\n"
    )
    assert [task.due_on for task in read(text.replace(" | ", sign)).tasks] == [date(2022, 5, 31), date(2022, 10, 31)]


@pytest.mark.parametrize("sign", ["|", "｜"])
def test_rows_of_nearly_the_same_length_are_no_broken_paragraphs(sign: str) -> None:
    rows = (
        "序号|工作任务|责任单位|完成时限",
        "1|全程公开重大建设项目的批准、实施和验收情况|县发展改革委、县住房城乡建设局|",
        "2|公开招生方案、学区划分和咨询电话的全部信息|县教育局、县融媒体中心、各学校|",
        "3|清理空白栏目、失效链接和长期不更新的政府网页|县政府办公室、县大数据中心|",
        "4|关停无人维护的政务新媒体账号，整合相近的栏目|县委网信办、县政府办公室|",
    )
    tasks = read("2024年任务分工表\n" + "\n".join(rows).replace("|", sign)).tasks
    assert [(task.number, task.text) for task in tasks] == [tuple(row.split("|")[:2]) for row in rows[1:]]


def test_a_project_and_what_is_built_are_one_wording() -> None:
    text = (
        "2021年民生项目表\n序号\t项目名称\t建设内容\t牵头领导\t责任单位\t完成时限\n"
        "1\t书香社区工程\t新建社区书屋8个\t方某某\t县文旅局\t2021年9月底前\n"
    )
    task = read(text).tasks[0]
    assert task.text == "书香社区工程\n新建社区书屋8个"
    assert task.responsible_units == ("县文旅局",)


def test_a_remark_may_name_who_cooperates() -> None:
    text = (
        "任务表\n序号\t工作任务\t责任单位\t备注\n1\t公开招聘信息\t人事科\t配合：县人社局\n2\t公开采购信息\t后勤科\t\n"
    )
    assert [task.cooperating_units for task in read(text).tasks] == [("县人社局",), ()]


def test_a_row_whose_first_cell_is_empty() -> None:
    text = (
        "2022年公开任务表\n类别|序号|具体任务|牵头单位|责任单位|完成时限\n财政|1|公开部门预算|县财政局|各部门|4月底前\n"
        "|2|公开债务限额与余额||县财政局|\n|3|公开直达资金使用情况||县财政局|持续推进\n"
    )
    tasks = read(text).tasks
    assert [(task.number, task.text) for task in tasks] == [
        ("1", "公开部门预算"),
        ("2", "公开债务限额与余额"),
        ("3", "公开直达资金使用情况"),
    ]
    assert tasks[1].responsible_units == ("县财政局",)
    assert tasks[2].ongoing


SCORED = """河湾县平安建设考核评分表
考核项目 | 考核内容 | 分值 | {name} | 责任部门
--- | --- | --- | --- | ---
领导责任（40分） | 研究部署平安工作 | 20 | 全年研究少于两次的，每少一次扣5分 | 县平安办
 |  |  | 没有明确分管领导的，扣10分 | 县委组织部、县平安办
矛盾化解（60分） | 排查调处矛盾纠纷 | 30 | 没有建立调解组织的，扣5分 | 县司法局；配合部门：县法院、县公安局
"""


@pytest.mark.parametrize("name", ["考核标准", "评分细则"])
def test_scored_items_under_contents_that_stand_once_are_tasks_row_by_row(name: str) -> None:
    tasks = read(SCORED.format(name=name)).tasks
    assert [task.text[:5] for task in tasks] == ["全年研究少", "没有明确分", "没有建立调"]
    assert tasks[1].section[-1] == "研究部署平安工作"
    assert (tasks[2].responsible_units, tasks[2].cooperating_units) == (("县司法局",), ("县法院", "县公安局"))


def test_a_scoring_beside_each_task_is_no_wording_of_it() -> None:
    text = "2025年考核表\n工作内容 | 评分标准 | 责任单位\n公开预算 | 迟一天扣1分 | 县财政局\n公开决算 | 漏一项扣2分 | 县财政局\n"
    assert [task.text for task in read(text).tasks] == ["公开预算", "公开决算"]


def test_units_of_a_column_keep_its_role_whatever_they_do() -> None:
    text = (
        "2025年任务表\n工作内容 | 牵头单位 | 配合单位\n公开预算 | 县财政局、县审计局按职责分工负责 | 各乡镇落实\n"
        "公开决算 | 县财政局牵头，各预算单位负责落实 | 无\n"
    )
    first, second = read(text).tasks
    assert (first.lead_units, first.cooperating_units) == (("县财政局", "县审计局"), ("各乡镇",))
    assert (second.lead_units, second.responsible_units) == (("县财政局",), ("各预算单位",))


def test_what_units_do_as_it_suits_them_is_no_part_of_their_name() -> None:
    text = "2025年要点\n1.推进平台建设。（县数据局、县财政局按职责分工负责，各乡镇人民政府结合本地实际抓好落实）\n"
    assert read(text).tasks[0].responsible_units == ("县数据局", "县财政局", "各乡镇人民政府")


DIVIDED = """关于落实夜间门诊的任务分工表
序号{s}工作事项{s}主要内容{s}牵头单位{s}配合单位{s}县卫健局内牵头股室{s}县卫健局内配合股室
1{s}延长开诊时间。{s}各镇卫生院周末和晚上安排医生值班，公布当班名单和联系办法。{s}各镇政府{s}县卫健局、县人社局{s}人事股{s}医政股
为老人和孕妇留出专门的号源，优先安排检查。{s}县卫健局、各镇政府{s}/{s}医政股{s}/
2{s}送药上门。{s}对行动不便的慢病患者，签约医生按月把药送到家里。{s}县医保局{s}县卫健局{s}药政股{s}医政股、基层股
"""


@pytest.mark.parametrize("sign", ["\t", "\n"])
def test_offices_inside_a_unit_and_cells_of_a_stroke_beside_merged_ones(sign: str) -> None:
    first, second, third = read(DIVIDED.format(s=sign)).tasks
    assert [task.text[:4] for task in (first, second, third)] == ["各镇卫生", "为老人和", "对行动不"]
    assert (first.lead_units, first.cooperating_units) == (("各镇政府",), ("县卫健局", "县人社局"))
    assert (second.lead_units, second.cooperating_units) == (("县卫健局", "各镇政府"), ())
    assert (third.lead_units, third.cooperating_units) == (("县医保局",), ("县卫健局",))
