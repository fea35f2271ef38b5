"""The rules of a packed public meeting: pure, without clock, chance, file, thread, Qt or SQL."""
