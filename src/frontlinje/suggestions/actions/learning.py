"""How is it learnt what mails are about? Every night by a job, or when somebody asks for it."""

import logging
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from frontlinje.base.child import ChildLost
from frontlinje.centre.queries import effective_state
from frontlinje.ledger.actions import record
from frontlinje.suggestions.events import SuggestionsLearnt
from frontlinje.suggestions.files import folder, forget_all_but, keep
from frontlinje.suggestions.learner import learn_from
from frontlinje.suggestions.models import Aim, Learning
from frontlinje.suggestions.queries import latest_learnings, lessons_for
from frontlinje.suggestions.rules.held_back import place_of_split
from frontlinje.suggestions.rules.worth import LEAST_HELD_BACK, LEAST_LEARNT, Verdict, verdict

log = logging.getLogger(__name__)


def learn(*, aim: Aim, at: datetime) -> Learning:
    """Learn from history how contacts are sorted, and use it if it is good enough.

    Records ``SuggestionsLearnt``. What is not good enough is not used, even when what was learnt
    the night before was: a centre changes.
    """
    lessons = lessons_for(aim, effective_state(at))
    with tempfile.TemporaryDirectory(dir=folder(), prefix=".") as place:
        draft = Path(place) / "draft"
        learning = Learning(aim=aim, at=at, **_learnt(lessons, draft))
        if learning.verdict == Verdict.USED:
            learning.sha256 = keep(draft)
    with transaction.atomic():
        learning.save(force_insert=True)
        learnt = SuggestionsLearnt(
            aim=aim,
            verdict=learning.verdict,
            n_learnt=learning.n_learnt,
            n_held_back=learning.n_held_back,
            hit_rate=learning.hit_rate,
            majority_rate=learning.majority_rate,
            sha256=learning.sha256,
        )
        record(learnt, at=at, by=None)
    forget_all_but({latest.sha256 for latest in latest_learnings().values()})
    return learning


def _learnt(lessons: list[tuple[str, str, str]], draft: Path) -> dict[str, Any]:
    n_lessons, n_learnt = len(lessons), place_of_split(len(lessons))
    if n_learnt < LEAST_LEARNT or n_lessons - n_learnt < LEAST_HELD_BACK:
        few = {"n_learnt": n_learnt, "n_held_back": n_lessons - n_learnt}
        return {"verdict": Verdict.TOO_FEW, **few}
    try:
        figures = learn_from(lessons, into=draft)
    except ChildLost as failed:
        log.warning("suggestions_not_learnt: %s", failed)
        return {"verdict": Verdict.NOT_POSSIBLE, "n_learnt": n_learnt}
    found = verdict(
        n_learnt=figures["n_learnt"],
        n_held_back=figures["n_held_back"],
        hit_rate=figures.get("hit_rate", 0.0),
        majority_rate=figures.get("majority_rate", 1.0),
    )
    return {"verdict": found if draft.exists() else Verdict.TOO_FEW, **figures}
