"""A piece of HTML that holds an article alone, as fields of JSON and items of feeds do: all its words, by blocks."""

from __future__ import annotations

from typing import Any

from onrecord.errors import InputError
from onrecord.model import Link
from onrecord.reading.decode import clean
from onrecord.reading.deep import cut_off, refuse_depth, second_opinion
from onrecord.reading.links import links_in_page
from onrecord.reading.page_source import lay_out


def text_of_fragment(source: str, address: str | None) -> tuple[str, tuple[Link, ...]]:
    r"""Return the words of a piece of HTML and its links: every block counts, unlike in a page.

    Args:
        source: the piece, decoded.
        address: the article's, against which links are read.

    Raises:
        InputError: it cannot be read, has no words, or nests deeper than any page.

    >>> text_of_fragment("<p>The <b>port</b> opens.</p><p>It rains.</p>", None)[0]
    'The port opens.\n\nIt rains.'
    """
    laid_out = lay_out(source)
    refuse_depth(laid_out)
    tree = _tree(source)
    if tree is None:
        raise InputError("no article text found: its HTML cannot be read")
    if cut_off(tree, laid_out):
        text = clean("\n\n".join(second_opinion(source, article_alone=False)))
        return text, links_in_page(laid_out, text, address)
    for element in tree.xpath("//script | //style"):
        element.drop_tree()
    for block in tree.iter("p", "div", "h1", "h2", "h3", "h4", "li", "blockquote", "tr", "figcaption", "br"):
        block.tail = "\n" + (block.tail or "")
        if block.tag != "br":
            block.text = "\n" + (block.text or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    text = clean("\n\n".join(line for line in lines if line))
    return text, links_in_page(laid_out, text, address)


def _tree(source: str) -> Any:
    import trafilatura

    return trafilatura.load_html(f"<html><body><div>{source}</div></body></html>")
