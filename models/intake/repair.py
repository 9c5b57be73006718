"""From what a reader gives to clean text: every repair of garble, in the order in which they help each other."""

import re
from dataclasses import replace

from models.intake.notice import SourceText
from models.intake.patches import CleanText, Patch
from models.intake.repair_boxes import without_boxes
from models.intake.repair_lost import lost_characters
from models.intake.repair_script import in_simplified, without_pinyin
from models.intake.repair_shift import realigned
from models.intake.repair_wraps import unwrapped

INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad\ue5e5\ue004]+")


def clean(source: SourceText) -> CleanText:
    """Repair the text of a source; a clean text comes back as it was, without repairs."""
    text = CleanText(source.text, source.blocks, (), source.warnings)
    text = text.patched(Patch(match.span(), "") for match in INVISIBLE.finditer(text.text))
    text = without_boxes(text)
    text = unwrapped(text)
    text = realigned(text)
    text = without_pinyin(text)
    text = in_simplified(text)
    text = lost_characters(text)
    repairs = tuple(replace(item, repaired=text.text[item.span[0] : item.span[1]]) for item in text.repairs)
    return replace(text, repairs=repairs)
