"""The systems that are compared: onrecord, and each peer that is installed.

Each takes a text and its day of publication and gives start, end, TIMEX3 type and value of each time expression.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from spacy.tokens import Doc

import time_dateparser
import time_recognizers
from onrecord.model import Rejected, Time

RUNS = 3
"""Times that onrecord is run; the fastest counts, for whatever else the machine does only slows it."""
Found = list[tuple[int, int, str, str]]
"""Start, end (exclusive; code points of the text), TIMEX3 type and value of each."""
Find = Callable[[str, str], Found]
"""From a text and its day of publication, `YYYY-MM-DD`, to what is found."""


class Text(NamedTuple):
    """A text to find times in."""

    id: str
    text: str
    published: str


class Outcome(NamedTuple):
    """What a system found, by the id of the text, and how fast: words a second of processor time, None if unknown."""

    found: dict[str, Found]
    speed: float | None = None


def run_ours(texts: Sequence[Text]) -> tuple[Outcome, float]:
    """Return what onrecord finds, given the parse, and the words a second of parse and finding together.

    Texts are parsed as the analyser parses them.
    """
    from onrecord.language.analyser import parse_whole
    from onrecord.language.times import find_times

    count = words(texts)
    list(parse_whole(["Warmed up on Friday."]))
    parse = _Clock()
    docs: list[Doc] = list(parse_whole(one.text for one in texts))
    parsed = parse.seconds()
    fastest = float("inf")
    for _ in range(RUNS):
        clock = _Clock()
        times = {one.id: find_times(doc, one.published) for one, doc in zip(texts, docs, strict=True)}
        fastest = min(fastest, clock.seconds())
    found = {name: _found(items) for name, items in times.items()}
    return Outcome(found, count / fastest), count / (fastest + parsed)


def run_files(texts: Sequence[Text], folder: Path) -> Outcome:
    """Return what `onrecord analyse` finds in the texts as files of a folder with a manifest of their days.

    Args:
        texts: the texts.
        folder: the path of an empty folder.

    Raises:
        ValueError: a file was rejected, or the text of its report is not the text that was written.
    """
    import csv

    from onrecord.build import analyse

    names = {f"{number:04}.txt": one for number, one in enumerate(texts)}
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["file", "published"])
        for name, one in names.items():
            (folder / name).write_bytes(one.text.encode())
            rows.writerow([name, one.published])
    found = {}
    for outcome in analyse(folder):
        if isinstance(outcome, Rejected):
            raise ValueError(f"{outcome.input} is rejected: {outcome.reason}")
        report, analysis = outcome
        one = names[report.input.rpartition("/")[2]]
        if report.text != one.text or report.published != one.published:
            raise ValueError(f"{report.input} ({one.id}) was read with another text or day than it was written with")
        found[one.id] = _found(analysis.times)
    return Outcome(found)


def run_peers(texts: Sequence[Text]) -> dict[str, Outcome]:
    """Run every peer that is installed."""
    outcomes: dict[str, Outcome] = {}
    if find_spec("recognizers_date_time"):
        outcomes["Recognizers-Text"] = _run(time_recognizers.find_times, texts)
    if find_spec("dateparser"):
        whole = _run(time_dateparser.find_times, texts)
        outcomes["dateparser"] = whole
        outcomes["dateparser, kept"] = Outcome(
            {one.id: time_dateparser.with_words_of_time(one.text, whole.found[one.id]) for one in texts}, whole.speed
        )
    if find_spec("timexy"):
        outcomes["timexy"] = _run(find_timexy, texts)
    return outcomes


def missing_peers() -> list[str]:
    """Return the packages of the peers that are not installed."""
    peers = {
        "recognizers-text-suite": "recognizers_date_time",
        "dateparser": "dateparser",
        "timexy": "timexy",
    }
    return [package for package, module in peers.items() if find_spec(module) is None]


def find_timexy(text: str, published: str) -> Found:  # noqa: ARG001
    """Return what timexy finds. It has no anchor, and knows no expression that would need one."""
    return [
        (span.start_char, span.end_char, *timexy_meaning(span.text, span.kb_id_))
        for span in _timexy()(text.replace("\n", " ")).ents
    ]


def timexy_meaning(words: str, timex: str) -> tuple[str, str]:
    """Return the TIMEX3 type and value of an expression, as exactly as it is given: to it, "May 2031" is May 1.

    >>> timexy_meaning("May 2031", 'TIMEX3 type="DATE" value="2031-05-01T00:00:00"')
    ('DATE', '2031-05')
    """
    kind, value = timex.split('"')[1:4:2]
    if kind == "DATE":
        numbers = sum(part.isdigit() for part in words.replace(",", " ").replace("/", " ").replace("-", " ").split())
        month_alone = numbers == 1 and words[0].isalpha()
        return kind, value[: 7 if month_alone else 10]
    return kind, value


def words(texts: Iterable[Text]) -> int:
    """Return the number of words of all texts, parted by white space."""
    return sum(len(one.text.split()) for one in texts)


def _found(times: Iterable[Time]) -> Found:
    return [(*item.span, item.type, item.value) for item in times]


class _Clock:
    """Processor time of this process, all cores together: what one core needs, however busy the machine is."""

    def __init__(self) -> None:
        self.start = time.process_time()

    def seconds(self) -> float:
        return time.process_time() - self.start


def _run(find: Find, texts: Sequence[Text]) -> Outcome:
    find("Warmed up on Friday, May 3.", "2024-12-06")
    clock = _Clock()
    found = {one.id: find(one.text, one.published) for one in texts}
    return Outcome(found, words(texts) / clock.seconds())


@cache
def _timexy() -> Any:
    import spacy
    import timexy  # type: ignore[import-not-found, import-untyped, unused-ignore]  # noqa: F401 (names its factory)

    nlp = spacy.blank("en")
    nlp.add_pipe("timexy")
    return nlp
