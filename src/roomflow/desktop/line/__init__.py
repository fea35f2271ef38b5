"""The Line page: every ticket, and what can be done with it."""
