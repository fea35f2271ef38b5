"""Reports: pure functions over entries, and the files they are written to."""
