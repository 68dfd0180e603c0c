"""Time expressions: a parsed text and its day of publication go in, spans with TIMEX3 values and EDTF dates come out.

Choices that the standards leave open: "early", "mid" and "late" are the thirds of a year (EDTF 37 to 39), its "end"
is the last quarter; winter begins in December of its year; "by" and "until" close an interval that is open before,
"since" and "after" open one; "as of" leaves the date as it is; "within two weeks" beside a verb of the future is a
window from the publication on, "in the coming weeks" one without an end; "from" and "as early as" open one where
the date is to come; "more than five years ago" is about that year, "less than a month ago" the days since; each end of
a range has the date of both; a fiscal year is about its calendar year; a numeric date whose day and month cannot be
told apart is one of both days.

`times_en.toml` holds the words and patterns; `find` matches them and chooses; `checks` asks the tagger where words
only look like a time; `meanings`, `near_days`, `named_days`, `numeric`, `years`, `spans` and `lengths` say which days
are meant, by `context` (publication, verb tense, dates named before); `wholes` puts parts to their periods, `joining`
hours to days, `ranging` both ends to a range; `bounding` reads "early", "by" and "since"; `habits` knows how outlets
write, `zones` what a zone's name says; `periods` writes TIMEX3 and EDTF.
"""

from onrecord.language.times.find import find_times, find_times_within
from onrecord.language.times.habits import country_of, day_order_of

__all__ = ["country_of", "day_order_of", "find_times", "find_times_within"]
