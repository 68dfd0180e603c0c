"""Whether words that look like a time are one here: asked of the tagger, before meanings are worked out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.language.times.context import Context, Found

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_time(found: Found, context: Context) -> bool:
    """Return whether the words found are a time where they stand."""
    check = _CHECKS.get(found.means)
    return check is None or check(found, context)


def _name_word(found: Found, context: Context) -> bool:
    """A bare month is a proper noun ("may" and "march" are verbs too) and no part of a person's or body's name."""
    if "which" in found.groups or "same" in found.groups:
        return True
    name = found.groups.get("month") or found.groups.get("weekday") or ""
    offset = found.start + found.text.rfind(name)
    token = context.token(offset)
    if token is None:
        return False
    if name.rstrip(".").lower() in ("may", "march", "mar") and token.tag_ not in ("NNP", "NNPS"):
        return False
    before = context.doc[token.i - 1] if token.i else None
    named = before is not None and before.tag_ == "NNP" and before.ent_type_ not in ("", "DATE", "TIME")
    part = before is not None and (before.text == "-" or before.lower_ in context.grammar.words["part"])
    person = named or token.dep_ in ("nsubj", "nsubjpass")
    if person and not part and name.lower() in context.grammar.words["also_name"]:
        return False
    if name.lower() in context.grammar.words["also_name"] and not part and _follows_name(token):
        return False
    after = context.doc[token.i + 1] if token.i + 1 < len(context.doc) else None
    inside = token.ent_iob_ == "I" and before is not None and before.tag_ == "NNP"
    return not (token.ent_type_ == "PERSON" and (inside or (after is not None and after.ent_iob_ == "I")))


def _follows_name(token: Token) -> bool:
    """Whether a word stands right behind a proper noun: "Karla May", not "in Vardo, May 2"."""
    before = token.nbor(-1) if token.i else None
    return before is not None and before.tag_ in ("NNP", "NNPS") and before.ent_type_ not in ("DATE", "TIME")


_NUMBERED = 1800
"""Years before this one do not follow a name ("Euro 2016" does): the number is part of it."""
_OLD = 1500
"""Years before this one are named with a preposition ("in 1348"): such a number mostly counts something."""


def _bare_year(found: Found, context: Context) -> bool:
    """Four digits are a year unless they count something ("about 2000 people") or stand for money."""
    token = context.token(found.start)
    if token is None or "short_year" in found.groups:
        return token is not None
    before = context.doc[token.i - 1] if token.i else None
    after = context.doc[token.i + 1] if token.i + 1 < len(context.doc) else None
    if before is not None and (before.tag_ == "$" or before.lower_ in context.grammar.words["amount"]):
        return context.follows("not_before", found.start)
    if after is not None and after.lower_ in context.grammar.words["counted"]:
        return False
    if int(found.groups["year"]) < _NUMBERED and before is not None and before.tag_ in ("NNP", "NNPS"):
        return False  # a ship or a spacecraft
    if int(found.groups["year"]) < _OLD and (before is None or before.tag_ != "IN"):
        return False
    counts = token.dep_ == "nummod" and token.head.tag_ == "NNS" and token.head.i > token.i
    return not (counts and (before is None or before.tag_ not in ("IN", "DT", "POS", "PRP$")))


def _rate(found: Found, context: Context) -> bool:
    """A unit is a rate after an amount: "40,000 tons a year", not "a year in Port Eske"."""
    token = context.token(found.start)
    if token is None or not token.i:
        return False
    if token.lower_ == "per":
        return True
    after = context.doc[token.i + 2] if token.i + 2 < len(context.doc) else None
    if after is not None and after.lower_ in context.grammar.words["ago"]:
        return False
    amount = context.doc[max(token.i - 4, token.sent.start) : token.i]
    return (
        amount[-1:].root.pos_ in ("NOUN", "NUM", "SYM")
        and any(
            word.like_num or word.tag_ in ("CD", "$") or word.lemma_ in context.grammar.words["multiplier"]
            for word in amount
        )
        if len(amount)
        else False
    )


def _noun(found: Found, context: Context) -> bool:
    """A season is a noun ("spring" and "fall" are verbs too), and no part of a name ("the Winter Fair")."""
    token = context.token(found.start + found.text.rfind(found.groups["season"]))
    if token is None:
        return False
    after = context.doc[token.i + 1] if token.i + 1 < len(context.doc) else token
    return token.pos_ in ("NOUN", "PROPN") and not (token.is_title and after.is_title and after.i > token.i)


def _adverb_set(found: Found, context: Context) -> bool:
    """A word like "weekly" is no part of a name ("the Vale Weekly"), and no paper before one ("the daily Vardo")."""
    token = context.token(found.start)
    if token is None or token.tag_ in ("NNP", "NNPS"):
        return False
    return token.i + 1 >= len(context.doc) or token.nbor().pos_ != "PROPN"


def _common(found: Found, context: Context) -> bool:
    """A unit with a capital ("Ten Minutes") may be a name; "last" of "will last ten days" is a verb."""
    first = context.token(found.start)
    if "side" in found.groups and first is not None and first.tag_ in ("VB", "VBP", "VBZ", "VBD"):
        return False
    token = context.token(found.end - 1)
    return token is None or not (token.text[:1].isupper() and token.tag_ in ("NNP", "NNPS"))


def _today(found: Found, context: Context) -> bool:
    """A "Today" or "Tonight" with a capital behind a name is part of it ("Vardo Today")."""
    token = context.token(found.start)
    if token is None or not token.i or token.text.islower() or not {"today", "tonight"} & set(found.groups):
        return True
    return token.is_sent_start or token.nbor(-1).tag_ not in ("NNP", "NNPS")


def _vague(found: Found, context: Context) -> bool:
    """The word "current" is an adjective (not a river's), and "the past" a noun (not "the past two seasons")."""
    words = found.text.lower().split()
    token = context.token(found.end - 1)
    if token is None:
        return True
    if _in_title(token):
        return False
    if len(words) > 1 and token.is_title and token.tag_ in ("NNP", "NNPS"):
        return False
    if words == ["current"]:
        return token.pos_ == "ADJ"
    after = context.doc[token.i + 1] if token.i + 1 < len(context.doc) else None
    return words != ["the", "past"] or after is None or after.tag_ not in ("CD", "JJ", "NN", "NNS")


def _in_title(token: Token) -> bool:
    """Whether a word with a capital stands behind another, inside a sentence: "the group Justice Now"."""
    before = token.nbor(-1) if token.i else None
    return before is not None and token.is_title and before.is_title and before.pos_ in ("PROPN", "NOUN", "ADJ")


_CHECKS: dict[str, Callable[[Found, Context], bool]] = {
    "month": _name_word, "weekday": _name_word, "bare_year": _bare_year, "rate": _rate, "season": _noun,
    "adverb_set": _adverb_set, "vague": _vague, "the_period": _common, "duration": _common, "period": _common,
    "today": _today,
}  # fmt: skip
