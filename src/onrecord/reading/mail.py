"""Mail and what is built like it: `.eml`, `.mbox`, and pages that a browser saved as `.mhtml`.

A message gives its body and each attachment that could be a report. The plain text of a body is taken before its HTML,
which in mails is mostly layout. Who sent a mail is seldom who published what it brings: an outlet is believed where the
table of outlets knows the sender's domain.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from onrecord.errors import InputError
from onrecord.outlets import by_domain
from onrecord.reading.facts import Fact, Facts, author_names, one_line
from onrecord.reading.items import Item, Items, Refused
from onrecord.reading.schema_org import web_address

MAX_HEADER = 10_000
"""Code points of a header that is read: lines have 998 by RFC 5322, and `email` takes hours for a hundred thousand
words in encodings."""
BROKEN_MAIL = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What the standard library raises on mail that no program writes."""
COVERING_WORDS = 40
"""A body of fewer words beside attachments that are read is a note about them, no report."""
_SUFFIXES = {
    "text/plain": ".txt",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/json": ".json",
    "message/rfc822": ".eml",
}
"""The reader of each media type that may be a report."""
_NOT_REPORTS = (
    "image/",
    "audio/",
    "video/",
    "font/",
    "text/css",
    "text/calendar",
    "application/pgp",
    "application/pkcs",
)
_PASSED_ON = re.compile(r"(?:(?:fwd?|re|aw|wg|tr|rv|i)\s*:\s*)+", re.IGNORECASE)
"""Before the subject of an answer or of a mail that is passed on, in the words of the common programs."""
_FROM_LINE = re.compile(rb"From \S+.*\d{4}\s*$")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


def open_message(file: BinaryIO, max_bytes: int) -> Items:
    """Yield the body and the attachments of a message (RFC 5322). See `items.Opener`."""
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InputError(f"too large: more than {max_bytes:,} bytes; a higher limit can be set with --max-bytes")
    yield from _items(_parsed(data), "", None)


def open_mailbox(file: BinaryIO, max_bytes: int) -> Items:
    """Yield the bodies and attachments of the messages of a mailbox (RFC 4155), `#1` the first message."""
    for number, (offset, data) in enumerate(_messages(file, max_bytes), 1):
        mark = f"#{number}"
        if len(data) > max_bytes:
            yield Refused(mark=mark, reason=InputError(f"too large: more than {max_bytes:,} bytes"))
            continue
        try:
            yield from _items(_parsed(data), mark, offset)
        except InputError as error:
            yield Refused(mark=mark, reason=error)


def open_saved_page(file: BinaryIO, max_bytes: int) -> Items:
    """Yield the page that a browser saved as `.mhtml` (RFC 2557), without its pictures and frames."""
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InputError(f"too large: more than {max_bytes:,} bytes; a higher limit can be set with --max-bytes")
    message = _parsed(data)
    try:
        page = next((part for part in message.walk() if part.get_content_type() in ("text/html", "text/plain")), None)
    except BROKEN_MAIL as error:
        raise InputError(f"broken: its headers or its parts cannot be read ({type(error).__name__})") from error
    if page is None:
        raise InputError("no page in it: none of its parts is HTML")
    address = web_address(_header(message, "Snapshot-Content-Location") or _header(page, "Content-Location"))
    facts = {"url": Fact(address, "MHTML: Snapshot-Content-Location")} if address else {}
    yield Item(
        mark="",
        suffix=_SUFFIXES[page.get_content_type()],
        data=_content(page),
        facts=facts,
        captured=_captured(message),
    )


