from __future__ import annotations

import pytest

from onrecord.reading.languages import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The port of Eske reopened on Monday after the storm, the harbour master said. " * 3, "en"),
        ("Der Hafen von Eske öffnete am Montag nach dem Sturm wieder, sagte die Hafenmeisterin. " * 3, "de"),
        (
            "Порт Эске вновь открылся в понедельник после шторма, сообщила начальник порта. "
            "Мы расчистим канал до конца июня, сказала она.",
            "ru",
        ),
        ("The port of Eske reopened.", None),
        ("Порт открыт.", None),
    ],
)
def test_a_text_of_two_hundred_bytes_tells_its_language(text: str, language: str | None) -> None:
    assert detect_language(text) == language
