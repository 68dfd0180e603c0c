from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Analysis, Report, Statement
from onrecord.relating.dating.openings import Openings
from onrecord.relating.dating.sentences import SHARE, SHARED, Sentences

WORDS = [
    "ferrule", "gunwale", "harpoon", "isthmus", "jetsam", "kedge", "lanyard", "mizzen", "narwhal", "oarlock", "pontoon",
]  # fmt: skip
WITHIN = 90
openings = st.lists(st.lists(st.sampled_from(WORDS), unique=True, max_size=8), min_size=1, max_size=3)
days = st.integers(0, 200).map(lambda n: date(2031, 1, 1) + timedelta(days=n))


def read(number: int, lines: list[list[str]]) -> tuple[Report, Analysis]:
    texts = [" ".join(words) + "." for words in lines]
    ends = [sum(len(text) + 1 for text in texts[: at + 1]) - 1 for at in range(len(texts))]
    spans = [(end - len(text), end) for text, end in zip(texts, ends, strict=True)]
    said = [
        Statement(kind="own", content=(span,), text=text, sentence=span, terms=tuple(words))
        for span, text, words in zip(spans, texts, lines, strict=True)
    ]
    report = Report(id=f"r-{number}", input=f"{number}.txt", text="\n".join(texts))
    return report, Analysis(sentences=tuple(spans), statements=tuple(said))


@given(st.lists(st.tuples(openings, days), min_size=1, max_size=8))
def test_what_is_looked_up_by_rare_words_is_what_a_look_at_every_pair_finds(
    told: list[tuple[list[list[str]], date]],
) -> None:
    reports = [read(number, lines) for number, (lines, _) in enumerate(told)]
    sentences = Sentences([report for report, _ in reports], {report.id: found for report, found in reports})
    dated = {report.id: day for (report, _), (_, day) in zip(reports, told, strict=True)}
    looked_up = Openings(sentences, dated)

    def alike(one: str, other: str) -> bool:
        pairs = ((mine, theirs) for mine in sentences.opening(one) for theirs in sentences.opening(other))
        return any(
            (found := sentences.weight(mine & theirs)) >= SHARED
            and found >= SHARE * min(sentences.weight(mine), sentences.weight(theirs))
            for mine, theirs in pairs
        )

    for report, day in dated.items():
        near = Counter(dated[other] for other in dated if other != report and alike(report, other))
        assert looked_up.days(report) == near
        assert looked_up.goes_on(report, WITHIN) == any(0 < abs((other - day).days) <= WITHIN for other in near)
