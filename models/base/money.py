"""Money (金额): amounts in yuan, exact to the fen; kept as whole fen, so that no sum is ever off by rounding."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from typing_extensions import override

from models.base.fields import Directory, Field, Json, Value

_FEN = Decimal(100)
_MOST = 2**63 // 100
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_AMOUNT = re.compile(r"[¥￥]?([+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?)(万|亿|)元?整?")


@dataclass(frozen=True, kw_only=True)
class Money(Field):
    """An amount in yuan: `Decimal` in memory, whole fen (INTEGER) in the workbook and the change log."""

    least: Decimal | None = Decimal(0)
    """None: it may be less than nothing."""
    width: float = 6.0
    kind: ClassVar[str] = "money"
    sql_type: ClassVar[str | None] = "INTEGER"

    def _read(self, text: str) -> Value:
        plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("元整", "元")
        match = _AMOUNT.fullmatch(plain)
        if match is None:
            raise self.error(f"要填金额，如 2200 或 1.5万元，“{text[:20]}”读不懂")
        return self.settled(Decimal(match[1].replace(",", "")) * _SCALES[match[2]])

    @override
    def settled(self, value: Value) -> Value:
        if value is None or value == "":
            return None
        return value if isinstance(value, Decimal) else Decimal(str(value))

    @override
    def check(self, value: Value) -> None:
        super().check(value)
        if value is None:
            return
        if not value.is_finite() or abs(value) >= _MOST:
            raise self.error("太大，请核对")
        if value * _FEN != (value * _FEN).to_integral_value():
            raise self.error("最多写到分（两位小数）")
        if self.least is not None and value < self.least:
            raise self.error("不能小于零，请核对" if self.least == 0 else f"不能小于 {self.least} 元，请核对")

    @override
    def format(self, value: Value, directory: Directory) -> str:
        del directory
        if value is None:
            return ""
        return f"{value:.0f}" if value == value.to_integral_value() else f"{value:.2f}"

    @override
    def display(self, value: Value, directory: Directory) -> str:
        """With the thousands parted: 12,000.50."""
        if value is None:
            return ""
        return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"

    @override
    def sort_key(self, value: Value, directory: Directory) -> Any:
        del directory
        return (value is None, value or Decimal(0))

    @override
    def to_json(self, value: Value) -> Json:
        return None if value is None else int(value * _FEN)

    @override
    def from_json(self, raw: Json) -> Value:
        return None if raw is None else Decimal(raw) / _FEN

    @override
    def show_json(self, value: Value, directory: Directory) -> Json:
        """In yuan, as a number."""
        del directory
        return None if value is None else float(value)
