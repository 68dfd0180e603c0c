"""Containers: what holds several things to read, each module one kind of file; see `onrecord.reading.items`.

What comes in: an archive, a capture of the web, a packed file, open for reading. What goes out: its items one after the
other, from memory alone; what in it cannot be read is refused with the reason, and what is no report by its nature is
passed over.
"""

from onrecord.reading.containers.packed import PACKINGS, opener_of_packed
from onrecord.reading.containers.tar import open_tar
from onrecord.reading.containers.wacz import open_wacz
from onrecord.reading.containers.warc import open_warc
from onrecord.reading.containers.zips import open_zip

__all__ = ["PACKINGS", "open_tar", "open_wacz", "open_warc", "open_zip", "opener_of_packed"]
