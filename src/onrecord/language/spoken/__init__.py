"""When words were said: the day of speaking, not that of printing.

The statements of one report go in, what the report says of their days comes out, each with the reason in words.
`beside` reads the words that stand with an act of saying ("said on Friday", "in a statement issued on 6 December"),
by their `order` and by the `tree`; `passages` takes a day over from the act before, `lead` from the one after, and
`scenes` tells where another begins. `moments` says which times can be days of saying, `anchoring` reads the times
between quotation marks from the day of speaking, and `saying.toml` holds the words. What is not said stays open:
nothing is dated to the day of publication because it was printed then.
"""

from onrecord.language.spoken.acts import Said, cue_of
from onrecord.language.spoken.anchoring import quoted_times
from onrecord.language.spoken.beside import said_beside
from onrecord.language.spoken.passages import carry_days
from onrecord.language.spoken.speakers import Act

__all__ = ["Act", "Said", "carry_days", "cue_of", "quoted_times", "said_beside"]
