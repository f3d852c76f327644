"""How does a person get, lose and renew the way in: passwords, sign-in links, sessions?"""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from frontlinje.base.errors import Conflict, Invalid
from frontlinje.ledger.actions import record
from frontlinje.people.actions.rights import actor_id, locked_user, require_manage, topics_of
from frontlinje.people.events import PasswordSet, SessionsEnded, SignInLinkMade
from frontlinje.people.models import User


def check_password(password: str, user: User) -> None:
    """Check a new password against the rules of the installation.

    Raises
    ------
    Invalid
        ``people.weak_password``; ``reasons`` are sentences of the password rules themselves.
    """
    try:
        validate_password(password, user)
    except ValidationError as error:
        reasons = " ".join(error.messages)
        raise Invalid("people.weak_password", field="password", reasons=reasons) from error


@transaction.atomic
def set_password(user_id: UUID, *, password: str, at: datetime, by: User | None) -> None:
    """Give a person a new password, which ends their sessions. Records ``PasswordSet``.

    People set their own; those who manage people hand out links instead (``make_sign_in_link``),
    so that nobody knows a colleague's password. ``by`` nobody is the command line.

    Raises
    ------
    Conflict
        ``people.not_your_password`` when ``by`` is somebody else.
    Invalid
        ``people.weak_password``.
    """
    user = locked_user(user_id)
    if by is not None and by.id != user.id:
        raise Conflict("people.not_your_password")
    check_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(PasswordSet(agent_id=user.id), at=at, by=actor_id(by), topics=topics_of(user))


@transaction.atomic
def make_sign_in_link(user_id: UUID, *, at: datetime, by: User | None) -> str:
    """Return the secret of a link by which the person chooses a password, once.

    It lapses with ``PASSWORD_RESET_TIMEOUT``, and as soon as a password is chosen or the person
    signs in. Records ``SignInLinkMade``.

    Raises
    ------
    NotAllowed
        ``people.more_than_own``: the link would open an account that may do more than ``by``.
    Conflict
        ``people.account_closed``.
    """
    user = locked_user(user_id)
    require_manage(by, user.permissions)
    if not user.is_active or (user.access_until is not None and user.access_until <= at):
        raise Conflict("people.account_closed")
    record(SignInLinkMade(agent_id=user.id), at=at, by=actor_id(by))
    return default_token_generator.make_token(user)


@transaction.atomic
def end_sessions(user_id: UUID, *, at: datetime, by: User | None) -> None:
    """Sign a person out everywhere, from the next request on. Records ``SessionsEnded``.

    Everybody may do it for themselves.
    """
    user = locked_user(user_id)
    if by is None or by.id != user.id:
        require_manage(by, user.permissions)
    User.objects.filter(id=user.id).update(session_round=F("session_round") + 1)
    record(SessionsEnded(agent_id=user.id), at=at, by=actor_id(by), topics=topics_of(user))
