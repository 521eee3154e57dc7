"""Pictures of widgets, to look at."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget


def shoot(widget: QWidget, path: Path) -> Path:
    """Show a widget, let it settle, and save its picture."""
    widget.show()
    for _ in range(3):
        QApplication.processEvents()
    path.parent.mkdir(parents=True, exist_ok=True)
    assert widget.grab().save(str(path))
    return path
