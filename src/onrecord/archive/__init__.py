"""Archives: the stories of many reports, by the same functions that make one record."""
