from __future__ import annotations

import gzip
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from onrecord.fetch import Outcome
from onrecord.fetch.pace import TRIES
from tests.fetch.conftest import Fetch, Slept
from tests.fetch.site import PAGE, RSS, Reply, Site, reply


def only(outcomes: tuple[Outcome, ...]) -> tuple[str, str]:
    (outcome,) = outcomes
    return outcome.state, outcome.reason or ""


def in_turn(*replies: Reply) -> Reply:
    """Answer with the one, then the other; the last stays."""
    left = list(replies)
    return lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)


def test_a_page_is_fetched(get: Fetch, site: Site) -> None:
    site.pages["/ferry"] = reply(PAGE)
    (outcome,) = get(site.url("/ferry")).outcomes
    assert (outcome.state, outcome.status, outcome.size, outcome.media_type) == ("fetched", 200, len(PAGE), "text/html")


def test_an_address_given_twice_is_asked_for_once(get: Fetch, site: Site) -> None:
    site.pages["/ferry"] = reply(PAGE)
    assert len(get(site.url("/ferry"), site.url("/ferry#quay")).outcomes) == 1
    assert site.paths() == ["/ferry"]


def test_what_robots_txt_keeps_from_programs_is_not_asked_for(get: Fetch, site: Site) -> None:
    site.pages |= {"/robots.txt": reply(b"User-agent: *\nDisallow: /quiet"), "/quiet/a": reply(PAGE)}
    assert only(get(site.url("/quiet/a")).outcomes) == ("refused", "refused by the site's robots.txt")
    assert site.paths() == []


def test_rules_for_onrecord_go_before_rules_for_all(get: Fetch, site: Site) -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: onrecord\nAllow: /"
    site.pages |= {"/robots.txt": reply(rules), "/ferry": reply(PAGE)}
    assert only(get(site.url("/ferry")).outcomes)[0] == "fetched"


def test_a_site_whose_robots_txt_fails_is_left_alone(get: Fetch, site: Site) -> None:
    site.pages |= {"/robots.txt": reply(b"", 500), "/ferry": reply(PAGE)}
    state, reason = only(get(site.url("/ferry")).outcomes)
    assert state == "failed"
    assert "asked for its robots.txt" in reason
    assert site.paths() == []


def test_robots_txt_is_asked_for_once_a_site(get: Fetch, site: Site) -> None:
    site.pages |= {"/one": reply(PAGE), "/two": reply(PAGE)}
    get(site.url("/one"), site.url("/two"))
    assert site.asked == ["/robots.txt", "/one", "/two"]


def test_a_host_is_asked_once_in_the_delay_and_another_at_once(get: Fetch, site: Site, slept: Slept) -> None:
    site.pages |= {"/one": reply(PAGE), "/two": reply(PAGE)}
    get(
        site.url("/one", "norra.example"),
        site.url("/two", "norra.example"),
        site.url("/one", "holm.example"),
        delay=3.0,
    )
    assert slept.pauses == [3.0, 3.0, 3.0]  # robots.txt → one → two; and in the other host robots.txt → one


def test_a_longer_crawl_delay_wins_and_one_beyond_patience_is_told(get: Fetch, site: Site, slept: Slept) -> None:
    rules = reply(b"User-agent: *\nCrawl-delay: 7")
    site.pages |= {"/robots.txt": rules, "/one": reply(PAGE), "/two": reply(PAGE)}
    get(site.url("/one"), site.url("/two"), delay=1.0)
    assert slept.pauses == [1.0, 7.0]
    site.pages["/robots.txt"] = reply(b"User-agent: *\nCrawl-delay: 86400")
    state, reason = only(get(site.url("/one")).outcomes)
    assert (state, "86400 s between pages" in reason) == ("refused", True)


def test_a_busy_server_is_asked_again_after_the_time_that_it_names(get: Fetch, site: Site, slept: Slept) -> None:
    site.pages["/ferry"] = in_turn(reply(b"", 429, Retry_After="30"), reply(b"", 503), reply(PAGE))
    assert only(get(site.url("/ferry"), delay=0.0).outcomes)[0] == "fetched"
    assert slept.pauses == [30.0, 4.0]


def test_a_server_that_stays_busy_is_given_up(get: Fetch, site: Site) -> None:
    site.pages["/ferry"] = reply(b"", 503)
    assert only(get(site.url("/ferry")).outcomes) == ("failed", "the server answered 503 Service Unavailable")
    assert len(site.paths()) == TRIES


