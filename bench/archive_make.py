"""A test archive of any size, made from real reports: to measure cost, not quality.

    python bench/archive_make.py 2000 /tmp/archive

A million reports that may be handed on cannot be had; some thousand real ones can. Of these an archive is made as
archives are: most reports stand alone, a part belongs to stories of two to twenty reports by as many outlets, some are
copies that others print, the same page again, or a later version of it, and a few are no report at all. A report that
stands alone is a real one with other names, other words and another day; those of a story are the reports of one real
event, all with the same other names and words, so that no two stories of the archive are of one event. The first
thousand reports of an archive of ten thousand are the archive of a thousand, and each day has as many reports.

The reports make no sense to a reader. What costs time is as in news: how long they are, how often words come, how many
names, quotations and days stand in them, and what reports of one event share.
"""

from __future__ import annotations

import argparse
import ast
import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zlib import crc32

from archive_files import FORMATS, Made, write

DATA = Path(__file__).parents[2] / "shared" / "data"
FIRST_DAY = date(2031, 3, 3)
DAILY = 250
"""Reports a day, so that a larger archive is one of more days: 20,000 are those of eighty."""
IN_STORIES = 0.3
"""The share of reports that belong to a story of two or more."""
STORY_SIZES = (2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 6, 8, 11, 20)
"""How many reports a story has; each is as likely as another."""
COPIES, AGAIN, VERSIONS, BROKEN = 0.06, 0.02, 0.02, 0.005
"""The shares of inputs that are a copy of an earlier report in other furniture, the very same page, a later version of
one, and no report."""
STORY_DAYS = 6
RECENT = 400
"""A copy is of one of so many reports before it."""
OUTLETS = 400
SHARED_NAMES = 20
"""The most frequent words of names stay as they are: every archive has its capitals and presidents."""
NEIGHBOURS = 120
"""A word is one of so many that come about as often."""
SHARED_LETTERS = 30
"""The most frequent acronyms stay as they are."""
MONTH = 31
FREQUENT = 25
"""Times that a word of names stands in the real reports from which others of its kind stand for it. For a rarer one an
invented name does: there is no end of names, and two reports that share a rare one tell of the same."""
PLAIN = 150
"""The most frequent words stay as they are: those that a sentence is built with."""

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[^\w]+|_+")
_MONTHS = tuple(date(2031, month, 1).strftime("%B") for month in range(1, 13))
_WEEKDAYS = tuple((FIRST_DAY + timedelta(days=n)).strftime("%A") for n in range(7))
_DAY_NAMES = frozenset((*_MONTHS, *_WEEKDAYS, "Jan", "Feb", "Aug", "Sept"))
_ENDINGS = ("ing", "ed", "ly", "tion", "es", "s", "al", "er", "")
_FUNCTION_WORDS = (
    "the a this that its his our",
    "of in on at by for with from near",
    "he she they we it",
    "is was are were has had",
    "and but as while or",
    "will would could may should",
)
"""Words of one class, of which each can stand for another. Where all stayed as they are, two stories made of one report
would have every other word in common, in the same order, as no two reports of two events have."""
_SYLLABLE_LIST = "bar dun esk fal gry hol ist kel lor mar nor ost pel ram sel tor ulm ves wyn yar"
_SYLLABLES = tuple(_SYLLABLE_LIST.split())
_KINDS = ("Courier", "Post", "Herald", "Times", "News", "Observer", "Radio", "Gazette", "Wire", "Tribune")


@dataclass(frozen=True, slots=True)
class Real:
    """A real report."""

    title: str
    text: str
    day: date
    event: str | None
    """What it tells of, where a collection says so."""


