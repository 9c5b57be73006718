"""Commands about a whole workbook: new, undo, redo, history, check, backup, restore.

For `ui.cli` only, which lists them.
"""

from pathlib import Path

import click

from models.base.errors import ClerkError
from models.operations import actions, demo, many, workbooks
from models.operations.desk import Desk
from ui.cli_chinese import ChineseCommand, Usage, Whole
from ui.cli_session import CliSession, print_json, progress
from ui.folders import backup_home

_BOOK = click.Path(path_type=Path)
_MOST_ROWS = 1_000_000
_STEPS = click.option("--steps", type=Whole(1, 1_000_000), default=1, metavar="N", help="步数，不写为一步。")


@click.command("new", cls=ChineseCommand, help="新建工作簿。")
@click.argument("book", type=_BOOK, metavar="工作簿.gkb")
@click.option("--demo", "with_demo", is_flag=True, help="放进一年的示例工作。")
@click.option("--rows", type=Whole(1, _MOST_ROWS), metavar="N", help="放进 N 项编造的任务，测试速度用。")
@click.pass_obj
def new(session: CliSession, book: Path, with_demo: bool, rows: int | None) -> None:
    """Make a workbook; when filling it fails, nothing is left of it."""
    if with_demo and rows:
        raise Usage("--demo 和 --rows 只能选一个。")
    desk = workbooks.new(book, session.registers, session.clock, session.resources)
    path = desk.book.path
    try:
        if with_demo:
            demo.fill_demo(desk)
        elif rows:
            with progress("正在编造任务") as report:
                many.fill_rows(desk, rows, report=report)
    except BaseException:
        desk.book.close()
        for name in (path.name, path.name + "-wal", path.name + "-shm"):
            path.with_name(name).unlink(missing_ok=True)
        raise
    tasks = desk.book.count("tasks")
    desk.book.close()
    click.echo(f"已新建“{path}”" + (f"，里面有 {tasks} 项任务。" if tasks else "。"))


@click.command("undo", cls=ChineseCommand, help="撤销最近的操作。")
@click.argument("book", type=_BOOK, metavar="工作簿.gkb")
@_STEPS
@click.pass_obj
def undo(session: CliSession, book: Path, steps: int) -> None:
    """Take back the last steps, all that are asked for or none."""
    with session.writing(book, recounting=False) as desk:
        _refuse_too_many(desk, steps, "done", "撤销")
        for _ in range(steps):
            click.echo(actions.undo(desk).message)


@click.command("redo", cls=ChineseCommand, help="重做刚才撤销的操作。")
@click.argument("book", type=_BOOK, metavar="工作簿.gkb")
@_STEPS
@click.pass_obj
def redo(session: CliSession, book: Path, steps: int) -> None:
    """Do again what was undone, all that is asked for or nothing."""
    with session.writing(book, recounting=False) as desk:
        _refuse_too_many(desk, steps, "undone", "重做")
        for _ in range(steps):
            click.echo(actions.redo(desk).message)


def _refuse_too_many(desk: Desk, steps: int, state: str, verb: str) -> None:
    there = sum(step.kind == "do" and step.state == state for step in desk.book.history.steps(limit=-1))
    if not there:
        raise ClerkError(f"没有可以{verb}的操作。")
    if steps > there:
        raise ClerkError(f"只有 {there} 步操作可以{verb}，请把步数改成不超过 {there}。")


@click.command("history", cls=ChineseCommand, help="列出变更记录，最近的在前。")
@click.argument("book", type=_BOOK, metavar="工作簿.gkb")
@click.option("--json", "as_json", is_flag=True, help="按 JSON 输出。")
@click.option("--limit", type=Whole(1, 1_000_000), default=200, metavar="N", help="最多列出多少条，不写为 200。")
@click.pass_obj
def history(session: CliSession, book: Path, as_json: bool, limit: int) -> None:
    """Who did what, when."""
    with session.reading(book) as desk:
        steps = desk.book.history.steps(limit)
    if as_json:
        print_json(
            [
                {
                    "id": step.id,
                    "made_at": step.made_at.isoformat(timespec="seconds"),
                    "kind": step.kind,
                    "name": step.name,
                    "title": step.title,
                    "made_by": step.made_by,
                    "state": step.state,
                    "records": step.records,
                }
                for step in steps
            ]
        )
        return
    kinds = {"do": "", "undo": "撤销：", "redo": "重做："}
    states = {"undone": "（已撤销）", "dropped": "（已撤销，不能再重做）"}
    for step in steps:
        told = f"{kinds.get(step.kind, '')}{step.title}{states.get(step.state, '')}"
        click.echo(f"{step.id:>6}  {step.made_at:%Y-%m-%d %H:%M}  {step.made_by}  {told}")


@click.command("check", cls=ChineseCommand, help="检查工作簿是否完好；完好时退出状态为 0。")
@click.argument("book", type=_BOOK, metavar="工作簿.gkb")
@click.pass_context
def check(ctx: click.Context, book: Path) -> None:
    """Integrity, links and search index."""
    session: CliSession = ctx.obj
    with session.checking(book) as desk, progress("正在检查") as report:
        found = workbooks.check(desk, report)
    for problem in found:
        click.echo(problem)
    if found:
        raise ClerkError(f"“{book.name}”有 {len(found)} 处问题，请先备份，再从完好的备份恢复。")
    click.echo(f"“{book.name}”一切正常。")


@click.command("backup", cls=ChineseCommand, help="备份工作簿；不写位置时存到程序的备份文件夹。")
@click.argument("book", type=_BOOK, metavar="工作簿.gkb")
@click.argument("out", type=_BOOK, metavar="[备份.gkb]", required=False)
@click.pass_obj
def backup(session: CliSession, book: Path, out: Path | None) -> None:
    """A whole copy, also while the workbook is open elsewhere."""
    with session.reading(book) as desk:
        made = workbooks.back_up_to(desk, out) if out else workbooks.back_up_now(desk, backup_home())
    click.echo(f"已备份到“{made}”。")


@click.command("restore", cls=ChineseCommand, help="把备份恢复成一个新的工作簿，不覆盖已有的文件。")
@click.argument("backup_file", type=_BOOK, metavar="备份.gkb")
@click.argument("out", type=_BOOK, metavar="工作簿.gkb")
@click.pass_obj
def restore(session: CliSession, backup_file: Path, out: Path) -> None:
    """A copy becomes a workbook again."""
    made = workbooks.restore(backup_file, out, session.registers, session.clock)
    click.echo(f"已恢复到“{made}”。")


WORKBOOK_COMMANDS: tuple[click.Command, ...] = (new, undo, redo, history, check, backup, restore)
