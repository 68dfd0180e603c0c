"""What is shown at each address, without a script."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import onrecord
from onrecord.app.view import VIEWS
from onrecord.model import Claim, Entity, Mention, Report, Statement, Story
from tests.app.conftest import Open
from tests.record.stories import keep

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "</title></style><svg onload=alert(1)>",
    '" hx-get="/export/json" hx-trigger="load" alt="',
    "\u202egnihtemos\u202c \x00 \ud800 \uffff",
]


def _addresses(client: TestClient) -> list[str]:
    first = {name: client.get(f"/api/v1/{name}?limit=2").json()["items"] for name in ("claims", "reports", "entities")}
    one, other = (row["id"] for row in first["reports"])
    return [
        *(path for group in VIEWS for _, path, _ in group),
        f"/claims/{first['claims'][0]['id']}",
        f"/reports/{one}",
        "/reports/compare",
        f"/reports/compare?a={one}&b={other}",
        f"/people/{first['entities'][0]['id']}",
        "/search?q=the",
        "/claims?q=ferry&stands=shared&order=newest",
        "/help",
    ]


def test_every_view_is_shown_and_named(client: TestClient) -> None:
    for address in _addresses(client):
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.text[:300])
        assert answer.text.count("<h1") == 1, address
        assert re.search(r"<title>[^<]+ · story.db</title>", answer.text), address
        assert '<a class="skip" href="#main">' in answer.text


def test_every_link_of_every_view_leads_somewhere(client: TestClient) -> None:
    seen: set[str] = set()
    for address in _addresses(client):
        for found in re.findall(r'(?:href|action|src)="([^"]*)"', client.get(address).text):
            link = html.unescape(found)
            assert link.startswith(("/", "#", "http://", "https://")) or link == "", (address, link)
            if link.startswith("/"):
                seen.add(link.partition("#")[0])
    some = sorted(seen)[:: max(1, len(seen) // 120)]
    bad = {link: code for link in some if (code := client.get(link).status_code) not in (200, 405)}
    assert bad == {}


def test_a_link_to_a_span_finds_the_words_that_it_carries(client: TestClient) -> None:
    page = client.get("/claims?stands=shared").text
    claim = html.unescape(re.findall(r'href="(/claims/c-[^"]+)"', page)[0])
    links = [html.unescape(one) for one in re.findall(r'href="(/reports/r-[^"]+#lit)"', client.get(claim).text)]
    assert links
    for link in links:
        shown = client.get(link.partition("#")[0])
        assert shown.status_code == 200
        assert 'id="lit"' in shown.text
        assert "do not stand in this report" not in shown.text
        assert "at another place" not in shown.text


def test_a_link_whose_offsets_are_wrong_marks_its_words_where_they_are_and_says_so(client: TestClient) -> None:
    report = client.get("/api/v1/reports?limit=1").json()["items"][0]["id"]
    text = client.get(f"/api/v1/reports/{report}").json()["text"]
    words = " ".join(text.split()[20:30])
    answer = client.get(f"/reports/{report}", params={"at": "0-5", "quote": words})
    assert "stand at another place" in answer.text
    assert 'id="lit"' in answer.text
    none = client.get(f"/reports/{report}", params={"at": "0-5", "quote": "no such words anywhere"})
    assert "do not stand in this report" in none.text
    assert 'id="lit"' not in none.text


def test_a_claim_whose_id_is_gone_is_found_by_its_words_or_is_said_to_be_gone(client: TestClient) -> None:
    claim = client.get("/api/v1/claims?limit=1").json()["items"][0]
    moved = client.get("/claims/c-0000000000", params={"quote": claim["text"][:80]})
    assert moved.status_code == 303
    assert moved.headers["location"].startswith(f"/claims/{claim['id']}?")
    assert "built anew" in client.get(moved.headers["location"]).text
    gone = client.get("/claims/c-0000000000", params={"quote": "no such words anywhere"})
    assert gone.status_code == 404
    assert "not there any more" in gone.text
    assert "no such words anywhere" in gone.text


def test_an_id_with_other_words_never_shows_another_claim(client: TestClient) -> None:
    one, other = client.get("/api/v1/claims?limit=2").json()["items"]
    answer = client.get(f"/claims/{one['id']}", params={"quote": other["text"]})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/claims/{other['id']}?")


def test_a_report_that_is_gone_is_found_by_the_words_of_its_link(client: TestClient) -> None:
    report = client.get("/api/v1/reports?limit=1").json()["items"][0]["id"]
    title = client.get(f"/api/v1/reports/{report}").json()["text"][200:260]
    answer = client.get("/reports/r-0000000000", params={"at": "1-9", "quote": title.strip()})
    assert answer.status_code in (303, 404)
    assert report in answer.headers.get("location", "") + answer.text


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ("stands=single", lambda one: len(one["channels"]) == 1),
        ("stands=shared", lambda one: len(one["reports"]) > 1),
        ("q=ferry", bool),
        ("until=2025-03-12", bool),
    ],
)
def test_filters_keep_what_they_name_and_nothing_is_lost(client: TestClient, asked: str, holds: object) -> None:
    assert callable(holds)
    whole = client.get("/api/v1/claims?limit=200").json()
    part = client.get(f"/api/v1/claims?limit=200&{asked}").json()
    assert 0 < part["total"] < whole["total"]
    assert all(holds(one) for one in part["items"])
    if asked.startswith("stands"):
        kept = {one["id"] for one in part["items"]}
        assert not any(holds(one) for one in whole["items"] if one["id"] not in kept)


@pytest.mark.parametrize(
    "address",
    ["/claims?since=yesterday", "/claims?kind=loud", "/claims?as_of=someday", "/promises?status=x", "/new?since=x"],
)
def test_what_cannot_be_asked_is_said_in_words(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "cannot be shown" in answer.text


def test_as_of_a_day_is_carried_on_by_every_link_and_leaves_out_what_came_later(client: TestClient) -> None:
    day = client.get("/api/v1/record").json()["days"][0]
    client.get(f"/claims?as_of={day}")
    for _ in range(40):
        answer = client.get(f"/claims?as_of={day}")
        if answer.status_code != 202:
            break
    assert f"As of {day}" in answer.text
    links = re.findall(r'href="(/claims/c-[^"]+)"', answer.text)
    assert links
    assert all(f"as_of={day}" in link for link in links)
    now, then = (client.get(f"/api/v1/record{q}").json() for q in ("", f"?as_of={day}"))
    assert then["reports"] < now["reports"]


def test_what_the_browser_has_already_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/claims")
    again = client.get("/claims", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_search_finds_as_one_types(client: TestClient) -> None:
    assert client.get("/search?q=ferr").text.count("data-row") > 0
    assert client.get("/search", params={"q": '"unfinished (('}).status_code == 200
    assert client.get("/search?q=!!").status_code == 200


class _Strange(HTMLParser):
    """Gathers what no page of the app has: script of its own, handlers, pictures, forms that lead elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        own = given.get("src", "").startswith("/static/") if tag == "script" else tag not in ("img", "iframe", "object")
        self.found += [] if own else [tag]
        self.found += [name for name in given if name.startswith("on") or name in ("style", "srcdoc")]
        for name in ("hx-get", "action"):
            if given.get(name, "/claims").partition("?")[0] not in OWN:
                self.found.append(given[name])


