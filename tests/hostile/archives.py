"""Archives: bombs, members that lie on one another, names that lead out, links, sizes that lie."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Mapping

from tests.hostile.makers import STORY, hostile, noise

TEXT = STORY.encode()
OUTSIDE = (
    "../../escaped.txt",
    "/tmp/escaped-absolute.txt",  # noqa: S108 -- a name that must never be written to
    "..\\..\\escaped.txt",
    "C:\\escaped.txt",
    "a/../../escaped.txt",
    "//server/share/escaped.txt",
    "nul.txt",
)


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return a zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


@hostile(".zip")
def flat_bomb() -> bytes:
    return zipped({f"{number}.txt": bytes(15_000_000) for number in range(4)})


@hostile(".zip")
def bomb_of_one_member() -> bytes:
    return zipped({"zeros.txt": bytes(60_000_000), "story.txt": TEXT})


@hostile(".zip")
def nested_bomb() -> bytes:
    data = zipped({"zeros.txt": b"0" * 5_000_000})
    for level in range(6):
        data = zipped({f"{level}-{copy}.zip": data for copy in range(4)})
    return data


@hostile(".zip")
def overlapping_members() -> bytes:
    """Many entries of the directory that lead to one member (Fifield, *A better zip bomb*, 2019)."""
    data = zipped({"a.txt": noise(30_000)})
    end = data.rindex(b"PK\x05\x06")
    begin = data.index(b"PK\x01\x02")
    entry = data[begin:end]
    count = 5_000
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, begin, 0)
    return data[:begin] + entry * count + tail


@hostile(".zip")
def names_that_lead_out() -> bytes:
    return zipped({**dict.fromkeys(OUTSIDE, TEXT), "inside.txt": TEXT})


@hostile(".zip")
def names_that_steer() -> bytes:
    return zipped({"\x1b[31m\u202etxt.\x07.txt": TEXT, "=cmd|' /C calc'!A0.txt": TEXT, "a\nb.txt": TEXT})


@hostile(".zip")
def link_out_of_a_zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return made.getvalue()


@hostile(".zip")
def size_that_lies() -> bytes:
    data = bytearray(zipped({"a.txt": b"0" * 1_000_000}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<L", 10)
    return bytes(data)


@hostile(".zip")
def directory_that_is_cut() -> bytes:
    return zipped({"a.txt": TEXT, "b.txt": TEXT})[:-30]


@hostile(".zip", ".tar", ".gz", ".tar.gz", ".bz2", ".xz", ".warc", ".warc.gz", ".wacz", ".docx", ".pdf", ".parquet")
def noise_for_a_file() -> bytes:
    return noise(50_000)


@hostile(".zip", ".tar", ".gz", ".txt", ".html", ".pdf", ".docx", ".json", ".eml", ".mbox", ".xml", ".warc", ".csv")
def nothing_at_all() -> bytes:
    return b""


@hostile(".tar")
def members_that_lead_out() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name in (*OUTSIDE, "inside.txt"):
            member = tarfile.TarInfo(name)
            member.size = len(TEXT)
            archive.addfile(member, io.BytesIO(TEXT))
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            member = tarfile.TarInfo(f"special-{ord(kind)}.txt")
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
    return made.getvalue()


@hostile(".tar")
def head_of_an_exabyte() -> bytes:
    member = tarfile.TarInfo("huge.txt")
    member.size = 1 << 60
    return member.tobuf(tarfile.GNU_FORMAT) + TEXT


@hostile(".tar")
def longest_name() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as archive:
        member = tarfile.TarInfo("x" * 900_000 + ".txt")
        member.size = len(TEXT)
        archive.addfile(member, io.BytesIO(TEXT))
    return made.getvalue()


@hostile(".txt.gz")
def gzip_bomb() -> bytes:
    return gzip.compress(bytes(60_000_000))


@hostile(".txt.gz")
def gzip_in_pieces() -> bytes:
    return gzip.compress(b"a") * 20_000


@hostile(".txt.bz2")
def bzip2_bomb() -> bytes:
    return bz2.compress(bytes(60_000_000))


@hostile(".txt.xz")
def xz_bomb() -> bytes:
    return lzma.compress(bytes(60_000_000), preset=0)


@hostile(".warc")
def length_that_no_record_has() -> bytes:
    return b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"


@hostile(".warc")
def negative_length() -> bytes:
    return b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx" * 50


@hostile(".warc")
def header_without_end() -> bytes:
    return b"WARC/1.0\r\nWARC-Type: response\r\nX: " + b"a" * 5_000_000
