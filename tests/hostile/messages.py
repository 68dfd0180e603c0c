"""Mail: depth, heads without end, parts without number."""

from __future__ import annotations

import base64

from tests.hostile.makers import STORY, hostile

_HEAD = "From: a@norra.example\r\nSubject: The port\r\nMIME-Version: 1.0\r\n"


@hostile(".eml", ".mhtml")
def nested_a_thousand_deep() -> bytes:
    open_, close = "", ""
    for level in range(1_000):
        open_ += f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n'
        close = f"\r\n--b{level}--\r\n" + close
    return f"{_HEAD}{open_}Content-Type: text/plain\r\n\r\n{STORY}{close}".encode()


@hostile(".eml")
def messages_in_messages() -> bytes:
    wrapped = f"Content-Type: text/plain\r\n\r\n{STORY}"
    for _ in range(500):
        wrapped = f"Content-Type: message/rfc822\r\n\r\n{_HEAD}{wrapped}"
    return f"{_HEAD}{wrapped}".encode()


@hostile(".eml")
def head_of_ten_megabytes() -> bytes:
    return f"{_HEAD}X-Long: {'a' * 10_000_000}\r\n\r\n{STORY}".encode()


@hostile(".eml")
def subject_of_a_megabyte() -> bytes:
    return f"From: a@norra.example\r\nSubject: {'=?utf-8?q?a?= ' * 20_000}\r\n\r\n{STORY}".encode()


@hostile(".eml")
def address_of_brackets() -> bytes:
    return f"From: {'(' * 20_000}{'<' * 20_000}\r\nSubject: x\r\n\r\n{STORY}".encode()


@hostile(".eml")
def type_of_semicolons() -> bytes:
    return f"{_HEAD}Content-Type: text/plain{';a*0*=b' * 5_000}\r\n\r\n{STORY}".encode()


@hostile(".eml")
def ten_thousand_parts() -> bytes:
    parts = "--b\r\nContent-Disposition: attachment; filename=../../x.txt\r\n\r\nx\r\n" * 3_000
    return f"{_HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{parts}--b--".encode()


@hostile(".eml")
def charset_that_is_a_codec() -> bytes:
    packed = base64.b64encode(b"\xff\xfe" * 500).decode()
    return f"{_HEAD}Content-Type: text/plain; charset=zip\r\nContent-Transfer-Encoding: base64\r\n\r\n{packed}".encode()


@hostile(".eml")
def subject_that_steers() -> bytes:
    words = "=?utf-8?b?" + base64.b64encode("\x1b]8;;http://evil.example\x07=1+1\u202e".encode()).decode() + "?="
    return f"From: a@norra.example\r\nSubject: {words}\r\nDate: Mon, 99 Foo 99999 99:99\r\n\r\n{STORY}".encode()


@hostile(".mbox")
def mailbox_without_end() -> bytes:
    return b"From a@norra.example Mon Mar  3 10:00:00 2031\nSubject: x\n\n" + b"a" * 15_000_000


@hostile(".mbox")
def mailbox_of_beginnings() -> bytes:
    return b"From a@norra.example Mon Mar  3 10:00:00 2031\n\n" * 3_000


@hostile(".mhtml")
def boundary_that_lies() -> bytes:
    return f'{_HEAD}Content-Type: multipart/related; boundary=""\r\n\r\n--\r\n\r\n{STORY}'.encode()
