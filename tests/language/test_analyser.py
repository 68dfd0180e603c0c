"""What must hold for every text, whatever it says."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import ModelError
from onrecord.language import Analyser, NotAnalysed, analysers
from onrecord.language import analyser as module
from onrecord.language.paragraphs import MAX_PIECE, pieces
from onrecord.model import Analysis, Furniture, Report
from onrecord.outlets import Outlet

MARKS = '"' * 20_000
SENTENCES = st.sampled_from(
    [
        "Ilva Tesk said that the dam holds.",
        '"It holds," she said.',
        "“We checked,” said Joss Arkwell, “on Monday.”",
        "The dam was built in 1931.",
        '"Nobody closed the quotation, Tesk said.',
        "According to Norra News Agency, 14 people died.",
        "Port strike: what we know",
        "“",
        "\n\n",
        "\n",
        "\u202eесли\u202c 🌊",
        "He will come on Friday, and so will she.",
    ]
)
SLOW = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def spans_of(analysis: Analysis) -> list[tuple[int, int]]:
    spans = [*analysis.sentences, *(n.span for n in analysis.names), *(t.span for t in analysis.times)]
    spans += [label.span for label in analysis.labels] + [c.span for c in analysis.citations]
    for s in analysis.statements:
        spans += [*s.source, *s.cue, *s.content, s.sentence, *s.names, *(q.span for q in s.quantities)]
        spans += [s.name] if s.name else []
    return spans


@SLOW
@given(parts=st.lists(SENTENCES, max_size=12), gap=st.sampled_from([" ", "\n\n", "\n"]))
def test_every_span_slices_its_text(analyser: Analyser, parts: list[str], gap: str) -> None:
    text = gap.join(parts)
    report = Report(id="r", input="i", text=text, published="2025-03-12", language="en")
    analysis = next(iter(analyser.analyse([report])))
    assert all(0 <= start < end <= len(text) for start, end in spans_of(analysis))
    for statement in analysis.statements:
        assert statement.text == " [...] ".join(text[a:b] for a, b in statement.content)
        assert statement.content


@SLOW
@given(text=st.text(max_size=400))
def test_no_text_is_too_strange(analyser: Analyser, text: str) -> None:
    report = Report(id="r", input="i", text=text, language="en")
    analysis = next(iter(analyser.analyse([report])))
    assert all(0 <= start < end <= len(text) for start, end in spans_of(analysis))


@given(text=st.text(alphabet='ab .\n"“”A', max_size=300), cuts=st.lists(st.integers(0, 300), max_size=4))
def test_paragraphs_tile_the_text(text: str, cuts: list[int]) -> None:
    spans = pieces(text, cuts)
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(b - a <= MAX_PIECE for a, b in spans)


@SLOW
@given(parts=st.lists(SENTENCES, min_size=1, max_size=60), batch=st.sampled_from([1, 2, 7, 1000]))
def test_a_text_read_in_pieces_says_what_it_says_whole(analyser: Analyser, parts: list[str], batch: int) -> None:
    report = Report(id="r", input="i", text="\n\n".join(parts), published="2025-03-12", language="en")
    whole = next(iter(analyser.analyse([report])))
    with mock.patch.object(module, "BATCH", batch):
        assert next(iter(analyser.analyse([report]))) == whole


def test_a_long_report_is_analysed_to_its_end(analyser: Analyser) -> None:
    paragraph = "“It holds,” Ilva Tesk said. She added that nobody need leave before Friday, when the doors close.\n\n"
    times = 400  # over several batches of the parser and dozens of windows of the tagger
    report = Report(id="r", input="i", text=paragraph * times, published="2025-03-12", language="en")
    analysis = next(iter(analyser.analyse([report])))
    said = [statement for statement in analysis.statements if statement.kind == "direct"]
    assert len(said) == times
    assert [s.content[0][0] for s in said] == [n * len(paragraph) for n in range(times)]


def test_a_report_is_analysed_alike_alone_and_among_others(analyser: Analyser) -> None:
    texts = ["Ilva Tesk said that it holds.\n\nShe left on Monday.", '"No," said Joss Arkwell.', "It rained in Torvey."]
    reports = [Report(id=str(n), input=str(n), text=t, published="2025-03-12") for n, t in enumerate(texts)]
    together = list(analyser.analyse(reports))
    assert together == [next(iter(analyser.analyse([report]))) for report in reports]


def test_a_paragraph_longer_than_the_limit_is_cut_at_a_sentence_end() -> None:
    text = "The dam holds, and nobody need leave. " * 2000
    spans = pieces(text)
    assert len(spans) > 1
    assert all(text[a:b].startswith("The dam") for a, b in spans)


def test_furniture_yields_no_statement_and_no_name(analyser: Analyser) -> None:
    text = "Ilva Tesk said that it holds.Joss Arkwell says: support us now!"
    furniture = (Furniture(span=(29, len(text)), kind="subscription"),)
    analysis = next(iter(analyser.analyse([Report(id="r", input="i", text=text, furniture=furniture)])))
    assert all(s.content[0][0] < 29 for s in analysis.statements)
    assert [text[slice(*n.span)] for n in analysis.names] == ["Ilva Tesk"]


def test_a_time_in_furniture_is_no_time_of_the_report(analyser: Analyser) -> None:
    text = "The dam held on Monday.\n1/3 4 May 2019 The dam of Varde\nIlva Tesk came on Tuesday."
    start = text.index("1/3")
    furniture = (Furniture(span=(start, text.index("\nIlva")), kind="caption"),)
    analysis = next(iter(analyser.analyse([Report(id="r", input="i", text=text, furniture=furniture)])))
    assert [text[slice(*time.span)] for time in analysis.times] == ["Monday", "Tuesday"]


def test_a_long_run_of_marks_is_passed_over_and_what_stands_around_it_is_found(analyser: Analyser) -> None:
    """The tokenizer takes marks off one by one, which takes minutes for these."""
    text = f"Ilva Tesk said that the dam holds. {MARKS} Joss Arkwell said that it rained."
    report = Report(id="r", input="i", text=text, language="en")
    [(_, doc, _)] = analyser.parsed([report])
    assert doc is not None
    assert (doc.text, len(doc)) == (text.replace('"', " "), 17)
    [analysis] = analyser.analyse([report])
    assert [text[slice(*s.source[0])] for s in analysis.statements] == ["Ilva Tesk", "Joss Arkwell"]


def test_what_is_parsed_together_is_bounded_in_paragraphs_and_in_length() -> None:
    parts = ["a" * module.BATCH_LENGTH, "b", *["c" * 50] * 200]
    work = module._Work(Report(id="r", input="i", text=""))
    batches = list(module._batches((part, work) for part in parts))
    assert [part for batch in batches for part, _ in batch] == parts
    assert [len(batch) for batch in batches] == [1, module.BATCH, module.BATCH, module.BATCH, 9]


def test_a_text_of_more_words_than_any_report_has_is_not_analysed_and_the_next_one_is(
    analyser: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analysers, "Analyser", lambda _: analyser)
    whole = "a " * (module.MOST_WORDS + 1)
    reports = [Report(id=text[:1], input=text[:1], text=text) for text in (whole, whole + '"' * 500, "It rained.")]
    first, second, last = analysers.Analysers().analyse(reports)
    assert (
        first
        == second
        == NotAnalysed("not analysed: 200,001 words and marks, the limit is 200,000; give its parts as reports")
    )
    assert isinstance(last, Analysis)


def test_a_report_in_another_language_has_an_empty_analysis(analyser: Analyser) -> None:
    report = Report(id="r", input="i", text="Der Damm hält, sagte Ilva Tesk.", language="de")
    assert next(iter(analyser.analyse([report]))) == Analysis()


def test_a_text_of_unknown_language_in_another_script_is_not_analysed(analyser: Analyser) -> None:
    assert not analyser.can_read(Report(id="r", input="i", text="Плотина держится, сказала Илва Теск."))
    assert analyser.can_read(Report(id="r", input="i", text="The dam holds, said Ilva Tesk."))


def test_the_key_of_an_analysis_depends_on_what_it_depends_on(analyser: Analyser) -> None:
    report = Report(id="r", input="i", text="It rained.", published="2025-03-12T10:00:00")
    same = Report(id="other", input="j", text="It rained.", published="2025-03-12", outlet="Norra")
    later = Report(id="r", input="i", text="It rained.", published="2025-03-13")
    assert analyser.key(report) == analyser.key(same) != analyser.key(later)


@pytest.mark.parametrize(
    ("country", "edtf"),
    [("US", "2024-06-12"), ("GB", "2024-12-06"), ("CA", "[2024-06-12,2024-12-06]"), (None, "[2024-06-12,2024-12-06]")],
)
def test_a_numeric_date_is_read_as_outlets_of_the_country_write_it(
    analyser: Analyser, country: str | None, edtf: str
) -> None:
    report = Report(id="r", input="i", text="It rained on 06/12/2024.", published="2025-03-12", outlet="Norra News")
    plain = analyser.key(report)
    with mock.patch("onrecord.outlets.by_name", return_value=Outlet(name="Norra News", country=country)):
        assert [time.edtf for time in next(iter(analyser.analyse([report]))).times] == [edtf]
        assert (analyser.key(report) == plain) is (country is None)


def test_a_model_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModelError, match="no_such_model is not installed"):
        Analyser("no_such_model")


def test_what_is_no_model_is_named() -> None:
    with pytest.raises(ModelError, match="json cannot be loaded"):
        Analyser("json")


def test_the_model_is_loaded_for_the_first_report_that_needs_it() -> None:
    fresh = Analyser()
    assert fresh.version
    assert "nlp" not in vars(fresh)
    assert list(fresh.analyse([Report(id="r", input="i", text="Es regnet.", language="de")]))
    list(fresh.analyse([Report(id="r", input="i", text="It rained, she said.", language="en")]))
    assert "nlp" in vars(fresh)