class Archive:
    """Makes the inputs of an archive, one after another.

    Args:
        reports: Real reports.
        daily: How many inputs a day.
    """

    def __init__(self, reports: Sequence[Real], daily: int = DAILY) -> None:
        self._daily = daily
        self._all = [(real, _TOKEN.findall(real.text), _TOKEN.findall(real.title)) for real in reports]
        by_event: dict[str, list[int]] = {}
        for at, real in enumerate(reports):
            if real.event is not None:
                by_event.setdefault(real.event, []).append(at)
        self._events = [members for _, members in sorted(by_event.items()) if len(members) > 1]
        self._words = _Words(tokens for _, tokens, _ in self._all)

    def inputs(self, number: int) -> Iterator[Made]:
        """Yield the first inputs of the archive, by day."""
        waiting: dict[int, list[Made]] = {}  # reports of stories that have begun, by the place they take
        recent: list[Made] = []
        story = 0
        for at in range(number):
            dice = random.Random(f"input {at}")  # noqa: S311 -- the same archive every time
            if due := waiting.pop(at, None):
                one, *more = due
                if more:
                    waiting.setdefault(at + 1, []).extend(more)
                one = self._placed(one, at)
            elif recent and (kind := _kind(dice)) is not None:
                one = self._after(recent[dice.randrange(len(recent))], kind, at, dice)
            else:
                story += 1
                members = self._story(story, dice)
                one = self._placed(members[0], at)
                last = at
                for member in members[1:]:
                    last += 1 + dice.randrange(max(1, 2 * STORY_DAYS * self._daily // len(members)))
                    waiting.setdefault(last, []).append(member)
            if one.kind in ("alone", "story"):
                recent = [*recent[-RECENT:], one]
            yield one

    def _story(self, story: int, dice: random.Random) -> list[Made]:
        """Return the reports of a story, in their order: mostly one."""
        mean = sum(STORY_SIZES) / len(STORY_SIZES)
        if dice.random() >= IN_STORIES / (IN_STORIES + (1 - IN_STORIES) * mean):
            chosen, kind = [dice.randrange(len(self._all))], "alone"
        else:
            event = dice.choice(self._events)
            size = dice.choice(STORY_SIZES)
            chosen, kind = [event[(dice.randrange(len(event)) + n) % len(event)] for n in range(size)], "story"
        others = self._words.others(f"story {story}")
        return [
            self._report(at, story, kind, others if turn < len(set(chosen)) else others.again(f"{story} {turn}"), dice)
            for turn, at in enumerate(chosen)
        ]

    def _report(self, at: int, story: int, kind: str, others: _Others, dice: random.Random) -> Made:
        real, text, title = self._all[at]
        outlet = dice.randrange(OUTLETS)
        paragraphs = "".join(map(others.word, text)).split("\n")
        if kind == "story" and len(paragraphs) > 4 and dice.random() < 0.5:
            del paragraphs[dice.randrange(2, len(paragraphs))]
        return Made(
            number=-1,
            title="".join(map(others.word, title)),
            text=f"{real.day.toordinal()}\n" + "\n".join(paragraphs),  # taken off when the day is known
            outlet=outlet_name(outlet),
            url=f"https://{_host(outlet)}/{{}}/{story}-{dice.randrange(10**6)}.html",
            published="",
            kind=kind,
            story=story,
        )

    def _placed(self, made: Made, at: int) -> Made:
        """Return a report with its number and its day."""
        moment = self._moment(at)
        was, _, text = made.text.partition("\n")
        days = 7 * round((moment.date().toordinal() - int(was)) / 7)
        day = f"{moment:%Y/%m/%d}"
        return Made(
            number=at,
            title=made.title,
            text=later(text, int(was), days),
            outlet=made.outlet,
            url=made.url.format(day),
            published=moment.isoformat(),
            kind=made.kind,
            story=made.story,
        )

    def _moment(self, at: int) -> datetime:
        day, place = divmod(at, self._daily)
        return datetime.combine(FIRST_DAY, datetime.min.time()) + timedelta(
            days=day, minutes=place * 1440 // self._daily
        )

    def _after(self, earlier: Made, kind: str, at: int, dice: random.Random) -> Made:
        """Return what comes of an earlier report."""
        moment = self._moment(at)
        outlet, text, title, name, url = dice.randrange(OUTLETS), earlier.text, earlier.title, earlier.outlet, ""
        paragraphs = text.split("\n")
        if kind == "copy":
            name = outlet_name(outlet)
            url = f"https://{_host(outlet)}/{moment:%Y/%m/%d}/{dice.randrange(10**8)}.html"
            kept = paragraphs[: max(1, round(len(paragraphs) * dice.uniform(0.75, 1)))]
            others = self._words.others(f"copy {at}")
            words = _TOKEN.findall("\n".join(kept))
            few = (others.word(word) if word.islower() and dice.random() < 0.04 else word for word in words)
            text = f"{''.join(few)}\n{name} with {earlier.outlet}"
        elif kind == "version":
            url = earlier.url
            more = self._words.others(f"version {at}")
            added = "".join(map(more.word, _TOKEN.findall(dice.choice(paragraphs))))
            text = "\n".join([*paragraphs[:-1], added, paragraphs[-1]])
        elif kind == "again":
            url = f"{earlier.url}?ref={dice.randrange(99)}"
        else:
            text, title, url = "", "", f"https://{_host(outlet)}/{moment:%Y/%m/%d}/"
        return Made(at, title, text, name, url, moment.isoformat(), kind, earlier.story if kind != "broken" else -1)


class _Words:
    """The words of real reports, and what can stand for each: words of names for words of names, and others by rank."""

    def __init__(self, texts: Iterator[list[str]]) -> None:
        seen = Counter(token for tokens in texts for token in tokens if token.isalpha())
        lower = {word: count for word, count in seen.items() if word.islower()}
        names = [
            word
            for word, count in seen.items()
            if len(word) > 2
            and word[0].isupper()
            and not word.isupper()
            and word not in _DAY_NAMES
            and 10 * lower.get(word.lower(), 0) < count
        ]
        common = sorted(names, key=lambda word: (-seen[word], word))
        most = min(SHARED_NAMES, len(common) // 4)
        self.shared_names, others = frozenset(common[:most]), common[most:]
        self.rare_names = frozenset(name for name in others if seen[name] < FREQUENT)
        self.names = sorted(frozenset(others) - self.rare_names) or others
        letters = {word: count for word, count in seen.items() if word.isupper() and len(word) > 1}
        self.known_letters = frozenset(sorted(letters, key=lambda word: (-letters[word], word))[:SHARED_LETTERS])
        self.rank_of_name = {word: at for at, word in enumerate(self.names)}
        plain = set(sorted(lower, key=lambda word: (-lower[word], word))[: min(PLAIN, len(lower) // 4)])
        self.words: dict[str, list[str]] = {ending: [] for ending in _ENDINGS}
        for word in sorted(lower, key=lambda word: (lower[word], word)):
            if len(word) > 3 and word not in plain:
                self.words[_ending(word)].append(word)
        self.rank_of_word = {word: at for bucket in self.words.values() for at, word in enumerate(bucket)}

    def others(self, key: str) -> _Others:
        """Return other words for all words, the same for the same key."""
        return _Others(self, key)


class _Others:
    """Which word stands for which in a story."""

    def __init__(self, words: _Words, key: str, over: _Others | None = None) -> None:
        self._words, self._over, self._key = words, over, key
        self._shift = 1 + crc32(key.encode()) % max(1, len(words.names) - 1)
        self._turned = {
            word: those[(at + crc32(f"{key} {line}".encode())) % len(those)]
            for line in _FUNCTION_WORDS
            for those in (line.split(),)
            for at, word in enumerate(those)
        }
        self._known: dict[str, str] = {}

    def again(self, key: str) -> _Others:
        """Return the words of another outlet for the same: the same names, half of the other words its own."""
        return _Others(self._words, key, self)

    def word(self, token: str) -> str:
        """Return what stands for a token."""
        if (known := self._known.get(token)) is None:
            known = self._known[token] = self._new(token)
        return known

    def _new(self, token: str) -> str:
        if token in self._words.shared_names:
            return token
        names, ranks = self._words.names, self._words.rank_of_word
        if self._over is not None:
            token = self._over.word(token)
            if token in self._words.rank_of_name or len(token) % 2 or not token.isalpha() or token.isupper():
                return token
        elif (rank := self._words.rank_of_name.get(token)) is not None:
            return names[(rank + self._shift) % len(names)]
        elif token in self._words.rare_names:
            return _invented(random.Random(f"{self._key} {token}"), len(token))  # noqa: S311
        low = token.lower()
        if self._over is None and (turned := self._turned.get(low)) is not None:
            return turned if token.islower() else turned.capitalize()
        drawn = crc32(f"{self._key} {low}".encode())
        if token[0].isdigit() or (token.isupper() and len(token) > 1 and token not in self._words.known_letters):
            return _other_signs(token, drawn)
        if (rank := ranks.get(low)) is None:
            return token
        bucket = self._words.words[_ending(low)]
        # Never around the end: the most frequent word for the rarest would make of all that have it one story.
        first = max(0, min(rank - NEIGHBOURS // 2, len(bucket) - NEIGHBOURS))
        new = bucket[first + drawn % min(NEIGHBOURS, len(bucket))]
        return new if token.islower() else new.capitalize() if token[0].isupper() and not token.isupper() else token


def _invented(dice: random.Random, length: int) -> str:
    letters = (dice.choice("aeiou" if at % 2 else "bdfghklmnprstvw") for at in range(max(4, length)))
    return "".join(letters).capitalize()


def _other_signs(token: str, drawn: int) -> str:
    """Return other figures for a number, or other letters for an acronym; days of a month and years stay.

    >>> _other_signs("7", 5), _other_signs("2014", 5), len(_other_signs("737", 5))
    ('7', '2014', 3)
    """
    if token.isdigit() and (int(token) <= MONTH or (len(token) == 4 and token[:2] in ("19", "20"))):
        return token
    dice = random.Random(drawn)  # noqa: S311 -- the same archive every time
    if token.isupper():
        return "".join(dice.choice("ABCDEFGHIKLMNOPRSTUVW") for _ in token)
    return "".join(dice.choice("123456789") if sign.isdigit() else sign for sign in token)


def later(text: str, was: int, days: int) -> str:
    """Return a text with its days and years so many days later, where it was published on the day of an ordinal."""
    before, after = date.fromordinal(was), date.fromordinal(was + days)
    months = {name: _MONTHS[(at + after.month - before.month) % 12] for at, name in enumerate(_MONTHS)}
    text = re.sub("|".join(_MONTHS), lambda m: months[m[0]], text)
    return re.sub(r"\b(?:19[5-9]|20[0-4])\d\b", lambda m: str(int(m[0]) + after.year - before.year), text)


def outlet_name(number: int) -> str:
    """Return the name of an outlet that there is not."""
    first, second, third = _SYLLABLES[number % 20], _SYLLABLES[number * 7 // 20 % 20], _SYLLABLES[number * 3 % 20]
    return f"{first.title()}{second} {third.title()} {_KINDS[number // 20 % 10]}"


def _host(outlet: int) -> str:
    return f"{outlet_name(outlet).replace(' ', '-').lower()}-{outlet}.example"


def _kind(dice: random.Random) -> str | None:
    at = dice.random()
    for kind, share in (("copy", COPIES), ("again", AGAIN), ("version", VERSIONS), ("broken", BROKEN)):
        if at < share:
            return kind
        at -= share
    return None


def _ending(word: str) -> str:
    return next(ending for ending in _ENDINGS if word.endswith(ending))


def real_reports(data: Path = DATA) -> list[Real]:
    """Return the real reports that archives are made of.

    Raises:
        FileNotFoundError: They are not there.
    """
    if not (data / "stories").is_dir():
        raise FileNotFoundError(f"{data}: the real reports are not there; name their folder with --data")
    found = []
    for path in sorted((data / "stories" / "clusters").glob("*/*.json")):
        one = json.loads(path.read_text("utf-8"))
        day = (one.get("date_publish") or one["date_download"])[:10]
        found.append(Real(one["title"] or "", one["text"] or "", date.fromisoformat(day), path.parent.name))
    for path in sorted((data / "stories" / "basil").glob("*/*.json")):
        one = json.loads(path.read_text("utf-8"))
        text = "\n".join(" ".join(paragraph) for paragraph in _paragraphs(one["body-paragraphs"]))
        found.append(Real(one["title"], text, date.fromisoformat(one["date"]), path.parent.name))
    for name, day in (("polnear/train", "publication_date"), ("times/timebank", "published")):
        with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        found += [Real(r.get("title") or r["text"].strip()[:60], r["text"], _day(r[day]), None) for r in rows]
    return [real for real in found if len(real.text) > 400]


def _paragraphs(value: object) -> list[list[str]]:
    read = ast.literal_eval(value) if isinstance(value, str) else value
    return [list(map(str, paragraph)) for paragraph in read] if isinstance(read, list) else []


def _day(value: str | None) -> date:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return date(2014, 1, 1)


def make(
    number: int, folder: Path, formats: Sequence[str] = FORMATS, data: Path = DATA, daily: int = DAILY
) -> list[Made]:
    """Write an archive of so many inputs into a folder, and return them.

    Raises:
        FileNotFoundError: The real reports are not there.
    """
    made = list(Archive(real_reports(data), daily).inputs(number))
    write(made, folder, formats)
    return made


def main() -> int:
    """Write an archive and say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, metavar="N")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--formats", default=",".join(FORMATS), help="of jsonl, parquet, warc (default: all, in turn)")
    parser.add_argument("--daily", type=int, default=DAILY, metavar="N", help=f"inputs a day (default: {DAILY})")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the real reports")
    options = parser.parse_args()
    try:
        made = make(options.number, options.folder, options.formats.split(","), options.data, options.daily)
    except FileNotFoundError as error:
        print(error)
        return 0
    kinds = Counter(one.kind for one in made)
    stories = Counter(one.story for one in made if one.kind == "story")
    letters = sum(len(one.text) for one in made)
    print(
        f"{options.folder}: {len(made):,} inputs, {letters:,} characters, {len(stories):,} stories of several reports"
    )
    print(", ".join(f"{count:,} {kind}" for kind, count in sorted(kinds.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
