"""A process that is measured: shows a window, says when it was painted, and does what is asked with it.

`python -m tests.benchmarks.child bare|program|stay [workbook]`; prints one JSON line. `BENCHMARK_STARTED` is
the parent's monotonic clock when it started this process. Linux only where memory is told (/proc).
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

STARTED = float(os.environ.get("BENCHMARK_STARTED", "nan"))
TYPED = ("教", "教育", "教育领", "教育领域", "公", "公开", "壹", "")


def painted() -> dict[str, Any]:
    """Wall and processor seconds since this process began."""
    return {"wall": time.monotonic() - STARTED, "cpu": time.process_time()}


def bare() -> None:
    """The least there is: a window with an empty table."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    class Bare(QMainWindow):
        paintEvent = once_painted(QMainWindow.paintEvent, lambda window: window.close())  # noqa: N815

    application = QApplication([])
    window = Bare()
    window.setCentralWidget(QTableView())
    window.resize(1280, 760)
    window.show()
    application.exec()


def program(book: str, stay: bool) -> None:
    """The program as `main.py` starts it; with `stay` it is used a while before it ends."""
    import main
    from ui.bootstrap import ensure_environment

    ensure_environment(main.HOME, "requirements.txt", libraries=True)
    from ui.main_window import MainWindow

    then = used if stay else lambda window: window.close()
    MainWindow.paintEvent = once_painted(MainWindow.paintEvent, then)  # type: ignore[method-assign]
    main.start([book])


def once_painted(paint_own: Any, then: Any) -> Any:
    """A paintEvent that, the first time, tells the moment in which the whole window stands, and goes on."""
    seen: list[bool] = []

    def paint(window: Any, event: Any) -> None:
        paint_own(window, event)
        if not seen:
            seen.append(True)
            from PySide6.QtCore import QObject, Qt, Signal

            class After(QObject):
                signal = Signal()

            # Queued: it comes when the children have been painted too and the window has been flushed.
            window.after = After()
            window.after.signal.connect(lambda: finish(window, then), Qt.ConnectionType.QueuedConnection)
            window.after.signal.emit()

    return paint


def finish(window: Any, then: Any) -> None:
    """Print what was measured: the first painted window, then its rows on the screen, then what `then` adds."""
    from PySide6.QtWidgets import QApplication

    told = painted() | {"peak_painted": peak_memory()}
    session = getattr(window, "_session", None)
    while session is not None and not (session.is_open and window.pages.made):
        QApplication.processEvents()
    QApplication.processEvents()
    told |= {f"filled_{name}": value for name, value in painted().items()}
    more = then(window)
    print(json.dumps(told | (more if isinstance(more, dict) else {})), flush=True)
    window.close()


def used(window: Any) -> dict[str, Any]:
    """Scroll through all rows, type words, sort: seconds of each keystroke and the peak of memory in bytes."""
    from PySide6.QtWidgets import QApplication

    page = window.page("tasks")
    bar = page.table.verticalScrollBar()
    for part in range(101):
        bar.setValue(bar.maximum() * part // 100)
        QApplication.processEvents()
    scrolled = peak_memory()
    keystrokes = {}
    for words in TYPED:
        page.filters.search.setText(words)
        page.filters._pause.stop()  # the pause that waits for the next key
        begun = time.perf_counter()
        page.filters.changed.emit()
        filtered = time.perf_counter()
        QApplication.processEvents()
        keystrokes[words] = [filtered - begun, time.perf_counter() - filtered]
    for name in ("content", "due_on", "lead_units"):
        page.arrangement.sort(name, False)
        QApplication.processEvents()
    return {"keystrokes": keystrokes, "peak_scrolled": scrolled, "peak": peak_memory()}


def peak_memory() -> int:
    """The most memory this process has had at once, in bytes; 0 where it can't be told."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        program(sys.argv[2], sys.argv[1] == "stay")
