"""Do errors carry what the edges need: a code, parameters, a status?"""

import pytest

from frontlinje.base.errors import (
    Conflict,
    FrontlinjeError,
    Invalid,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Unavailable,
)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotSignedIn, 401),
        (NotAllowed, 403),
        (NotFound, 404),
        (Conflict, 409),
        (Invalid, 422),
        (Unavailable, 503),
    ],
)
def test_each_kind_has_its_status(error: type[FrontlinjeError], status: int) -> None:
    assert error("room.wrong").status == status


def test_a_stranger_is_somebody_who_is_not_allowed() -> None:
    assert issubclass(NotSignedIn, NotAllowed)


def test_an_error_tells_its_code_and_parameters_to_logs() -> None:
    error = Invalid("centre.unknown_skill", field="queues.2.demands", skill="x")
    assert error.code == "centre.unknown_skill"
    assert error.params == {"field": "queues.2.demands", "skill": "x"}
    assert str(error) == "centre.unknown_skill(field='queues.2.demands', skill='x')"
    assert str(NotFound("room.gone")) == "room.gone"
