"""Person (人员): a name, picked from the contacts that other registers keep."""

from dataclasses import dataclass
from typing import ClassVar

from models.base.fields import Text


@dataclass(frozen=True, kw_only=True)
class Person(Text):
    """Somebody's name. `among` says where names are offered from: (register, the field with the name)."""

    limit: int = 60
    among: tuple[tuple[str, str], ...] = (("units", "contact_a"), ("units", "contact_b"))
    kind: ClassVar[str] = "person"
