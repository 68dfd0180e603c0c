"""The order in which inputs come never changes the record."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.language import Analyser
from onrecord.model import Analysis, Report, Story
from onrecord.reading import find_inputs, find_manifest, load_manifest, read, settle
from onrecord.relating import relate

STORY = Path(__file__).parents[2] / "examples/grey-marlet"


@pytest.fixture(scope="module")
def read_reports() -> tuple[Report, ...]:
    path = find_manifest([STORY])
    assert path is not None
    return tuple(r for r in read(find_inputs([STORY]), manifest=load_manifest(path)) if isinstance(r, Report))


@pytest.fixture(scope="module")
def analyses(read_reports: tuple[Report, ...]) -> Mapping[str, Analysis]:
    kept, *_ = settle(read_reports)
    return dict(zip([r.id for r in kept], Analyser().analyse(kept), strict=True))


@pytest.fixture(scope="module")
def story(read_reports: tuple[Report, ...], analyses: Mapping[str, Analysis]) -> Story:
    kept, duplicates, _ = settle(read_reports)
    return relate(kept, analyses, duplicates=duplicates)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_of_inputs_gives_the_same_story(
    read_reports: tuple[Report, ...], analyses: Mapping[str, Analysis], story: Story, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(read_reports))
    kept, duplicates, _ = settle(shuffled)
    order = data.draw(st.permutations(kept))
    assert relate(order, analyses, duplicates=duplicates) == story
