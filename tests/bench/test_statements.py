"""The bench of statements measures what it is given, and says so where it has nothing to measure."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

import statement_peers
import statements

SCORER = Path(__file__).parents[2] / "../shared/bench/score_statements.py"
needs_scorer = pytest.mark.skipif(
    not SCORER.exists(), reason="the scorer, which is not part of this repository, is absent"
)

ARTICLES = [
    {
        "id": "gazette_2031-05-02_dam",
        "publisher": "gazette",
        "text": "Ilvara Tesk said the dam was safe.",
        "statements": [{"source": [[0, 11]], "cue": [[12, 16]], "content": [[17, 33]]}],
    },
    {
        "id": "courier_2031-05-02_ferry",
        "publisher": "courier",
        "text": "The ferry left at noon.",
        "statements": [{"source": [[0, 9]], "cue": [[10, 14]], "content": [[15, 22]]}],
    },
]
"""The second statement is none that anybody would find."""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "invented.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(article) + "\n" for article in ARTICLES)
    return path


def run(gold: Path, *options: str) -> int:
    kept = gold.with_name("kept.json")
    return statements.main(["--gold", str(gold), "--scorer", str(SCORER), "--kept", str(kept), "--no-speed", *options])


def test_without_articles_it_measures_nothing_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert statements.main(["--gold", str(tmp_path / "none.jsonl.gz")]) == 0
    assert capsys.readouterr().out.startswith(f"skipped, nothing measured: there is no {tmp_path / 'none.jsonl.gz'}")


@needs_scorer
def test_figures_are_given_for_all_articles_and_for_each_outlet(gold: Path) -> None:
    out = gold.with_name("figures.json")
    assert run(gold, "--json", str(out)) == 0
    found = json.loads(out.read_text(encoding="utf-8"))["systems"]
    for name in ("onrecord", "floor"):
        figures = found[name]["figures"]["all"]
        assert (figures["precision"], figures["recall"]) == (1.0, 0.5)
        assert {outlet: row["all"]["recall"] for outlet, row in found[name]["outlets"].items()} == {
            "courier": 0.0,
            "gazette": 1.0,
        }


@needs_scorer
def test_a_part_holds_only_its_articles(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(gold, "--part", "1/2")
    assert "part 1 of 2: 1 articles, 5 words, 1 statements" in capsys.readouterr().out


@needs_scorer
def test_a_run_is_compared_with_the_one_that_was_kept_before(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(gold)
    assert "No run is kept yet" in capsys.readouterr().out
    run(gold, "--keep")
    capsys.readouterr()
    kept = gold.with_name("kept.json")
    kept.write_text(kept.read_text(encoding="utf-8").replace("[[17,33]]", "[[12,13]]"), encoding="utf-8")
    run(gold)
    printed = capsys.readouterr().out
    assert "gained: 1\n  + gazette: Ilvara Tesk | said | the dam was safe\n" in printed


@needs_scorer
def test_a_run_kept_for_other_articles_is_not_compared(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(gold, "--keep")
    with gzip.open(gold, "at", encoding="utf-8") as lines:
        lines.write(json.dumps({**ARTICLES[1], "id": "courier_2031-05-03_ferry"}) + "\n")
    capsys.readouterr()
    run(gold)
    assert "is of other articles than these: not compared" in capsys.readouterr().out


@pytest.mark.parametrize(
    "options", [("--part", "2/2"), ("--part", "half"), ("--part", "0/2", "--keep"), ("--changes", "-1")]
)
def test_options_that_mean_nothing_are_refused(gold: Path, options: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stop:
        run(gold, *options)
    assert stop.value.code == 2


def test_a_long_report_is_made_of_the_articles_again_and_again() -> None:
    report = statement_peers.repeated(ARTICLES, 30)
    assert report.words == 7 + 5 + 7 + 5 + 7
    assert report.text.split("\n\n") == [ARTICLES[n % 2]["text"] for n in range(5)]
