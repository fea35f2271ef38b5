"""roomflow: rooms, doors and a fair line for packed public meetings."""

# The same figure stands in pyproject.toml; tests/test_house.py holds the two together. A constant, since
# asking importlib.metadata costs time at every start and fails in a frozen program.
__version__ = "0.1.0"
