"""Makes the archives that stand beside it, with the programs that people make such with: wget, warcio, wacz, zip, tar.

    uv run --with warcio --with wacz --with feedgen python tests/reading/files/make_archives.py

It serves invented pages on this machine alone and has them fetched. It was run once; tests read what it made.
"""

from __future__ import annotations

import gzip
import http.server
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).parent
PARAGRAPHS = (
    "The port of Eske opens on Monday after nine months of work, the harbour commissioner Ilva Tesk said.",
    "“We did not lose a single day,” she told reporters on the quay, while the first ferry was moored.",
    "The city paid 12 million crowns, two million more than the council had agreed to in the spring.",
    "Fishermen from Torvey said that they had not been asked, and that the café on the mole is to close.",
)


def page(title: str) -> str:
    """Return a page of an invented outlet."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<!doctype html><html lang=en><head><title>{title} | Norra News</title>"
        '<meta property="og:site_name" content="Norra News">'
        '<meta property="article:published_time" content="2031-05-04T18:05:00Z">'
        '<link rel="stylesheet" href="/style.css"></head>'
        f'<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>{body}<img src="/port.png"></article>'
        "</body></html>"
    )


class Site(http.server.BaseHTTPRequestHandler):
    """The site: one page as it is, one in chunks and packed, one in an old encoding, and what is no page."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path
        if path == "/port.html":
            self.give("text/html; charset=utf-8", page("Port of Eske opens").encode())
        elif path == "/old.html":
            self.give("text/html; charset=windows-1252", page("Café on the mole closes").encode("cp1252"))
        elif path == "/packed.html":
            self.send_response(200)
            for name, value in (
                ("Content-Type", "text/html"),
                ("Content-Encoding", "gzip"),
                ("Transfer-Encoding", "chunked"),
            ):
                self.send_header(name, value)
            self.end_headers()
            packed = gzip.compress(page("Ferry waits for the mole").encode(), mtime=0)
            for piece in (packed[:300], packed[300:], b""):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        elif path == "/moved.html":
            self.send_response(301)
            self.send_header("Location", "/port.html")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif path == "/style.css":
            self.give("text/css", b"p { margin: 0 }")
        elif path == "/port.png":
            self.give("image/png", b"\x89PNG\r\n")
        elif path == "/robots.txt":
            self.give("text/plain", b"User-agent: *\nAllow: /\n")
        elif path == "/ferries.json":
            self.give("application/json", b'[{"ferry": "Ilva"}]')
        else:
            self.give("text/html", b"<p>There is no such page.</p>", 404)

    def give(self, kind: str, body: bytes, status: int = 200) -> None:
        """Send an answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def version_string(self) -> str:
        """Name no program."""
        return "norra"


def crawl(folder: Path) -> None:
    """Let wget fetch the site into WARC files, packed and not."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    pages = ("port.html", "packed.html", "old.html", "moved.html", "gone.html")
    names = (*pages, "ferries.json", "port.png", "robots.txt", "style.css")
    urls = [f"http://127.0.0.1:{server.server_port}/{name}" for name in names]
    for name, options in (("crawled", []), ("crawled_plain", ["--no-warc-compression"])):
        command = ["wget", "-q", "--no-proxy", "--tries=1", f"--warc-file={name}", "--no-warc-keep-log", *options]
        subprocess.run([*command, "-O", os.devnull, *urls], check=False, cwd=folder)
    server.shutdown()


def revisit(folder: Path) -> None:
    """Let warcio write a page, a second capture that was the same, and one whose first capture is not there."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with (folder / "revisited.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        url = "https://norra.example/port"
        payload = BytesIO(page("Port of Eske opens").encode())
        first = writer.create_warc_record(
            url, "response", payload=payload, http_headers=head, warc_headers_dict={"WARC-Date": "2031-05-04T20:00:00Z"}
        )
        writer.write_record(first)
        digest = first.rec_headers.get_header("WARC-Payload-Digest")
        for at, of in ((url, digest), ("https://norra.example/ferry", "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")):
            again = writer.create_revisit_record(
                at,
                of,
                at,
                "2031-05-04T20:00:00Z",
                http_headers=head,
                warc_headers_dict={"WARC-Date": "2031-05-05T20:00:00Z"},
            )
            writer.write_record(again)


def run(command: list[str | Path], folder: Path) -> None:
    """Run a command in a folder; it has to succeed."""
    subprocess.run(command, check=True, cwd=folder)


def archives(folder: Path) -> None:
    """Let zip and tar pack the same folder: names in other alphabets, a hidden file, a link, one with a password."""
    inside = folder / "in"
    (inside / "märz").mkdir(parents=True)
    (inside / "port.html").write_text(page("Port of Eske opens"), encoding="utf-8")
    (inside / "märz" / "фермы.txt").write_text("\n\n".join(("Farms ask for rain", *PARAGRAPHS)), encoding="utf-8")
    (inside / ".hidden.txt").write_text("nothing", encoding="utf-8")
    (inside / "link.html").symlink_to("port.html")
    run(["zip", "-q", "-r", "-y", folder / "packed.zip", "."], inside)
    run(["zip", "-q", "-P", "secret", folder / "locked.zip", "port.html"], inside)
    run(["tar", "--sort=name", "-czf", folder / "packed.tar.gz", "."], inside)
    run(["tar", "--sort=name", "--format=pax", "-cJf", folder / "packed.tar.xz", "."], inside)
    shutil.copy(inside / "port.html", folder / "port.html")
    run(["gzip", "-k", "port.html"], folder)
    run(["bzip2", "-k", "port.html"], folder)


def feeds(folder: Path) -> None:
    """Let feedgen write one feed as RSS and as Atom: an item that is whole, and a teaser."""
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.id("https://norra.example/")
    feed.title("Norra News")
    feed.link(href="https://norra.example/")
    feed.description("News of the coast")
    feed.language("en")
    feed.updated(datetime(2031, 5, 4, 20, tzinfo=UTC))
    for name, title, whole in (("port", "Port of Eske opens", True), ("ferry", "Ferry waits", False)):
        item = feed.add_entry(order="append")
        item.id(f"https://norra.example/{name}")
        item.link(href=f"https://norra.example/{name}")
        item.title(title)
        item.author(name="Jane Doe", email="jane@norra.example")
        item.published(datetime(2031, 5, 4, 18, 5, tzinfo=UTC))
        item.updated(datetime(2031, 5, 4, 19, 5, tzinfo=UTC))
        if whole:
            item.content("".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS), type="CDATA")
        item.summary(PARAGRAPHS[0])
    feed.rss_file(str(folder / "feed.rss"), pretty=True)
    feed.atom_file(str(folder / "feed.atom"), pretty=True)


def main() -> None:
    """Make them all."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        crawl(folder)
        revisit(folder)
        archives(folder)
        feeds(folder)
        pages = folder / "pages.txt"
        pages.write_text(
            '{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}\n'
            '{"url": "https://norra.example/port", "ts": "2031-05-04T20:00:00Z", "title": "Port of Eske | Norra"}\n'
        )
        wacz: list[str | Path] = [
            sys.executable,
            "-m",
            "wacz.main",
            "create",
            "-f",
            folder / "revisited.warc.gz",
            "-p",
            pages,
        ]
        run([*wacz, "-o", folder / "visited.wacz"], folder)
        pages.unlink()
        for made in sorted(folder.iterdir()):
            if made.is_file() and made.name != "port.html":
                shutil.copy(made, HERE / made.name)


if __name__ == "__main__":
    main()
