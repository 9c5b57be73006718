"""Commands that read notices (通知): intake shows what is found, import keeps it.

For `ui.cli` only, which lists them.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from models.base.errors import ClerkError, ReadError
from models.intake import DraftTask, Notice, is_spreadsheet, notice_to_json, read_bundles, read_notice
from models.operations import bringing_in
from models.operations.desk import Desk
from models.workdays.calendar import WorkCalendar
from ui.cli_chinese import ChineseCommand
from ui.cli_known import Choice, choose
from ui.cli_session import CliSession, offered_register, print_json, progress
from ui.cli_sheets import import_sheets

_PATH = click.Path(path_type=Path)
_FILES = click.argument("files", type=_PATH, nargs=-1, required=True, metavar="文件…")


@dataclass(frozen=True)
class _Read:
    """The files of one notice and what it says."""

    paths: tuple[Path, ...]
    notice: Notice

    @property
    def name(self) -> str:
        """What it is called in messages: its first file, the covering notice."""
        return self.paths[0].name


def _read_all(files: Sequence[Path], calendar: WorkCalendar) -> tuple[list[_Read], list[str]]:
    """The notices in the files that can be read, and a sentence for each file that can't."""
    bundles, failures = read_bundles(files)
    return [_Read(bundle.paths, read_notice(bundle.source, calendar)) for bundle in bundles], failures


def _fail(failures: Sequence[str]) -> None:
    """End with status 1; what is wrong with each file is told in a line."""
    if failures:
        raise ReadError("\n".join(failures))


@click.command("intake", cls=ChineseCommand, help="读通知，显示找到的任务，什么都不保存。")
@_FILES
@click.option("--json", "as_json", is_flag=True, help="按 JSON 输出。")
def intake(files: tuple[Path, ...], as_json: bool) -> None:
    """What the notices say; those that can be read are shown also when others can't."""
    found, failures = _read_all(files, WorkCalendar())
    if as_json:
        print_json({"documents": [notice_to_json(item.notice) for item in found]})
    else:
        for item in found:
            _print_notice(item.notice, item.paths)
    _fail(failures)


def _print_notice(notice: Notice, files: Sequence[Path]) -> None:
    issued = notice.issued_on.isoformat() if notice.issued_on else None
    facts = [text for text in (notice.doc_number, notice.issuer, issued) if text]
    click.echo(f"《{notice.title or notice.source}》" + (f"（{'，'.join(facts)}）" if facts else ""))
    if len(files) > 1:
        click.echo(f"  文件：{'、'.join(path.name for path in files)}")
    if notice.based_on:
        click.echo(f"  依据：{'、'.join(notice.based_on)}")
    section: tuple[str, ...] = ()
    for task in notice.tasks:
        if task.section != section:
            section = task.section
            click.echo(f"  【{' > '.join(section)}】")
        _print_task(task)
    for duty in notice.duties:
        click.echo(f"  报送要求：{duty.text}" + (f" → {duty.due_on.isoformat()}" if duty.due_on else ""))
    for warning in notice.warnings:
        click.echo(f"  ！{warning}")
    repairs = f"，修复 {len(notice.repairs)} 处" if notice.repairs else ""
    click.echo(f"  共 {len(notice.tasks)} 项任务{repairs}。")


def _print_task(task: DraftTask) -> None:
    click.echo(f"  {'' if task.ticked else '（未勾选）'}{task.number} {' '.join(task.text.split())}")
    roles = (("牵头", task.lead_units), ("责任", task.responsible_units), ("配合", task.cooperating_units))
    told = [f"{role}：{'、'.join(units)}" for role, units in roles if units]
    if task.deadline_text or task.due_on:
        day = f" → {task.due_on.isoformat()}" if task.due_on else ""
        told.append(f"时限：{task.deadline_text}{day}")
    if told:
        click.echo(f"      {'　'.join(told)}")
    for warning in task.warnings:
        click.echo(f"      ！{warning}")


