"""A sentence that a judgment says already is not told again."""

from __future__ import annotations

from models.views.besides import besides
from models.views.delivery_values import Judgment

OVER = "quinn 140 % in the week of 23 Nov"


def test_what_is_judged_is_not_told_twice_and_the_rest_is_kept_in_its_order() -> None:
    judged = (Judgment("people", "R", f"{OVER} (red above 120 %)"), Judgment("risk", "A", "exposure 10"))
    sentences = (
        OVER,
        f"declared green 26 d ago, data says red: {OVER} (red above 120 %) (stale)",
        "the last statement is stale: 26 d old",
        "exposure 10",
    )
    assert besides(sentences, judged) == [
        "declared green 26 d ago, data says red (stale)",
        "the last statement is stale: 26 d old",
    ]
    assert besides(sentences, ()) == list(sentences)
