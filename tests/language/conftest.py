"""One analyser for all tests of this room: loading the model takes half a second."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.language import Analyser
from onrecord.model import Analysis, Report

Analyse = Callable[..., Analysis]


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    return Analyser()


@pytest.fixture(scope="session")
def analyse(analyser: Analyser) -> Analyse:
    """Analyse a text as a report of Wednesday 12 March 2025."""

    def run(text: str, published: str | None = "2025-03-12", **fields: object) -> Analysis:
        report = Report(id="r-0", input="test", text=text, published=published, language="en", **fields)  # type: ignore[arg-type]
        return next(iter(analyser.analyse([report])))

    return run
