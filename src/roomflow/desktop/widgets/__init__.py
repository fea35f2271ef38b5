"""Widgets of roomflow's own: each paints its state as word, shape and colour, and says it to a screen reader."""
