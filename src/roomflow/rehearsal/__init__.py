"""Rehearsals: a crowd made of files and a seed, played through the real desk with a simulated clock."""