def test_a_server_that_asks_for_an_hour_is_not_asked_again(get: Fetch, site: Site, slept: Slept) -> None:
    site.pages["/ferry"] = reply(b"", 429, Retry_After="3600")
    state, reason = only(get(site.url("/ferry"), delay=0.0).outcomes)
    assert (state, reason) == ("failed", "the server answered 429 Too Many Requests, and asks to come back in 3,600 s")
    assert site.paths() == ["/ferry"]
    assert slept.pauses == []


def test_a_page_that_is_not_there_is_asked_for_once(get: Fetch, site: Site) -> None:
    assert only(get(site.url("/gone")).outcomes) == ("failed", "the server answered 404 Not Found")
    assert site.paths() == ["/gone"]


def test_a_redirection_is_followed_and_told(get: Fetch, site: Site) -> None:
    site.pages |= {"/old": reply(b"", 301, Location="/new"), "/new": reply(PAGE)}
    (outcome,) = get(site.url("/old")).outcomes
    assert (outcome.state, outcome.final) == ("fetched", site.url("/new"))


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("/old", "circle"),
        ("file:///etc/passwd", "no http or https address"),
        ("gopher://norra.example/", "no http or https address"),
        ("http://me:word@norra.example/", "name or password"),
        ("http://[norra/", "no address"),
        ("http://2130706433/", "number"),
    ],
)
def test_a_redirection_that_leads_nowhere_good_is_not_followed(
    get: Fetch, site: Site, target: str, reason: str
) -> None:
    site.pages["/old"] = reply(b"", 302, Location=target)
    state, why = only(get(site.url("/old")).outcomes)
    assert state in ("refused", "failed")
    assert reason in why
    assert site.paths() == ["/old"]


def test_a_sixth_redirection_is_not_followed(get: Fetch, site: Site) -> None:
    for number in range(9):
        site.pages[f"/{number}"] = reply(b"", 302, Location=f"/{number + 1}")
    assert only(get(site.url("/0")).outcomes) == ("failed", "more than 5 redirections")
    assert site.paths() == [f"/{number}" for number in range(6)]


def test_a_redirection_to_what_robots_txt_keeps_is_refused(get: Fetch, site: Site) -> None:
    site.pages |= {
        "/robots.txt": reply(b"User-agent: *\nDisallow: /quiet"),
        "/old": reply(b"", 302, Location="/quiet"),
        "/quiet": reply(PAGE),
    }
    assert only(get(site.url("/old")).outcomes) == ("refused", "refused by the site's robots.txt")


def test_a_page_that_says_that_it_is_too_large_is_not_read(get: Fetch, site: Site) -> None:
    site.pages["/ferry"] = reply(b"x" * 5000)
    state, reason = only(get(site.url("/ferry"), max_bytes=2000).outcomes)
    assert (state, reason) == ("refused", "too large: 5,000 bytes, the limit is 2,000 (--max-bytes)")


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"x" * 65536)


def test_a_page_without_end_is_read_to_the_limit(get: Fetch, site: Site) -> None:
    site.pages["/ferry"] = endless
    state, reason = only(get(site.url("/ferry"), max_bytes=100_000).outcomes)
    assert (state, reason) == ("refused", "too large: more than 100,000 bytes (--max-bytes)")


