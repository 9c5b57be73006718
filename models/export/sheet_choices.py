"""Lists to choose from in the cells of an .xlsx (数据验证). Used by `ledger_xlsx` only.

A short list stands in the rule itself; one that is too long for it, or whose words hold a comma, stands in a
hidden sheet (ISO/IEC 29500-1, 18.3.1.33; Excel takes at most 255 characters in a rule).
"""

from typing import Any

from models.export.ledger import Column
from models.export.sheet_text import column_letter
from models.export.text import escaped

CHOICES_SHEET = "选项"
_LONGEST = 255


class Choices:
    """The choices of a ledger's columns; lists that need it are put into a hidden sheet of the workbook."""

    def __init__(self, book: Any, columns: tuple[Column, ...]) -> None:
        self._columns = columns
        self._formulas: dict[int, str] = {}
        kept: list[tuple[str, ...]] = []
        for place, column in enumerate(columns):
            if not column.choices:
                continue
            told = ",".join(column.choices)
            if len(told) <= _LONGEST and not any("," in word or '"' in word for word in column.choices):
                self._formulas[place] = f'"{told}"'
            else:
                kept.append(column.choices)
                letter = column_letter(len(kept))
                self._formulas[place] = f"{CHOICES_SHEET}!${letter}$1:${letter}${len(column.choices)}"
        if kept:
            self._keep(book, kept)

    def _keep(self, book: Any, lists: list[tuple[str, ...]]) -> None:
        sheet = book.create_sheet(CHOICES_SHEET)
        sheet.sheet_state = "hidden"
        for line in range(max(map(len, lists))):
            sheet.append([words[line] if line < len(words) else None for words in lists])

    def validations(self, first: int, last: int) -> str:
        """The rules for the rows from `first` to `last`, as XML; a status (逾期 3 天), or a word of a free list, may also be something else."""
        if last < first or not self._formulas:
            return ""
        rules = []
        for place, formula in self._formulas.items():
            column = self._columns[place]
            letter = column_letter(place + 1)
            strict = (
                f' showErrorMessage="1" errorTitle="请从列表里选" error="“{escaped(column.title)}”只能填列表里的内容。"'
                if column.kind != "status" and not column.free
                else ""
            )
            rules.append(
                f'<dataValidation type="list" allowBlank="1"{strict} sqref="{letter}{first}:{letter}{last}">'
                f"<formula1>{escaped(formula)}</formula1></dataValidation>"
            )
        return f'<dataValidations count="{len(rules)}">{"".join(rules)}</dataValidations>'
