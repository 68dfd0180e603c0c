"""The page of many stories: a card is made of each record, and of all cards one page, or several that lead to another.

A card is a small value that can be kept and brought over from another machine; the page is made of nothing else.
"""

from onrecord.pages.archive.card import DueCard, StoryCard, story_card
from onrecord.pages.archive.index import PER_PAGE, Accounts, index_pages

__all__ = ["PER_PAGE", "Accounts", "DueCard", "StoryCard", "index_pages", "story_card"]
