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


def remember_inside(desk: Desk, step: Step, kind: str, elements: Mapping[str, str]) -> None:
    """Keep what these elements say, inside a running step."""
    for key, value in _news(desk, kind, elements).items():
        step.keep_setting(key, value)


def remember(desk: Desk, kind: str, elements: Mapping[str, str]) -> Outcome:
    """The same as a step of its own, for a notice that is not registered; nothing is said of it."""
    if not _news(desk, kind, elements):
        return Outcome(desk.book.change("settings", "记住公文要素", lambda _: None), "")
    title = "记住公文的联系人、联系电话和发文机关标志"
    return Outcome(desk.book.change("settings", title, lambda step: remember_inside(desk, step, kind, elements)), "")


def _news(desk: Desk, kind: str, elements: Mapping[str, str]) -> dict[str, str]:
    used = {_OFFICE[name]: text.strip() for name, text in elements.items() if name in _OFFICE and text.strip()}
    if _MARK in elements:
        used[f"{_MARK_SETTING}{kind}"] = elements[_MARK].strip()
    return {key: text for key, text in used.items() if text != desk.book.setting(key)}
