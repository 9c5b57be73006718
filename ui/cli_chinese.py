"""click in Chinese: help pages, usage errors and the kinds of argument the command line takes.

For `ui.cli` and its neighbours only.
"""

from collections.abc import Sequence
from datetime import date
from gettext import gettext
from typing import Any

import click
from typing_extensions import override

from models.base.fields import read_date


class Usage(click.UsageError):
    """Wrong usage, said in Chinese; the command line ends with status 2."""


class Day(click.ParamType[date]):
    """A day written YYYY-MM-DD, or in another way a person writes a day."""

    name = "日期"

    @override
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = read_date(str(value))
        except ValueError:
            raise Usage(f"“{value}”这一天不存在，请核对日期。", ctx) from None
        if day is None:
            raise Usage(f"“{value}”不是日期，请写成 2021-10-15 这样。", ctx)
        return day


class Whole(click.ParamType[int]):
    """A whole number, not below `least`."""

    name = "数"

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most

    @override
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value)
        number = int(text) if text.isascii() and text.isdigit() else -1
        if not self.least <= number <= self.most:
            raise Usage(f"“{value}”要写成 {self.least} 到 {self.most} 之间的整数。", ctx)
        return number


class Ids(click.ParamType[tuple[int, ...]]):
    """Ids parted by commas: 1,2,3."""

    name = "编号"

    @override
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        parts = [part.strip() for part in str(value).replace("，", ",").replace("、", ",").split(",")]
        if not all(part.isascii() and part.isdigit() and len(part) < 18 for part in parts):
            raise Usage(f"“{value}”不是编号，请写成 3 或 1,2,3 这样。", ctx)
        return tuple(dict.fromkeys(int(part) for part in parts))


class Pair(click.ParamType[tuple[str, str]]):
    """KEY=VALUE; the value may be empty and may hold further equals signs."""

    name = "栏目=内容"

    @override
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        key, equals, rest = str(value).partition("=")
        if not equals or not key.strip():
            raise Usage(f"“{value}”少了等号，请写成 栏目=内容，例如 status=overdue。", ctx)
        return key.strip(), rest


def once_each(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Pairs as a mapping.

    Raises:
        Usage: a key is there twice.
    """
    found: dict[str, str] = {}
    for key, value in pairs:
        if key in found:
            raise Usage(f"“{key}”写了两次，请只留一个。")
        found[key] = value
    return found


def _set_today(ctx: click.Context, param: click.Parameter, value: date | None) -> None:
    del param
    if value is not None:
        ctx.obj.set_today(value)


def today_option() -> click.Option:
    """The option that sets the clock; every command has it."""
    return click.Option(
        ["--today"],
        type=Day(),
        metavar="YYYY-MM-DD",
        help="把这一天当作今天来计算状态。",
        expose_value=False,
        is_eager=True,
        callback=_set_today,
    )


class ChineseCommand(click.Command):
    """A command whose help and refusals are Chinese; it takes --today."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        settings.setdefault("options_metavar", "[选项]")
        super().__init__(*arguments, **settings)
        self.params.append(today_option())

    @override
    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _chinese_help(super().get_help_option(ctx))

    @override
    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _format_usage(self, ctx, formatter)

    @override
    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _format_options(self, ctx, formatter)

    @override
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest:
            raise Usage(f"多出了“{' '.join(map(str, rest))}”，请核对写法。", ctx)
        return rest


class ChineseGroup(click.Group):
    """The group of all commands, in the order they were added."""

    command_class = ChineseCommand

    @override
    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _chinese_help(super().get_help_option(ctx))

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    @override
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise Usage(f"没有“{args[0]}”这个命令，可用的有：{'、'.join(self.commands)}。", ctx)
        return super().resolve_command(ctx, args)

    @override
    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _format_usage(self, ctx, formatter)

    @override
    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _format_options(self, ctx, formatter)
        rows = [(name, command.get_short_help_str(60)) for name, command in self.commands.items()]
        with formatter.section("命令"):
            formatter.write_dl(rows)


def _chinese_help(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示这段说明。"
    return option


def _format_usage(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    formatter.write_usage(ctx.command_path, " ".join(command.collect_usage_pieces(ctx)), prefix="用法：")


def _format_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    options = (param for param in command.get_params(ctx) if isinstance(param, click.Option))
    records = (record for option in options if (record := option.get_help_record(ctx)) is not None)
    rows = [(names, told.replace("[required]", "（必填）")) for names, told in records]
    with formatter.section("选项"):
        formatter.write_dl(rows)


def usage_sentence(error: click.ClickException) -> str:
    """One Chinese sentence for a usage error, whoever raised it."""
    match error:
        case Usage():
            return error.message
        case click.NoSuchOption():
            return f"没有“{error.option_name}”这个选项。"
        case click.MissingParameter():
            return f"少写了 {_place(error)}。"
        case click.BadOptionUsage():
            return f"选项“{error.option_name}”的写法不对，它后面要带一个值。"
        case click.BadParameter():
            return f"“{error.param.name if error.param else error.param_hint}”的值不对。"
    return f"命令的写法不对（{gettext(error.format_message())}）。"


def _place(error: click.MissingParameter) -> str:
    """What is missing, as the usage line writes it."""
    if error.param is None or error.ctx is None:
        return str(error.param_hint)
    metavar = error.param.make_metavar(error.ctx)
    return f"{error.param.opts[0]} {metavar}" if isinstance(error.param, click.Option) else metavar


def usage_hint(error: click.ClickException) -> str:
    """Where the right usage is told."""
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx is not None else "main.py"
    return f"用法见：{path} --help"
