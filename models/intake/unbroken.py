"""Facts of a notice without line breaks (a whole notice pasted as one line): title, 文号, signature."""

import re
from collections.abc import Sequence
from datetime import date

from models.intake.lines import DATE, Line

LONG = 80
"""Characters; a line longer than this may hold title, letter, signature and items at once."""
TITLE = re.compile(
    r"\s*([^。：:；;]{2,60}?关于[^。：:；;]{4,90}?的(?:通知|意见|函|通报)|关于[^。：:；;]{4,90}?的通知|[^。：:；;]{4,90}?(?:的通知|工作要点|实施方案|工作方案|任务分工|工作总结|的意见|的函|的通报))"
)
SIGNED = re.compile(
    rf"(?:^|(?<=[。！）)〕】\]\s]))\s*(?P<unit>[\u4e00-\u9fff]{{2,28}}(?:政府|办公室|办公厅|局|委员会|委|厅|小组|中心|会|办|部|公司))\s*{DATE.pattern}(?!\s*(?:之?前|以前|[起至到止底完—-]))"
)


OTHERS_TITLE = re.compile(r"(?<!印发)(?<!转发)(?<!下发)(?<!号)(?<=[\u4e00-\u9fff])《[^》]*$")
"""我县接到《…的通知: a sentence that speaks of another document, not a title."""


def title_in_line(text: str) -> str:
    """The title at the beginning of a text without line breaks; "" when there is none."""
    match = TITLE.match(text)
    return re.sub(r"\s+", "", match[1]) if match and not OTHERS_TITLE.search(match[1]) else ""


def after_title(text: str) -> str:
    """What follows the title in its line."""
    match = TITLE.match(text)
    return text[match.end() :] if match else ""


def signed_in_line(lines: Sequence[Line]) -> tuple[str, date, str] | None:
    """(unit, day, what follows) of a signature inside a long line; None when there is none."""
    for line in lines:
        if line.kind == "body" and len(line.text) > LONG:
            for match in SIGNED.finditer(line.text):
                groups = match.groups()
                try:
                    day = date(int(groups[1]), int(groups[2]), int(groups[3]))
                except ValueError:
                    continue
                return match["unit"], day, line.text[match.end() :]
    return None


def attached_in_line(following: str, notice_title: str, text: str) -> str:
    """The title of the text attached behind the signature, when it is one the notice names; else ""."""
    names = re.findall(r"《([^《》]{3,80})》", text[:1200])
    printed = re.search(r"关于(?:印发|转发|下发)《?(.+?)》?的通知", notice_title)
    names += [printed[1]] if printed else []
    return next((name for name in names if following.lstrip().startswith(name)), "")
