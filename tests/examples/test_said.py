"""What the program says, word for word."""

from tests.examples import said


def test_every_sentence_is_as_it_was_read_before() -> None:
    """A changed word, number, rule, grade or field shows; `python -m tests.examples.said` takes it over."""
    assert said.said() == said.FILE.read_text(encoding="utf-8").splitlines()
