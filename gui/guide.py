"""The quick guide as a PDF, on the clinic's paper."""

from core.guide import content, pdf
from gui import choosing, drawing, saving, words
from gui.chair import Chair


def save(chair: Chair) -> None:
    """Put the quick guide where the user wants it, and say so."""
    with drawing.ONE:
        page = pdf.render(chair.settings.clinic.paper)
    kinds = {"PDF (*.pdf)": "pdf"}
    path = choosing.target(chair, "Save the quick guide", "", content.FILE_NAME, kinds)
    try:
        if path:
            saving.write(path, page)
        chair.say(words.GUIDE_SAVED if path else words.GUIDE_NOT_SAVED)
    except saving.SaveError as error:
        chair.say(str(error))
