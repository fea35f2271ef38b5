"""What stands between a slip and its paper, as a sentence."""

from __future__ import annotations


class PrintProblem(Exception):  # noqa: N818 - the printer is in the way, the program is right
    """Nothing came out; `sentence` says why and what to do, in the language of the screens."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
