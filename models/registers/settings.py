"""设置: the office's own words and numbers, kept in the workbook so that they travel with it.

A register without a page of its own, so that a setting is changed, logged and undone like anything else.
"""

from models.base.fields import LongText, Text
from models.base.register import Register

SETTINGS = Register(
    name="settings",
    title="设置",
    noun="设置",
    title_field="key",
    known_by=("key",),
    hidden=True,
    fields=(
        Text(name="key", title="名称", required=True, unique=True),
        LongText(name="value", title="内容"),
    ),
)
