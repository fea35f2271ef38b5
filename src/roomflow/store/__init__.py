"""The store: the log on the disk, and the only place that speaks to a database."""
