"""Fetching: addresses to web archives. The only room that uses the network.

What comes in: addresses of pages and feeds. What goes out: a WARC file (ISO 28500:2017) with every request and answer
byte for byte, and an `Outcome` for each address: nothing that was asked for is lost. `reading` then reads the WARC.

`fetcher` strings the steps together; `guard` and `wire` see that no connection leads to where the public is not served;
`robots` and `pace` keep the manners; `archive` writes, `known` reads what was fetched before; `arrivals` tells what has
come into a folder.
"""

from onrecord.fetch.arrivals import Arrivals
from onrecord.fetch.errors import FailedError, FetchError, RefusedError
from onrecord.fetch.fetcher import Fetched, fetch
from onrecord.fetch.known import brings
from onrecord.fetch.manners import Manners
from onrecord.fetch.outcome import Outcome

__all__ = ["Arrivals", "FailedError", "FetchError", "Fetched", "Manners", "Outcome", "RefusedError", "brings", "fetch"]
