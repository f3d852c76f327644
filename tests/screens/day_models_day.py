"""Which day model is there when somebody looks? One learnt from six Mondays, compared with them."""

from collections.abc import Mapping

from frontlinje.drills.actions.day_models import make_from_history
from frontlinje.drills.models import Fit, FitState
from frontlinje.drills.rules.fit import PlayedChannel, PlayedDay
from frontlinje.drills.rules.kinds import Kind
from frontlinje.drills.tests.past import NOW, mondays, write_past
from frontlinje.people.tests.cast import Cast


def a_monday(cast: Cast) -> Mapping[str, object]:
    """Let six Mondays have been, and learn from them."""
    write_past([cast.nina, cast.omar], mondays(6), n=30)
    version = make_from_history(name="Vanlig mandag", kind=Kind.MON, weeks=8, by=cast.pia, at=NOW)
    days = [
        PlayedDay(
            day=day,
            channels=(
                PlayedChannel(
                    channel="phone",
                    came=30 + k,
                    expected=(21.5, 30.0, 38.5),
                    in_time=22 + k,
                    played=(0.7, 0.76, 0.83),
                ),
            ),
        ).model_dump(mode="json")
        for k, day in enumerate(mondays(6))
    ]
    Fit.objects.create(
        version=version,
        state=FitState.DONE,
        asked_at=NOW,
        asked_by=cast.pia,
        ended_at=NOW,
        days=days,
    )
    return {"model_id": version.day_model_id}
