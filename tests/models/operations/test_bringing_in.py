"""A notice made by hand becomes a document, units and tasks in one step."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.base.errors import Cancelled, ClerkError
from models.base.record import Query
from models.intake import DraftTask, Notice, read_notice, read_pasted
from models.operations import Desk, actions, records
from models.operations.bringing_in import bring_in
from models.operations.recognising import already_known
from tests.models.operations.desks import office_desk


def draft(number: str, text: str, *, lead: tuple[str, ...] = (), others: tuple[str, ...] = ()) -> DraftTask:
    return DraftTask(
        number=number,
        section=("一、主动公开", "（一）公开目录"),
        text=text,
        lead_units=lead,
        responsible_units=others,
        cooperating_units=(),
        deadline_text="2021年9月底前",
        due_on=date(2021, 9, 30),
        ongoing=False,
        recurrence=None,
        milestones=(),
        note="",
        clause=f"{number}.{text}（牵头单位：…）",
        span=(0, 10),
        marks=(),
        warnings=(),
        ticked=True,
    )


TASKS = (
    draft("1", "公开规范性文件", lead=("区司法局",), others=("各乡、街道办事处", "区司法局", "区 司法局")),
    draft("2", "公开财政预算", lead=("区财政局",), others=("区司法局",)),
)
NOTICE = Notice(
    source="通知.docx",
    text="全文",
    title="2021年政务公开任务分工",
    doc_number="宿政务办〔2021〕1号",
    issuer="区政务公开办",
    issued_on=date(2021, 6, 1),
    published_on=date(2021, 6, 2),
    index_number="0011/2021-1",
    validity="有效",
    based_on=("皖政务办〔2021〕2号", "《市工作要点》", "皖政务办[2021]2号"),
    tasks=TASKS,
    duties=(),
    repairs=(),
    warnings=(),
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as opened:
        yield opened


def test_everything_in_one_step(desk: Desk, tmp_path: Path) -> None:
    original = tmp_path / "通知.docx"
    original.write_bytes(b"PK")
    outcome = bring_in(desk, NOTICE, TASKS, originals=(original,))
    assert outcome.ids == (1, 2)
    assert outcome.message == "已导入 2 项任务，新登记单位 3 个，依据的文件 2 份一并登记。"
    units = [record["name"] for record in desk.book.records("units", desk.book.ids("units"))]
    assert units == ["区司法局", "各乡、街道办事处", "区财政局"]
    first = desk.book.values("tasks", 1)
    assert (first["lead_units"], first["responsible_units"]) == ((1,), (2, 1))
    assert first["section"] == "一、主动公开 > （一）公开目录"
    assert (first["number"], first["due_on"], first["clause"]) == ("1", date(2021, 9, 30), TASKS[0].clause)
    document = desk.book.values("documents", first["source"])
    assert document["validity"] == "现行有效"
    assert (document["doc_number"], document["index_number"]) == ("宿政务办〔2021〕1号", "0011/2021-1")
    basis = desk.book.records("documents", document["based_on"])
    assert [(item["title"], item["doc_number"]) for item in basis] == [
        ("皖政务办〔2021〕2号", "皖政务办〔2021〕2号"),
        ("《市工作要点》", None),
    ]
    assert desk.book.kept_file(document["files"][0].digest) == b"PK"
    assert desk.book.ids("tasks", Query(search="财政 司法")) == [2]
    assert desk.book.find("units", "各乡、街道办事处") == 2
    assert desk.book.values("units", 2)["kind"] == "群体"


def test_one_undo_takes_it_all_back(desk: Desk) -> None:
    bring_in(desk, NOTICE, TASKS)
    assert actions.undo(desk).message == "已撤销：导入 2 项任务。"
    assert [desk.book.count(name) for name in ("tasks", "documents", "units")] == [0, 0, 0]
    assert already_known(desk, NOTICE) is None
    actions.redo(desk)
    assert [desk.book.count(name) for name in ("tasks", "documents", "units")] == [2, 3, 3]
    actions.undo(desk)
    assert bring_in(desk, NOTICE, TASKS).ids == (3, 4)


@pytest.mark.parametrize(
    "again",
    [NOTICE, replace(NOTICE, doc_number="宿政务办(2021)1号", title="另一个题目"), replace(NOTICE, doc_number=None)],
)
def test_what_is_there_already_is_refused(desk: Desk, again: Notice) -> None:
    bring_in(desk, NOTICE, TASKS)
    with pytest.raises(ClerkError, match=r"^“公开规范性文件”等 2 项任务已在台账里，请取消勾选后再导入。$"):
        bring_in(desk, again, (*TASKS, draft("3", "公开统计数据")))
    with pytest.raises(ClerkError, match=r"^“公开财政预算”已在台账里"):
        bring_in(desk, again, TASKS[1:])
    with pytest.raises(ClerkError, match="已导入过，有 2 项任务在台账里；请勾选新的任务再导入。"):
        bring_in(desk, again, ())
    assert desk.book.count("tasks") == 2
    assert len(desk.book.history.steps()) == 1


def test_new_tasks_of_a_known_document_are_brought_in(desk: Desk, tmp_path: Path) -> None:
    bring_in(desk, replace(NOTICE, issuer=None, based_on=()), TASKS)
    document = already_known(desk, NOTICE)
    assert document is not None
    records.edit(desk, "documents", [document.document_id], {"title": "改过的标题"})
    before = desk.book.values("documents", document.document_id)
    original = tmp_path / "通知.docx"
    original.write_bytes(b"PK")
    outcome = bring_in(desk, NOTICE, (draft("3", "公开统计数据", lead=("区统计局",)),), originals=(original,))
    assert outcome.message == "已导入 1 项任务，新登记单位 1 个，依据的文件 2 份一并登记。"
    assert desk.book.values("tasks", outcome.ids[0])["source"] == document.document_id
    after = desk.book.values("documents", document.document_id)
    assert after["title"] == "改过的标题"
    assert after["issuer"] == NOTICE.issuer
    assert len(after["based_on"]) == 2
    assert [item.title for item in after["files"]] == ["通知.docx"]
    actions.undo(desk)
    assert desk.book.values("documents", document.document_id) == before
    assert desk.book.count("tasks") == 2
    assert desk.book.find("units", "区统计局") is None


def test_a_fact_that_stands_is_not_replaced_by_a_second_import(desk: Desk, tmp_path: Path) -> None:
    for name in ("甲.docx", "乙.docx"):
        (tmp_path / name).write_bytes(name.encode())
    bring_in(desk, NOTICE, TASKS[:1], originals=(tmp_path / "甲.docx",))
    other = replace(NOTICE, issuer="另一个机关", based_on=("国办发〔2021〕12号",))
    bring_in(desk, other, TASKS[1:], originals=(tmp_path / "乙.docx",))
    document = desk.book.values("documents", desk.book.values("tasks", 2)["source"])
    assert document["issuer"] == NOTICE.issuer
    assert [item.title for item in document["files"]] == ["甲.docx"]
    assert desk.book.find("documents", "国办发〔2021〕12号") is None


@pytest.mark.parametrize("title", ["阜阳市2020年度政务公开工作", "阜阳市2020年度政务公开工作要点"])
def test_a_title_that_is_cut_says_so(desk: Desk, title: str) -> None:
    told = bring_in(desk, replace(NOTICE, title=title, based_on=()), ()).message
    shown = title if len(title) <= 14 else "阜阳市2020年度政务公开…"
    assert told == f"已登记来源文件“{shown}”。"


def test_another_document_of_the_same_title_is_another(desk: Desk) -> None:
    bring_in(desk, NOTICE, TASKS)
    bring_in(desk, replace(NOTICE, doc_number="宿政务办〔2022〕3号"), TASKS)
    bring_in(desk, replace(NOTICE, doc_number=None, issued_on=date(2023, 1, 1)), TASKS)
    assert desk.book.count("tasks") == 6
    assert desk.book.count("units") == 3


def test_a_document_known_by_its_number_only_is_filled_in(desk: Desk) -> None:
    bring_in(desk, NOTICE, TASKS)
    basis = replace(
        NOTICE, doc_number="皖政务办〔2021〕2号", title="全省政务公开要点", based_on=("国办发〔2021〕12号",)
    )
    known = already_known(desk, basis)
    assert known is not None
    assert known.tasks == 0
    bring_in(desk, basis, TASKS[:1])
    assert desk.book.values("documents", known.document_id)["title"] == "全省政务公开要点"
    chain = desk.book.values("documents", known.document_id)["based_on"]
    assert [desk.book.title("documents", item) for item in chain] == ["国办发〔2021〕12号"]
    assert desk.book.values("tasks", 3)["source"] == known.document_id
    actions.undo(desk)
    assert desk.book.values("documents", known.document_id)["title"] == "皖政务办〔2021〕2号"


def test_a_document_that_names_itself_is_not_its_own_basis(desk: Desk) -> None:
    itself = replace(NOTICE, based_on=("宿政务办[2021]1号", NOTICE.title, "皖政务办〔2021〕2号"))
    bring_in(desk, itself, TASKS)
    assert desk.book.count("documents") == 2
    document = desk.book.values("tasks", 1)["source"]
    assert document not in desk.book.values("documents", document)["based_on"]


def test_units_known_by_an_alias_are_not_registered_again(desk: Desk) -> None:
    records.add(desk, "units", {"name": "宿州市埇桥区司法局", "aliases": "区司法局"})
    outcome = bring_in(desk, NOTICE, TASKS)
    assert "新登记单位 2 个，" in outcome.message
    assert desk.book.values("tasks", 1)["lead_units"] == (1,)


def test_a_notice_without_tasks_is_registered(desk: Desk) -> None:
    outcome = bring_in(desk, replace(NOTICE, based_on=()), ())
    assert outcome.message == "已登记来源文件“2021年政务公开任务分工”。"
    assert outcome.changes.touched == {"documents": {1}}
    assert bring_in(desk, NOTICE, TASKS).ids == (1, 2)


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda desk, folder: bring_in(desk, NOTICE, (*TASKS, draft("3", ""))),
        lambda desk, folder: bring_in(desk, NOTICE, (*TASKS, draft("3", "甲", lead=("长" * 101,)))),
        lambda desk, folder: bring_in(desk, NOTICE, TASKS, originals=(folder / "没有.docx",)),
    ],
)
def test_what_fails_leaves_nothing(desk: Desk, tmp_path: Path, spoilt: object) -> None:
    with pytest.raises(ClerkError):
        spoilt(desk, tmp_path)  # type: ignore[operator]
    assert [desk.book.count(name) for name in ("tasks", "documents", "units")] == [0, 0, 0]
    assert desk.book.find("units", "区司法局") is None


def test_cancelled(desk: Desk) -> None:
    with pytest.raises(Cancelled):
        bring_in(desk, NOTICE, TASKS, report=lambda done, total: False)
    assert [desk.book.count(name) for name in ("tasks", "documents", "units")] == [0, 0, 0]


def test_a_basis_document_gets_the_title_by_which_the_notice_names_it(desk: Desk) -> None:
    text = "甲办〔2024〕5号\n关于做好政务公开的通知\n根据《关于印发政务公开清单的通知》（乙办〔2024〕2号）要求，现通知如下：\n1.梳理目录。（责任单位：市教育局）\n2.公开预算。（责任单位：市财政局）\n"
    notice = read_notice(read_pasted(text), desk.calendar)
    outcome = bring_in(desk, notice, notice.tasks)
    found = desk.book.find("documents", "乙办〔2024〕2号")
    assert found is not None
    assert desk.book.values("documents", found)["title"] == "关于印发政务公开清单的通知"
    assert outcome.changes
    own = desk.book.find("documents", "甲办〔2024〕5号")
    assert own is not None
    assert desk.book.values("documents", own)["based_on"] == (found,)
