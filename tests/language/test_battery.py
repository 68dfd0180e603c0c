"""The battery: one test a row of `battery.toml`, over one run of the analyser."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from onrecord.language import Analyser
from onrecord.model import Report, Span, Statement

_FILE = Path(__file__).with_name("battery.toml")
_BATTERY: dict[str, list[dict[str, Any]]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
_ROWS = {f"{row['class']}: {row['case']}": row for row in _BATTERY["row"]}
_GAPS = {row["row"]: row["why"] for row in _BATTERY.get("known_gaps", [])}
_MARK = re.compile(r"[^\w\s]")

Said = tuple[str, str, tuple[str, ...]]
"""Source, cue and the pieces of content, as words."""


def _params() -> list[Any]:
    marks = {name: pytest.mark.xfail(reason=why, strict=True) for name, why in _GAPS.items()}
    return [pytest.param(name, id=name, marks=marks.get(name, ())) for name in _ROWS]


@pytest.fixture(scope="session")
def found(analyser: Analyser) -> dict[str, tuple[Statement, ...]]:
    """The attributed statements of every row, in text order."""
    reports = [
        Report(id=f"r-{number}", input=name, text=row["text"], published="2025-03-12", language="en")
        for number, (name, row) in enumerate(_ROWS.items())
    ]
    analyses = analyser.analyse(reports)
    return {
        name: tuple(s for s in analysis.statements if s.kind != "own")
        for name, analysis in zip(_ROWS, analyses, strict=True)
    }


@pytest.mark.parametrize("name", _params())
def test_what_a_report_attributes_is_found_and_nothing_else(found: dict[str, tuple[Statement, ...]], name: str) -> None:
    row = _ROWS[name]
    expected = [(_plain(source), _plain(cue), tuple(map(_plain, pieces))) for source, cue, *pieces in row["says"]]
    got = [_said(row["text"], statement) for statement in found[name]]
    assert sorted((source, pieces) for source, _, pieces in got) == sorted((s, p) for s, _, p in expected)
    for source, cue, pieces in expected:
        cues = [c for s, c, p in got if (s, p) == (source, pieces)]
        assert any(cue in c for c in cues), f"cue {cue!r} is not in {cues}"


def test_every_known_gap_names_a_row() -> None:
    assert sorted(set(_GAPS) - set(_ROWS)) == []


def test_no_two_rows_have_one_name() -> None:
    assert len(_ROWS) == len(_BATTERY["row"])


def _said(text: str, statement: Statement) -> Said:
    return (
        _plain(_words(text, statement.source)),
        _plain(_words(text, statement.cue)),
        tuple(_plain(text[start:end]) for start, end in statement.content),
    )


def _words(text: str, spans: tuple[Span, ...]) -> str:
    return " ".join(text[start:end] for start, end in spans)


def _plain(words: str) -> str:
    """The words alone; a mark counts where there is nothing else ("Minister: no talks")."""
    return " ".join(_MARK.sub(" ", words).split()) or words.strip()
