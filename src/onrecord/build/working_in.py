"""Working decisions in: what was found in the reports before is related anew, with all that people decided.

It needs no language model: what each report says is kept. Only the date of a report changes what "on Friday" means in
it, so that this one report is analysed again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.build.steps import load_analyser, make, using_outlets
from onrecord.build.watch import Progress, Watch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.model import Decision, Report, Story
    from onrecord.record import Record, Writer

TRIES = 4
"""How often it is begun anew because decisions came meanwhile, before the record is held until it is done."""


def work_in(path: str | Path, *, progress: Progress | None = None) -> Record:
    """Relate a record anew with all its decisions, from what was found in its reports before.

    The record is taken when what came of it is written, not before: others may decide meanwhile, and it is begun anew
    with what they decided.

    Args:
        path: The record's file.
        progress: Who is told what is being done.

    Returns:
        The record, open for reading; no decision is pending.

    Raises:
        UsageError: There is no such file.
        RecordError: The file is not a record, is unfinished, or another process is writing it.
        ModelError: A report was given another date, and the language model is not installed.
    """
    from onrecord.record import Record, Writer

    path = Path(path)
    with Record(path) as record:
        record.counts()
    for _ in range(TRIES):
        with Record(path) as record:
            version = record.version()
            held = _Held(record, record.log())
        if held.days_changed:
            break
        story = held.related(Watch(progress))
        with Writer(path) as writer:
            if writer.version() == version:
                held.write(writer, story, Watch(progress))
                return Record(path)
    with Writer(path) as writer:
        relate_anew(writer, progress)
    return Record(path)


def relate_anew(writer: Writer, progress: Progress | None) -> None:
    """Relate anew what a record that is held for writing has, with all its decisions, and write it."""
    from onrecord.record import Record

    with Record(writer.path) as record:
        held = _Held(record, writer.decisions())
    watch = Watch(progress)
    if held.days_changed:
        model = held.meta.get("model") or None
        with using_outlets(None, held.meta) as own:
            analyser, fields = load_analyser(model, watch), held.meta.get("fields", "")
            make(writer, tuple(held.as_read.values()), held.rejected, analyser, model, watch, own, fields)
        return
    held.write(writer, held.related(watch), watch)


class _Held:
    """What a record holds, as far as relating and writing it anew need it."""

    def __init__(self, record: Record, decisions: tuple[Decision, ...]) -> None:
        from onrecord.relating import Kept

        self.decisions = decisions
        self.whole, self.meta = record.story(), record.meta()
        self.as_read: Mapping[str, Report] = record.as_read()
        self.rejected = record.rejected()
        self._analyses, self._keys = record.analyses(), record.analysis_keys()
        self._not_analysed = record.not_analysed()
        self._kept = Kept(record.kept())

    @property
    def days_changed(self) -> bool:
        """Whether people gave reports other days than the story was made with: those are analysed anew."""
        from onrecord.relating import decided_days

        days = {key: day for key, (day, _) in decided_days(self.decisions, self.whole.reports).items()}
        return days != decided_before(self.whole)

    def related(self, watch: Watch) -> Story:
        """Return the story with all decisions."""
        from onrecord.model import Analysis
        from onrecord.relating import relate

        whole = self.whole
        with using_outlets(None, self.meta), watch.step("relating", None) as note:
            story = relate(
                whole.reports,
                {report.id: self._analyses.get(report.id, Analysis()) for report in whole.reports},
                duplicates=whole.duplicates,
                rejected=whole.rejected,
                histories=whole.histories,
                decisions=self.decisions,
                kept=self._kept,
            )
            note(f"{len(story.statements)} statements, {len(story.entities)} entities, {len(story.claims)} claims")
        return story

    def write(self, writer: Writer, story: Story, watch: Watch) -> None:
        """Put a story in the place of the one that was."""
        with watch.step("record", None) as note:
            writer.replace(
                story,
                as_read=self.as_read,
                analysis_keys=self._keys,
                keep=writer.keys(),
                not_analysed=self._not_analysed,
                kept=self._kept.to_keep(),
                meta={key: value for key, value in self.meta.items() if key != "state"},
            )
            note(str(writer.path))


def decided_before(story: Story) -> dict[str, str]:
    """Return the days that people gave to reports and that a story was made with, by report id."""
    dating = {one.id: one for one in story.decisions if one.what == "date"}
    return {
        standing.on[0]: dating[standing.decision].to
        for standing in story.standings
        if standing.state == "applied"
        and standing.decision in dating
        and [anchor.kind for anchor in dating[standing.decision].anchors[:1]] == ["report"]
    }
