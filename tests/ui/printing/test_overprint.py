"""No words are printed over others, wherever a text ends and however long its 版记 is; the 版记 keeps its even page."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.export.fonts import OFFICE_FONTS
from models.export.gongwen import Gongwen, Paragraph, rendered
from models.export.gongwen_parts import pages_of as counted
from models.export.wording import compose_notice, read_kind, read_template
from models.export.wording_values import NoticeItem
from tests.examples import some
from tests.models.export.samples import notice, notice_values
from ui.printing import Page, gongwen_pages
from ui.printing.blocks import Block, Box, Look, Paper, Para, Words
from ui.printing.drawing import Text
from ui.printing.faces import advance
from ui.printing.flow import pages_of
from ui.printing.package import read_package

NOTICES = Path(__file__).resolve().parents[3] / "resources" / "notices"
UNITS = ("县财政局", "县退役军人事务局", "县商务局", "各街道（乡镇）", "县自然资源和规划局", "县公安局", "县税务局")
Area = tuple[float, float, float, float]
ABOVE, BELOW, NEAR = 0.86, 0.12, 20.0
"""How far a Han character reaches above and below the baseline, in its size; a point counts as beside."""


@pytest.fixture(autouse=True)
def application(qapp: object) -> None:
    """Fonts need one."""


def area(text: Text) -> Area:
    """Left, top, right, bottom of what is drawn, in twips."""
    extra = (text.spacing - text.look.spacing) if text.spacing else 0.0
    width = sum(advance(char, text.look) + extra for char in text.text)
    size = text.look.size * 20
    return text.x, text.y - ABOVE * size, text.x + width, text.y + BELOW * size


def overprinted(page: Page) -> list[tuple[str, str]]:
    """Words of the page that stand over each other."""
    areas = [(stroke.text, area(stroke)) for stroke in page.strokes if isinstance(stroke, Text) and stroke.text.strip()]
    return [
        (one, other)
        for (one, (left, top, right, bottom)), (other, (left2, top2, right2, bottom2)) in combinations(areas, 2)
        if min(right, right2) - max(left, left2) > NEAR and min(bottom, bottom2) - max(top, top2) > NEAR
    ]


def words(page: Page) -> str:
    return "".join(text.text for text in page.texts)


def check(pages: Sequence[Page], *, even: bool = True) -> None:
    """No words over others; the 版记 on the last page, an even one."""
    assert [overprinted(page) for page in pages] == [[]] * len(pages)
    (number,) = [number for number, page in enumerate(pages, 1) if "抄送：" in words(page)]
    assert number == len(pages)
    assert number % 2 == 0 or not even


def composed(kind: str, lengths: Sequence[int], copies: int) -> Gongwen:
    """A notice of this kind about tasks whose words are so long, with so many units in the 抄送."""
    template = read_template(NOTICES, kind)
    items = tuple(
        NoticeItem(
            content="梳理惠企政策清单并公布咨询电话" * length,
            lead_units=("县工业和信息化局",),
            responsible_units=UNITS[:2],
            cooperating_units=("县税务局",),
            deadline="2024年9月底前",
            overdue_days=15,
            status="逾期",
        )
        for length in lengths
    )
    copy_to = tuple(UNITS[place % len(UNITS)] for place in range(copies))
    values = notice_values(copy_to=copy_to, items=items, contact="王敏", phone="0571-88001234")
    return compose_notice(template, values.named(read_kind(kind, template).register or "任务"))


@settings(deadline=None, max_examples=some(40))
@given(
    st.sampled_from(("催办单", "督办通知单", "任务分工通知", "报送通知")),
    st.lists(st.integers(1, 4), min_size=1, max_size=9),
    st.integers(1, 30),
)
@example("催办单", [5, 5, 5, 5, 5], 9)
@example("催办单", [2, 3, 2, 2, 2, 2], 12)
def test_no_words_over_others_in_any_kind_of_notice(kind: str, lengths: list[int], copies: int) -> None:
    document = composed(kind, lengths, copies)
    pages = gongwen_pages(document)
    check(pages, even=document.format != "letter")


@pytest.mark.parametrize("kind", ["催办单", "督办通知单"])
@pytest.mark.parametrize("lengths", [(1,) * 4, (2,) * 5, (5,) * 5, (5,) * 6, (2, 3) * 4])
def test_the_writer_counts_the_pages_that_are_drawn(kind: str, lengths: tuple[int, ...]) -> None:
    """A table's head comes again on each page and its last four rows stay together."""
    document = composed(kind, lengths, 9)
    assert len(gongwen_pages(document)) == counted(document, OFFICE_FONTS)


def longer(document: Gongwen, lines: int) -> Paper:
    """The document as written, with so many lines more above its 版记 than its writer knew of."""
    stream = BytesIO()
    rendered(document, OFFICE_FONTS).save(stream)
    paper = read_package(stream.getvalue())
    (sheet,) = paper.sheets
    place = next(number for number, block in enumerate(sheet.blocks) if isinstance(block, Box) and block.place)
    look = Look("仿宋_GB2312", 16.0)
    more: tuple[Block, ...] = (Para((Words("另有一行。", look),), look, line=579.0, rule="exact"),) * lines
    blocks = (*sheet.blocks[:place], *more, *sheet.blocks[place:])
    return replace(paper, sheets=(replace(sheet, blocks=blocks),))


@pytest.mark.parametrize("lines", range(0, 44, 3))
def test_a_colophon_without_room_goes_to_the_next_even_page(lines: int) -> None:
    document = notice(body=(Paragraph("请认真办理。"),) * 18, attachments=())
    pages = pages_of(longer(document, lines))
    check(pages)
    if not words(pages[-2]):  # 7.5: neither a blank page nor a 版记 after it has a number
        assert "—" not in words(pages[-1])


@pytest.mark.parametrize("lines", range(0, 22, 3))
def test_a_letter_s_goes_to_the_next_page(lines: int) -> None:
    document = notice(format="letter", body=(Paragraph("请认真办理。"),) * 18, attachments=())
    pages = pages_of(longer(document, lines))
    check(pages, even=False)
    assert len(pages) <= 3
