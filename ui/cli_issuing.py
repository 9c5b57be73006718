"""The command that writes a notice (公文) about records, and issues it.

For `ui.cli` only, which lists it.
"""

from collections.abc import Sequence
from pathlib import Path

import click

from models.base.errors import ClerkError
from models.base.record import Changes
from models.operations import dispatching, issuing
from models.operations.desk import Desk, Outcome
from models.operations.notice_checks import checks
from models.operations.notice_kinds import kind_named
from models.operations.settings import office_fonts
from ui.cli_chinese import ChineseCommand, Ids, Pair, once_each
from ui.cli_pdf import write_notice_pdf
from ui.cli_session import CliSession

_PATH = click.Path(path_type=Path)


@click.command(
    "notice",
    cls=ChineseCommand,
    help="写一份公文（督办通知单、催办单、任务分工通知、进度通报、会议通知等），格式按 GB/T 9704。",
)
@click.argument("book", type=_PATH, metavar="工作簿.gkb")
@click.argument("kind", metavar="种类")
@click.argument("out", type=_PATH, metavar="文件.docx或.pdf")
@click.option(
    "--ids", type=Ids(), default=None, metavar="1,2,3", help="写哪些记录；不写时按公文种类自动选取，如全部逾期任务。"
)
@click.option(
    "--set",
    "settings",
    type=Pair(),
    multiple=True,
    metavar="名称=内容",
    help="填写要素，如 文号=…、联系人=…、会议时间=…。",
)
@click.option("--issue", "issuing_it", is_flag=True, help="登记到发文登记簿，取文号，文件留存在工作簿里。")
@click.pass_obj
def notice(
    session: CliSession,
    book: Path,
    kind: str,
    out: Path,
    ids: tuple[int, ...] | None,
    settings: Sequence[tuple[str, str]],
    issuing_it: bool,
) -> None:
    """A notice as a Word file; what is doubtful is told on the error stream, what is grave refuses it."""
    given = once_each(settings)
    with session.writing(book) if issuing_it else session.reading(book) as desk:
        _refuse_ids(desk, kind, ids)
        document = issuing.compose(desk, kind, ids or (), given)
        about = issuing.record_ids(desk, kind, ids or ())
        found = checks(desk, kind, document, about, given, issuing=issuing_it)
        dispatching.refuse_grave(found)
        if issuing_it:
            outcome = dispatching.issue(desk, kind, document, about, given, out)
        elif out.suffix.lower() == ".pdf":
            write_notice_pdf(document, office_fonts(desk), out)
            outcome = Outcome(Changes(), f"已写成{kind}，存到“{out.name}”。")
        else:
            outcome = issuing.write_composed(desk, kind, document, about, out)
    click.echo(outcome.message)
    for check in found:
        click.echo(f"提示：{check.sentence}。", err=True)


def _refuse_ids(desk: Desk, kind: str, ids: tuple[int, ...] | None) -> None:
    if ids and kind_named(desk, kind).register is None:
        raise ClerkError(f"{kind}不涉及台账里的记录，请去掉 --ids。")


ISSUING_COMMANDS: tuple[click.Command, ...] = (notice,)
