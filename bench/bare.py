"""A window with one label and nothing else: what Qt and Python take by themselves."""

from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

app = QApplication([])
window = QWidget()
QVBoxLayout(window).addWidget(QLabel("Vialnote"))
window.resize(1280, 900)
window.show()
app.exec()
