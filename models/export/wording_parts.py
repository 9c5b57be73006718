"""A notice's template taken apart: its declarations, its named parts, its body; and how a filled line is tidied.

Part of `wording`, which tells the format.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.export.text import chinese_number, legal
from models.export.wording_kind import DECLARATIONS, Lines, WordingError

NAMED_MEANINGS = (
    ("标题", "必须有；太长时自动在词与词之间换行"),
    ("文号", "发文字号"),
    ("主送", "主送机关"),
    ("署名", "发文机关署名；不写这一行就用单位名称"),
    ("日期", "成文日期"),
    ("发文机关标志", "红头；空着就没有红头"),
    ("签发人", "上行文才有"),
    ("用印", "是或 否；不写就是用印"),
    ("份号", "涉密公文才有"),
    ("密级", "密级和保密期限"),
    ("紧急程度", "特急、加急"),
    ("附件", "附件说明里的名称，几个用分号隔开"),
    ("附注", "如联系人和电话，括号自动加"),
    ("抄送", "抄送机关"),
    ("印发机关", "版记里的；空着而有抄送时用署名"),
    ("印发日期", "版记里的；空着而有抄送时用成文日期"),
)
"""The parts of a document that a header line fills in, and what is to be known of each."""
_NAMED = tuple(name for name, _ in NAMED_MEANINGS)
_HEADER = re.compile(rf"\s*({'|'.join((*_NAMED, *DECLARATIONS))})\s*[：:](.*)")
_MISPLACED = re.compile(r"\s*(标题|文号|主送|署名|发文机关标志|主送范围)\s*[：:]")
ANNEX = re.compile(r"\s*【附件】\s*(.*)")
_LEVELS = (
    (1, re.compile(r"[一二三四五六七八九十百]{1,4}、")),
    (2, re.compile(r"（[一二三四五六七八九十百]{1,4}）")),
    (3, re.compile(r"\d{1,3}[.．](?!\d)")),
    (4, re.compile(r"（\d{1,3}）")),
)


@dataclass(frozen=True)
class Parts:
    """A template's header lines, each as (line number, source), and its body with the number of its first line."""

    declared: Lines
    named: Mapping[str, Sequence[tuple[int, str]]]
    body: str
    body_line: int


def split(template: str) -> Parts:
    """Take a template apart.

    Raises:
        WordingError: a part stands behind the beginning of the body; there is no title.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    lines = legal(template).lstrip("\ufeff").split("\n")
    shown = ["" if line.lstrip().startswith("#") else line for line in lines]
    body_from = len(shown)
    for place, line in enumerate(shown):
        if not line.strip():
            continue
        match = _HEADER.fullmatch(line)
        if match is None:
            body_from = place
            break
        found.setdefault(match[1], []).append((place + 1, match[2].strip()))
    for place, line in enumerate(shown[body_from:], body_from + 1):
        if (match := _MISPLACED.match(line)) is not None:
            raise WordingError(f"文稿第 {place} 行的“{match[1]}：”要写在正文前面，请移到开头。", place)
    if "标题" not in found:
        raise WordingError("文稿缺少“标题：”一行，请在开头补上。")
    declared = {name: told for name, told in found.items() if name in DECLARATIONS}
    named = {name: told for name, told in found.items() if name in _NAMED}
    return Parts(declared, named, "\n".join(map(_own_line, shown[body_from:])), body_from + 1)


_ONLY_TAGS = re.compile(r"\s*(?:\{%[^%]*%\}\s*)+")


def _own_line(line: str) -> str:
    """A line that ends with a tag and holds more than tags stays a line; one of tags alone leaves no line behind."""
    plain = line.rstrip()
    if plain.endswith("%}") and not plain.endswith(("+%}", "-%}")) and not _ONLY_TAGS.fullmatch(plain):
        return f"{plain[:-2]}+%}}"
    return line


def level_of(text: str) -> int:
    """The heading level that a line's number gives it: 1 for 一、 2 for （一） 3 for 1. 4 for （1）, else 0."""
    return next((level for level, number in _LEVELS if number.match(text)), 0)


_COUNTED = ((re.compile(r"〇、"), "{}、"), (re.compile(r"（〇）"), "（{}）"))
"""Headings whose number is counted: of the first level, of the second."""


class Numbering:
    """Counts the headings that leave their number open (〇、 and （〇）), the second level anew below each first."""

    def __init__(self) -> None:
        self._counts = [0, 0]

    def numbered(self, text: str) -> str:
        """The paragraph with its number; any other as it is."""
        for level, (open_number, shape) in enumerate(_COUNTED):
            if open_number.match(text):
                self._counts[level] += 1
                self._counts[level + 1 :] = [0] * (len(self._counts) - level - 1)
                return open_number.sub(shape.format(chinese_number(self._counts[level])), text, count=1)
        return text


def in_items(text: object) -> str:
    """What somebody typed as several items, parted by ；, a line each with its number (7.3.3); one item as a sentence."""
    items = [item.strip("。；;，, ") for item in re.split(r"[；;\n]", str(text))]
    told = [re.sub(r"^(?:\d{1,2}[.．、]|（\d{1,2}）)\s*", "", item) for item in items if item]
    if len(told) < 2:
        return "".join(f"{item}。" for item in told)
    return "\n".join(f"{number}.{item}。" for number, item in enumerate(told, 1))


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


def tidied(text: str) -> str:
    """The text without what empty values leave behind: empty brackets, doubled or dangling punctuation."""
    tidy = text.strip()
    before = ""
    while tidy != before:
        before = tidy
        for pattern, instead in _TIDY:
            tidy = pattern.sub(instead, tidy)
    return tidy.strip()
