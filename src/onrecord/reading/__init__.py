"""Reading: bytes to reports.

What comes in: files and folders, of texts, web pages, PDF, Word documents, mail, JSON (news-please, ninjs, schema.org),
tables (CSV, Parquet), news in XML (NewsML-G2, NITF), and of what holds such things, and a manifest. What goes out: for
each article a `Report` with its frozen text, what is known of it, on what basis, and its furniture marked; for each
input that gives none a `Rejected` with the reason.
`settle` then parts reports from duplicates, and finds the versions of one page.
"""

from onrecord.reading.addresses import address_of, canonical
from onrecord.reading.elsewhere import pointed_at, with_pages
from onrecord.reading.facts import Fact
from onrecord.reading.field_names import FieldNames, field_names
from onrecord.reading.inputs import Input, find_inputs, find_manifest, real_path
from onrecord.reading.limits import Limits
from onrecord.reading.manifest import Manifest, load_manifest
from onrecord.reading.opening import UNREADABLE
from onrecord.reading.parts import can_part
from onrecord.reading.plugged import plugged_readers
from onrecord.reading.reader import read, read_all
from onrecord.reading.settle import Settled, settle
from onrecord.reading.stdin import piped
from onrecord.reading.versions import body

__all__ = [
    "UNREADABLE",
    "Fact",
    "FieldNames",
    "Input",
    "Limits",
    "Manifest",
    "Settled",
    "address_of",
    "body",
    "can_part",
    "canonical",
    "field_names",
    "find_inputs",
    "find_manifest",
    "load_manifest",
    "piped",
    "plugged_readers",
    "pointed_at",
    "read",
    "read_all",
    "real_path",
    "settle",
    "with_pages",
]
