"""The prescribed catalogue (基层政务公开标准目录, 国办发〔2019〕54号): levels in columns, words ticked, boxes in a cell."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.intake import Sheet, read_spreadsheet
from models.operations import Desk, ledgers, records, spreadsheets
from tests.models.operations.desks import office_desk

HEAD = (
    (
        *("序号", "公开事项", "", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体"),
        *("公开对象", "", "公开方式", "", "公开层级", ""),
    ),
    ("", "一级事项", "二级事项", *[""] * 5, "全社会", "特定群体（请自行填写）", "主动", "依申请公开", "县级", "乡级"),
)
MERGED = (
    *((1, column, 2, column) for column in (0, 3, 4, 5, 6, 7)),
    *((1, 1, 1, 2), (1, 8, 1, 9), (1, 10, 1, 11), (1, 12, 1, 13)),
)
BOXES = (
    "■政府网站　□政府公报\n□两微一端　■发布会/听证会\n■社区/企事业单位/村公示栏（电子屏）\n□精准推送 ■其他__校务栏__"
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as opened:
        yield opened


def bring_in(desk: Desk, sheet: Sheet, source: str = "表.xlsx") -> list[dict[str, object]]:
    register = desk.registers["catalogue"]
    table = spreadsheets.find_table(sheet, register, source)
    mapping = spreadsheets.propose(desk, register, table).mapping
    assert spreadsheets.preview(desk, register, table, mapping).problems == ()
    spreadsheets.bring_in(desk, register, table, mapping)
    return [desk.book.values("catalogue", identity) for identity in desk.book.ids("catalogue")]


def paths(desk: Desk) -> list[str]:
    return [desk.book.title("catalogue", identity) for identity in desk.book.ids("catalogue")]


def row(number: str, first: str, second: str, *ticked: str) -> tuple[str, ...]:
    return (number, first, second, "1.文件名称", "《信息公开条例》", "20个工作日", "县教育局", BOXES, *ticked)


def test_the_prescribed_form_comes_in_as_it_is(desk: Desk) -> None:
    rows = (
        ("义务教育领域基层政务公开标准目录", *[""] * 13),
        *HEAD,
        row("1", "政策文件", "中央文件", "√", "", "√", "", "√", "√"),
        row("2", "", "地方文件", "", "适龄儿童家长", "", "√", "√", ""),
        row("3", "学校信息", "学校信息", "√", "", "√", "", "", "√"),
    )
    made = bring_in(desk, Sheet("Sheet1", rows, ((0, 0, 0, 13), *MERGED)))
    assert sorted(paths(desk)) == [
        "义务教育 > 学校信息",
        "义务教育 > 政策文件",
        "义务教育 > 政策文件 > 中央文件",
        "义务教育 > 政策文件 > 地方文件",
    ]
    assert {values["field"] for values in made} == {"义务教育"}
    first, second, third = made[:3]
    assert (first["audience"], first["openness"], first["levels"]) == ("全社会", "主动公开", ("县级", "乡级"))
    assert (second["audience"], second["openness"], second["levels"]) == ("适龄儿童家长", "依申请公开", ("县级",))
    assert third["levels"] == ("乡级",) and third["content"] == "1.文件名称"
    assert first["channels"] == ("政府网站", "发布会或听证会", "公示栏或电子屏", "其他 校务栏")


def test_headings_and_a_column_say_of_which_field_the_items_are(desk: Desk) -> None:
    blank = [""] * 5
    rows = (
        ("领域", "一级目录", "二级目录", "三级目录", "公开内容", "公开依据", "公开时限", "公开主体"),
        ("救灾", "备灾管理", "", "", *blank[:4]),
        ("救灾", "备灾管理", "政策", "地方政策", "文件", "法", "及时", "县应急局"),
    )
    bring_in(desk, Sheet("义务教育", rows, ()))
    assert paths(desk) == ["救灾 > 备灾管理", "救灾 > 备灾管理 > 政策 > 地方政策", "救灾 > 备灾管理 > 政策"]
    rows = (
        ("序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体"),
        ("（一）社会救助领域", "", *blank),
        ("1", "低保", "标准", "标准", "法", "及时", "县民政局"),
    )
    bring_in(desk, Sheet("表", rows, ((1, 0, 1, 6),)))
    assert paths(desk)[3:] == ["社会救助 > 低保 > 标准", "社会救助 > 低保"]


def test_an_item_two_levels_name_only_a_way_to(desk: Desk) -> None:
    rows = (
        ("一级事项", "二级事项", "公开事项名称", "公开内容", "公开依据"),
        ("低保", "标准", "城市低保标准", "标准", "法"),
        ("低保", "标准", "农村低保标准", "标准", "法"),
    )
    bring_in(desk, Sheet("社会救助", rows, ()))
    assert sorted(paths(desk)) == [
        "社会救助 > 低保",
        "社会救助 > 低保 > 标准",
        "社会救助 > 低保 > 标准 > 农村低保标准",
        "社会救助 > 低保 > 标准 > 城市低保标准",
    ]


def test_what_goes_out_in_the_form_comes_back(desk: Desk, tmp_path: Path) -> None:
    records.add_many(
        desk,
        "catalogue",
        [
            {"name": "学校信息", "field": "义务教育"},
            {"name": "招生计划", "parent": "义务教育 > 学校信息 > 招生", "openness": "主动", "levels": "县级、乡级"},
            {
                "name": "结果",
                "parent": "义务教育 > 学校信息",
                "audience": "学生家长",
                "openness": "依申请",
                "content": "名单",
            },
            {"name": "更深", "parent": "义务教育 > 学校信息 > 招生 > 招生计划", "channels": "政府网站、纸质媒体"},
            {"name": "机构职能"},
        ],
    )
    tree = list(desk.book.tree("catalogue").ids)
    ledgers.export_ledger(desk, "catalogue", tree, tmp_path / "目录.xlsx")
    names = ("field", "content", "channels", "audience", "openness", "levels")
    wanted = {desk.book.title("catalogue", i): [desk.book.values("catalogue", i)[name] for name in names] for i in tree}
    records.delete(desk, "catalogue", tree)
    (sheet, *_) = spreadsheets.sheets_of_records(read_spreadsheet(tmp_path / "目录.xlsx"))
    head = sheet.rows[:5]
    assert any("一级事项" in line and "县级" in line for line in head)
    bring_in(desk, sheet, "目录.xlsx")
    came = {
        desk.book.title("catalogue", i): [desk.book.values("catalogue", i)[name] for name in names]
        for i in desk.book.ids("catalogue")
    }
    assert came == wanted
