"""What everything in the window stands on: the bridge to the desk, words, look, pages and cards, the last door."""
