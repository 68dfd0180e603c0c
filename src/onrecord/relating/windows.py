"""Windows: whether two dates to come are one term, and whether two dates can be the same event's."""

from __future__ import annotations

from onrecord.dates import bounds, days, disjoint, within

SAME_END = 92
"""Days (a quarter) between the ends of two terms up to which "by the end of the year" and "in the autumn" are one."""


SAME_START = 31
"""Days between two beginnings up to which "since May" and "since the start of June" are one."""


def apart(a: str, b: str) -> bool:
    """Return whether two dates cannot be the same event's, or are two terms or two beginnings.

    A term ("by the end of 2031") holds every earlier day; that does not make it the same term as "in 2029". What has
    been so "since 2029" has not been so "since 2031".

    >>> apart("2031-05-04", "2031-05"), apart("../2031-12-31", "2031-41"), apart("../2031-12-31", "2029-41")
    (False, False, True)
    >>> apart("2029/..", "2031/.."), apart("2029/..", "2029-05-04/..")
    (True, False)
    """
    if disjoint(a, b):
        return True
    (a_first, a_last), (b_first, b_last) = bounds(a), bounds(b)
    if a.endswith("/..") and b.endswith("/..") and a_first is not None and b_first is not None:
        one, other = a.removesuffix("/.."), b.removesuffix("/..")
        return disjoint(one, other) and abs((a_first - b_first).days) > SAME_START
    if a_last is None or b_last is None or (a_first is not None and b_first is not None):
        return False
    return abs((a_last - b_last).days) > SAME_END


def one_window(a: str, b: str) -> bool:
    """Return whether two dates are one window: equal, or one lies in the other, or two terms end together.

    >>> one_window("2031-41", "2031"), one_window("2031-41", "2031-40")
    (True, False)
    """
    if apart(a, b):
        return False
    closed = days(a) is not None and days(b) is not None
    return a == b or (closed and (within(a, b) or within(b, a))) or (not closed and bounds(a)[1] == bounds(b)[1])
