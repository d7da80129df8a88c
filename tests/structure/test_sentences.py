"""Where sentences end, and where a full stop ends nothing."""

import pytest

from tests.structure.documents import sentences


@pytest.mark.parametrize(
    "text",
    [
        "The talks ended. | Nobody signed.",
        "The bilateral Canada-U.S. Energy Force met. | Plan B failed.",
        "There was no plan B. | The talks ended.",
        "The U.S. Government met Mr. Smith and Dr. Lee. | They left.",
        "They live in the U.S. | The talks go on.",
        "He met Kevin K. McAleenan and J. D. Vance on Monday. | It was short.",
        "It costs $1.5 million. | No. 5 of the list says so.",
        "See No. 5 and Art. 12 of the pact. | It was signed on Aug. 27, 2019.",
        "The answer was no. | They left.",
        "“We will not sign,” he said. | “It is over.” | She agreed.",
        "“Is it over?” he asked. | Yes! | It is.",
        "He asked: “Why?” | Nobody knew.",
        "They waited... and left. | They waited… | Nobody came.",
        "Acme Inc. of Texas flew them. | It left at 5 p.m. | They arrived at 9 a.m. on Friday.",
        "¿Qué pasó? | ¡Nada! | El Sr. López se fue. | EE. UU. no respondió.",
        "El presidente de EE.UU. habló. | Nadie respondió.",
        "See www.example.org/a.html for more. | It is long.",
        "**First part.** | The second follows.",
        "It ended (as they say.) | It began.",
        "会議は終わった。| 次は来週。",
        "They said, e.g. Chile, that it is so. | In 2020. | Then not.",
        "One sentence only",
    ],
)
def test_sentence_ends(text: str) -> None:
    expected = [part.strip() for part in text.split("|")]
    joined = text.replace("| ", "") if "。" not in text else text.replace("|", "")
    assert sentences("Some words before. " + joined)[1:] == expected


def test_sentences_run_over_wrapped_lines_and_never_over_blocks() -> None:
    text = "They met on Tuesday and spoke about the\nreturn of people. It was\nlong\n\n- one\n- two\n\nThe end."
    assert sentences(text) == [
        "They met on Tuesday and spoke about the return of people.",
        "It was long",
        "one",
        "two",
        "The end.",
    ]


def test_tables_have_no_sentences() -> None:
    assert sentences("Here. There.\n|A. B|\n|-|\n|C. D|\nThe end.") == ["Here.", "There.", "The end."]
