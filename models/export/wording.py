"""A notice's wording (文稿): plain-text templates a clerk can write, and how they become a `Gongwen`.

The format, also explained in resources/notices:

- Lines that begin with # are remarks and are not printed.
- The first lines declare the kind (see `wording_kind`) and name the parts: 标题：… 文号：… 主送：… 署名：… 日期：…
  发文机关标志：… 签发人：… 用印：是/否, 附件：… (one line each, or several in one line separated by ；), 附注：… 抄送：…
  印发机关：… 印发日期：… A part whose line is missing or comes out empty is left out; only 标题 must be there. With 抄送
  the 版记 also has 印发机关 and 印发日期: where nothing is said of them, the issuer and the day of the document.
- Every other line is a paragraph of the body. 一、 （一） 1. （1） at its beginning make it a heading of that level;
  〇、 and （〇） are counted, so that a part left out leaves no gap.
- {{ 名称 }} is replaced by its value, {% if 名称 %}…{% endif %} and {% for 任务 in 任务清单 %}…{% endfor %} work as in
  jinja2; a line with only {{ 任务表 }} or {{ 分工表 }} becomes a table of the records. Lines with ｜ between their cells
  become a table, the first of them its head.
- {{ 名称|分条 }} gives what was typed with ； between its items a numbered line each.
- A line 【附件】名称 begins an annex of that name: what follows, down to the next such line, is its text.
- What an empty value leaves behind (（）, doubled commas) is tidied up.

Called by operations and by the composer. `wording_values` holds the names, `wording_template` the language,
`wording_parts` takes a template apart.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from models.base.errors import ReadError
from models.export.gongwen import Annex, BodyTable, Gongwen, Paragraph
from models.export.ledger import Ledger, Row
from models.export.wording_kind import NoticeKind, WordingError, declared_kind
from models.export.wording_parts import ANNEX, Numbering, level_of, split, tidied
from models.export.wording_tables import CELL_SIGN, TABLE_SIGN, TaskTable, record_table, written_table
from models.export.wording_template import Wording
from models.export.wording_values import Vocabulary, completed

__all__ = [
    "WordingError",
    "check_wording",
    "compose_notice",
    "level_of",
    "notice_kinds",
    "read_kind",
    "read_template",
]

Body = tuple[Paragraph | BodyTable, ...]

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
        raise ReadError(f"公文文稿“{kind}”读不出来。请重新安装程序，或换一份以 UTF-8 保存的文稿。") from error


def read_kind(name: str, template: str) -> NoticeKind:
    """What the template declares its kind to be.

    Raises:
        WordingError: a declaration that can't be understood; a part that stands in the wrong place; no title.
    """
    return declared_kind(name, split(template).declared)


def check_wording(template: str, vocabulary: Vocabulary | None = None) -> None:
    """Prove a template before it is kept: its declarations, its syntax, its placeholders, its title.

    Raises:
        WordingError: as `compose_notice`, for what does not depend on the values.
    """
    parts = split(template)
    words = vocabulary or _own_words(declared_kind("", parts.declared))
    wording = Wording(completed({}, words), words.attributes())
    for found in parts.named.values():
        for line, source in found:
            wording.check(source, line)
    wording.check(parts.body, parts.body_line)


def compose_notice(
    template: str,
    values: Mapping[str, object],
    vocabulary: Vocabulary | None = None,
    ledger: Ledger | None = None,
) -> Gongwen:
    """Fill the template and give the document.

    `values` are named as in `Vocabulary.placeholders`; `NoticeValues.named()` gives them. What is missing counts as
    empty; names of the office's own may be added. The day (日期) must be there. vocabulary: that of the kind's
    register. ledger: the layout that the kind attaches, as its first annex.

    Raises:
        WordingError: an unknown placeholder, bad syntax, no title, no day, a misplaced part, a runaway loop.
    """
    parts = split(template)
    kind = declared_kind("", parts.declared)
    words = vocabulary or _own_words(kind)
    known = completed(values, words)
    wording = Wording(known, words.attributes())
    filled: dict[str, list[str]] = {}
    for name, found in parts.named.items():
        filled[name] = [tidied(wording.render(source, line)) for line, source in found]
    body, annexes = _body(wording.render(parts.body, parts.body_line), known, words)
    document = _gongwen(_Filled(filled), body, known, kind)
    return _with_annexes(document, annexes, ledger or _table_ledger(kind.annex, known, words, document))


def _own_words(kind: NoticeKind) -> Vocabulary:
    """The placeholders as far as the template alone tells them: without the fields of its register."""
    return Vocabulary(kind.register, elements=kind.elements) if kind.register else Vocabulary(elements=kind.elements)


# -- the body ------------------------------------------------------------------------------------------


def _body(text: str, known: Mapping[str, object], words: Vocabulary) -> tuple[Body, tuple[Annex, ...]]:
    """The lines of the filled template as paragraphs and tables, and the annexes that follow them."""
    pieces: list[tuple[str, list[str]]] = [("", [])]
    for line in text.split("\n"):
        if (found := ANNEX.match(line)) is not None:
            pieces.append((tidied(found[1]), []))
        else:
            pieces[-1][1].append(line)
    numbering = Numbering()
    made = [(name, _paragraphs(lines, known, words, numbering)) for name, lines in pieces]
    if any(not name for name, _ in made[1:]):
        raise WordingError("“【附件】”后面缺少附件名称，请补上。")
    return made[0][1], tuple(Annex(name, body) for name, body in made[1:] if body)


def _paragraphs(lines: Sequence[str], known: Mapping[str, object], words: Vocabulary, numbering: Numbering) -> Body:
    body: list[Paragraph | BodyTable] = []
    cells: list[str] = []
    for line in [*lines, ""]:
        plain = line.strip().strip("\u3000").strip()
        if CELL_SIGN in plain:
            cells.append(plain)
            continue
        if cells:
            body.append(written_table(cells))
            cells = []
        if TABLE_SIGN in plain:
            body += _record_table(plain, known, words)
        elif tidy := numbering.numbered(tidied(plain)):
            body.append(Paragraph(tidy, level_of(tidy)))
    return tuple(body)


def _record_table(line: str, known: Mapping[str, object], words: Vocabulary) -> list[BodyTable]:
    name = line.strip(TABLE_SIGN)
    if line != TaskTable(name).mark:
        raise WordingError(f"{words.noun}表或分工表要单独占一行，前后不能有别的字。请在文稿里换行。")
    table = _table_named(name, known, words)
    return [table] if table else []


def _table_named(name: str, known: Mapping[str, object], words: Vocabulary) -> BodyTable | None:
    items = known[words.records]
    assert isinstance(items, Sequence)
    return record_table(name, items, words)


# -- the document --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Filled:
    """The named parts as filled in."""

    parts: Mapping[str, Sequence[str]]

    def one(self, name: str, default: object = "") -> str:
        """The lines of a part; `default` where they come out empty."""
        texts = [text for text in self.parts.get(name, ()) if text]
        if any(TABLE_SIGN in text for text in texts):
            raise WordingError(f"“{name}”里不能放表，请移到正文里单独一行。")
        return "\n".join(texts) if texts else str(default)

    def told(self, name: str, default: object) -> str:
        """The same; but `default` only for a template that has no such line."""
        return self.one(name) if name in self.parts else str(default)


def _gongwen(filled: _Filled, body: Body, known: Mapping[str, object], kind: NoticeKind) -> Gongwen:
    title = filled.one("标题")
    if not title.strip():
        raise WordingError("标题是空的，请在文稿的“标题：”一行填写。")
    printed_on, mark = filled.one("印发日期"), filled.one("发文机关标志")
    dated = _day(filled.one("日期") or known["日期"], "成文日期")
    issuer = filled.told("署名", known["单位"])
    copies = _several(filled.one("抄送"), "，、；\n")
    printing = copies and kind.format != "letter"  # 版记 with 抄送 has its last line, too (7.4); a letter's has none
    return Gongwen(
        title=title,
        addressees=filled.one("主送"),
        body=body,
        issuer=issuer,
        dated=dated,
        mark=mark.removesuffix("文件") if kind.format == "letter" else mark,
        doc_number=filled.one("文号"),
        signer=filled.one("签发人"),
        attachments=(*_several(filled.one("附件"), "；\n"), *_several(str(known["附件"]), "；;\n")),
        note=filled.one("附注"),
        copy_to=copies,
        printed_by=filled.one("印发机关") or (issuer.split("\n")[0] if printing else ""),
        printed_on=_day(printed_on, "印发日期") if printed_on else dated if printing else None,
        sealed=filled.one("用印") not in ("否", "不", "无", "不用印"),
        format=kind.format,
        copy_number=filled.told("份号", known["份号"]),
        secrecy=filled.told("密级", known["密级"]),
        urgency=filled.told("紧急程度", known["紧急程度"]),
    )


def _with_annexes(document: Gongwen, annexes: Sequence[Annex], ledger: Ledger | None) -> Gongwen:
    """The document with its annexes, each among the names of the 附件说明, in their order; the ledger is the first."""
    names = list(document.attachments)
    made = list(annexes)
    if ledger is not None:
        name = names[0] if names else ledger.title
        made.insert(0, Annex(name, ledger=replace(ledger, title=name)))
    names += [annex.name for annex in made if annex.name not in names]
    made.sort(key=lambda annex: names.index(annex.name))
    return replace(document, attachments=tuple(names), annexes=tuple(made))


def _table_ledger(name: str, known: Mapping[str, object], words: Vocabulary, document: Gongwen) -> Ledger | None:
    """A table of the records as a ledger of its own, for the annex; None when no such table is asked for."""
    own = words.tables()
    table = _table_named(own[name], known, words) if name in own else None
    if table is None:
        return None
    rows = tuple(Row(cells) for cells in table.rows)
    return Ledger(name, document.issuer, document.dated, table.columns, rows)


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
