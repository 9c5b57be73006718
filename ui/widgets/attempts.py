"""What a dialog does on 确定, before it closes: where that is refused it stays, with what was typed, and says why."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from models.base.errors import Cancelled, ClerkError, FieldError
from models.operations import Outcome
from ui.session import Session

Attempt = Callable[[dict[str, Any], QWidget], Outcome]
"""Does it with these answers, with progress over this widget; raises ClerkError or Cancelled."""


@dataclass(frozen=True)
class Refused:
    """Why it was not done; `field` names the answer that does not fit, "" for none of them."""

    sentence: str
    field: str = ""


def tried(session: Session, attempt: Attempt, answers: dict[str, Any], over: QWidget) -> Outcome | Refused:
    """Do it; nothing is announced yet."""
    try:
        return attempt(answers, over)
    except Cancelled:
        return Refused("已取消，没有改动。")
    except ClerkError as error:
        return Refused(session.why(error) or error.sentence, error.field if isinstance(error, FieldError) else "")
