"""Lets onrecord write a record as a chronology in plain text, for a mail or a slide."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.formats.registry import File, Format, HoldsRecord, Options
from onrecord.plugins import hookimpl
from onrecord.record import chronology


@hookimpl
def onrecord_formats() -> list[Format]:
    """Give onrecord the one format of this package."""
    return [
        Format(
            name="chronology",
            title="Plain text, a line an event",
            use="the dates of a story in a mail or on a slide",
            lost="all but the timeline; of an entry all sentences but one",
            suffix=".txt",
            files=files,
        )
    ]


def files(record: HoldsRecord, _: Options) -> Iterator[File]:
    """Make the one file."""
    yield File(f"{record.path.stem}.txt", (line.encode() for line in lines(record)))


def lines(record: HoldsRecord) -> Iterator[str]:
    """Yield a line an event: the date, the words of a report, and the outlets by channel."""
    for entry in chronology(record.story()):
        if entry.where or entry.aside:  # background, and dates that are only named in passing
            continue
        outlets = " | ".join(" + ".join(channel) for channel in entry.channels)
        doubt = "  [the date is disputed]" if entry.disputed else ""
        yield f"{entry.date}  {' '.join(entry.text.split())}  ({outlets}){doubt}\n"
