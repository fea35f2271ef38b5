"""The first start: where the log lies, which building, open a meeting."""
