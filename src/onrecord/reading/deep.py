"""HTML that nests deeper than a tree of libxml2 goes: where that has cut words off, and the words by another parser.

A tree of libxml2 ends where elements nest some hundred deep, and so do the words below, in silence. Resiliparse, whose
parser is a browser's, keeps them, but its time grows with the square of the depth.

J. Bevendorff et al., "Elastic ChatNoir: Search Engine for the ClueWeb and the Common Crawl" (ECIR 2018).
"""

from __future__ import annotations

from typing import Any

from onrecord.errors import InputError
from onrecord.reading.facts import one_line
from onrecord.reading.page_source import PageSource

TREE_DEPTH = 200
"""Elements in elements from which a page is looked at twice: libxml2 cuts a tree off at 256."""
MAX_DEPTH = 5_000
"""Elements in elements from which a page is refused: Resiliparse takes half a second for these, and its time grows with
the square of the depth."""
KEPT_SHARE = 0.9
"""Of a deep page's letters: where fewer are in its tree, words were lost."""


def refuse_depth(source: PageSource) -> None:
    """Refuse HTML that nests deeper than any page.

    Raises:
        InputError: It does.
    """
    if source.depth > MAX_DEPTH:
        raise InputError(f"broken: elements nest {source.depth:,} deep, the limit is {MAX_DEPTH:,}")


def cut_off(tree: Any, source: PageSource) -> bool:
    """Tell whether HTML nests so deep that its tree (lxml) has lost words."""
    if source.depth <= TREE_DEPTH:
        return False
    kept = sum(len("".join(words.split())) for words in tree.itertext())
    return kept < KEPT_SHARE * len(source.letters)


def second_opinion(page: str, *, article_alone: bool) -> list[str]:
    """Return the paragraphs of a page by Resiliparse: those of its article, or all."""
    from resiliparse.extract.html2text import extract_plain_text

    text = extract_plain_text(page, main_content=article_alone, list_bullets=False, alt_texts=False)
    return [
        block for block in ("\n".join(map(one_line, part.split("\n"))).strip() for part in text.split("\n\n")) if block
    ]
