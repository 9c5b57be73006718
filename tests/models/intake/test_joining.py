"""Files of one notice: which belong together, and one source made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake import SourceText, group, joined, read_notice, read_pasted
from models.intake.readers.building import Piece, SourceBuilder
from models.workdays.calendar import WorkCalendar

COVER = """云河市人民政府办公室关于印发2024年政务公开工作要点的通知
云政办〔2024〕12号
各县（市、区）人民政府，市政府各部门：
现将《2024年政务公开工作要点》印发给你们，请认真贯彻落实。请于2024年5月10日前将工作方案报市政府办公室。
附件：1.2024年政务公开任务分解表
2.政务公开信息员名单
云河市人民政府办公室
2024年4月10日
"""
OTHER = """云河市财政局关于做好预算公开工作的通知
云财〔2024〕3号
各科室：
一、公开部门预算。（责任单位：预算科；完成时限：2024年3月底前）
云河市财政局
2024年1月20日
"""
PLAIN_COVER = "关于报送材料的通知\n各单位：\n请按附件要求报送材料。\n区政府办公室\n2024年3月1日\n"


def sheet(name: str, title: str = "2024年政务公开任务分解表", first: str = "") -> SourceText:
    built = SourceBuilder()
    built.where = "工作表“任务”"
    if first:
        built.paragraph(first)
    rows = [[Piece(title, 4)]] if title else []
    rows += [[Piece(text) for text in ("序号", "工作任务", "责任单位", "完成时限")]]
    rows += [[Piece("1"), Piece("公开财政预决算"), Piece("市财政局", 1, 2), Piece("6月底前")]]
    rows += [[Piece("2"), Piece("公开政府采购"), Piece("9月底前")]]
    built.table(rows)
    return built.source(name, ["工作表“旧”是隐藏的，没有读。"])


def text(words: str, name: str) -> SourceText:
    return read_pasted(words, name)


@pytest.mark.parametrize(
    "attachment",
    [
        sheet("附件1.xlsx"),
        sheet("附件1：任务分解表.xlsx", ""),
        sheet("2024年政务公开任务分解表.xlsx", ""),
        sheet("2024年政务公开任务分解表（定稿）.xlsx", ""),
        sheet("下载.xlsx", first="附件1"),
        sheet("下载.xlsx"),
        sheet("云政办12号-附件1.xlsx", ""),
    ],
    ids=lambda source: source.name + source.text[:6],
)
@pytest.mark.parametrize("cover_first", [True, False])
def test_an_attachment_belongs_to_its_notice(attachment: SourceText, cover_first: bool) -> None:
    cover = text(COVER, "通知.docx")
    sources = [cover, attachment] if cover_first else [attachment, cover]
    assert group(sources) == [[0, 1] if cover_first else [1, 0]]
    source = joined([sources[index] for index in group(sources)[0]])
    notice = read_notice(source, WorkCalendar())
    assert [(task.text, task.responsible_units, str(task.due_on)) for task in notice.tasks] == [
        ("公开财政预决算", ("市财政局",), "2024-06-30"),
        ("公开政府采购", ("市财政局",), "2024-09-30"),
    ]
    assert (notice.source, notice.doc_number, str(notice.issued_on)) == (
        "通知.docx",
        "云政办〔2024〕12号",
        "2024-04-10",
    )
    assert [str(duty.due_on) for duty in notice.duties] == ["2024-05-10"]
    where = notice.where_of(notice.tasks[0].span[0])
    assert where == f"{attachment.name} 工作表“任务”"
    assert notice.where_of(0) == "通知.docx"
    assert notice.warnings == (f"“{attachment.name}”：工作表“旧”是隐藏的，没有读。",)


def test_attachments_stand_in_the_order_of_their_numbers() -> None:
    sources = [
        text("附件2\n政务公开信息员名单\n张三", "b.docx"),
        sheet("附件一.xlsx"),
        text(COVER, "通知.docx"),
        text("附件10\n说明", "附件10.docx"),
    ]
    assert group(sources) == [[2, 1, 0, 3]]


@pytest.mark.parametrize(
    "sources",
    [
        [text(COVER, "一.docx"), text(OTHER, "二.docx")],
        [text(COVER, "一.docx"), text(OTHER, "附件.docx")],
        [text(COVER, "一.docx"), text("2024年工作总结\n一、做了很多工作。", "总结.docx")],
        [text(COVER, "一.docx"), text(OTHER, "二.docx"), sheet("附件3.xlsx", "会议签到表")],
        [sheet("附件1.xlsx"), sheet("附件2.xlsx", "名单")],
        [
            text("关于甲的通知\n见附件。", "甲.txt"),
            text("关于乙的通知\n见附件。", "乙.txt"),
            text("附件\n表", "附件.txt"),
        ],
    ],
)
def test_in_doubt_apart(sources: list[SourceText]) -> None:
    assert group(sources) == [[index] for index in range(len(sources))]


def test_several_notices_each_with_its_attachment() -> None:
    second = OTHER.replace("云河市财政局\n", "附件：预算公开自查表\n云河市财政局\n")
    sources = [
        text(COVER, "一.docx"),
        text(second, "二.docx"),
        sheet("预算公开自查表.xlsx", ""),
        sheet("任务分解表.xlsx"),
    ]
    assert group(sources) == [[0, 3], [1, 2]]


def test_a_notice_without_a_number_takes_what_calls_itself_an_attachment() -> None:
    assert group([text(PLAIN_COVER, "通知.txt"), text("附件：\n填报表\n姓名", "表.docx")]) == [[0, 1]]


def test_one_source_stays_as_it_is() -> None:
    source = sheet("表.xlsx")
    assert joined([source]) is source


@given(st.lists(st.text("附件一1：关于的通知《》\n\t 云〔2024〕1号公开年月日", max_size=60), min_size=1, max_size=5))
def test_every_file_is_in_one_group_and_its_words_are_kept(texts: list[str]) -> None:
    sources = [text(words, f"{number}.txt") for number, words in enumerate(texts)]
    groups = group(sources)
    assert sorted(index for one in groups for index in one) == list(range(len(sources)))
    for one in groups:
        whole = joined([sources[index] for index in one])
        for index in one:
            assert sources[index].text in whole.text
        for block in whole.blocks:
            assert whole.text[slice(*block.span)].strip()