OWN = {"/claims", "/reports", "/people", "/search", "/new", "/decisions", "/contested", "/promises", "/", "/coverage",
       "/labels", "/timeline", "/export", "/people/e-1", "/claims/c-1", "/reports/r-1"}  # fmt: skip


def _strange(page: str) -> list[str]:
    parser = _Strange()
    parser.feed(page)
    return parser.found


def test_what_is_strange_would_be_found() -> None:
    assert _strange('<img src=x onerror=alert(1)><p hx-get="/export/json">') == ["img", "onerror", "/export/json"]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_of_a_report_become_markup_or_script(tmp_path: Path, open_app: Open, words: str) -> None:
    kept = "".join(sign for sign in words if sign not in "\x00\ud800")
    text = f"{kept} said that {kept} was so."
    start = len(kept) + len(" said that ")
    said = Statement(
        id="s-1",
        report="r-1",
        kind="indirect",
        source=((0, len(kept)),),
        cue=((len(kept) + 1, len(kept) + 5),),
        content=((start, start + len(kept)),),
        text=kept,
        sentence=(0, len(text)),
        speaker="e-1",
    )
    story = Story(
        reports=(
            Report(id="r-1", input=f"{kept[:20]}.txt", text=text, title=kept, outlet=kept, published="2031-03-04"),
        ),
        entities=(
            Entity(
                id="e-1",
                name=kept,
                kind="person",
                forms=(kept,),
                mentions=(Mention(report="r-1", span=(0, len(kept))),),
            ),
        ),
        statements=(said,),
        claims=(
            Claim(
                id="c-1",
                text=kept,
                statements=("s-1",),
                reports=("r-1",),
                vouchers=("e-1",),
                channels=(("r-1",),),
                first_reported="2031-03-04",
            ),
        ),
    )
    client = open_app(keep(tmp_path / "story.db", story))
    addresses = [
        "/",
        "/claims",
        "/claims/c-1",
        "/reports",
        "/reports/r-1",
        "/people",
        "/people/e-1",
        "/timeline",
        "/export",
    ]
    for address in [*addresses, "/search?q=so", "/coverage", "/labels"]:
        page = client.get(address)
        assert page.status_code == 200, (address, page.text[:500])
        assert _strange(page.text) == [], address
        assert "\u202e" not in page.text
        assert "49" not in re.findall(r"<h1[^>]*>(.*?)</h1>", page.text, re.S)[0]
    for query in ({"q": words.replace("\ud800", "")}, {"q": "x", "speaker": kept}, {"outlet": kept}):
        assert client.get("/claims", params=query).status_code == 200
        assert _strange(client.get("/search", params={"q": query.get("q", kept)}).text) == []


def test_the_one_file_page_and_every_format_can_be_taken_along(client: TestClient) -> None:
    from onrecord.formats.registry import names

    for name in ("page", *names()):
        answer = client.get(f"/export/{name}")
        assert answer.status_code == 200, name
        assert answer.headers["content-disposition"].startswith('attachment; filename="story')
        assert len(answer.content) > 0
    assert client.get("/export/none").status_code == 404


def test_the_app_says_what_the_record_says(built: Path, client: TestClient) -> None:
    with onrecord.open(built) as record:
        story = record.story()
    told = client.get("/api/v1/record").json()
    assert told["claims"] == len(story.claims)
    assert told["reports"] == len(story.reports)
    assert f"Given {len(story.reports) + len(story.duplicates) + len(story.rejected)} = read" in client.get("/").text
