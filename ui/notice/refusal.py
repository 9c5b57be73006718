"""What keeps a notice from going out, as it was told at the foot, until it is mended or no longer asked about. For `composer` only."""

from collections.abc import Iterable

from models.operations.notice_checks import Check
from ui.session import Session


class Refusal:
    """The check because of which a notice was not issued when it was last asked for."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._check: Check | None = None

    def __bool__(self) -> bool:
        return self._check is not None

    def tell(self, check: Check) -> None:
        """Say it at the foot."""
        self._check = check
        self._session.refused.emit(_told(check))

    def settle(self, found: Iterable[Check] = ()) -> None:
        """Take it back unless it is still among what is found."""
        check = self._check
        if check is not None and not any((one.sentence, one.place) == (check.sentence, check.place) for one in found):
            self._check = None
            if self._session.refusal == _told(check):
                self._session.dismiss()


def _told(check: Check) -> str:
    return f"{check.sentence}。"
