"""Files that are pictures of text: what is said of them, and whether text recognition (OCR) is there.

Recognition is an extra (requirements-ocr.txt); without it a scan is refused with a sentence.
"""

from importlib.util import find_spec

from models.base.errors import ReadError

ENGINE = ("rapidocr", "onnxruntime")
IMAGE = "“{name}”是图片，读不出文字；请先用文字识别软件转成文字，或向来文单位要电子版。"


class Scanned(ReadError):
    """There are pictures of text but no text; it could be read by recognising what they show."""


def can_recognise() -> bool:
    """Whether the libraries that recognise text are installed; doesn't load them."""
    return all(find_spec(name) is not None for name in ENGINE)
