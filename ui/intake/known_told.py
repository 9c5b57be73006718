"""What the workbook has of the notices under review already, told on top of each. Used by `ui.intake.page` only."""

from models.operations import recognising
from ui.intake.known_notice import KnownNotice, edition_told
from ui.intake.review import Review
from ui.session import Session


class KnownTold:
    """Looks the notices up in the workbook, and words what it found."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[Review, recognising.Known | None] = {}
        self._editions: dict[Review, str] = {}

    def look_up(self, review: Review) -> None:
        """Look anew, mark the tasks that are there, and tell."""
        desk = self._session.desk
        known = recognising.already_known(desk, review.drafts.notice)
        self._known[review] = known
        self._editions[review] = edition_told(recognising.other_editions(desk, review.drafts.notice, known))
        there = KnownNotice(desk, known, review.units.roster.same_as) if known is not None else None
        # another edition repeats its tasks on purpose, and is told as such
        other = (known is None or not known.task_ids) and not self._editions[review]
        review.set_known(there, recognising.same_wordings(desk, review.drafts.notice) if other else frozenset())
        fresh = there is None or not there.known.tasks or bool(review.drafts.new) or bool(there.gone)
        review.may_accept = self._session.writable and fresh
        self.show(review)

    def show(self, review: Review) -> None:
        """Tell what was found last; counts follow what is ticked by now."""
        known = self._known.get(review)
        notice = review.drafts.notice
        if not self._session.writable:
            review.known.tell("这个工作簿现在只能看，不能导入。")
        elif known is None:
            review.known.tell(_twins_told(review) or self._editions.get(review, ""))
        elif known.tasks and review.drafts.known is not None:
            review.known.tell(review.drafts.known.told(review.drafts.items))
        else:
            name = notice.doc_number or notice.title
            review.known.tell(f"“{name}”已经登记为来源文件，还没有任务；导入的任务会归到它的名下。")

    def forget(self, review: Review) -> None:
        """The review is settled."""
        self._known.pop(review, None)
        self._editions.pop(review, None)


def _twins_told(review: Review) -> str:
    """That tasks stand in the workbook in the same words; "" when none does."""
    count = sum(draft.is_twin for draft in review.drafts.items)
    return f"有 {count} 项任务在台账里已有内容相同的，没有勾选；确实要再导入一份，请自己勾选。" if count else ""
