"""What an office filled in last in its notices (联系人, 联系电话, 发文机关标志), proposed again in the next.

Kept in the workbook's settings: who answers questions for all kinds, the mark (红头) for each kind, since one kind
has it and another has not. Called by `issuing`, `dispatching` and the composer.
"""

from collections.abc import Mapping

from models.operations.desk import Desk, Outcome
from models.workbook.steps import Step

_OFFICE = {"联系人": "contact", "联系电话": "phone"}
"""Element -> the office's setting; what is left empty in one notice is not forgotten."""
_MARK, _MARK_SETTING = "发文机关标志", "notice_mark:"


def last_mark(desk: Desk, kind: str) -> str:
    """发文机关标志 of the last notice of this kind; "" for none."""
    return desk.book.setting(f"{_MARK_SETTING}{kind}")


def remember(desk: Desk, kind: str, elements: Mapping[str, str]) -> Outcome:
    """Keep what these elements say; nothing is said of it, and undo passes it by."""
    news = _news(desk, kind, elements)

    def work(step: Step) -> None:
        for key, value in news.items():
            step.keep_setting(key, value)

    return Outcome(desk.book.keep_aside("settings", "记住公文的联系人、联系电话和发文机关标志", work), "")


def _news(desk: Desk, kind: str, elements: Mapping[str, str]) -> dict[str, str]:
    used = {_OFFICE[name]: text.strip() for name, text in elements.items() if name in _OFFICE and text.strip()}
    if _MARK in elements:
        used[f"{_MARK_SETTING}{kind}"] = elements[_MARK].strip()
    return {key: text for key, text in used.items() if text != desk.book.setting(key)}
