"""Statements as a spaCy `DocBin`, for people who train models: one `Doc` a report, in the order of the reports' ids.

`doc.spans` has the groups `sources`, `cues`, `contents` (labels `SOURCE`, `CUE`, `CONTENT`) and `own` (`OWN`: what the
outlet says in its own voice); `sc`, the group that spaCy's span categoriser reads unless told otherwise, has them all.
A span's `id_` is the statement's id, so that the spans of one statement can be joined. `doc.ents` are the names, each
with the entity's id as `ent_id_`. `doc.user_data["onrecord"]` tells the report's id, outlet, date and language, the
statements' kinds, flags and speakers by id, and the spans that begin or end inside a token and were widened.

`python -m spacy debug data` and `train` take the file as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from onrecord.formats.objects import by_report
from onrecord.formats.registry import File, Format, HoldsRecord, Options
from onrecord.formats.tokens import tokenised, words_of
from onrecord.model import Analysis, EntityKind, Span, Statement, Story

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Words

SPAN_KEY = "sc"
"""What spaCy's span categoriser calls its group of spans."""
_LABELS: dict[EntityKind, str] = {
    "person": "PERSON",
    "organisation": "ORG",
    "place": "GPE",
    "group": "NORP",
    "thing": "MISC",
}
"""The nearest labels of OntoNotes, which spaCy's own models have."""


def docs(story: Story, analyses: dict[str, Analysis]) -> Iterator[Doc]:
    """Return each report as a `Doc` with its statements and names.

    Args:
        story: What a record holds.
        analyses: What was found in the reports, by id: their sentences.
    """
    statements = by_report(story)
    names = _names(story)
    for report in sorted(story.reports, key=lambda one: one.id):
        doc = tokenised(report)
        said = sorted(statements[report.id], key=lambda one: (one.content or (one.sentence,), one.id))
        widened = _put_statements(doc, said)
        _put_names(doc, names[report.id])
        if report.id in analyses:
            _sentences(doc, analyses[report.id].sentences)
        doc.user_data["onrecord"] = {
            "report": report.id,
            "outlet": report.outlet,
            "published": report.published,
            "language": report.language,
            "statements": {one.id: _about(one) for one in said},
            "widened": widened,
        }
        yield doc


def _put_statements(doc: Doc, statements: Sequence[Statement]) -> list[tuple[str, str, int, int]]:
    """Put statements on a `Doc` and return those of their spans that had to be widened: id, label, start, end."""
    from spacy.tokens import Span as Words

    groups: dict[str, list[Words]] = {"sources": [], "cues": [], "contents": [], "own": []}
    widened: list[tuple[str, str, int, int]] = []
    for one in statements:
        contents = ("own", "OWN", one.content) if one.kind == "own" else ("contents", "CONTENT", one.content)
        for group, label, spans in (("sources", "SOURCE", one.source), ("cues", "CUE", one.cue), contents):
            for span in spans:
                words = words_of(doc, span)
                if words is None:
                    continue
                groups[group].append(Words(doc, words.start, words.end, label=label, span_id=one.id))
                if words.start_char < span[0] or words.end_char > span[1]:
                    widened.append((one.id, label, *span))
    every = [one for group in groups.values() for one in group]
    groups[SPAN_KEY] = sorted(every, key=lambda one: (one.start, one.end, one.label_, one.id_))
    for name, spans_of in groups.items():
        doc.spans[name] = spans_of
    return widened


def _names(story: Story) -> Mapping[str, list[tuple[Span, str, str]]]:
    """Return the names of each report, by its id: where, what, and of whom."""
    found: dict[str, list[tuple[Span, str, str]]] = defaultdict(list)
    for entity in sorted(story.entities, key=lambda one: one.id):
        for mention in entity.named:
            found[mention.report].append((mention.span, _LABELS[entity.kind], entity.id))
    return found


def _put_names(doc: Doc, names: Sequence[tuple[Span, str, str]]) -> None:
    """Put names on a `Doc`: of those that overlap, the longest."""
    from spacy.tokens import Span as Words
    from spacy.util import filter_spans

    found: list[Words] = []
    for span, label, entity in names:
        words = words_of(doc, span)
        if words is not None:
            found.append(Words(doc, words.start, words.end, label=label, span_id=entity))
    doc.set_ents(filter_spans(found), default="outside")
    for ent in doc.ents:
        for token in ent:
            token.ent_id_ = ent.id_


def _sentences(doc: Doc, sentences: Sequence[Span]) -> None:
    """Begin a sentence at the first token of each."""
    starts = {start for start, _ in sentences}
    for token in doc:
        token.is_sent_start = token.i == 0 or any(at in starts for at in range(token.idx, token.idx + len(token)))


def _about(statement: Statement) -> dict[str, Any]:
    return {
        "kind": statement.kind,
        "speaker": statement.speaker,
        "negated": statement.negated,
        "hedged": statement.hedged,
        "future": statement.future,
        "within": statement.within,
    }


def files(record: HoldsRecord, options: Options) -> Iterator[File]:
    """Make the one file."""
    from spacy.tokens import DocBin

    del options  # the texts are the data
    made = DocBin(attrs=["SPACY", "ENT_IOB", "ENT_TYPE", "ENT_ID", "SENT_START"], store_user_data=True)
    for doc in docs(record.story(), dict(record.analyses())):
        made.add(doc)
    yield File(f"{record.path.stem}.spacy", [made.to_bytes()])


FORMAT = Format(
    name="docbin",
    title="spaCy DocBin",
    use="statements as spans and names as entities in tokenised reports, to train models",
    lost="places inside a token (widened, and listed), relays, labels, times, numbers, and what reports say together",
    suffix=".spacy",
    files=files,
    binary=True,
)
