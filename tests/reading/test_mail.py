from __future__ import annotations

import io
import mailbox
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.reading.from_html import read_html
from onrecord.reading.items import Item, Items, Refused
from onrecord.reading.mail import open_mailbox, open_message, open_saved_page

FILES = Path(__file__).parent / "files"
BODY = "The wall of Eske fell on Monday, the harbour master said, and two ships were lost in the night.\n" * 4
LIMIT = 100_000


def message(subject: str = "The wall of Eske falls", body: str = BODY) -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = subject
    made["From"] = "Jane Doe <jane@norra.example>"
    made["Date"] = "Sun, 04 May 2031 10:00:00 +0200"
    made["Message-ID"] = "<1@norra.example>"
    made.set_content(body)
    return made


def opened(made: EmailMessage) -> list[Item | Refused]:
    return list(open_message(io.BytesIO(made.as_bytes()), LIMIT))


def values(item: Item | Refused) -> dict[str, str]:
    assert isinstance(item, Item)
    return {field: fact.value for field, fact in item.facts.items()}


def test_a_message_is_its_body_with_subject_sender_and_day() -> None:
    (item,) = opened(message())
    assert isinstance(item, Item)
    assert (item.mark, item.suffix, item.data.decode(), item.record) == ("", ".txt", BODY, "<1@norra.example>")
    assert values(item) == {
        "title": "The wall of Eske falls",
        "authors": "Jane Doe",
        "published": "2031-05-04T10:00:00",
    }


def test_a_message_that_passes_on_another_has_no_day_of_publication() -> None:
    (item,) = opened(message("Fwd: FW: The wall of Eske falls"))
    assert values(item) == {"title": "The wall of Eske falls", "authors": "Jane Doe"}


def test_plain_text_is_taken_before_html() -> None:
    made = message()
    made.add_alternative(f"<p>{BODY}</p>", subtype="html")
    (item,) = opened(made)
    assert isinstance(item, Item)
    assert item.suffix == ".txt"


def test_what_is_attached_is_read_by_its_type_and_what_is_no_report_is_refused() -> None:
    made = message()
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="../../wall.pdf")
    made.add_attachment(b"PK", maintype="application", subtype="octet-stream", filename="wall.docx")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="wall.png")
    made.add_attachment(b"x", maintype="application", subtype="x-lost", filename="wall.lost")
    found = opened(made)
    assert [(one.mark, one.suffix) for one in found if isinstance(one, Item)] == [
        ("", ".txt"),
        ("/wall.pdf", ".pdf"),
        ("/wall.docx", ".docx"),
    ]
    assert [(one.mark, str(one.reason)) for one in found if isinstance(one, Refused)] == [
        ("/wall.lost", "an attachment of type application/x-lost is not read")
    ]


def test_a_note_beside_what_it_brings_is_no_report() -> None:
    made = message(body="Please see below.\n")
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="wall.pdf")
    note, item = opened(made)
    assert isinstance(note, Refused)
    assert str(note.reason) == "a note of 3 words beside what is attached; that is read"
    assert isinstance(item, Item)


def test_a_message_in_another_charset_is_read() -> None:
    made = message()
    made.set_content("Łódź harbour " * 40, charset="iso-8859-2")
    (item,) = opened(made)
    assert isinstance(item, Item)
    assert item.data.decode().startswith("Łódź harbour")


def test_an_empty_message_is_refused() -> None:
    (found,) = opened(message(body="\n"))
    assert isinstance(found, Refused)
    assert "empty" in str(found.reason)


def test_what_is_no_message_is_refused() -> None:
    with pytest.raises(InputError, match="no message"):
        list(open_message(io.BytesIO(b"\n\nThe wall fell."), LIMIT))


def test_the_messages_of_a_mailbox_are_read_one_by_one(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "all.mbox")
    for number in range(3):
        box.add(message(f"Part {number}", f"From here on, part {number}.\n\nFrom there. {BODY}"))
    box.close()
    data = (tmp_path / "all.mbox").read_bytes()
    found = [one for one in open_mailbox(io.BytesIO(data), LIMIT) if isinstance(one, Item)]
    assert [(one.mark, values(one)["title"]) for one in found] == [("#1", "Part 0"), ("#2", "Part 1"), ("#3", "Part 2")]
    assert found[1].data.decode().startswith("From here on, part 1.\n\nFrom there.")
    for one in found:
        assert one.offset is not None
        assert data[one.offset :].startswith(b"From ")


def test_a_message_that_is_too_large_costs_itself_only(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "all.mbox")
    for size in (1, 1_000, 1):
        box.add(message(body=BODY * size))
    box.close()
    first, second, third = open_mailbox(io.BytesIO((tmp_path / "all.mbox").read_bytes()), 50_000)
    assert isinstance(second, Refused)
    assert "too large" in str(second.reason)
    assert (first.mark, third.mark) == ("#1", "#3")


def test_a_page_that_a_browser_saved_is_read_with_its_address_and_the_time_of_saving() -> None:
    (item,) = open_saved_page(io.BytesIO((FILES / "saved.mhtml").read_bytes()), LIMIT)
    assert isinstance(item, Item)
    assert values(item) == {"url": "http://norra.example/a.html"}
    assert item.captured == "2026-11-22T20:53:59Z"
    assert "who had come down to the quay before dawn" in read_html(item.data).text


def test_a_saved_page_without_html_is_refused() -> None:
    made = EmailMessage()
    made["From"] = "<Saved by Blink>"
    made.add_attachment(b"x", maintype="image", subtype="png", filename="a.png")
    with pytest.raises(InputError, match="no page in it"):
        list(open_saved_page(io.BytesIO(made.as_bytes()), LIMIT))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_damaged_mail_gives_what_is_left_or_a_reason(data: st.DataObject) -> None:
    made = message()
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="wall.pdf")
    whole = b"From a Sun May 4 10:00:00 2031\n" + made.as_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    junk = data.draw(st.binary(min_size=1, max_size=30))
    broken = whole[:at] + junk + whole[at + data.draw(st.integers(0, 60)) :]

    def read(items: Items) -> None:
        with suppress(InputError):
            assert all(one.mark == "" or one.mark[0] in "#/" for one in items)

    read(open_message(io.BytesIO(broken), LIMIT))
    read(open_mailbox(io.BytesIO(broken), LIMIT))
    read(open_saved_page(io.BytesIO(broken), LIMIT))
