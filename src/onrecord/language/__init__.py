"""From one report to its analysis: a pure function of the text, its language, its day and the analyser's version.

In: a `Report` with its frozen text. Out: an `Analysis` with its sentences, names, times, statements, labels and
citations, each with its span. One module a finding: `paragraphs` and `quotes` cut the text; `names`, `times`,
`quantities`, `labels` and `citations` find what stands in it; `tagger` says which words belong to a statement; `drafts`
proposes statements; `references` resolves who spoke, `relays` who carried it; `flags` finds denials and hedges;
`statements` puts them together; `analyser` runs it all. `analysers` gives a report in another language to the
plugin that knows it.
"""

from __future__ import annotations

from onrecord.language.analyser import DEFAULT_MODELS, LANGUAGES, Analyser
from onrecord.language.analysers import Analysers, NotAnalysed

__all__ = ["DEFAULT_MODELS", "LANGUAGES", "Analyser", "Analysers", "NotAnalysed"]
