"""The versions of one page: what they are to the other reports, and what was changed from one to the next.

In come the histories that reading found, with the reports and their analyses; out go histories with their edits, and
`Pages`, by which the versions of a page are one channel, copy nothing of one another and contradict nothing of it.
"""

from onrecord.relating.versions.pages import Pages

__all__ = ["Pages"]
