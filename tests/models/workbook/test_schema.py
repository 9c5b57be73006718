"""The migrated schema is the declared one, any SQLite tool reads it, and a file of each earlier schema still opens."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database

from models.base.clock import Clock
from models.base.lists import Attachment, Entry
from models.base.record import Query
from models.base.register import Register
from models.registers import all_registers
from models.workbook import create_workbook, open_workbook
from models.workbook.migrations import MIGRATIONS, schema_version
from models.workbook.steps import Step
from models.workbook.version import APPLICATION_ID, current_version

ROOT = Path(__file__).resolve().parents[3]
FIXTURES = [ROOT / "tests" / "fixtures" / f"workbook_v{version}.gkb" for version in range(1, 16)]
OF_EACH_SCHEMA = pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
REGISTERS = all_registers()
EACH = pytest.mark.parametrize("register", REGISTERS.values(), ids=lambda register: register.name)


@pytest.fixture(scope="module")
def blank() -> Iterator[Database]:
    """The schema as the migrations make it."""
    database = Database(memory=True)
    MIGRATIONS.apply(database)
    yield database
    database.close()


def columns(database: Database, table: str) -> dict[str, str]:
    return {row[1]: row[2] for row in database.execute(f'PRAGMA table_info("{table}")')}


def links(database: Database, table: str) -> dict[str, tuple[str, str]]:
    """column -> (table pointed to, what happens on delete)."""
    return {row[3]: (row[2], row[6]) for row in database.execute(f'PRAGMA foreign_key_list("{table}")')}


@EACH
def test_the_columns_are_those_declared(blank: Database, register: Register) -> None:
    declared = {field.name: field.sql_type for field in register.fields if field.sql_type is not None}
    assert columns(blank, register.name) == {"id": "INTEGER", **declared}
    targets = {f.name: (f.target, "NO ACTION") for f in register.fields if f.sql_type is not None and f.target}
    assert links(blank, register.name) == targets
    sql = blank.execute("SELECT sql FROM sqlite_master WHERE name = ?", [register.name]).fetchone()[0]
    assert "AUTOINCREMENT" in sql  # an id is never given twice: the log speaks of records by their ids


@EACH
def test_the_side_tables_are_those_declared(blank: Database, register: Register) -> None:
    for field in register.fields:
        side = field.side(register.name)
        if side is None:
            continue
        owner = f"{register.name}_id"
        wanted = {owner, "position", *side.columns, *(column for column, _ in side.fixed)}
        assert set(columns(blank, side.table)) == wanted, side.table
        to = links(blank, side.table)
        assert to.pop(owner) == (register.name, "CASCADE")
        if field.target:
            assert to.pop(side.columns[0]) == (field.target, "NO ACTION")
            assert indexed(blank, side.table, side.columns[0]), f"{side.table}: who links here is asked often"
        if field.kind == "attachments":
            assert to.pop("digest") == ("sqlar", "NO ACTION")
        assert to == {}


def indexed(database: Database, table: str, column: str) -> bool:
    rows = database.execute(f'PRAGMA index_list("{table}")').fetchall()
    firsts = [database.execute(f'PRAGMA index_info("{row[1]}")').fetchone()[2] for row in rows]
    return column in firsts


def test_no_table_is_left_over(blank: Database) -> None:
    declared = {"steps", "changes", "sqlar", "identity", "sqlite_sequence", "_sqlite_migrations"}
    for register in REGISTERS.values():
        declared.add(register.name)
        declared |= {side.table for field in register.fields if (side := field.side(register.name))}
        if register.searched:
            declared.add(f"search_{register.name}_text")
    assert {row[0] for row in blank.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} == declared


def test_migrations_do_not_look_at_the_declarations() -> None:
    """They are frozen: a change of a declaration must not change what an old step does."""
    import models.workbook.migrations as module

    source = Path(module.__file__).read_text(encoding="utf-8")
    assert re.findall(r"^ *(?:from|import) .*", source, re.M) == ["from sqlite_utils import Database, Migrations"]


def make_fixture(path: Path) -> None:
    """A workbook with something of everything; run this module to make the fixture of a new schema.

    A fixture that was committed for a released schema is never made again.
    """
    book = create_workbook(path, REGISTERS, Clock.fixed(date(2021, 10, 15)))
    book.user = "张三"

    def work(step: Step) -> None:
        unit, other = step.insert_many(
            "units",
            [
                {
                    "name": "区司法局",
                    "aliases": ("司法局",),
                    "kind": "单位",
                    "contact_a": "张三",
                    "phone_a": "0557-1",
                    "log": (Entry(date(2021, 3, 1), "A岗由李四交给张三"),),
                },
                {"name": "各乡、街道办事处", "kind": "群体"},
            ],
        )
        step.update("units", other, {"members": (unit,)})
        basis = step.insert("documents", {"title": "上级通知", "doc_number": "皖政务办〔2021〕2号"})
        digest = book.keep_file("佐证".encode() * 50, "佐证.txt")
        document = step.insert(
            "documents",
            {
                "title": "2021年政务公开任务分工",
                "doc_number": "宿政务办〔2021〕1号",
                "issued_on": date(2021, 6, 1),
                "based_on": (basis,),
                "validity": "现行有效",
                "files": (Attachment("原件.txt", digest=digest, size=300),),
            },
        )
        step.insert(
            "tasks",
            {
                "number": "01",
                "section": "一、主动公开",
                "content": "公开规范性文件",
                "lead_units": (unit,),
                "responsible_units": (other, unit),
                "deadline_text": "2021年9月底前",
                "due_on": date(2021, 9, 30),
                "progress": (Entry(date(2021, 7, 1), "已启动\n开了会"),),
                "evidence": (Attachment("网页", url="https://a.gov.cn/1"),),
                "source": document,
            },
        )
        step.insert("tasks", {"number": "02", "content": "长期坚持的事", "ongoing": True})
        step.insert("settings", {"key": "soon_days", "value": "10"})
        step.insert(
            "problems",
            {
                "number": "1",
                "origin": "第三方测评",
                "content": "栏目超过半年没有更新",
                "task": 1,
                "document": document,
                "limit_kind": "立行立改",
                "due_on": date(2021, 10, 20),
                "responsible_units": (unit,),
                "progress": (Entry(date(2021, 10, 8), "已补发 6 件"),),
                "evidence_before": (Attachment("原件.txt", digest=digest, size=300),),
                "evidence_after": (Attachment("网页", url="https://a.gov.cn/2"),),
            },
        )
        step.insert(
            "dispatches",
            {
                "doc_number": "宿政办督〔2021〕3号",
                "title": "督办通知单",
                "kind": "督办通知单",
                "addressees": (unit,),
                "copy_to": ("区委办公室",),
                "dated": date(2021, 10, 8),
                "issued_on": date(2021, 10, 8),
                "files": (Attachment("督办通知单.docx", digest=digest, size=300),),
                "tasks": (1,),
                "problems": (1,),
                "related": (("documents", document), ("problems", 1)),
                "reply_due": date(2021, 10, 12),
                "received_by": (unit,),
                "receipts": (Entry(date(2021, 10, 8), "1 个单位签收"),),
                "received_on": date(2021, 10, 8),
            },
        )
        step.insert("number_sequences", {"code": "宿政办督", "kinds": ("督办通知单",), "starts": ("2021：3",)})
        step.insert(
            "reserved_numbers", {"doc_number": "宿政办督〔2021〕5号", "reserved_for": "张三", "reason": "会议纪要"}
        )
        policy = step.insert(
            "policies",
            {
                "title": "公共资源交易管理办法",
                "doc_number": "宿政〔2021〕3号",
                "kind": "行政规范性文件",
                "formed_on": date(2021, 8, 2),
                "openness": "主动公开",
                "published_on": date(2021, 8, 9),
                "publish_due_on": date(2021, 8, 30),
                "handling_units": (unit,),
                "files": (Attachment("文本.txt", digest=digest, size=300),),
            },
        )
        step.insert(
            "interpretations",
            {
                "title": "一图看懂",
                "policy": policy,
                "form": "图片图解",
                "elements": ("工作目标", "主要任务"),
                "handling_units": (unit,),
                "files": (Attachment("网页", url="https://a.gov.cn/4"),),
            },
        )
        step.insert(
            "consultations",
            {
                "title": "公共资源交易管理办法（征求意见稿）",
                "opened_on": date(2021, 6, 1),
                "closes_on": date(2021, 7, 1),
                "ways": ("政府网站", "座谈会"),
                "received": 12,
                "policy": policy,
                "handling_units": (unit,),
            },
        )
        step.insert(
            "messages",
            {
                "number": "1",
                "content": "路灯不亮",
                "received_on": date(2021, 10, 11),
                "due_on": date(2021, 10, 14),
                "phone": "13900000000",
                "handling_units": (unit,),
                "log": (Entry(date(2021, 10, 11), "转办"),),
            },
        )
        step.insert("reviews", {"number": "1", "title": "名单公示", "level": "敏感", "points": ("附件和链接",)})
        step.insert("channels", {"name": "宿州发布", "kind": "政务新媒体", "updated_on": date(2021, 9, 1)})
        above = step.insert("catalogue", {"code": "01", "name": "学校信息", "field": "义务教育"})
        step.insert(
            "catalogue",
            {
                "code": "0101",
                "name": "招生",
                "parent": above,
                "field": "义务教育",
                "openness": "主动公开",
                "listed_on": date(2021, 3, 1),
                "check_due_on": date(2022, 3, 1),
                "channels": ("政府网站",),
                "levels": ("县级",),
                "subject_units": (unit,),
                "log": (Entry(date(2021, 10, 11), "核对无误"),),
            },
        )
        step.insert("activities", {"title": "培训班", "kind": "业务培训", "held_on": date(2021, 5, 6), "people": 80})
        step.insert(
            "requests",
            {
                "number": "2021-001",
                "channel": "当面提交",
                "arrived_on": date(2021, 9, 15),
                "received_on": date(2021, 9, 15),
                "due_on": date(2021, 10, 20),
                "applicant": "李某",
                "id_number": "340102199001010011",
                "content": "征地补偿安置方案",
                "handling_units": (unit,),
                "documents": (document,),
                "log": (Entry(date(2021, 9, 15), "登记"),),
                "files": (Attachment("申请表", url="https://a.gov.cn/3"),),
                "review_on": date(2021, 10, 12),
            },
        )
        place = "二/行政许可/本年处理决定数量"
        typed = {"key": f"2021//{place}", "year": 2021, "unit": "", "place": place, "value": "12"}
        step.insert("annual_figures", typed)

    book.change("add", "建好样本", work)
    book.change("complete", "完成 1 项任务", lambda step: step.update("tasks", 1, {"completed_on": date(2021, 9, 1)}))
    book.change("edit", "改了又撤销", lambda step: step.update("tasks", 2, {"content": "改过的"}))
    book.undo()
    book.close()
    plain = sqlite3.connect(path)
    for statement in ("PRAGMA journal_mode = DELETE", "PRAGMA page_size = 512", "VACUUM"):
        plain.execute(statement)  # small pages for a small file: a repository keeps it for ever
    plain.close()


def test_there_is_a_small_fixture_of_each_schema() -> None:
    assert [int.from_bytes(path.read_bytes()[60:64], "big") for path in FIXTURES] == [*range(1, schema_version() + 1)]
    assert all(path.stat().st_size < 150_000 for path in FIXTURES)


@OF_EACH_SCHEMA
def test_a_workbook_of_each_schema_opens(fixture: Path, tmp_path: Path) -> None:
    path = tmp_path / "旧台账.gkb"
    shutil.copyfile(fixture, path)
    book = open_workbook(path, REGISTERS, Clock.fixed(date(2021, 10, 15)), backups=tmp_path / "备份")
    assert book.problems() == []
    assert book.moment().soon_days == 10
    first, second = book.records("tasks", book.ids("tasks"))
    assert first["number"] == "01"
    assert first.status == "completed"
    assert (
        REGISTERS["tasks"].field("responsible_units").format(first["responsible_units"], book)
        == "各乡、街道办事处；区司法局"
    )
    assert first["progress"] == (Entry(date(2021, 7, 1), "已启动\n开了会"),)
    assert first["evidence"] == (Attachment("网页", url="https://a.gov.cn/1"),)
    assert second.status == "ongoing"
    assert second["content"] == "长期坚持的事"
    document = book.record("documents", first["source"])
    assert document["based_on"] == (1,)
    assert book.kept_file(document["files"][0].digest) == "佐证".encode() * 50
    assert book.find("units", "司法局") == 1
    assert book.ids("tasks", Query(search="街道")) == [1]
    assert [step.title for step in book.history.steps()] == ["改了又撤销", "改了又撤销", "完成 1 项任务", "建好样本"]
    assert book.redo().title == "改了又撤销"
    while book.undo():
        pass
    assert [book.count(name) for name in REGISTERS] == [0] * len(REGISTERS)
    assert book.problems() == []
    book.close()


def test_a_workbook_with_problems_opens(tmp_path: Path) -> None:
    path = tmp_path / "旧台账.gkb"
    shutil.copyfile(FIXTURES[2], path)
    book = open_workbook(path, REGISTERS, Clock.fixed(date(2021, 10, 15)), backups=tmp_path / "备份")
    (problem,) = book.records("problems", book.ids("problems", Query(search="测评 栏目")))
    assert problem.status == "due_soon"
    assert (problem["task"], problem["document"], problem["responsible_units"]) == (1, 2, (1,))
    assert problem["progress"] == (Entry(date(2021, 10, 8), "已补发 6 件"),)
    assert [item.title for item in (*problem["evidence_before"], *problem["evidence_after"])] == ["原件.txt", "网页"]
    assert book.linked_from("tasks", 1)["problems"] == {1}
    book.close()


def test_a_workbook_with_requests_opens(tmp_path: Path) -> None:
    path = tmp_path / "旧台账.gkb"
    shutil.copyfile(FIXTURES[4], path)
    book = open_workbook(path, REGISTERS, Clock.fixed(date(2021, 10, 15)), backups=tmp_path / "备份")
    (asked,) = book.records("requests", book.ids("requests", Query(search="李某")))
    assert (asked.status, asked["due_on"], asked["days_left"]) == ("due_soon", date(2021, 10, 20), 3)
    assert (asked["handling_units"], asked["documents"], asked["id_number"]) == ((1,), (2,), "340102199001010011")
    assert asked["log"] == (Entry(date(2021, 9, 15), "登记"),)
    book.close()


def test_a_workbook_with_annual_figures_opens(tmp_path: Path) -> None:
    path = tmp_path / "旧台账.gkb"
    shutil.copyfile(FIXTURES[5], path)
    book = open_workbook(path, REGISTERS, Clock.fixed(date(2021, 10, 15)), backups=tmp_path / "备份")
    (typed,) = book.records("annual_figures", book.ids("annual_figures"))
    assert (typed["year"], typed["unit"], typed["value"]) == (2021, None, "12")
    (asked,) = book.records("requests", book.ids("requests"))
    assert asked["review_on"] == date(2021, 10, 12)
    book.close()


def test_a_workbook_with_policies_opens(tmp_path: Path) -> None:
    path = tmp_path / "旧台账.gkb"
    shutil.copyfile(FIXTURES[6], path)
    book = open_workbook(path, REGISTERS, Clock.fixed(date(2021, 10, 15)), backups=tmp_path / "备份")
    policy = book.record("policies", 1)
    assert (policy.status, policy["doc_number"], policy["handling_units"]) == ("in_force", "宿政〔2021〕3号", (1,))
    assert book.kept_file(policy["files"][0].digest) == "佐证".encode() * 50
    interpretation = book.record("interpretations", 1)
    assert (interpretation["policy"], interpretation["elements"]) == (1, ("工作目标", "主要任务"))
    asked = book.record("consultations", 1)
    assert (asked.status, asked["days"], asked["ways"], asked["policy"]) == ("closed", 30, ("政府网站", "座谈会"), 1)
    linked = {register: ids for register, ids in book.linked_from("policies", 1).items() if ids}
    assert linked == {"interpretations": {1}, "consultations": {1}}
    book.close()


def test_a_workbook_with_dispatches_about_any_register_opens(tmp_path: Path) -> None:
    path = tmp_path / "旧台账.gkb"
    shutil.copyfile(FIXTURES[7], path)
    book = open_workbook(path, REGISTERS, Clock.fixed(date(2021, 10, 15)), backups=tmp_path / "备份")
    (sent,) = book.records("dispatches", book.ids("dispatches"))
    assert sent["related"] == (("documents", 2), ("problems", 1))
    assert book.linked_from("documents", 2)["dispatches"] == {sent.id}
    assert book.linked_from("documents", 1)["dispatches"] == set()
    book.close()


def test_a_workbook_with_everyday_ledgers_opens(tmp_path: Path) -> None:
    path = tmp_path / "旧台账.gkb"
    shutil.copyfile(FIXTURES[8], path)
    book = open_workbook(path, REGISTERS, Clock.fixed(date(2021, 10, 15)), backups=tmp_path / "备份")
    (message,) = book.records("messages", book.ids("messages", Query(search="路灯")))
    assert (message.status_text, message["handling_units"]) == ("逾期 1 天", (1,))
    assert message["log"] == (Entry(date(2021, 10, 11), "转办"),)
    assert book.record("reviews", 1)["points"] == ("附件和链接",)
    assert book.record("channels", 1).status == "running"
    assert (book.record("activities", 1).status, book.record("activities", 1)["people"]) == ("held", 80)
    book.close()


def test_a_workbook_with_a_catalogue_opens(tmp_path: Path) -> None:
    path = tmp_path / "旧台账.gkb"
    shutil.copyfile(FIXTURES[9], path)
    book = open_workbook(path, REGISTERS, Clock.fixed(date(2021, 10, 15)), backups=tmp_path / "备份")
    (found,) = book.records("catalogue", book.ids("catalogue", Query(search="招生")))
    assert (found["parent"], found["subject_units"], found["channels"], found["levels"]) == (
        1,
        (1,),
        ("政府网站",),
        ("县级",),
    )
    assert found.status == "unpublished"
    assert book.title("catalogue", found.id) == "义务教育 > 学校信息 > 招生"
    assert book.find("catalogue", "义务教育>学校信息") == book.find("catalogue", "01") == 1
    assert book.tree("catalogue").depths == [0, 1]
    book.close()


def test_items_of_an_older_workbook_were_listed_when_they_were_made(tmp_path: Path) -> None:
    path = tmp_path / "旧台账.gkb"
    shutil.copyfile(FIXTURES[12], path)
    plain = sqlite3.connect(path)
    plain.execute("UPDATE steps SET made_at = '2021-03-01T09:00:00' WHERE id = 1")
    plain.execute("INSERT INTO settings (key, value) VALUES ('catalogue_days', '100')")
    plain.commit()
    plain.close()
    book = open_workbook(path, REGISTERS, Clock.fixed(date(2021, 10, 15)), backups=tmp_path / "备份")
    found = [(item["listed_on"], item["check_due_on"]) for item in book.records("catalogue", book.ids("catalogue"))]
    assert found == [(None, None), (date(2021, 3, 1), date(2021, 6, 9))]
    book.change("edit", "改", lambda step: step.update("catalogue", 2, {"name": "招生计划"}))
    while book.undo():
        pass
    while book.redo():
        pass
    assert book.record("catalogue", 2)["check_due_on"] == date(2021, 6, 9), "the log has the days, too"
    book.close()


def test_each_workbook_is_known_by_an_identity_of_its_own(tmp_path: Path) -> None:
    books = [create_workbook(tmp_path / f"{n}.gkb", REGISTERS, Clock.fixed(date(2021, 10, 15))) for n in range(2)]
    shutil.copyfile(books[0].path, tmp_path / "副本.gkb")
    books.append(open_workbook(tmp_path / "副本.gkb", REGISTERS, Clock.fixed(date(2021, 10, 15))))
    first, second, copy = (book.identity for book in books)
    assert first == copy != second
    assert len(first) == 16
    for book in books:
        book.close()


def test_a_workbook_with_contacts_handed_over_opens(tmp_path: Path) -> None:
    path = tmp_path / "旧台账.gkb"
    shutil.copyfile(FIXTURES[11], path)
    book = open_workbook(path, REGISTERS, Clock.fixed(date(2021, 10, 15)), backups=tmp_path / "备份")
    assert book.record("units", 1)["log"] == (Entry(date(2021, 3, 1), "A岗由李四交给张三"),)
    book.close()


def test_a_workbook_with_dispatches_opens(tmp_path: Path) -> None:
    path = tmp_path / "旧台账.gkb"
    shutil.copyfile(FIXTURES[3], path)
    book = open_workbook(path, REGISTERS, Clock.fixed(date(2021, 10, 15)), backups=tmp_path / "备份")
    (sent,) = book.records("dispatches", book.ids("dispatches", Query(search="督办 司法局")))
    assert (sent.status, sent.status_text) == ("reply_overdue", "逾期未回 3 天")
    assert (sent["addressees"], sent["copy_to"], sent["tasks"], sent["problems"]) == ((1,), ("区委办公室",), (1,), (1,))
    assert sent["receipts"] == (Entry(date(2021, 10, 8), "1 个单位签收"),)
    assert book.linked_from("tasks", 1)["dispatches"] == {sent.id}
    (sequence,) = book.records("number_sequences", book.ids("number_sequences"))
    assert (sequence["kinds"], sequence["starts"]) == (("督办通知单",), ("2021：3",))
    assert book.find("reserved_numbers", "宿政办督〔2021〕5号") == 1
    book.close()


@OF_EACH_SCHEMA
def test_any_sqlite_tool_reads_it(fixture: Path) -> None:
    """Real tables, ISO dates, units by role in a link table; a join tells who does what by when."""
    plain = sqlite3.connect(f"{fixture.as_uri()}?mode=ro&immutable=1", uri=True)
    sql = """SELECT t.number, t.due_on, u.name FROM tasks t JOIN tasks_units l ON l.tasks_id = t.id AND l.role = 'lead'
             JOIN units u ON u.id = l.units_id"""
    assert plain.execute(sql).fetchall() == [("01", "2021-09-30", "区司法局")]
    assert plain.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID == int.from_bytes(b"GKLB", "big")
    assert plain.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    before, after = plain.execute("SELECT before, after FROM changes WHERE register = 'tasks' ORDER BY id").fetchone()
    assert before is None
    assert json.loads(after)["due_on"] == "2021-09-30"
    plain.close()


def test_the_sqlite_tool_itself_reads_it(tmp_path: Path) -> None:
    tool = shutil.which("sqlite3")
    if tool is None:
        pytest.skip("the sqlite3 command is not installed")
    shutil.copyfile(FIXTURES[-1], tmp_path / "a.gkb")
    done = subprocess.run([tool, "a.gkb", "SELECT content FROM tasks"], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.decode().split() == ["公开规范性文件", "长期坚持的事"]


def test_the_fixture_can_be_made_again(tmp_path: Path) -> None:
    """For the next release's fixture; the content is the one the committed fixtures have."""
    make_fixture(tmp_path / "新.gkb")
    fresh, kept = (
        sqlite3.connect(tmp_path / "新.gkb"),
        sqlite3.connect(f"{FIXTURES[-1].as_uri()}?immutable=1", uri=True),
    )
    for table in ("tasks_units", "units", "documents_based_on", "sqlar"):
        assert fresh.execute(f"SELECT * FROM {table}").fetchall() == kept.execute(f"SELECT * FROM {table}").fetchall()
    assert fresh.execute("PRAGMA user_version").fetchone()[0] == schema_version() == current_version()
    fresh.close()
    kept.close()


if __name__ == "__main__":
    make_fixture(Path(sys.argv[1]))
