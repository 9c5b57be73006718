"""Lists of units and the words of assignments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake.assignment import read_assignment
from models.intake.clauses import find_assignments
from models.intake.columns import column_kind
from models.intake.units import looks_like_unit, read_units


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("综合管理部、产业发展部(招商部)、财金部", ["综合管理部", "产业发展部(招商部)", "财金部"]),
        ("区卫生健康局,区政府相关部门,各乡、街道办事处", ["区卫生健康局", "区政府相关部门", "各乡、街道办事处"]),
        ("各县、区人民政府；市直各部门", ["各县、区人民政府", "市直各部门"]),
        ("各县（市、区）人民政府，市教育局", ["各县（市、区）人民政府", "市教育局"]),
        ("各镇人民政府、街道办事处", ["各镇人民政府", "街道办事处"]),
        ("市财政局（国资委）、市农业农村局等有关部门", ["市财政局（国资委）", "市农业农村局", "有关部门"]),
        ("市教育局、市民政局等部门", ["市教育局", "市民政局"]),
        ("市教育局等12个单位", ["市教育局"]),
        ("市教育局 市民政局", ["市教育局", "市民政局"]),
        ("市教 育局、市民政局", ["市教育局", "市民政局"]),
        ("市文化和旅游局和市财政局", ["市文化和旅游局", "市财政局"]),
        ("市住房和城乡建设局、市规划和自然资源局", ["市住房和城乡建设局", "市规划和自然资源局"]),
        ("各区县、各部门", ["各区县", "各部门"]),
        ("县财政局、县财政局", ["县财政局"]),
        ("市直有关部门和单位及各镇政府", ["市直有关部门和单位", "各镇政府"]),
    ],
)
def test_lists_of_units(text: str, names: list[str]) -> None:
    units = read_units(text, 100)
    assert [unit.name for unit in units] == names
    for unit in units:
        assert "".join(text[unit.span[0] - 100 : unit.span[1] - 100].split()) == unit.name


@pytest.mark.parametrize(
    ("text", "lead", "responsible", "cooperating", "deadline"),
    [
        ("市教育局牵头，市财政局、市民政局配合", ["市教育局"], [], ["市财政局", "市民政局"], ""),
        ("市教育局牵头负责", ["市教育局"], [], [], ""),
        ("市教育局、市财政局按职责分工负责", [], ["市教育局", "市财政局"], [], ""),
        ("由市教育局牵头会同市财政局办理", ["市教育局"], [], ["市财政局"], ""),
        ("由市教育局负责，9月底前完成", [], ["市教育局"], [], "9月底前完成"),
        ("牵头单位为市教育局，配合单位为市财政局", ["市教育局"], [], ["市财政局"], ""),
        ("主责单位：市教育局；责任单位：各县区", ["市教育局"], ["各县区"], [], ""),
        ("主责单位：市教育局；协办单位：各县区", [], ["市教育局"], ["各县区"], ""),
        ("责任领导：张三；责任单位：市教育局；责任人：李四", [], ["市教育局"], [], ""),
        ("牵头单位：市教育局 责任单位：市财政局 完成时限：每季度末前", ["市教育局"], ["市财政局"], [], "每季度末前"),
        ("市教育局（牵头）、市财政局", ["市教育局"], ["市财政局"], [], ""),
        ("责任单位 市教育局", [], ["市教育局"], [], ""),
        ("责任部门：市工商联、市产业发展部（招商部）", [], ["市工商联", "市产业发展部（招商部）"], [], ""),
        ("各有关部门按职责负责", [], ["各有关部门"], [], ""),
    ],
)
def test_assignments(text: str, lead: list[str], responsible: list[str], cooperating: list[str], deadline: str) -> None:
    found = read_assignment(text)
    assert [unit.name for unit in found.lead] == lead
    assert [unit.name for unit in found.responsible] == responsible
    assert [unit.name for unit in found.cooperating] == cooperating
    assert found.deadline == deadline


@pytest.mark.parametrize(
    "text",
    [
        "全面提升公开质量（重点非贫困村帮扶）。",
        "印发《方案》（以下简称《方案》），按（皖政〔2020〕5号）要求落实。",
        "推进信用中国（贵州）、信用信息公示系统（贵州）互联共享。",
        "由市热线办牵头,不断完善“市长信箱”栏目互动功能。",
        "各单位要高度重视，加强组织领导。",
        "责任单位中列第一位的为牵头单位。",
    ],
)
def test_ordinary_text_assigns_nothing(text: str) -> None:
    assert find_assignments(text, 0) == []


@pytest.mark.parametrize(
    ("text", "clause", "warning"),
    [
        ("公开信息。〔责任单位:甲局、乙部(丙部)、丁部", "〔责任单位:甲局、乙部(丙部)、丁部", "责任单位缺右括号"),
        ("公开信息。市财政局负责落实,完成时限:持续推进)", "市财政局负责落实,完成时限:持续推进)", "责任单位缺左括号"),
        ("公开信息。【责任单位】市财政局", "【责任单位】市财政局", None),
        ("公开信息（责任单位：甲局）（完成时限：6月）。", "（责任单位：甲局）（完成时限：6月）", None),
    ],
)
def test_brackets_in_every_condition(text: str, clause: str, warning: str | None) -> None:
    (found,) = find_assignments(text, 0)
    assert text[slice(*found.span)] == clause
    assert ([warning] if warning else []) == found.warnings


def test_unit_glued_to_the_sentence() -> None:
    text = "让服务更加便捷市数据资源局牵头,县区政府负责落实,完成时限:2024年7月底前)"
    (found,) = find_assignments(text, 0, {"市数据资源局"})
    assert [unit.name for unit in found.lead] == ["市数据资源局"]
    assert text[: found.span[0]] == "让服务更加便捷"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("序号", "number"),
        ("工作任务", "task"),
        ("重点任务", "task"),
        ("具体要求", "detail"),
        ("细化措施", "detail"),
        ("牵头组织实施单位", "lead"),
        ("牵头部门", "lead"),
        ("主责单位", "responsible"),
        ("责任科室", "responsible"),
        ("协办单位", "cooperating"),
        ("参与单位", "cooperating"),
        ("完成时限", "deadline"),
        ("时限要求", "deadline"),
        ("拟办结时间", "deadline"),
        ("分管领导", "person"),
        ("责任分工", "division"),
        ("类别", "category"),
        ("备注", "note"),
        ("公开信息", None),
    ],
)
def test_column_names(name: str, kind: str | None) -> None:
    assert column_kind(name) == kind


@given(st.text("市县区局委办、，；（）()和及等各 \n负责牵头配合：责任单位2024年6月底前", max_size=60))
def test_any_list_can_be_read(text: str) -> None:
    read_units(text)
    looks_like_unit(text)
    for found in find_assignments(text, 7):
        assert 7 <= found.span[0] < found.span[1] <= 7 + len(text)


@pytest.mark.parametrize("name", ["各镇（街道）", "各镇〈街道〉", "各县（市、区）", "市财政局（国资委）"])
def test_an_aside_in_brackets_keeps_a_name_strong(name: str) -> None:
    assert looks_like_unit(name, strong=True)


@pytest.mark.parametrize("name", ["试点镇（街道）", "请各乡镇", "各项工作（任务）"])
def test_places_and_requests_are_no_strong_names(name: str) -> None:
    assert not looks_like_unit(name, strong=True)
