"""Words without a date that mean something in a deadline slot: 持续推进, 立行立改, 按要求.

Rule 4 of the domain notes on 完成时限; in running text the same words are no deadline. Used by
`models.workdays.deadlines` only.
"""

import re
from dataclasses import replace

from models.workdays.meaning import Deadline, DocumentDates, quoted, spoken
from models.workdays.reading import Reading
from models.workdays.resolve import base_doubt, no_base_doubt

_ONGOING = re.compile(r"持续|长期|常态|常年|全年|经常性|不间断|始终|一贯|日常|长效|动态")
_WHOLE_YEAR = re.compile(r"(?:20[0-9]{2}年|今年|本年度?|当年)?年?内?(?:要|均)?(?:持续|长期|不间断|常态化)[^,;]*")
"""年内持续推进: all the year through, and no day."""
_AT_ONCE = re.compile(r"立行立改|立即|即知即改|立查立改|边查边改|即查即改|马上|即时整改|随即|即行")
_FROM_NOW = re.compile(r"即日起")
_SAYS_NOTHING = re.compile(
    r"(?:按照?(?:上级|文件|规定|有关|相关|通知|市|省|区|县)*(?:要求|规定|时间要求|时间节点|时间|时限|时序进度|进度|计划|程序)*"
    r"|按[时期]|如期|无|/+|-+|略|待定|见[^,]{0,8}|同上|已?(?:完成|办结|整改|整改完成|整改到位|落实|销号))"
    r"(?:完成|办理|报送|落实|执行|推进)?"
)


def add_slot_words(reading: Reading, found: Deadline, dates: DocumentDates) -> Deadline:
    """Complete what the dates and rules of a slot say with the meaning of its words."""
    flat, source = reading.plain.text, reading.source
    if _ONGOING.search(flat):
        return _ongoing(reading, found)
    if found.says_when or found.warnings:
        return found
    if _AT_ONCE.search(flat) or (_FROM_NOW.search(flat) and not found.starts_on):
        return _immediate(flat, source, found, dates)
    if found.starts_on:
        return _doubted(found, f"{quoted(source)}只写了开始时间，没有完成时限，请核对。")
    if _SAYS_NOTHING.fullmatch(flat):
        return found
    return _doubted(found, f"{quoted(source)}看不出完成时限，请对照原文填写。")


def _ongoing(reading: Reading, found: Deadline) -> Deadline:
    """持续推进 without a date is ongoing; beside a date the date stands, with a doubt.

    A year alone (2021年全年) is the plan's year, no limit; nor is 年内 before the word (年内持续推进).
    """
    whole_year = _WHOLE_YEAR.fullmatch(reading.plain.text) is not None
    target = {w for dated in reading.dated if dated.target or whole_year for w in dated.warnings}
    stated = any(dated.due_on and not dated.target for dated in reading.dated) and not whole_year
    if found.due_on and stated and not found.starts_on:
        doubt = f"{quoted(reading.source)}既有日期又写持续推进，以{spoken(found.due_on)}为完成时限，请核对。"
        return _doubted(found, doubt)
    kept = tuple(w for w in found.warnings if w not in target)
    return replace(found, due_on=None, ongoing=True, milestones=(), warnings=kept)


def _immediate(flat: str, source: str, found: Deadline, dates: DocumentDates) -> Deadline:
    if dates.base is None:
        return _doubted(found, no_base_doubt(source))
    if _AT_ONCE.search(flat):
        doubt = f"{quoted(source)}要求马上办，{base_doubt(dates)}，请尽快办理。"
        return replace(_doubted(found, doubt), due_on=dates.base)
    doubt = f"{quoted(source)}只写了开始时间，{base_doubt(dates)}，没有完成时限，请核对。"
    return replace(_doubted(found, doubt), starts_on=dates.base)


def _doubted(found: Deadline, doubt: str) -> Deadline:
    return replace(found, warnings=(*found.warnings, doubt))
