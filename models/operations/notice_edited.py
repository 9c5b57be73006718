"""Check of a text rewritten by hand: elements that the kind's wording prints into it and that it lacks now.

Once somebody has edited the text it no longer follows the elements; what is filled in or changed afterwards stands in its
line and not on the paper. Part of `notice_checks`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from models.base.errors import ClerkError
from models.export.gongwen import Gongwen
from models.export.text import chinese_day
from models.operations import issuing
from models.operations.notice_paper import BODY, Check, Paper, texts

_ABOUT_ITSELF = ("单位", "日期")
"""Printed on every paper below its text, which may call them otherwise (报送我办)."""
_ITEMS = re.compile(r"[；;\n]")
_NUMBER = re.compile(r"^(?:\d{1,2}[.．、](?!\d)|（\d{1,2}）)\s*")
_ENDINGS = "。；;，,、. "
_BLANKS = re.compile(r"\s+")


def elements_written(paper: Paper) -> Iterator[Check]:
    """Elements that the edited text does not name: grave where the kind requires them, else a remark."""
    told = _text(paper.document)
    absent = {name: lacking for name, value in _printable(paper) if (lacking := _lacking(value, told))}
    if not absent:
        return
    try:
        follows = _text(issuing.compose(paper.desk, paper.kind.name, paper.ids, paper.settings))
    except ClerkError:  # a record that is gone or finished meanwhile: `records_fit` says so
        return
    lost = [name for name, pieces in absent.items() if any(piece in follows for piece in pieces)]
    required = [name for name in lost if name in paper.kind.declared.required]
    for names, grave in ((required, True), ([name for name in lost if name not in required], False)):
        if names:
            yield Check(f"正文改过，没有写进：{'、'.join(names)}", BODY, grave)


def _printable(paper: Paper) -> Iterator[tuple[str, Any]]:
    used = paper.kind.used
    return ((name, value) for name, value in paper.given.items() if name in used and name not in _ABOUT_ITSELF)


def _lacking(value: Any, told: str) -> tuple[str, ...]:
    """The pieces of an element's value that the text does not name."""
    return tuple(piece for piece in _pieces(value) if piece not in told)


def _pieces(value: Any) -> Iterable[str]:
    """An element as it is printed: a day in words, several items (parted by ；) one by one."""
    words = chinese_day(value) if isinstance(value, date) else str(value)
    items = (_NUMBER.sub("", item.strip(_ENDINGS)) for item in _ITEMS.split(words))
    return filter(None, map(_plain, items))


def _text(document: Gongwen) -> str:
    """The body and the annexes in one: both are edited together."""
    parts = (*document.body, *(part for annex in document.annexes for part in annex.body))
    return _plain("\n".join(text for part in parts for text in texts(part)))


def _plain(text: str) -> str:
    """Without blanks, and full-width signs as half-width: writing 3：00 as 3:00 loses nothing."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))
