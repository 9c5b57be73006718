"""Reviews that are not finished, as plain values: kept on the disk outside the workbook, and made out of that again.

`ui.intake.page` keeps them in `Session.unfinished`, `ui.main_window.incoming` has them gone on with. Nothing but the
values of a review is made from a file; one that holds something else is passed over.
"""

import logging
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from models.base.plain_values import from_plain, to_plain
from models.intake import Bundle, DraftTask
from models.intake.notice import Notice, Span
from models.operations.matching import Decision
from ui.intake.draft import Draft
from ui.intake.drafts import State
from ui.intake.reading import Incoming

log = logging.getLogger(__name__)

REVIEW = "review"
"""The name under which `Session.unfinished` has them."""


@dataclass(frozen=True)
class KeptReview:
    """One review: the notice as it was read, what the clerk made of it, and what was decided of its units."""

    incoming: Incoming
    state: State
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class _Item:
    """A proposed task, without what is looked up in the workbook each time."""

    task: DraftTask
    origin: DraftTask
    is_duty: bool
    is_twin: bool
    task_id: int | None
    sources: tuple[Span, ...]


@dataclass(frozen=True)
class _Key:
    """A doubt that was settled: its sentence, and the task (its place in the list) or the words it is about."""

    sentence: str
    item: int | None
    span: Span | None


@dataclass(frozen=True)
class _Plain:
    """All of a review, without objects that are the same by identity."""

    notice: Notice
    bundle: Bundle | None
    edited: Notice
    items: tuple[_Item, ...]
    settled: tuple[_Key, ...]
    decisions: tuple[Decision, ...]


def as_content(reviews: Iterable[KeptReview]) -> list[object] | None:
    """What is written to the disk; None for nothing."""
    return [to_plain(_taken_apart(review)) for review in reviews] or None


def read_content(content: object) -> tuple[KeptReview, ...]:
    """What was written to the disk; what can't be understood is left out."""
    found: list[KeptReview] = []
    for plain in content if isinstance(content, list) else ():
        try:
            found.append(_put_together(from_plain(_Plain, plain)))
        except (ValueError, IndexError) as error:
            log.warning("a review that was kept can't be read: %s", type(error).__name__)
    return tuple(found)


def _taken_apart(review: KeptReview) -> _Plain:
    state = review.state
    items = tuple(
        _Item(task, origin, item.is_duty, item.is_twin, item.task_id, item.sources)
        for item, (task, origin) in zip(state.items, state.tasks, strict=True)
    )
    places = {item: place for place, item in enumerate(state.items)}
    settled = (_key(key, places) for key in state.settled)
    return _Plain(
        review.incoming.notice,
        review.incoming.bundle,
        state.notice,
        items,
        tuple(key for key in settled if key is not None),
        review.decisions,
    )


def _key(key: Hashable, places: dict[Draft, int]) -> _Key | None:
    """As `ui.intake.doubts.key_of` made it; None for one about a task that is gone."""
    assert isinstance(key, tuple)
    sentence, about = key
    if isinstance(about, Draft):
        return _Key(sentence, places[about], None) if about in places else None
    return _Key(sentence, None, about)


def _put_together(plain: _Plain) -> KeptReview:
    items = tuple(
        Draft(
            kept.task,
            kept.origin,
            is_duty=kept.is_duty,
            is_twin=kept.is_twin,
            task_id=kept.task_id,
            sources=kept.sources,
        )
        for kept in plain.items
    )
    settled = frozenset((key.sentence, items[key.item] if key.item is not None else key.span) for key in plain.settled)
    tasks = tuple((kept.task, kept.origin) for kept in plain.items)
    return KeptReview(Incoming(plain.notice, plain.bundle), State(items, tasks, plain.edited, settled), plain.decisions)
