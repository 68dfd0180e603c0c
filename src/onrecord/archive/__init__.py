"""Archives: the stories of many reports, by the same functions that make one record.

What comes in: files and folders of any format that `build` reads, here or in an object store, millions of reports. What
goes out: `stories.parquet`, a row for each input with what became of it and its story; a record of each story that
several reports tell; a page of them all.

`plan` has the steps, and a module each what one of them does with a shard: `reads`, `settles`, `sketches` and `near`,
`traits` and `grouping`, `analyses`, `records`, `table`. `given` cuts what is given into shards, `carrying` sees to it
that each is done whatever dies meanwhile, `shards` is the folder of work; `engine` alone knows the distributed engine.
"""

from onrecord.archive.plan import Stories, stories

__all__ = ["Stories", "stories"]
