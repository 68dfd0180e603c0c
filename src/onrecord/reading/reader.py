"""Inputs to reports: what becomes of each file that was given, and of each thing in it.

`read_input` reads one input, here and now; `read` reads many, in workers that can be killed (see `crew`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence

from onrecord.errors import InputError
from onrecord.model import Rejected, Report
from onrecord.outlets import in_use
from onrecord.reading.by_suffix import suffix_of
from onrecord.reading.crew import default_jobs, read_in_workers
from onrecord.reading.facts import Draft, Facts
from onrecord.reading.field_names import USUAL, FieldNames
from onrecord.reading.inputs import Input, real_path
from onrecord.reading.limits import DEFAULT_MAX_BYTES, Limits
from onrecord.reading.manifest import Manifest
from onrecord.reading.opening import failed, things
from onrecord.reading.parts import WHOLE, Wanted
from onrecord.reading.plugged import suffixes
from onrecord.reading.report import make_report
from onrecord.reading.worker import Setup

FEW = 50
"""Plain texts up to which no other process is started: they take less time than that."""
PLAIN = frozenset({".txt", ".text", ".md", ".markdown", ".json"})
PLAIN_BYTES = 200_000
"""The largest plain text of these."""

Begin = Callable[[str, bool], bool]
"""Is told what is read now, by its name, and whether it is one thing of its own rather than a part of one that is being
read; says whether to read it."""


def read_input(
    item: Input,
    rows: Mapping[str, Facts],
    max_bytes: int = DEFAULT_MAX_BYTES,
    begin: Begin | None = None,
    names: FieldNames = USUAL,
) -> Iterator[Report | Rejected]:
    """Yield what becomes of one input: a report or a rejection for each article in it.

    Args:
        item: The input.
        rows: What the manifest says, by name.
        max_bytes: The largest file that is read; a container or a table may be larger, the things in it may not.
        begin: Is told what is read now, and may pass it over.
        names: What exports call the fields of an article.

    A bad input is a rejection; nothing is raised for it.
    """
    asked = begin or _always
    told: dict[str, Facts] = {}
    for name, found in things(item, max_bytes, names, told):
        if isinstance(found, InputError):
            if asked(name, True):
                yield Rejected(input=name, reason=str(found))
            continue
        if not asked(name, True):
            continue
        try:
            for mark, draft in found():
                if asked(name + mark, False):
                    facts = {**told.get(name + mark, {}), **rows.get(name + mark, {})}
                    yield _outcome(name + mark, draft, facts)
        except InputError as error:
            yield Rejected(input=name, reason=str(error))
        except MemoryError:
            yield Rejected(input=name, reason="needs more memory than a reader is given")
        except Exception as error:  # noqa: BLE001 -- whatever a parser raises costs the thing that it was to read
            yield Rejected(input=name, reason=failed(error))


def read(
    inputs: Sequence[Input],
    *,
    manifest: Manifest | None = None,
    limits: Limits | None = None,
    names: FieldNames = USUAL,
) -> Iterator[Report | Rejected]:
    """Yield what becomes of each input, in order.

    Args:
        inputs: what `find_inputs` returns. The manifest's own file among them is passed over: it is no input.
        manifest: what wins over what the files say. Its rows that match nothing are `manifest.unused(inputs)`.
        limits: what reading may take; None for the defaults. A handful of plain texts is read in this process.
        names: what exports (JSON, CSV, Parquet) call the fields of an article.

    Yields:
        One report or rejection for each article: one for a file, one for a line of `.jsonl`, one for an item of a
        JSON list or a container. A bad input is a rejection; nothing is raised for it. A file that its parser dies of,
        or does not come to an end with, is a rejection too.
    """
    matched = manifest.match(inputs) if manifest is not None else {}
    table = real_path(manifest.path) if manifest is not None else None
    items = [item for item in inputs if table is None or item.real != table]
    yield from read_all(items, {name: row.facts for name, row in matched.items()}, limits=limits, names=names)


def read_all(
    items: Sequence[Input],
    rows: Mapping[str, Facts],
    *,
    limits: Limits | None = None,
    names: FieldNames = USUAL,
    part: tuple[int, int] = WHOLE,
    without: frozenset[str] = frozenset(),
) -> Iterator[Report | Rejected]:
    """Yield what becomes of each input, in order, as `read` does.

    Args:
        items: The inputs.
        rows: What a manifest says, by the name of the input.
        limits: As for `read`.
        names: As for `read`.
        part: `(k, n)`: of each input that `can_part` only every n-th article, from the k-th; others are read whole.
            Together the n parts of an input give what the whole gives, but what is wrong with all of it each says.
        without: The names of articles that are passed over.
    """
    added = suffixes()
    guarded = [item for item in items if suffix_of(item.path) not in added]
    if len(guarded) <= FEW and all(_is_plain(item) for item in guarded):
        guarded = []
    within = limits or Limits()
    setup = Setup(limits=within, outlets=in_use(), rows=rows, names=names, part=part, without=without)
    answers = read_in_workers(guarded, setup, within.jobs or default_jobs())
    away = set(guarded)
    with contextlib.closing(answers):
        for item in items:
            if item in away:
                yield from next(answers)
            else:
                yield from read_input(item, rows, within.max_bytes, Wanted(item, part, without), names)


def _is_plain(item: Input) -> bool:
    try:
        return suffix_of(item.path) in PLAIN and item.path.stat().st_size <= PLAIN_BYTES
    except OSError:  # it will be rejected with the reason
        return True


def _always(_name: str, _own: bool) -> bool:
    return True


def _outcome(name: str, draft: Draft | InputError, facts: Facts) -> Report | Rejected:
    if isinstance(draft, InputError):
        return Rejected(input=name, reason=str(draft))
    if not any(map(str.isalnum, draft.text)):
        return Rejected(input=name, reason="empty: no letter and no figure in it")
    return make_report(name, draft, facts)