@click.command(
    "import",
    cls=ChineseCommand,
    help="把通知里的任务导入工作簿；写明 --register 时，把表格逐行导入那个台账。有一个文件读不了，就一个也不导入。",
)
@_FILES
@click.option("--into", "book", type=_PATH, required=True, metavar="工作簿.gkb", help="导入到哪个工作簿，要先建好。")
@click.option("--register", metavar="台账", help="表格逐行导入到哪个台账；不写时表格当作通知来读。")
@click.option(
    "--all", "unticked_too", is_flag=True, help="默认不勾选的也导入：没有写明责任单位的事项，和已有记录相同的行。"
)
@click.option(
    "--update", is_flag=True, help="导入过的通知：有变化的任务也更新；导入以后有人改过的栏、进展和完成情况不动。"
)
@click.option("--leave-out", type=_PATH, metavar="文件.xlsx", help="表格里要改正的行不导入，连同原因存到这个文件。")
@click.pass_obj
def import_files(
    session: CliSession,
    files: tuple[Path, ...],
    book: Path,
    register: str | None,
    unticked_too: bool,
    update: bool,
    leave_out: Path | None,
) -> None:
    """Keep the notices' tasks, one step a notice; or the rows of spreadsheets, one step a table."""
    if leave_out is not None and register is None:
        raise click.UsageError("--leave-out 只用于逐行导入表格，请同时写明 --register。")
    with session.writing(book) as desk:
        if register is not None:
            declared = offered_register(desk, register)
            sheets, files = _parted(files)
            if declared.name != "tasks" and files:
                raise ClerkError(f"“{files[0].name}”不是表格，不能导入{declared.title}；通知请去掉 --register 再导入。")
            if sheets:
                import_sheets(desk, declared, sheets, twins_too=unticked_too, leave_out=leave_out)
            if not files:
                return
        found, failures = _read_all(files, desk.calendar)
        chosen = [choose(desk, item.notice, unticked_too=unticked_too, update=update) for item in found]
        failures += [told for item, choice in zip(found, chosen, strict=True) if (told := choice.refusal(item.name))]
        _fail(failures)
        kept = sum(_keep(desk, item, choice) for item, choice in zip(found, chosen, strict=True))
    if not kept:
        raise ClerkError(_why_nothing(found))


def _parted(files: Sequence[Path]) -> tuple[list[Path], tuple[Path, ...]]:
    """The spreadsheets, and the other files; those that can't be opened are among these."""
    sheets: list[Path] = []
    for path in files:
        with contextlib.suppress(ReadError):
            if is_spreadsheet(path):
                sheets.append(path)
    return sheets, tuple(path for path in files if path not in sheets)


def _keep(desk: Desk, item: _Read, choice: Choice) -> int:
    """Bring one notice in and tell about it; gives how many tasks were kept. Without tasks nothing is kept."""
    notice = item.notice
    tasks = choice.tasks
    for line in (*choice.told(), *choice.likely):
        click.echo(f"{item.name}：{line}")
    if not (tasks or choice.updates):
        click.echo(f"{item.name}：没有导入任务。")
        return 0
    if len(item.paths) > 1:
        click.echo(f"{item.name}：一并读取{'、'.join(f'“{path.name}”' for path in item.paths[1:])}，作为它的附件。")
    with progress("正在导入") as report:
        outcome = bringing_in.bring_in(desk, notice, tasks, originals=item.paths, updates=choice.updates, report=report)
    click.echo(f"{item.name}：{outcome.message}")
    if notice.repairs:
        click.echo(f"{item.name}：原文有 {len(notice.repairs)} 处已修复，请在窗口里核对。")
    if choice.left_out:
        click.echo(f"{item.name}：另有 {choice.left_out} 项默认不勾选，没有导入；要一并导入，请加 --all。")
    doubts = [f"{_numbered(task)}：{warning}" for task in tasks for warning in task.warnings]
    for warning in (*notice.warnings, *doubts):
        click.echo(f"{item.name}：{warning}")
    return len(tasks) + len(choice.updates)


def _numbered(task: DraftTask) -> str:
    return f"第 {task.number} 项" if task.number.isdigit() else task.number or f"“{task.text[:12]}”"


def _why_nothing(found: Sequence[_Read]) -> str:
    """Why no task was kept; the notice's own words when there is only one."""
    if len(found) > 1:
        return f"这 {len(found)} 个文件里都没有可以导入的任务，工作簿没有改动。"
    item = found[0]
    if item.notice.tasks:
        return f"“{item.name}”里的 {len(item.notice.tasks)} 项都没有写明责任单位，默认不导入；要导入，请加 --all。"
    reason = "".join(item.notice.warnings[:1]) or "里面没有找到任务。"
    return f"“{item.name}”没有导入：{reason}"


NOTICE_COMMANDS: tuple[click.Command, ...] = (intake, import_files)
