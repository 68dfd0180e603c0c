"""Tables of pages that were changed: their versions, and the sentences that were changed without a word."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.record.tables.table import Column, Row, Table, View
from onrecord.record.versions import versions_of


def _versions(view: View) -> Iterator[Row]:
    for page in versions_of(view.story):
        for one in page.versions:
            yield {
                "page": page.id,
                "address": page.address,
                "outlet": page.outlet,
                "version": one.number,
                "of": len(page.versions),
                "report": one.report,
                "title": one.title,
                "published": one.published,
                "modified": one.modified,
                "seen": one.seen,
                "ordered_by": page.ordered_by,
                "because": page.because,
            }


VERSIONS = Table(
    "versions",
    "a version of a page of which there are several: the same address with other words",
    (
        Column("page", "string", "id of the page's history: the same for all of its versions"),
        Column("address", "string", "what the addresses of its versions have in common"),
        Column("outlet", "string", "who publishes it"),
        Column("version", "integer", "which of its versions it is, from 1"),
        Column("of", "integer", "how many there are"),
        Column("report", "string", "id of the report that it is"),
        Column("title", "string", "its title"),
        Column("published", "string", "when it says that it was published, EDTF"),
        Column("modified", "string", "when it says that it was changed last"),
        Column("seen", "strings", "when the page stood so; empty where the order of the versions is not known"),
        Column("ordered_by", "string", "by what the order is known: captured, modified or published; empty: it is not"),
        Column("because", "string", "why its versions are taken for one article"),
    ),
    _versions,
    key=("report",),
    links={"report": "reports"},
)


def _edits(view: View) -> Iterator[Row]:
    for page in versions_of(view.story):
        for rewrite in page.rewrites:
            for edit in rewrite.edits:
                yield {
                    "page": page.id,
                    "outlet": page.outlet,
                    "seen": rewrite.seen,
                    "last_seen": rewrite.last_seen,
                    "how": edit.how,
                    "was": edit.was or None,
                    "now": edit.now or None,
                    "said_no_more": tuple(f"{one.speaker or '?'}: {one.text}" for one in edit.went),
                    "said_only_now": tuple(f"{one.speaker or '?'}: {one.text}" for one in edit.came),
                    "before": rewrite.report_before,
                    "before_start": None if edit.before is None else edit.before[0],
                    "before_end": None if edit.before is None else edit.before[1],
                    "after": rewrite.report_after,
                    "after_start": None if edit.after is None else edit.after[0],
                    "after_end": None if edit.after is None else edit.after[1],
                }


EDITS = Table(
    "edits",
    "a sentence that was added to a page, removed, changed or moved from one version to the next",
    (
        Column("page", "string", "id of the page's history, as in versions"),
        Column("outlet", "string", "who publishes it"),
        Column("seen", "string", "when it was first seen changed; empty where the order of the versions is not known"),
        Column("last_seen", "string", "when it was last seen as it was before"),
        Column("how", "string", "added, removed, changed or moved"),
        Column("was", "string", "the sentence as it was; empty where it was added"),
        Column("now", "string", "the sentence as it is; empty where it was removed"),
        Column("said_no_more", "strings", "who was reported to have said what in it, and is no more"),
        Column("said_only_now", "strings", "who is reported to have said what in it only now"),
        Column("before", "string", "id of the report that is the earlier version"),
        Column("before_start", "integer", "where the sentence begins there, in code points from 0"),
        Column("before_end", "integer", "where it ends there, exclusive"),
        Column("after", "string", "id of the report that is the later version"),
        Column("after_start", "integer", "where the sentence begins there"),
        Column("after_end", "integer", "where it ends there, exclusive"),
    ),
    _edits,
    links={"before": "reports", "after": "reports"},
)
