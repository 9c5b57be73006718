"""The office's wording of notices follows when a register of its own, or a field of it, gets another name."""

import re
from collections.abc import Mapping

from models.base.register import Register
from models.operations.desk import Desk
from models.operations.notice_kinds import keep_text, own_texts_about
from models.workbook.steps import Step

_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def follow_names(desk: Desk, step: Step, before: Register, after: Register) -> None:
    """Bring the wordings about a register in line with its title, noun and the titles of its fields."""
    titles = {
        field.title: after.field(field.name).title
        for field in before.fields
        if field.name in after.by_name and not after.field(field.name).hidden
    }
    for name, text in own_texts_about(desk, before).items():
        renamed = _renamed(text, before, after, titles)
        if renamed != text:
            keep_text(step, name, renamed)


def _renamed(text: str, before: Register, after: Register, titles: Mapping[str, str]) -> str:
    words = {before.title: after.title, before.noun: after.noun}
    head = re.compile(rf"^(台账[：:]\s*)({'|'.join(map(re.escape, words))})\s*$", re.MULTILINE)
    text = head.sub(lambda found: found[1] + words[found[2]], text, count=1)
    copied = re.compile(r"^(抄送范围[：:]\s*)(.+?)\s*$", re.MULTILINE)
    text = copied.sub(lambda found: found[1] + _followed(found[2], titles), text, count=1)
    lists = re.compile(rf"(?<!\w)(逾期|临期|办结|){re.escape(before.noun)}(?=(?:清单|数|表)(?!\w))")
    fields = re.compile(rf"(?<=\.)({'|'.join(map(re.escape, titles))})(?!\w)")

    def in_code(found: re.Match[str]) -> str:
        code = lists.sub(lambda part: part[1] + after.noun, found[0])
        return fields.sub(lambda part: titles[part[1]], code)

    return _CODE.sub(in_code, text)


def _followed(told: str, titles: Mapping[str, str]) -> str:
    """Titles of fields parted by 、, as they are called now."""
    return "、".join(titles.get(title, title) for title in re.split(r"[、，,；;\s]+", told))
