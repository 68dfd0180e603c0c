"""The record as of a day, asked for by many at once."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

from onrecord.app.desk import UnderWayError, _result


def test_a_day_given_up_for_newer_ones_is_under_way_and_no_error_of_the_program() -> None:
    given_up: Future[int] = Future()
    assert given_up.cancel()
    with pytest.raises(UnderWayError, match="being related"):
        _result(given_up, 1.0, "it is being related")
