"""Story ↔ SQLite: the one file that holds a record.

In comes a `Story` with the reports as they were read and the analyses that it was made from; `Writer` keeps them. Out
comes a `Record`: the story again, value for value, who said what, full-text search, and a check that every span still
slices its text. The file opens with any SQLite tool; `schema.sql` says what stands where, and ends in views for people.
"""

from __future__ import annotations

from onrecord.record.changes import Changes, changes, weightiest
from onrecord.record.check import Problem
from onrecord.record.chronology import (
    REACH,
    REACH_MIN,
    EntryRow,
    chronology,
    most,
    plain,
    report_days,
    story_span,
    where,
)
from onrecord.record.connect import records_in
from onrecord.record.coverage import CoverageRows, LeftOut, OutletRow, coverage_of
from onrecord.record.decided import DecisionRow, DoubtSide, QueueRow, clip, decided_on, in_words
from onrecord.record.hearsay import only_as_told_by
from onrecord.record.labels import Labelled, labels_of
from onrecord.record.look import Look
from onrecord.record.overview import (
    ClaimRow,
    ConflictRow,
    ConflictSide,
    CopyRow,
    LabelRow,
    Overview,
    ReportRow,
    claims_of,
    conflicts_of,
    overview,
)
from onrecord.record.promises import Given, Later, Promised, judged_on, newest_day, on_day, promises_of, status_on
from onrecord.record.record import AsOf, Record
from onrecord.record.search import Found, Hit
from onrecord.record.search_many import InRecord, search_records
from onrecord.record.targets import Target, anchor_of, find_target, find_time
from onrecord.record.version import Version
from onrecord.record.versions import (
    CarriedRow,
    EditRow,
    PageRow,
    RewriteRow,
    VersionRow,
    carried_by_versions,
    pages_of,
    versions_of,
)
from onrecord.record.who import NameNotFoundError, Said, Who, said_since
from onrecord.record.wording import by_channels, called, claimed, mentioned, told, voices, worded
from onrecord.record.writer import Writer

__all__ = [
    "REACH",
    "REACH_MIN",
    "AsOf",
    "CarriedRow",
    "Changes",
    "ClaimRow",
    "ConflictRow",
    "ConflictSide",
    "CopyRow",
    "CoverageRows",
    "DecisionRow",
    "DoubtSide",
    "EditRow",
    "EntryRow",
    "Found",
    "Given",
    "Hit",
    "InRecord",
    "LabelRow",
    "Labelled",
    "Later",
    "LeftOut",
    "Look",
    "NameNotFoundError",
    "OutletRow",
    "Overview",
    "PageRow",
    "Problem",
    "Promised",
    "QueueRow",
    "Record",
    "ReportRow",
    "RewriteRow",
    "Said",
    "Target",
    "Version",
    "VersionRow",
    "Who",
    "Writer",
    "anchor_of",
    "by_channels",
    "called",
    "carried_by_versions",
    "changes",
    "chronology",
    "claimed",
    "claims_of",
    "clip",
    "conflicts_of",
    "coverage_of",
    "decided_on",
    "find_target",
    "find_time",
    "in_words",
    "judged_on",
    "labels_of",
    "mentioned",
    "most",
    "newest_day",
    "on_day",
    "only_as_told_by",
    "overview",
    "pages_of",
    "plain",
    "promises_of",
    "records_in",
    "report_days",
    "said_since",
    "search_records",
    "status_on",
    "story_span",
    "told",
    "versions_of",
    "voices",
    "weightiest",
    "where",
    "worded",
]
