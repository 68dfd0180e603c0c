"""JSON, tables and plain text: depth, numbers and fields without measure, encodings that break, words that steer."""

from __future__ import annotations

import json

from tests.hostile.makers import STORY, hostile

STEERING = (
    "\x1b[2J\x1b[31mred",
    "\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]52;c;ZXZpbA==\x07copied",
    "\x9b31mC1",
    "\x08\x08\x7fbacked",
    "\u202egnp.evil\u202c",
    "N\u043errа",  # a Cyrillic o and a
    "line\u2028end\u0085next",
    "zero\u200bwidth\ufeff",
)
"""What steers a terminal or the eye."""
FORMULAS = ('=HYPERLINK("http://evil.example","x")', "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "＝1+1", "a;=1")
"""What a spreadsheet takes for a formula."""


@hostile(".json", ".jsonl")
def nested_a_hundred_thousand_deep() -> bytes:
    return b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}"


@hostile(".json", ".jsonl")
def number_of_a_million_digits() -> bytes:
    return f'{{"text": "{STORY}", "id": {"9" * 1_000_000}}}'.encode()


@hostile(".json", ".jsonl")
def infinite_numbers() -> bytes:
    return f'{{"text": "{STORY}", "date": 1e999, "title": NaN, "url": -Infinity, "authors": [1e999]}}'.encode()


@hostile(".json", ".jsonl")
def keys_twice() -> bytes:
    return f'{{"text": 1, "text": "{STORY}", "title": "a", "title": "b"}}'.encode()


@hostile(".json")
def half_characters() -> bytes:
    return f'{{"text": "{STORY} \\ud800", "title": "\\udfff"}}'.encode()


@hostile(".json", ".jsonl")
def title_of_half_a_character() -> bytes:
    words = '"\\ud800 x"'
    return f'{{"text": "{STORY}", "title": {words}, "outlet": {words}, "authors": [{words}]}}'.encode()


@hostile(".json")
def fields_of_other_types() -> bytes:
    odd: list[object] = [{}, [], [[]], {"a": {}}, 1, True, None, "x" * 100_000, [None, {}], 1e308]
    return json.dumps([{"text": STORY, "title": one, "url": one, "date": one, "authors": one} for one in odd]).encode()


@hostile(".json")
def words_that_steer() -> bytes:
    words = [*STEERING, *FORMULAS]
    return json.dumps(
        [
            {"text": f"{STORY} {n} {one}", "title": one, "outlet": one, "authors": [one], "url": f"javascript:{n}"}
            for n, one in enumerate(words)
        ]
    ).encode()


@hostile(".csv", ".tsv")
def field_of_ten_megabytes() -> bytes:
    return b'title,text\nx,"' + b"a" * 10_000_000


@hostile(".csv")
def field_of_a_hundred_megabytes() -> bytes:
    return b'title,text\nx,"' + b"a" * 100_000_000


@hostile(".csv")
def hundred_thousand_columns() -> bytes:
    return b"," * 100_000 + b"\n" + b"," * 100_000


@hostile(".csv")
def quotes_alone() -> bytes:
    return b"title,text\n" + b'"' * 1_000_001


@hostile(".txt", ".md", ".html")
def nul_characters() -> bytes:
    return f"{STORY}\0\0{STORY}".encode()


@hostile(".txt")
def encoding_that_breaks() -> bytes:
    return STORY.encode("utf-16") + b"\xff"


@hostile(".txt")
def encodings_in_one() -> bytes:
    return STORY.encode() + STORY.encode("latin-1") + STORY.encode("shift_jis", "replace") + b"\xff\xfe\x81"


@hostile(".txt")
def half_characters_in_bytes() -> bytes:
    return STORY.encode() + b"\xed\xa0\x80\xed\xbf\xbf"


@hostile(".txt")
def overlong_bytes() -> bytes:
    return STORY.encode() + b"\xc0\xaf\xe0\x80\xaf\xf8\x88\x80\x80\x80"


@hostile(".txt")
def marks_on_one_letter() -> bytes:
    return (STORY + " a" + "\u0301" * 100_000).encode()


@hostile(".md")
def front_matter_of_aliases() -> bytes:
    laughs = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))
    return f"---\na0: &a0 [x]\n{laughs}\ntitle: *a8\nauthor: *a8\n---\n{STORY}".encode()


@hostile(".md")
def front_matter_of_depth() -> bytes:
    return f"---\ntitle: {'[' * 9_000}\n---\n{STORY}".encode()


@hostile(".md")
def front_matter_that_makes() -> bytes:
    return f'---\ntitle: !!python/object/apply:os.system ["touch escaped"]\n---\n{STORY}'.encode()


@hostile(".md")
def links_of_brackets() -> bytes:
    return (STORY + "[" * 50_000 + "](" * 50_000 + "![" * 50_000).encode()


@hostile(".md")
def links_in_markdown_that_run() -> bytes:
    return f"{STORY} [x](javascript:alert(1)) [y](data:text/html,1) [z](http://[)".encode()
