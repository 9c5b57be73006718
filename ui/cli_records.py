"""Commands about records: list, add, do, export.

For `ui.cli` only, which lists them.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from models.base.layouts import STATUS
from models.base.record import Query, Record
from models.base.register import Register
from models.base.views import View, fitting
from models.operations import actions, layouts, ledgers, records, selection, unit_ledgers, views
from models.operations.desk import Desk
from ui.cli_chinese import ChineseCommand, Ids, Pair, once_each
from ui.cli_pdf import ledger_writer
from ui.cli_session import CliSession, offered_register, print_json_lines, print_table, progress

_PATH = click.Path(path_type=Path)
_BOOK = click.argument("book", type=_PATH, metavar="工作簿.gkb")
_REGISTER = click.argument("register", metavar="台账")
_WHERE = click.option(
    "--where",
    type=Pair(),
    multiple=True,
    metavar="栏目=内容",
    help="只要这样的记录，如 status=overdue、units=区司法局；可以写几次。按单位的，写给它所在群体（各部门等）的也算。",
)
_SEARCH = click.option("--search", default="", metavar="词语", help="只要含有这些词语的记录。")
_AT_ONCE = 500


@click.command("list", cls=ChineseCommand, help="列出台账里的记录和它们的状态。")
@_BOOK
@_REGISTER
@_WHERE
@_SEARCH
@click.option("--view", metavar="视图", help="窗口里存的视图：按它的筛选、顺序和栏目列出。")
@click.option("--json", "as_json", is_flag=True, help="按 JSON 输出。")
@click.option("--private", is_flag=True, help="证件号码等个人信息也列出来；默认不列。")
@click.pass_obj
def list_records(
    session: CliSession,
    book: Path,
    register: str,
    where: Sequence[tuple[str, str]],
    search: str,
    view: str | None,
    as_json: bool,
    private: bool,
) -> None:
    """Records, in the order they were added, or in that of a view."""
    with session.reading(book) as desk:
        declared = offered_register(desk, register)
        kept = View() if view is None else views.view_named(desk, declared, view)
        query, gone = views.asked_by(desk, declared, kept)
        if gone:
            click.echo(f"视图“{kept.name}”里有 {gone} 处已经没有了，已略过。", err=True)
        ids = desk.book.ids(declared.name, query)
        if where or search:
            chosen = frozenset(_chosen(desk, declared, where, search))
            ids = [identity for identity in ids if identity in chosen]
        found = _records(desk, declared, ids)
        if as_json:
            print_json_lines(_as_json(desk, declared, record, private) for record in found)
        else:
            names = [name for name in fitting(declared, kept)[0].columns if name != STATUS]
            _print_records(desk, declared, list(found), names or declared.columns)


def _chosen(desk: Desk, register: Register, where: Sequence[tuple[str, str]], search: str) -> list[int]:
    return desk.book.ids(register.name, Query(where=selection.where(desk, register, where), search=search))


def _records(desk: Desk, register: Register, ids: Sequence[int]) -> Iterator[Record]:
    for start in range(0, len(ids), _AT_ONCE):
        yield from desk.book.records(register.name, ids[start : start + _AT_ONCE])


def _as_json(desk: Desk, register: Register, record: Record, private: bool) -> dict[str, Any]:
    shown = (field for field in register.shown if private or not field.private)
    fields = {field.name: field.show_json(record[field.name], desk.book) for field in shown}
    estimates = {"estimates": sorted(record.estimates)} if record.estimates else {}
    return {"id": record.id, **fields, "status": record.status, "status_text": record.status_text, **estimates}


def _print_records(desk: Desk, register: Register, found: Sequence[Record], columns: Sequence[str]) -> None:
    fields = [register.field(name) for name in columns]
    heads = ["编号", *(field.title for field in fields), *(["状态"] if register.statuses else [])]
    rows = [
        [
            str(record.id),
            *(record.marked(field.name, field.display(record[field.name], desk.book)) for field in fields),
            *([record.status_text] if register.statuses else []),
        ]
        for record in found
    ]
    print_table(heads, rows)
    click.echo(f"共 {len(found)} {register.counter}{register.noun}。")
    for look in register.looks:
        for finding in look(desk.book):
            click.echo(finding.told)


@click.command("add", cls=ChineseCommand, help="新建一条记录，输出它的编号。多个单位用分号隔开。")
@_BOOK
@_REGISTER
@click.argument("pairs", type=Pair(), nargs=-1, required=True, metavar="栏目=内容…")
@click.pass_obj
def add(session: CliSession, book: Path, register: str, pairs: Sequence[tuple[str, str]]) -> None:
    """One record from FIELD=VALUE."""
    inputs = once_each(pairs)
    with session.writing(book) as desk:
        declared = offered_register(desk, register)
        outcome = records.add(desk, declared.name, inputs)
    click.echo(outcome.ids[0])


@click.command(
    "do",
    cls=ChineseCommand,
    help="办理：写操作的英文名或中文名，如 complete 或 完成；各台账的操作不同，写错了会列出可用的。",
)
@_BOOK
@_REGISTER
@click.argument("ids", type=Ids(), metavar="编号")
@click.argument("action", metavar="操作")
@click.argument("pairs", type=Pair(), nargs=-1, metavar="[栏目=内容]…")
@click.pass_obj
def do(
    session: CliSession,
    book: Path,
    register: str,
    ids: tuple[int, ...],
    action: str,
    pairs: Sequence[tuple[str, str]],
) -> None:
    """An action on one record, or on several: all or none."""
    inputs = once_each(pairs)
    with session.writing(book) as desk:
        declared = offered_register(desk, register)
        outcome = actions.perform(desk, declared.name, ids, action, inputs)
    click.echo(outcome.message)


@click.command(
    "export",
    cls=ChineseCommand,
    help="把台账导出为 .xlsx 表格、.docx 文档或 .pdf；可以选版式，也可以每个单位一个文件。",
)
@_BOOK
@_REGISTER
@click.argument("out", type=_PATH, metavar="文件")
@_WHERE
@_SEARCH
@click.option("--layout", metavar="版式", help="台账版式的名称，自带的或本单位自己做的。")
@click.option(
    "--by-unit",
    type=_PATH,
    metavar="文件夹",
    help="每个单位一个文件，放进这个文件夹；文件名为单位名称加上面给的文件名，如“区司法局 任务台账.xlsx”。",
)
@click.option("--private", is_flag=True, help="证件号码等个人信息也导出；默认不导出。")
@click.pass_obj
def export(
    session: CliSession,
    book: Path,
    register: str,
    out: Path,
    where: Sequence[tuple[str, str]],
    search: str,
    layout: str | None,
    by_unit: Path | None,
    private: bool,
) -> None:
    """A ledger of the chosen records, or one for each unit."""
    write = ledger_writer(out)
    with session.reading(book) as desk, progress("正在导出") as report:
        declared = offered_register(desk, register)
        chosen = layouts.layout_named(desk, declared, layout) if layout is not None else None
        chosen = ledgers.with_private(declared, chosen) if private else chosen
        ids = _chosen(desk, declared, where, search)
        notes = _filter_notes(desk, declared, where, search)
        if by_unit is None:
            outcome = ledgers.export_ledger(
                desk, declared.name, ids, out, layout=chosen, notes=notes, write=write, report=report
            )
        else:
            outcome = unit_ledgers.export_by_unit(
                desk,
                declared.name,
                ids,
                by_unit,
                ending=out.suffix.lower(),
                name=out.stem,
                layout=chosen,
                notes=notes,
                write=write,
                report=report,
            )
    click.echo(outcome.message)


def _filter_notes(desk: Desk, register: Register, where: Sequence[tuple[str, str]], search: str) -> tuple[str, ...]:
    """What was chosen, in words, so that a reader knows that the ledger is a part."""
    parts: list[str] = []
    for name, value in where:
        field = next((item for item in register.fields if name in (item.name, item.title)), None)
        status = register.status(value) if name in ("status", "状态") else None
        title = field.title if field else {"status": "状态", "units": "单位"}.get(name, name)
        by_unit = name in ("units", "单位") or (field is not None and field.name in register.unit_fields)
        unit = desk.book.find("units", value) if by_unit else None
        groups = selection.groups_told(desk, [unit]) if unit is not None else ""
        parts.append(f"{title}为“{status.title if status else value}”{groups}")
    if search.strip():
        parts.append(f"含有“{search.strip()}”")
    return (f"只列出{'、'.join(parts)}的{register.noun}。",) if parts else ()


RECORD_COMMANDS: tuple[click.Command, ...] = (list_records, add, do, export)
