"""What is said above a notice: what its checks find, and what this PC lacks to show it. For `composer` only."""

from models.export.gongwen import Gongwen
from models.operations import notice_checks
from models.operations.notice_checks import Check
from models.operations.settings import office_fonts
from ui.notice.draft import NoticeDraft
from ui.printing import missing_fonts
from ui.session import Session


def remarks(session: Session, draft: NoticeDraft, made: Gongwen, *, issuing: bool = False) -> list[Check]:
    """The checks of the paper; unless it is to go out now, also the fonts that this PC lacks, apart."""
    desk = session.desk
    found = list(notice_checks.checks(desk, draft.kind, made, draft.ids, draft.settings(), issuing=issuing))
    lacking = [] if issuing else missing_fonts(office_fonts(desk).names())
    if lacking:
        others = f"等 {len(lacking)} 种" if len(lacking) > 1 else ""
        found.append(Check(f"这台电脑没有{lacking[0]}{others}公文字体，页面用相近的字体显示", "", apart=True))
    return found
