"""The command line (命令行): a thin second face over the same operations as the window.

`main.py` calls `main` when the arguments name a command. The commands themselves are in the neighbours
`cli_workbook`, `cli_records` and `cli_notices`; here are the way in, and what becomes of an error:

    0   done
    1   something a person can mend: one Chinese sentence on the standard error stream
    2   wrong usage

Never a traceback: that of a bug goes to the program's log, and the sentence names the file.
"""

import contextlib
import io
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from models.base.clock import Clock
from models.base.errors import Cancelled, ClerkError
from models.base.register import Registers
from ui import logs
from ui.cli_chinese import ChineseGroup, today_option, usage_hint, usage_sentence
from ui.cli_issuing import ISSUING_COMMANDS
from ui.cli_notices import NOTICE_COMMANDS
from ui.cli_records import RECORD_COMMANDS
from ui.cli_report import REPORT_COMMANDS
from ui.cli_session import CliSession
from ui.cli_workbook import WORKBOOK_COMMANDS

DONE, MENDABLE, WRONG_USAGE = 0, 1, 2

log = logging.getLogger(__name__)


def main(argv: Sequence[str], *, clock: Clock, registers: Registers, resources: Path) -> int:
    """Run one command; gives the exit status, having said everything there is to say.

    `resources` is the program's folder of that name.
    """
    _speak_utf8()
    session = CliSession(clock, registers, resources)
    try:
        commands().main(list(argv), prog_name="main.py", standalone_mode=False, obj=session)
    except click.UsageError as error:
        click.echo(usage_sentence(error), err=True)
        click.echo(usage_hint(error), err=True)
        return WRONG_USAGE
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except ClerkError as error:
        click.echo(error.sentence, err=True)
        return MENDABLE
    except (KeyboardInterrupt, click.Abort, Cancelled):
        click.echo("已中断，没有完成的部分没有保存。", err=True)
        return MENDABLE
    except BrokenPipeError:
        _forget_output()
        return MENDABLE
    except Exception:  # noqa: BLE001 (the last net: a bug is logged and told in a sentence)
        click.echo(_told_of_a_bug(argv), err=True)
        return MENDABLE
    return DONE


def commands() -> click.Group:
    """All commands, in the order the help lists them."""
    group = ChineseGroup(
        "main.py",
        params=[today_option(), click.Option(["--selftest"], is_flag=True, help="自检：把主要功能走一遍。")],
        callback=_start,
        invoke_without_command=True,
        options_metavar="[选项]",
        subcommand_metavar="命令 [参数]…",
        help="政务公开台账的命令行。不带命令时打开窗口：main.py [工作簿.gkb]",
    )
    about_records = (*RECORD_COMMANDS, *ISSUING_COMMANDS, *REPORT_COMMANDS)
    for command in (*WORKBOOK_COMMANDS[:1], *NOTICE_COMMANDS, *about_records, *WORKBOOK_COMMANDS[1:]):
        group.add_command(command)
    return group


@click.pass_context
def _start(ctx: click.Context, selftest: bool) -> None:
    if selftest:
        from ui.cli_selftest import selftest as run_selftest

        session: CliSession = ctx.obj

        def run(*argv: str) -> tuple[int, str]:
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                status = main(argv, clock=session.clock, registers=session.registers, resources=session.resources)
            return status, out.getvalue()

        run_selftest(run, session.resources)
        click.echo("自检通过")
        ctx.exit(DONE)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _speak_utf8() -> None:
    """UTF-8 whatever the console's code page; file names that are no text are shown escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _forget_output() -> None:
    """The reader of the standard output went away (`| head`): nothing more can be said there, at exit neither."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _told_of_a_bug(argv: Sequence[str]) -> str:
    """Write the error being handled to the log; gives the sentence that names the file."""
    file = logs.keep("command")
    if file is None:
        return "程序内部出错，没有完成，连日志也写不进去。请检查磁盘空间后再试。"
    log.critical("unexpected error in %s", " ".join(argv[:1]), exc_info=True)
    logs.leave()
    return f"程序内部出错，没有完成。请把“{file}”发给技术人员，里面记着详细情况，没有台账里的内容。"
