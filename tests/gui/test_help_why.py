"""Help about the answer: each claim line, finding and step explains itself."""

import pytest

from core.result import Result
from gui import why, words
from gui.topics import Topic
from tests.build import AMPUL_100, MULTI_1000, opened, result


def of_line(answer: Result, place: int = 0) -> Topic:
    """What is told of a claim line."""
    return why.topics(answer, answer.findings)[place]


class TestWhy:
    """The answer explains itself with its own figures, rules, grades, sources and dates."""

    def test_why_jz(self) -> None:
        """JZ is explained by the step that decided it, and the rule behind it."""
        topic = of_line(result(given="95 mcg"))

        assert topic.title == "Why J2354 JZ, 4 units?"
        heading, text = topic.parts[0]
        assert (heading, text) == (
            "Why JZ?",
            "The administered units already cover the 5 mcg discarded: JZ, and no JW.",
        )
        rule, said = topic.parts[1]
        assert rule == "Rule R7"
        assert words.GRADES["inferred"] in said
        assert "Noridian DME JZ page" in said
        assert "(checked 2026-11-23)" in said

    def test_why_jw_and_so_many(self) -> None:
        """The line of drug discarded says why JW, and how its units come about."""
        topic = of_line(result(), 1)

        assert topic.title == "Why J2354 JW, 1 unit?"
        assert ("Why JW?", "Separate lines: 3 units administered, 1 unit with JW.") in topic.parts
        said = dict(topic.parts)["Why 1 unit?"]
        assert "100 mcg labelled - 60 mcg given = 40 mcg discarded" in said
        assert "4 - 3 administered = 1 unit discarded" in said

    def test_why_so_rounded(self) -> None:
        """The administered line says how it is rounded."""
        assert "60 mcg / 25 mcg = 2.4, rounded up to 3 units." in dict(of_line(result()).parts)["Why 3 units?"]

    def test_why_other_modifiers(self) -> None:
        """Route, 340B and their order are asked about where they stand on the line."""
        heads = [heading for heading, _ in of_line(result(payer="medicare-noridian", drug_source="340b")).parts]

        assert {"Why JB?", "Why TB?", "Why in this order?"} <= set(heads)

    def test_why_neither(self) -> None:
        """A line of a multi-dose container says why it has neither JW nor JZ."""
        answer = result(opened=opened(MULTI_1000))

        assert "Only multi-dose containers" in dict(of_line(answer).parts)["Why no JW or JZ on this line?"]

    def test_why_nothing(self) -> None:
        """Where nothing may be billed, the errors say why."""
        answer = result(given="0 mcg")

        assert of_line(answer).title == "Why are there no claim lines?"
        assert "nothing" in of_line(answer).text.casefold()

    @pytest.mark.parametrize("answer", [result(), result(given="95 mcg"), result(opened=opened(AMPUL_100, MULTI_1000))])
    def test_each_finding_and_step(self, answer: Result) -> None:
        """Each has its own sentence as the title, and its rule below."""
        found = {topic.id: topic for topic in why.topics(answer, answer.findings)}

        said = {f"finding {place}": (entry.message, entry.rule) for place, entry in enumerate(answer.findings)}
        said |= {f"step {place}": (entry.text, entry.rule) for place, entry in enumerate(answer.steps)}
        for id_, (text, rule) in said.items():
            assert found[id_].title == text
            assert found[id_].parts[0][0] == f"Rule {rule}"
