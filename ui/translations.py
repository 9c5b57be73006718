"""Qt's own words in Chinese, where its translation for this version leaves some in English."""

from PySide6.QtCore import QTranslator
from typing_extensions import override

_WORDS = {
    ("QFileDialog", "Look in:"): "查找范围：",
    ("QFileDialog", "Files of type:"): "文件类型：",
    ("QFileDialog", "File &name:"): "文件名(&N)：",
    ("QFileDialog", "Directory:"): "文件夹：",
    ("QFileDialog", "&Open"): "打开(&O)",
    ("QFileDialog", "&Save"): "保存(&S)",
    ("QFileDialog", "&Choose"): "选择(&C)",
    ("QFileDialog", "Save As"): "另存为",
    ("QFileDialog", "%1 already exists.\nDo you want to replace it?"): "“%1”已经存在，要替换它吗？",
}


class MissingWords(QTranslator):
    """Answers only for what Qt's own translation lacks; install it before that one, so it is asked last."""

    @override
    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str:
        return _WORDS.get((context, sourceText), "")

    @override
    def isEmpty(self) -> bool:
        return False