def test_a_head_without_end_fails(get: Fetch, site: Site) -> None:
    def huge(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            handler.wfile.write(b"X-Long: " + b"x" * 1000 + b"\r\n")

    site.pages["/ferry"] = huge
    state, reason = only(get(site.url("/ferry")).outcomes)
    assert state == "failed"
    assert "broken answer" in reason


def test_a_page_that_drips_is_given_up_at_the_time_limit(get: Fetch, site: Site) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while True:  # each byte well within any limit on a single read
            handler.wfile.write(b"x")
            time.sleep(0.02)

    site.pages["/ferry"] = drip
    state, reason = only(get(site.url("/ferry"), timeout=0.2).outcomes)
    assert (state, reason) == ("failed", "timed out: not all there within 0.2 s (--timeout)")


def test_a_page_that_breaks_off_failed(get: Fetch, site: Site) -> None:
    def short(handler: BaseHTTPRequestHandler) -> None:
        reply(PAGE, Content_Length=str(len(PAGE) + 5))(handler)
        handler.close_connection = True

    site.pages["/ferry"] = short
    state, reason = only(get(site.url("/ferry")).outcomes)
    assert state == "failed"
    assert "broken answer" in reason


def test_what_grows_beyond_the_limit_when_unpacked_is_refused(get: Fetch, site: Site) -> None:
    site.pages["/ferry"] = reply(gzip.compress(b"x" * 5_000_000), Content_Encoding="gzip")
    state, reason = only(get(site.url("/ferry"), max_bytes=1_000_000).outcomes)
    assert (state, reason) == ("refused", "too large: more than 1,000,000 bytes when unpacked (--max-bytes)")


def test_a_packed_page_is_fetched_and_one_packed_otherwise_is_not(get: Fetch, site: Site) -> None:
    site.pages["/ferry"] = reply(gzip.compress(PAGE), Content_Encoding="gzip")
    site.pages["/other"] = reply(PAGE, Content_Encoding="br")
    first, second = get(site.url("/ferry"), site.url("/other")).outcomes
    assert first.state == "fetched"
    assert (second.state, second.reason) == ("refused", "packed in a way that was not asked for (br)")


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "text/css", "application/zip"])
def test_what_nothing_reads_is_not_fetched(get: Fetch, site: Site, kind: str) -> None:
    site.pages["/ferry"] = reply(PAGE, Content_Type=kind)
    assert only(get(site.url("/ferry")).outcomes) == ("refused", f"of a kind that is not read ({kind})")


def test_no_cookie_and_nothing_of_the_environment_is_sent(
    get: Fetch, site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://10.0.0.1:3128")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password word")
    site.pages |= {"/one": reply(PAGE, Set_Cookie="who=me"), "/two": reply(PAGE)}
    get(site.url("/one"), site.url("/two"))
    assert site.paths() == ["/one", "/two"]
    assert all(not {"Cookie", "Authorization"} & set(head) for head in site.heads)


def test_who_asks_is_told(get: Fetch, site: Site) -> None:
    site.pages["/ferry"] = reply(PAGE)
    get(site.url("/ferry"), user_agent="desk/1", contact="desk@ostrel.example")
    assert {(head["User-Agent"], head["From"]) for head in site.heads} == {
        ("desk/1 (+mailto:desk@ostrel.example)", "desk@ostrel.example")
    }


def test_the_pages_that_a_feed_names_are_fetched(get: Fetch, site: Site) -> None:
    site.pages |= {"/feed": reply(RSS % site.url("").encode()), "/one": reply(PAGE), "/two": reply(PAGE)}
    outcomes = get(site.url("/feed")).outcomes
    assert [(one.state, one.url, one.items) for one in outcomes] == [
        ("fetched", site.url("/feed"), 2),
        ("fetched", site.url("/one"), None),
        ("fetched", site.url("/two"), None),
    ]


def test_of_a_feed_no_more_than_asked_for_are_fetched(get: Fetch, site: Site) -> None:
    site.pages |= {"/feed": reply(RSS % site.url("").encode()), "/one": reply(PAGE), "/two": reply(PAGE)}
    get(site.url("/feed"), items=1)
    assert site.paths() == ["/feed", "/one"]


def test_a_page_that_the_inbox_has_is_asked_whether_it_changed(get: Fetch, site: Site) -> None:
    def page(handler: BaseHTTPRequestHandler) -> None:
        same = handler.headers.get("If-None-Match") == '"7"'
        reply(b"", 304)(handler) if same else reply(PAGE, ETag='"7"')(handler)

    site.pages["/ferry"] = page
    assert only(get(site.url("/ferry")).outcomes)[0] == "fetched"
    assert only(get(site.url("/ferry")).outcomes)[0] == "not modified"


def test_a_feed_that_did_not_change_still_names_its_pages(get: Fetch, site: Site) -> None:
    def feed(handler: BaseHTTPRequestHandler) -> None:
        same = "If-Modified-Since" in handler.headers
        answer = RSS % site.url("").encode()
        when = "Mon, 03 Mar 2031 10:00:00 GMT"
        reply(b"", 304)(handler) if same else reply(answer, Last_Modified=when)(handler)

    site.pages["/feed"] = feed
    assert [one.state for one in get(site.url("/feed")).outcomes] == ["fetched", "failed", "failed"]
    site.pages |= {"/one": reply(PAGE), "/two": reply(PAGE)}
    assert [one.state for one in get(site.url("/feed")).outcomes] == ["not modified", "fetched", "fetched"]
    assert [one.state for one in get(site.url("/feed"), skip_known=True).outcomes] == ["not modified", "known", "known"]