class _Policy(email.policy.EmailPolicy):
    """The usual rules, but a header of which no end is seen counts as an empty one."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value if len(value) <= MAX_HEADER else "")


def _parsed(data: bytes) -> EmailMessage:
    try:
        message = email.message_from_bytes(data, policy=_Policy())
    except BROKEN_MAIL as error:
        raise InputError(f"broken: its headers or its parts cannot be read ({type(error).__name__})") from error
    if not isinstance(message, EmailMessage) or not message.keys():
        raise InputError("no message in it: it has no headers")
    return message


def _messages(file: BinaryIO, max_bytes: int) -> Iterator[tuple[int, bytes]]:
    """Yield where each message begins in bytes, and its bytes: one more than are allowed of one that is too large."""
    held: list[bytes] = []
    size = offset = begin = 0
    blank, found = True, False
    for line in iter(lambda: file.readline(max_bytes + 1), b""):
        if blank and _FROM_LINE.match(line):
            if found:
                yield begin, _QUOTED_FROM.sub(rb"\1", b"".join(held))
            held, size, found, begin = [], 0, True, offset
        elif not found and line.strip():
            raise InputError("no mailbox: it does not begin with a line `From `")
        elif size <= max_bytes:
            held.append(line)
            size += len(line)
        offset += len(line)
        blank = not line.strip()
    if not found:
        raise InputError("empty: no message in it")
    yield begin, _QUOTED_FROM.sub(rb"\1", b"".join(held))


def _items(message: EmailMessage, mark: str, offset: int | None) -> Items:
    try:
        yield from _parts(message, mark, offset)
    except BROKEN_MAIL as error:
        raise InputError(f"broken: its headers or its parts cannot be read ({type(error).__name__})") from error


def _parts(message: EmailMessage, mark: str, offset: int | None) -> Items:
    facts, record = _facts(message), one_line(_header(message, "Message-ID")) or None
    attached = [part for part in _attachments(message) if not part.get_content_type().startswith(_NOT_REPORTS)]
    body = message.get_body(("plain", "html"))
    words = len(_content(body).split()) if body is not None else 0
    readable = [part for part in attached if _suffix(part) is not None]
    if body is not None and words and not (readable and words < COVERING_WORDS):
        yield Item(
            mark=mark,
            suffix=_SUFFIXES[body.get_content_type()],
            data=_content(body),
            facts=facts,
            record=record,
            offset=offset,
            captured=None,
        )
    elif not attached:
        yield Refused(mark=mark, reason=InputError("empty: no text in the message"))
    else:
        yield Refused(mark=mark, reason=InputError(f"a note of {words} words beside what is attached; that is read"))
    for number, part in enumerate(attached, 1):
        name = PurePosixPath((part.get_filename() or f"attached-{number}").replace("\\", "/")).name
        suffix = _suffix(part)
        if suffix is None:
            what = f"an attachment of type {part.get_content_type()} is not read"
            yield Refused(mark=f"{mark}/{name}", reason=InputError(what))
            continue
        yield Item(mark=f"{mark}/{name}", suffix=suffix, data=_content(part), record=record, offset=offset)


def _attachments(message: EmailMessage) -> Iterator[EmailMessage]:
    for part in message.iter_attachments() if message.is_multipart() else ():
        if isinstance(part, EmailMessage):
            yield part


def _suffix(part: EmailMessage) -> str | None:
    """Return the suffix of the reader that a part gets: by its type, else by the name that the sender gave it."""
    kind = part.get_content_type()
    if kind == "application/octet-stream":
        suffix = PurePosixPath(part.get_filename() or "").suffix.casefold()
        return suffix if suffix in _SUFFIXES.values() else None
    return _SUFFIXES.get(kind)


def _content(part: MIMEPart) -> bytes:
    """Return what a part holds, text as UTF-8 whatever its charset says."""
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], MIMEPart) else b""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return b""
    if part.get_content_maintype() != "text":
        return data
    try:
        return data.decode(part.get_content_charset("utf-8")).encode("utf-8")
    except (LookupError, UnicodeError):  # an encoding that does not exist, or is not this one: the reader tells it
        return data


def _facts(message: EmailMessage) -> Facts:
    facts: dict[str, Fact] = {}
    subject = one_line(_header(message, "Subject"))
    passed_on = _PASSED_ON.match(subject)
    title = subject[passed_on.end() :] if passed_on else subject
    if title:
        facts["title"] = Fact(title, "mail: Subject")
    name, address = parseaddr(_header(message, "From"))
    outlet = by_domain(address.rpartition("@")[2].casefold()) if "@" in address else None
    if outlet is not None:
        facts["outlet"] = Fact(outlet.name, "mail: From")
    elif author_names(name):
        facts["authors"] = Fact(str(author_names(name)), "mail: From")
    sent = _sent(message)
    if sent is not None and not passed_on:  # the day of a mail that passes on another is its own
        facts["published"] = Fact(sent.strftime("%Y-%m-%dT%H:%M:%S"), "mail: Date")
    return facts


def _sent(message: EmailMessage) -> datetime | None:
    try:
        return parsedate_to_datetime(_header(message, "Date"))
    except (TypeError, ValueError):  # no date
        return None


def _captured(message: EmailMessage) -> str | None:
    """Return when a page was saved, in UTC; a time without its zone is not known."""
    sent = _sent(message)
    return sent.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if sent is not None and sent.tzinfo is not None else None


def _header(message: EmailMessage, name: str) -> str:
    """Return a header's value; '' where there is none, or none that can be read."""
    try:
        return str(message.get(name, ""))
    except BROKEN_MAIL:
        return ""
