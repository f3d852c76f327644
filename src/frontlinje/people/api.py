"""What can programs ask about people? Who is signed in, and what they may do."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from frontlinje.people.access import current_user, signed_in

router = Router(tags=["people"])


class Me(Schema):
    """The signed-in person."""

    id: UUID
    username: str
    name: str
    ui_language: str
    roles: list[str]
    permissions: list[str]


@router.get("/me", response=Me)
@signed_in
def me(request: HttpRequest) -> Me:
    """Say who is signed in, and what they may do."""
    user = current_user(request)
    return Me(
        id=user.id,
        username=user.username,
        name=user.name,
        ui_language=user.ui_language,
        roles=user.roles,
        permissions=sorted(user.permissions),
    )
