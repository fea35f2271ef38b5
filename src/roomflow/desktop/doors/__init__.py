"""The Doors page: one room for an usher at a laptop."""
