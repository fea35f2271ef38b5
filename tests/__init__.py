"""The tests of roomflow, laid out as src/ is."""
