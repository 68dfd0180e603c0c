"""Whatever is given: it ends as a report or as a rejection that a person understands, and costs nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.model import Rejected, Report
from onrecord.reading import Limits, find_inputs, read
from tests.hostile.archives import OUTSIDE
from tests.hostile.conftest import Taken
from tests.hostile.corpus import CORPUS, neighbour
from tests.hostile.makers import Maker

NO_NETWORK = """
import socket, sys
def forbidden(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        print("network:", event, arguments, file=sys.stderr, flush=True)
        import os
        os._exit(99)
sys.addaudithook(forbidden)
from pathlib import Path
from onrecord.reading import find_inputs
from onrecord.reading.reader import read_input
for item in find_inputs([sys.argv[1]]):
    print(len(list(read_input(item, {}))))
"""


@pytest.mark.parametrize("maker", CORPUS, ids=lambda maker: maker.file)
def test_a_hostile_input_is_accounted_for(maker: Maker, taken: Taken) -> None:
    assert taken.of(maker.file)


@pytest.mark.parametrize("maker", CORPUS, ids=lambda maker: maker.file)
def test_no_hostile_input_breaks_a_reader(maker: Maker, taken: Taken) -> None:
    reasons = [one.reason for one in taken.of(maker.file) if isinstance(one, Rejected)]
    assert all(reasons)
    assert [why for why in reasons if "the reader failed" in why or "the process that" in why] == []


def test_what_lies_between_hostile_inputs_is_read_as_ever(taken: Taken) -> None:
    for number, maker in enumerate(CORPUS):
        if number % 10 == 0:
            (found,) = taken.of(f"{maker.file}-neighbour.txt")
            assert isinstance(found, Report)
            assert found.text == neighbour(number)


def test_nothing_is_written_beside_the_corpus(taken: Taken) -> None:
    assert taken.beside == ()
    for name in OUTSIDE:
        if name.startswith("/tmp/"):  # noqa: S108
            assert not Path(name).exists()


def test_no_text_holds_what_a_file_of_this_machine_says(taken: Taken) -> None:
    assert not [one.input for one in taken.outcomes if isinstance(one, Report) and "root:" in one.text]


def test_no_entity_is_expanded(taken: Taken) -> None:
    held = ("laughs", "secret", "entity", "entities")
    for maker in CORPUS:
        if any(word in maker.name for word in held):
            assert not [one for one in taken.of(maker.file) if isinstance(one, Report) and "hahaha" in one.text]


def test_what_leads_out_of_an_archive_is_refused_and_what_lies_in_it_is_read(taken: Taken) -> None:
    for file in ("names_that_lead_out.zip", "members_that_lead_out.tar"):
        outcomes = taken.of(file)
        assert [one.input.rpartition("/")[2] for one in outcomes if isinstance(one, Report)][-1] == "inside.txt"
        assert sum(isinstance(one, Rejected) for one in outcomes) >= 5


def test_an_address_that_runs_is_kept_nowhere(taken: Taken) -> None:
    for one in taken.outcomes:
        if isinstance(one, Report):
            addresses = [one.url or "", *(link.url for link in one.links)]
            bad = [each for each in addresses if not each.startswith(("http://", "https://")) and each]
            assert bad == [], one.input


def test_every_span_of_a_hostile_report_lies_in_its_text(taken: Taken) -> None:
    for one in taken.outcomes:
        if isinstance(one, Report):
            spans = [*(link.span for link in one.links), *(place.span for place in one.places)]
            assert all(0 <= begin <= end <= len(one.text) for begin, end in spans), one.input


def test_half_a_character_reaches_no_report(taken: Taken) -> None:
    for one in taken.outcomes:
        words = (
            (one.input, one.text, one.title or "", one.outlet or "", *one.authors)
            if isinstance(one, Report)
            else (one.input, one.reason)
        )
        for each in words:
            each.encode("utf-8")


@pytest.mark.parametrize("kind", ["entity", "secret", "runs", "laughs"])
def test_no_network_is_touched(kind: str, tmp_path: Path) -> None:
    for maker in CORPUS:
        if kind in maker.name and maker.suffix != ".html":
            (tmp_path / maker.file).write_bytes(maker.make())
    done = subprocess.run(
        [sys.executable, "-c", NO_NETWORK, tmp_path], capture_output=True, text=True, check=False, env={**os.environ}
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.split()) == len(list(tmp_path.iterdir())) > 0


def test_an_input_that_hangs_costs_itself_alone(tmp_path: Path) -> None:
    """The limit is so short that the large page cannot be read in it."""
    (tmp_path / "a.txt").write_text(neighbour(1), encoding="utf-8")
    (tmp_path / "b.html").write_bytes(b"<p>" + b"<b>word</b> " * 1_000_000)
    (tmp_path / "c.txt").write_text(neighbour(2), encoding="utf-8")
    before, slow, behind = read(find_inputs([tmp_path]), limits=Limits(time_limit=0.5, jobs=1))
    assert isinstance(before, Report)
    assert isinstance(behind, Report)
    assert isinstance(slow, Rejected)
    assert "--time-limit" in slow.reason
