"""Which analyser reads a report: onrecord's own, or that of a plugin for the report's language."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from onrecord.language.analyser import LANGUAGES, Analyser, too_long
from onrecord.model import Analysis, Report, Span, Statement
from onrecord.plugins import Given, Language, in_use

__all__ = ["LANGUAGES", "Analysers", "NotAnalysed", "by_code"]


@dataclass(frozen=True, slots=True)
class NotAnalysed:
    """Why a report could not be analysed."""

    reason: str


class Analysers:
    """Onrecord's own analyser, and those of plugins for other languages; to others it is one analyser.

    Args:
        model: As for `Analyser`.

    Raises:
        ModelError: As `Analyser` does.
    """

    def __init__(self, model: str | None = None) -> None:
        self._own = Analyser(model)
        self._others = by_code(self._own.languages)
        self._loaded: dict[str, Callable[[Report], Analysis]] = {}
        self.languages = self._own.languages | self._others.keys()
        added = sorted({f"{given.plugin.name}-{given.what.version}" for given in self._others.values()})
        self.version = "+".join((self._own.version, *added))

    def key(self, report: Report) -> str:
        """Return the key under which an analysis is kept: equal keys, equal analyses."""
        given = self._others.get(report.language or "")
        own = self._own.key(report)
        if given is None:
            return own
        return hashlib.sha256(f"{own}\x1f{given.plugin.name}\x1f{given.what.version}".encode()).hexdigest()

    def can_read(self, report: Report) -> bool:
        """Whether the report is in a language that one of the analysers knows."""
        return report.language in self._others or self._own.can_read(report)

    def analyse(self, reports: Iterable[Report]) -> Iterator[Analysis | NotAnalysed]:
        """Yield the analysis of each report, in order; that of a report in a language that none knows is empty.

        A plugin that fails at a report is named in a `PluginWarning`, and the report is `NotAnalysed`; so is one that
        is too long for onrecord's own analyser.
        """
        for how, group in groupby(reports, key=self._how):
            if how is None:
                yield from self._own.analyse(group)
            elif isinstance(how, NotAnalysed):
                yield from (how for _ in group)
            else:
                yield from map(self._by_plugin, group)

    def _how(self, report: Report) -> Given | NotAnalysed | None:
        """Return the plugin's analyser that reads a report, or why none does; None for onrecord's own."""
        given = self._others.get(report.language or "")
        if given is not None:
            return given
        why = too_long(report) if self._own.can_read(report) else None
        return None if why is None else NotAnalysed(why)

    def _by_plugin(self, report: Report) -> Analysis | NotAnalysed:
        given = self._others[report.language or ""]
        try:
            found = self._function(given)(report)
            if not isinstance(found, Analysis):
                raise TypeError(f"gave {type(found).__name__}, which is no Analysis")
            _refuse_outside(found, len(report.text))
        except Exception as error:  # noqa: BLE001 -- whatever a plugin raises is why this report is not analysed
            why = f"{type(error).__name__}: {error}"
            in_use().blame(given.plugin, f"its analysis of {report.input} failed: {why}")
            return NotAnalysed(f"not analysed: plugin {given.plugin} failed: {why}")
        # Spans and words are to agree, whatever the plugin put there.
        return replace(found, statements=tuple(_worded(one, report) for one in found.statements))

    def _function(self, given: Given) -> Callable[[Report], Analysis]:
        name = given.plugin.name + "\x1f" + " ".join(given.what.codes)
        if name not in self._loaded:
            self._loaded[name] = given.what.load()
        return self._loaded[name]


def by_code(own: frozenset[str]) -> dict[str, Given]:
    """Return the plugins' analysers by language; of two for one language neither is taken, and both are named."""
    found: dict[str, list[Given]] = {}
    for given in in_use().give("language"):
        if not isinstance(given.what, Language):
            in_use().blame(given.plugin, f"{given.what!r} is no Language")
            continue
        for code in given.what.codes:
            found.setdefault(code, []).append(given)
    for code, several in sorted(found.items()):
        for given in several:
            if code in own:
                in_use().blame(given.plugin, f"onrecord analyses {code!r} itself")
            elif len(several) > 1:
                names = " and ".join(str(one.plugin) for one in several)
                in_use().blame(given.plugin, f"{names} analyse {code!r}: which is meant is not guessed")
    return {code: several[0] for code, several in sorted(found.items()) if code not in own and len(several) == 1}


def _worded(statement: Statement, report: Report) -> Statement:
    text = " [...] ".join(report.slice(span) for span in statement.content)
    return replace(statement, text=text, inner=tuple(_worded(one, report) for one in statement.inner))


def _refuse_outside(analysis: Analysis, length: int) -> None:
    """Refuse spans that are not of the text: nothing may stand in a record that leads to no words.

    Raises:
        ValueError: A span is empty, backwards or outside the text.
    """
    for start, end in _spans(analysis):
        if not 0 <= start < end <= length:
            raise ValueError(f"span ({start}, {end}) is none of a text of {length} code points")


def _spans(analysis: Analysis) -> Iterator[Span]:
    yield from analysis.sentences
    for found in (analysis.names, analysis.times, analysis.labels, analysis.citations, analysis.references):
        yield from (one.span for one in found)
    yield from _of_statements(analysis.statements)


def _of_statements(statements: Sequence[Statement]) -> Iterator[Span]:
    for one in statements:
        yield from (*one.source, *one.cue, *one.content, one.sentence)
        yield from () if one.name is None else (one.name,)
        yield from (relay.span for relay in one.relays)
        yield from _of_statements(one.inner)
