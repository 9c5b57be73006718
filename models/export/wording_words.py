"""The control words of a wording (文稿) in Chinese, and whether they come in pairs.

`{% 如果 … %}` is jinja2's if, and so on; the English words stay valid, and both may stand in one text. The words are
put in English before the text is parsed, within their line, so that line numbers hold. Used by `wording_template`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.export.wording_kind import WordingError

CONTROLS = (
    ("{% 如果 办理时限 %}…{% 结束 %}", "有办理时限时才写中间的话"),
    ("{% 如果 任务数 > 1 %}…{% 否则 %}…{% 结束 %}", "多于一项时写前一句，不然写后一句"),
    ("{% 否则如果 逾期任务数 %}", "放在“如果”和“否则”之间：前面的都不成立、这一条成立时写"),
    ("{% 逐项 任务 在 任务清单 %}…{% 结束 %}", "每项任务各写一遍；{{ 任务.内容 }} 是这一项的内容，{{ 序号 }} 是第几项"),
    ("{{ 事由 或者 '政务公开工作' }}", "没有填事由时写引号里的字"),
    ("并且、或者、没有、==、>、<", "写在“如果”里：{% 如果 没有 办理时限 并且 任务数 > 1 %}"),
    ("{{ 会议内容|分条 }}", "用分号隔开的几项逐项编号，一项一段"),
)
"""How each is written, and what it does in a clerk's words."""

_STARTS = {"如果": "if", "否则如果": "elif", "否则": "else", "逐项": "for"}
_ENDS = {"if": "endif", "for": "endfor"}
_CLOSING = {"结束": "", "结束如果": "if", "结束逐项": "for", "endif": "if", "endfor": "for"}
_WITHIN = {"或者": "or", "并且": "and", "没有": "not", "在": "in"}
_NUMBER, _LOOP_NUMBER = "序号", "loop.index"
_TAG = re.compile(r"\{%[-+]?(.*?)[-+]?%\}|\{\{(.*?)\}\}", re.DOTALL)
_TOKEN = re.compile(r"'[^']*'|\"[^\"]*\"|\.\s*\w+|\w+")
_LONE = re.compile(r"\{[{%]|[}%]\}")
_PARTS = re.compile(r"(\s*)(\S*)(.*)", re.DOTALL)


@dataclass(frozen=True)
class _Open:
    """A condition or a list that waits for its end."""

    word: str
    tag: str
    line: int


def in_english(source: str, first_line: int) -> str:
    """The text as jinja2 reads it; `first_line` is the line of the wording that it begins on.

    Raises:
        WordingError: braces or 如果 and 结束 that do not come in pairs, named with their line as they stand in the text.
    """
    open_: list[_Open] = []
    made: list[str] = []
    done = 0
    for match in _TAG.finditer(source):
        line = first_line + source.count("\n", 0, match.start())
        made.append(_plain(source[done : match.start()], first_line + source.count("\n", 0, done)))
        done = match.end()
        if "{{" in match[0][2:] or "{%" in match[0][2:]:
            raise _unpaired(match[0].split("\n")[0][:24], line)
        if match[1] is None:
            made.append(_expression(match[0], in_list=any(item.word == "for" for item in open_)))
        else:
            made.append(_control(match, line, open_))
    made.append(_plain(source[done:], first_line + source.count("\n", 0, done)))
    if open_:
        left = open_[-1]
        raise WordingError(f"文稿第 {left.line} 行的“{left.tag}”没有结束，请在后面补上“{{% 结束 %}}”。", left.line)
    return "".join(made)


def _plain(text: str, first_line: int) -> str:
    """Text between two tags: half a pair of braces in it is a slip."""
    lone = _LONE.search(text)
    if lone is not None:
        line = first_line + text.count("\n", 0, lone.start())
        raise _unpaired(
            text[lone.start() :].split("\n", maxsplit=1)[0][:12] if lone[0][0] == "{" else _up_to(text, lone), line
        )
    return text


def _up_to(text: str, lone: re.Match[str]) -> str:
    return text[: lone.end()].rsplit("\n", maxsplit=1)[-1][-12:]


def _unpaired(told: str, line: int) -> WordingError:
    return WordingError(
        f"文稿第 {line} 行的“{told}”花括号不成对，要写成“{{{{ 名称 }}}}”或者“{{% 如果 名称 %}}”。", line
    )


def _control(match: re.Match[str], line: int, open_: list[_Open]) -> str:
    """A tag {% … %} in English; keeps count of what is open."""
    tag = _as_written(match[0])
    parts = _PARTS.fullmatch(match[1])
    assert parts is not None  # any text fits
    before, word, rest = parts.groups()
    if word in _CLOSING:
        if not open_:
            raise WordingError(f"文稿第 {line} 行的“{tag}”前面没有对应的“如果”或者“逐项”，请删去。", line)
        ended = open_.pop()
        if _CLOSING[word] not in ("", ended.word):
            wanted = f"“{ended.tag}”（第 {ended.line} 行）"
            raise WordingError(f"文稿第 {line} 行的“{tag}”和{wanted}对不上，请写成“{{% 结束 %}}”。", line)
        return match[0].replace(match[1], f"{before}{_ENDS[ended.word]}{rest}", 1)
    english = _STARTS.get(word, word)
    if english in ("elif", "else") and not open_:
        raise WordingError(f"文稿第 {line} 行的“{tag}”前面没有“如果”，请补上或者删去。", line)
    if english in ("if", "elif") and not rest.strip():
        raise WordingError(f"文稿第 {line} 行的“{tag}”没有写条件，如“{{% 如果 办理时限 %}}”。", line)
    if english in _ENDS:
        open_.append(_Open(english, tag, line))
    inside = any(item.word == "for" for item in open_)
    return match[0].replace(match[1], f"{before}{english}{_expression(rest, in_list=inside)}", 1)


def _as_written(tag: str) -> str:
    """A tag without the + that is added where it ends a line."""
    return tag.replace("+%}", "%}")


def _expression(text: str, *, in_list: bool) -> str:
    def english(match: re.Match[str]) -> str:
        word = match[0]
        return _LOOP_NUMBER if in_list and word == _NUMBER else _WITHIN.get(word, word)

    return _TOKEN.sub(english, text)


def tag_on(source: str, line: int) -> Iterator[str]:
    """The tags on a line of a text, counted from 1, as they are written there."""
    lines = source.split("\n")
    if 0 < line <= len(lines):
        yield from (_as_written(match[0]) for match in _TAG.finditer(lines[line - 1]))
