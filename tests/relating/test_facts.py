"""What a statement is compared by: entities for names, dates for their words, weights by how rare a word is."""

from __future__ import annotations

from onrecord.relating.facts import Facts
from tests.relating.lines import Line, entity_id, tell
from tests.relating.test_claims import BACKGROUND, line


def facts_of(*lines: Line) -> list[Facts]:
    told = tell([*BACKGROUND, *lines])
    facts = told.facts
    return [next(f for f in facts.values() if told.lines[f.id] is each) for each in lines]


def test_a_name_is_compared_by_its_entity_and_not_by_its_words() -> None:
    (one,) = facts_of(line("Ivo Brandt bought a tug", "ivo brandt buy tug", event="buy"))
    assert one.entities == {entity_id("Ivo Brandt")}
    assert not {"ivo", "brandt"} & one.weights.keys()
    assert "tug" in one.weights


def test_the_words_of_dates_and_counts_are_no_topic() -> None:
    (one,) = facts_of(
        line("{fourteen tugs|14,14,tug,buy} were bought <last May|2030-05>", "fourteen tug buy last may", event="buy")
    )
    assert not {"fourteen", "last", "may"} & one.weights.keys()
    assert {"tug", "buy", "on 2030-05", "14..14 tug buy"} <= one.weights.keys()


def test_words_for_one_event_are_one_feature() -> None:
    one, other = facts_of(line("a tug exploded", "tug explode"), line("the blast on the tug", "blast tug", "Radio Esk"))
    assert set(one.weights) == set(other.weights) == {"tug", "explode"}


def test_a_word_that_all_of_the_story_holds_weighs_less_than_a_rare_one() -> None:
    tugs = [
        line(f"the tug needs {thing}", f"tug {thing}", f"Paper {n}") for n, thing in enumerate(["tar", "rope", "oil"])
    ]
    one = facts_of(*tugs)[0]
    assert one.weights["tug"] < one.weights["tar"]


def test_copies_of_one_text_make_its_words_no_commoner() -> None:
    text = ("the tug needs tar", "tug tar")
    alone = facts_of(line(*text))[0]
    copied = facts_of(*(line(*text, f"Paper {n}") for n in range(30)))[0]
    assert copied.weights == alone.weights


def test_a_content_that_opens_with_it_leans_on_what_stands_before() -> None:
    _, leaning, standing = facts_of(
        line("the tug will be towed to Torvey", "tug tow"),
        line('"It will be possible in <May|2031-05>"', "possible", kind="direct", future=True),
        line("the yard will be shut in <May|2031-05>", "yard shut", future=True),
    )
    assert {"tug", "tow", entity_id("Torvey")} <= leaning.around
    assert standing.around == frozenset()


def test_a_past_year_dates_nothing_and_a_year_to_come_is_a_window() -> None:
    past, to_come = facts_of(
        line("the yard was shut in <2019|2019>", "yard shut"),
        line("the yard will be shut in <2032|2032>", "yard shut", "Radio Esk", future=True),
    )
    assert past.windows == ()
    assert to_come.windows == ("2032",)


def test_two_of_something_tell_less_than_forty_of_it() -> None:
    few, many = facts_of(
        line("{two pilots|2,2,pilot,drown} drowned", "pilot drown", event="drown"),
        line("{forty sailors|40,40,sailor,drown} drowned", "sailor drown", "Radio Esk", event="drown"),
    )
    assert few.weights["2..2 pilot drown"] < many.weights["40..40 sailor drown"]


def test_a_count_of_a_part_is_not_the_count_of_the_whole() -> None:
    part, whole, word = facts_of(
        line("{9 people|9,9,person,injure} were critically injured", "person critically injure", event="injure"),
        line("{40 people|40,40,person,injure} were injured", "person injure", "Radio Esk", event="injure"),
        line("a {nine-person|9,9,person,injure} crew was injured", "crew injure", "Esk Courier", event="injure"),
    )
    keys = {facts.tallies[0].key for facts in (part, whole, word)}
    assert len(keys) == 3
