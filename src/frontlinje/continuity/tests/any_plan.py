"""Which measures, plans and centres does hypothesis draw? Any kind, also of what is not there."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from hypothesis import strategies as st

from frontlinje.centre.rules.document import CentreDocument
from frontlinje.continuity.rules.measures import MEASURE, Measure

CHANNELS = (["phone"], ["chat", "web"], ["mail", "phone", "visit"])
HOURS = ("08:00-12:00", "10:00-14:00", "09:00-11:00, 12:00-18:00", "00:00-24:00")
CODES = ("general", "settlement", "follow-up", "gone")
GROUPS = (["north"], ["south", "everyone"], ["gone"])
QUEUES: tuple[dict[str, Any], ...] = (
    {},
    {"channels": ["chat"]},
    {"codes": ["general", "gone"]},
    {"codes": ["settlement"]},
)


def _name(word: str) -> dict[str, str]:
    return {"nb": word, "sv": word, "en": word}


WORDS = (_name("Hei"), _name("Vi er nede. " * 20))


def _kind(kind: str, **fields: Sequence[Any]) -> Iterator[Measure]:
    """Yield the measures of a kind with every combination of these fields."""
    for values in product(*fields.values()):
        given = dict(zip(fields, values, strict=True))
        yield MEASURE.validate_python({"kind": kind, **given})


def _overflows() -> Iterator[Measure]:
    fields = {"when": [{"waited_s": 60}], "queues": QUEUES}
    yield from _kind("overflow", **fields)
    yield from _kind("overflow", **fields, groups=GROUPS)
    yield from _kind("overflow", **fields, queue=CODES)
    yield from _kind("overflow", **fields, site=["hill"])
    yield from _kind("overflow", **fields, number=["+47 22 33 44 55"])


MEASURES: tuple[Measure, ...] = (
    *_kind("close_channels", channels=CHANNELS, alternative=["paper", None]),
    *_kind("open_channels", channels=CHANNELS),
    *_kind("limit_hours", hours=HOURS, channels=[[], *CHANNELS]),
    *_kind("extend_hours", hours=HOURS, days=[["mon"], ["tue", "sat"]]),
    *_kind("prioritise_channels", order=CHANNELS),
    *_kind("shed_load", order=CHANNELS, over=[4], under=[1, 2]),
    *_kind("manual_intake", channels=CHANNELS),
    *_overflows(),
    *_kind("add_groups", queues=QUEUES, groups=[[], *GROUPS]),
    *_kind("only_groups", queues=QUEUES, groups=GROUPS),
    *_kind("relax_skills", queues=QUEUES, by=[1, 3, 9], skill=["law", None]),
    *_kind("set_times", queues=QUEUES, offer_s=[5, 60], wrap_up_s=[0, None], is_at_most=[True]),
    *_kind("set_times", queues=QUEUES, offer_s=[5, 60], wrap_up_s=[0, None]),
    *_kind("minimum_staffing", queues=QUEUES, ready=[1, 4]),
    *_kind("follow_up", queue=CODES),
    *_kind("invite_people", usernames=[[], ["nina", "Lea"]], group=["north", None], script=WORDS),
    *_kind("work_from", place=["home", "office"], usernames=[[], ["Omar"]], is_binding=[True]),
    *_kind("work_from", place=["office"], groups=GROUPS, last_day=["2026-03-12"]),
    *_kind("split_in_cohorts", groups=[[], *GROUPS], sites=[[], ["hill", "dale"]]),
    *_kind("shift_pattern", first=HOURS[:2], second=HOURS[2:]),
    *_kind("say", situation=["incident", "closed", "autoreply"], body=WORDS),
    *_kind("guide", title=WORDS[:1], body=WORDS, channels=CHANNELS),
    *_kind("checklist", title=WORDS[:1], items=[[{"text": WORDS[0]}]]),
    *_kind("board_meeting", at=["08:15", "09:00"]),
)
measures = st.sampled_from(MEASURES)
plans = st.lists(measures, min_size=1, max_size=4)


DEMANDS: tuple[list[dict[str, Any]], ...] = (
    [],
    [{"skill": "law", "level": 5}, {"skill": "milk", "level": 2}],
)


@st.composite
def centres(draw: st.DrawFn) -> CentreDocument:
    """Draw a centre: some of the channels, queues and groups that measures name, and others."""
    kept = draw(st.sampled_from(CHANNELS))
    queue_codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True))
    group_codes = draw(st.sampled_from(GROUPS))
    demands = draw(st.sampled_from(DEMANDS))
    is_open = draw(st.booleans())
    then = [{"do": "relax", "skill": demand["skill"], "by": 1} for demand in demands]
    recipe = {"code": "long", "when": {"waited_s": 60}, "then": then}
    week = {"mon": draw(st.sampled_from(HOURS)), "tue": "08:00-16:00"}
    return CentreDocument.model_validate(
        {
            "name": _name("Prøvesenteret"),
            "hours": [{"code": "main", "name": _name("Åpent"), "week": week}],
            "channels": [
                {"code": code, "hours": "main", "units": 30, "is_open": is_open} for code in kept
            ],
            "groups": [
                {"code": code, "name": _name(code), "is_everyone": True} for code in group_codes
            ],
            "queues": [
                {
                    "code": code,
                    "name": _name(code),
                    "channels": kept,
                    "groups": group_codes,
                    "promise_s": 600,
                    "demands": demands,
                    "overflow": [recipe] if then else [],
                }
                for code in queue_codes
            ],
            "texts": [{"code": "old", "situation": "closed", "body": _name("Stengt")}],
        }
    )
