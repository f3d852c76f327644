"""What can happen to people, as the ledger keeps it. ``agent_id`` is the person it is about."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from frontlinje.ledger.events import LedgerEvent


@dataclass(frozen=True, kw_only=True)
class UserCreated(LedgerEvent):
    """An account was made."""

    kind: ClassVar[str] = "user.created"
    agent_id: UUID
    after: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class UserChanged(LedgerEvent):
    """Facts about a person changed: name, team, site, languages, contract share …"""

    kind: ClassVar[str] = "user.changed"
    agent_id: UUID
    before: dict[str, object]
    after: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class RolesSet(LedgerEvent):
    """A person got other roles."""

    kind: ClassVar[str] = "user.roles_set"
    agent_id: UUID
    before: list[str]
    after: list[str]


@dataclass(frozen=True, kw_only=True)
class AccessSet(LedgerEvent):
    """Employer, start or end of a person's access changed, or the account was shut or opened."""

    kind: ClassVar[str] = "user.access_set"
    agent_id: UUID
    reason: str = ""
    before: dict[str, object]
    after: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class SkillsSet(LedgerEvent):
    """A person's skills changed; level 0 means not held."""

    kind: ClassVar[str] = "user.skills_set"
    agent_id: UUID
    before: dict[str, int]
    after: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class PasswordSet(LedgerEvent):
    """A person got a new password, which ends their sessions."""

    kind: ClassVar[str] = "user.password_set"
    agent_id: UUID


@dataclass(frozen=True, kw_only=True)
class SignInLinkMade(LedgerEvent):
    """Somebody made a link by which a person chooses a password."""

    kind: ClassVar[str] = "user.sign_in_link_made"
    agent_id: UUID


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(LedgerEvent):
    """A person was signed out everywhere."""

    kind: ClassVar[str] = "user.sessions_ended"
    agent_id: UUID


@dataclass(frozen=True, kw_only=True)
class TeamSaved(LedgerEvent):
    """A team was added or renamed."""

    kind: ClassVar[str] = "team.saved"
    code: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class SiteSaved(LedgerEvent):
    """A site was added or renamed."""

    kind: ClassVar[str] = "site.saved"
    code: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class SkillSaved(LedgerEvent):
    """A skill was added or renamed."""

    kind: ClassVar[str] = "skill.saved"
    code: str
    before: dict[str, str]
    after: dict[str, str]
