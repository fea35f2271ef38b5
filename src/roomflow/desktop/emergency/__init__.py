"""The Emergency page and its sheet of paper."""
