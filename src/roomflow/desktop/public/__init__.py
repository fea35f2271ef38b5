"""The public screen on a second monitor, its voice and its sounds."""
