"""The grammar of time expressions: read from its file, compiled once.

A grammar is a file of words, pieces and rules (see the head of `times_en.toml`); nothing in this module knows
English. Another language is another file.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from onrecord.errors import ModelError

_SLOT = re.compile(r"(?<!\?P)<(~?)([a-z_0-9]+)(?::([a-z_]+))?>")
_BLANK = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
"""White space of one line, or over one line break: an expression does not run over an empty line."""
_SPACE = re.compile(r"\[- \]|\[[^\]]*\]|\(\?<[=!][^)]*\)| ")
"""Where a blank of a pattern stands: alone, or in `[- ]`; other sets and look-behinds keep theirs as it is."""
_GROUP = re.compile(r"\(\?P<(\w+)>")
_WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of expression."""

    name: str
    pattern: re.Pattern[str]
    means: str
    needs: frozenset[str]
    order: int
    examples: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """The compiled grammar of a language."""

    words: Mapping[str, Mapping[str, object]]
    """Class → word → what it means."""
    triggers: Mapping[str, tuple[str, ...]]
    """Lower-case word → the classes that it calls for."""
    rules: tuple[Rule, ...]
    modifiers: Mapping[str, re.Pattern[str]]
    """What may stand right before an expression, by what it does to it: see `[modifiers]` of the grammar."""

    def groups(self, found: re.Match[str]) -> dict[str, str]:
        """Return what a match remembers, by name; a name that stands twice in a pattern is one (`x`, `x__2`)."""
        return {name.partition("__")[0]: text for name, text in found.groupdict().items() if text is not None}

    def meaning(self, kind: str, text: str) -> object:
        """Return what a word of a class means.

        Raises:
            KeyError: The class has no such word.
        """
        key = " ".join(text.lower().replace("’", "'").split())
        table = self.words[kind]
        return table[key] if key in table else table[key.rstrip(".")]


@lru_cache(maxsize=8)
def load(language: str = "en") -> Grammar:
    """Read and compile the grammar of a language (ISO 639-1).

    Raises:
        ModelError: There is no grammar of that language.

    >>> load().meaning("month", "Dec.")
    12
    """
    path = resources.files(__package__).joinpath(f"times_{language}.toml")
    if not path.is_file():
        raise ModelError(f"there is no grammar of time expressions for the language {language!r}")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    written: dict[str, dict[str, object]] = data["words"]
    pieces: dict[str, str] = dict(data["pieces"])
    for name, table in written.items():
        pieces.setdefault(name, _alternatives(table, name in data["capital"]))
    words = _Words({name: {word.lower(): meant for word, meant in table.items()} for name, table in written.items()})

    def expand(pattern: str) -> str:
        def slot(found: re.Match[str]) -> str:
            silent, piece, name = found.groups()
            inner = expand(pieces[piece])
            return f"(?:{inner})" if silent else f"(?P<{name or piece}>{inner})"

        return _SLOT.sub(slot, pattern)

    def build(pattern: str, end: str = r"(?!\w)") -> re.Pattern[str]:
        text = _SPACE.sub(_blank, expand(pattern))
        seen: Counter[str] = Counter()

        def rename(found: re.Match[str]) -> str:
            seen[found[1]] += 1
            return found[0] if seen[found[1]] == 1 else f"(?P<{found[1]}__{seen[found[1]]}>"

        return re.compile(rf"(?<!\w)(?:{_GROUP.sub(rename, text)}){end}", re.IGNORECASE)

    rules = tuple(
        Rule(
            name=row["name"],
            pattern=build(row["pattern"]),
            means=row["means"],
            needs=frozenset(row["needs"]),
            order=order,
            examples=tuple(tuple(example) for example in row["examples"]),
        )
        for order, row in enumerate(data["rule"])
    )
    needed = {need for rule in rules for need in rule.needs}
    calls: dict[str, set[str]] = {}
    for name in sorted(needed - {"digits"}):
        for word in data["triggers"].get(name, words.get(name, ())):
            calls.setdefault(_trigger(word), set()).add(name)
    modifiers = _Modifiers({name: build(pattern, "$") for name, pattern in data["modifiers"].items()})
    return Grammar(words, {word: tuple(sorted(names)) for word, names in calls.items()}, rules, modifiers)


class _Words(dict[str, dict[str, object]]):
    """Classes of words; one that a grammar leaves out has none."""

    def __missing__(self, name: str) -> dict[str, object]:
        return {}


class _Modifiers(dict[str, "re.Pattern[str]"]):
    """Modifiers; one that a grammar leaves out stands nowhere."""

    def __missing__(self, name: str) -> re.Pattern[str]:
        return _NOWHERE


_NOWHERE = re.compile(r"(?!)")


def _blank(found: re.Match[str]) -> str:
    """Return what a blank, or a set with one, of a pattern stands for."""
    whole = str(found[0])
    shapes = {" ": _BLANK, "[- ]": f"(?:-|{_BLANK})"}
    return shapes.get(whole, whole)


def _alternatives(table: Mapping[str, object], capital: bool) -> str:
    """Return a regular expression for any word of a class, the longest first."""
    forms = sorted(table, key=lambda word: (-len(word), word))
    if not capital:
        return "|".join(_literal(form) for form in forms)
    cased = [shape for form in forms for shape in (_title(form), form.upper())]
    return "(?-i:" + "|".join(_literal(form) for form in cased) + ")"


def _title(form: str) -> str:
    if form != form.lower():
        return form
    return " ".join(word[:1].upper() + word[1:] for word in form.split(" "))


def _literal(form: str) -> str:
    return re.escape(form).replace("\\ ", " ").replace("\\-", "-").replace("'", "['’]")


def _trigger(word: str) -> str:
    """Return the part of a word or phrase that is rarest to be met: its longest."""
    parts: list[str] = _WORD.findall(word.lower())
    return max(parts, key=len)
