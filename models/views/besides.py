"""What the rules of attention say besides the judgments: a reader is told everything, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.views.delivery_values import Judgment


def besides(sentences: Iterable[str], judgments: Sequence[Judgment]) -> list[str]:
    """The sentences that no judgment says, in their order.

    A judgment may say the same and its limit; and what the data say against a statement stands above it.
    """
    told = [one.sentence for one in judgments]
    found = []
    for sentence in sentences:
        if any(one.startswith(sentence) for one in told):
            continue
        for one in told if sentence.startswith("declared ") else ():
            sentence = sentence.replace(f": {one}", "")
        found.append(sentence)
    return found
