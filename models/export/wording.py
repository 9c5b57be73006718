"""A notice's wording (文稿): plain-text templates a clerk can write, and how they become a `Gongwen`.

The format, also explained in resources/notices:

- Lines that begin with # are remarks and are not printed.
- The first lines name the parts: 标题：… 文号：… 主送：… 署名：… 日期：… 发文机关标志：… 签发人：… 用印：是/否,
  附件：… (one line each, or several in one line separated by ；), 附注：… 抄送：… 印发机关：… 印发日期：…
  A part whose line is missing or comes out empty is left out; only 标题 must be there.
- Every other line is a paragraph of the body. 一、 （一） 1. （1） at its beginning make it a heading of that level.
- {{ 名称 }} is replaced by its value, {% if 名称 %}…{% endif %} and {% for 任务 in 任务清单 %}…{% endfor %} work as in
  jinja2; a line with only {{ 任务表 }} or {{ 分工表 }} becomes a table of the tasks.
- What an empty value leaves behind (（）, doubled commas) is tidied up.

Called by operations and by the composer. `wording_values` holds the names, `wording_template` the language.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

from models.base.errors import ReadError
from models.export.gongwen import BodyTable, Gongwen, Paragraph
from models.export.ledger import Column
from models.export.text import legal
from models.export.wording_template import Wording, WordingError
from models.export.wording_values import TABLE_SIGN, TASK_TABLES, TaskTable, completed, placeholders

__all__ = ["WordingError", "check_wording", "compose_notice", "notice_kinds", "placeholders", "read_template"]

_PARTS = (
    *("标题", "文号", "主送", "署名", "日期", "发文机关标志", "签发人", "用印"),
    *("附件", "附注", "抄送", "印发机关", "印发日期"),
)
_PART = re.compile(rf"\s*({'|'.join(_PARTS)})\s*[：:](.*)")
_MISPLACED = re.compile(r"\s*(标题|文号|主送|署名|发文机关标志)\s*[：:]")
_LEVELS = (
    (1, re.compile(r"[一二三四五六七八九十百]{1,4}、")),
    (2, re.compile(r"（[一二三四五六七八九十百]{1,4}）")),
    (3, re.compile(r"\d{1,3}[.．](?!\d)")),
    (4, re.compile(r"（\d{1,3}）")),
)
_DAY = re.compile(r"\s*(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?\s*")
_SUFFIX = ".txt"


def notice_kinds(folder: Path) -> tuple[str, ...]:
    """The kinds of notices there are templates for: the file names in the folder, in order."""
    return tuple(sorted(path.stem for path in folder.glob(f"*{_SUFFIX}")))


def read_template(folder: Path, kind: str) -> str:
    """The template of this kind.

    Raises:
        ReadError: there is none, or it can't be read.
    """
    if kind not in notice_kinds(folder):
        raise ReadError(f"没有“{kind}”这种公文。可选的有：{'、'.join(notice_kinds(folder))}。")
    try:
        return (folder / f"{kind}{_SUFFIX}").read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"公文模板“{kind}”读不出来。请重新安装程序，或换一份以 UTF-8 保存的模板。") from error


def compose_notice(template: str, values: Mapping[str, object]) -> Gongwen:
    """Fill the template and give the document.

    `values` are named as in `placeholders()`; `NoticeValues.named()` gives them. What is missing counts as
    empty; names of the office's own may be added. The day (日期) must be there.

    Raises:
        WordingError: an unknown placeholder, bad syntax, no title, no day, a misplaced part, a runaway loop.
    """
    known = completed(values)
    wording = Wording(known)
    parts, lines = _split(template)
    filled: dict[str, list[str]] = {}
    for name, (line, source) in ((name, part) for name, found in parts.items() for part in found):
        filled.setdefault(name, []).append(_tidied(wording.render(source, line)))
    first, body_source = lines
    body = _body(wording.render(body_source, first), known)
    return _gongwen(filled, body, known)


def check_wording(template: str, own_names: Collection[str] = ()) -> None:
    """Prove a template before it is kept: its syntax, its placeholders, its title.

    Raises:
        WordingError: as `compose_notice`, for what does not depend on the values.
    """
    known = completed(dict.fromkeys(own_names, ""))
    wording = Wording(known)
    parts, (first, body) = _split(template)
    for found in parts.values():
        for line, source in found:
            wording.check(source, line)
    wording.check(body, first)


def _split(template: str) -> tuple[dict[str, list[tuple[int, str]]], tuple[int, str]]:
    """The named parts as (line number, source), and the body as (its first line's number, source)."""
    parts: dict[str, list[tuple[int, str]]] = {}
    lines = legal(template).lstrip("\ufeff").split("\n")
    shown = ["" if line.lstrip().startswith("#") else line for line in lines]
    body_from = len(shown)
    for place, line in enumerate(shown):
        if not line.strip():
            continue
        match = _PART.fullmatch(line)
        if match is None:
            body_from = place
            break
        parts.setdefault(match[1], []).append((place + 1, match[2].strip()))
    for place, line in enumerate(shown[body_from:], body_from + 1):
        if (match := _MISPLACED.match(line)) is not None:
            raise WordingError(f"模板第 {place} 行的“{match[1]}：”要写在正文前面，请移到开头。", place)
    if "标题" not in parts:
        raise WordingError("模板缺少“标题：”一行，请在开头补上。")
    return parts, (body_from + 1, "\n".join(shown[body_from:]))


def _body(text: str, known: Mapping[str, object]) -> tuple[Paragraph | BodyTable, ...]:
    """The lines of the filled template as paragraphs and tables."""
    body: list[Paragraph | BodyTable] = []
    tables = {TaskTable(name).mark: keys for name, keys in TASK_TABLES.items()}
    for line in text.split("\n"):
        plain = line.strip().strip("\u3000").strip()
        if plain in tables:
            body.extend(_task_table(tables[plain], known["任务清单"]))
        elif TABLE_SIGN in plain:
            raise WordingError("任务表或分工表要单独占一行，前后不能有别的字。请在模板里换行。")
        elif tidy := _tidied(plain):
            body.append(Paragraph(tidy, level_of(tidy)))
    return tuple(body)


def level_of(text: str) -> int:
    """The heading level that a line's number gives it: 1 for 一、 2 for （一） 3 for 1. 4 for （1）, else 0."""
    return next((level for level, number in _LEVELS if number.match(text)), 0)


_COLUMNS = {
    "内容": Column("任务内容", "text", 14),
    "牵头单位": Column("牵头单位", "text", 6),
    "责任单位": Column("责任单位", "text", 7),
    "配合单位": Column("配合单位", "text", 6),
    "完成时限": Column("完成时限", "text", 6),
    "逾期天数": Column("逾期天数", "number", 4),
    "状态": Column("状态", "status", 4),
}


def _task_table(keys: Sequence[str], tasks: object) -> list[BodyTable]:
    """The tasks as a table; columns in which nothing stands are left out, 状态 where 逾期天数 tells more."""
    assert isinstance(tasks, Sequence)
    kept = [key for key in keys if any(task[key] for task in tasks)]
    if "逾期天数" in kept and "状态" in kept:
        kept.remove("状态")
    if not kept:
        return []
    columns = (Column("序号", "code", 2), *(_COLUMNS[key] for key in kept))
    rows = ((str(number), *(str(task[key]) for key in kept)) for number, task in enumerate(tasks, 1))
    return [BodyTable(columns, tuple(rows))]


def _gongwen(
    filled: Mapping[str, list[str]],
    body: tuple[Paragraph | BodyTable, ...],
    known: Mapping[str, object],
) -> Gongwen:
    def one(name: str, default: object = "") -> str:
        texts = [text for text in filled.get(name, []) if text]
        if any(TABLE_SIGN in text for text in texts):
            raise WordingError(f"“{name}”里不能放表，请移到正文里单独一行。")
        return "\n".join(texts) if texts else str(default)

    title = one("标题")
    if not title.strip():
        raise WordingError("标题是空的，请在模板的“标题：”一行填写。")
    printed_on = one("印发日期")
    return Gongwen(
        title=title,
        addressees=one("主送"),
        body=body,
        issuer=one("署名") if "署名" in filled else str(known["单位"]),
        dated=_day(one("日期") or known["日期"], "成文日期"),
        mark=one("发文机关标志"),
        doc_number=one("文号"),
        signer=one("签发人"),
        attachments=_several(one("附件"), "；\n"),
        note=one("附注"),
        copy_to=_several(one("抄送"), "，、；\n"),
        printed_by=one("印发机关"),
        printed_on=_day(printed_on, "印发日期") if printed_on else None,
        sealed=one("用印") not in ("否", "不", "无", "不用印"),
    )


def _several(text: str, separators: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(f"[{separators}]", text) if part.strip())


def _day(value: object, name: str) -> date:
    if isinstance(value, date):
        return value
    match = _DAY.fullmatch(str(value))
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise WordingError(f"{name}“{value}”这一天不存在，请改正。") from None
    if not str(value).strip():
        raise WordingError(f"缺少{name}，请填写，如 2024年10月15日。")
    raise WordingError(f"{name}“{value}”看不懂，请写成 2024年10月15日。")


_TIDY = (
    (re.compile(r"（\s*）|〔\s*〕|《\s*》|“\s*”|\(\s*\)"), ""),
    (re.compile(r"（[，、；：。\s]+"), "（"),
    (re.compile(r"[，、；：\s]+）"), "）"),
    (re.compile(r"[，、；：]+(?=[。！？])"), ""),
    (re.compile(r"[，、；]+(?=[，、；：])"), ""),
    (re.compile(r"([，、；：。！？])\1+"), r"\1"),
    (re.compile(r"([。！？])[，、；：]+"), r"\1"),
    (re.compile(r"^[，、；：。]+"), ""),
)


def _tidied(text: str) -> str:
    """The text without what empty values leave behind: empty brackets, doubled or dangling punctuation."""
    tidy = text.strip()
    before = ""
    while tidy != before:
        before = tidy
        for pattern, instead in _TIDY:
            tidy = pattern.sub(instead, tidy)
    return tidy.strip()
