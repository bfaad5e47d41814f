"""Items of a list whose words wrap, each as high as its words need."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

from gui import theme

_BESIDE = 3 * theme.SPACE[1]
"""What the style sheet and Qt leave free beside the words, which Qt forgets when it asks how high they are."""


class _Wrapped(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as in the width that is left."""
        rect = option.rect
        rect.setWidth(rect.width() - _BESIDE)
        option.rect = rect
        return super().sizeHint(option, index)


def wrap(listed: QListWidget) -> None:
    """Let words of a list take several lines instead of being scrolled sideways."""
    listed.setWordWrap(True)
    listed.setResizeMode(QListWidget.ResizeMode.Adjust)
    listed.setItemDelegate(_Wrapped(listed))
