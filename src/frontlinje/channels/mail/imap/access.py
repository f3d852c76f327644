"""How is a mailbox reached? What its row says, with the secrets opened; nobody prints them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, cast

from frontlinje.channels.mail.models import Mailbox, SignIn
from frontlinje.channels.mail.sealed import unsealed

Security = Literal["tls", "starttls", "none"]
PORTS: Final[Mapping[Security, int]] = {"tls": 993, "starttls": 143, "none": 143}


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Where a mailbox is and how it is signed in to."""

    host: str
    port: int
    security: Security
    user_name: str
    sign_in: SignIn = SignIn.PASSWORD
    tenant: str = ""
    client_id: str = ""
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


def access_of(mailbox: Mailbox) -> Access:
    """Return how a mailbox is reached.

    Raises
    ------
    Unavailable
        ``mail.box_sealed`` when its secrets were sealed with another key.
    """
    return Access(
        host=mailbox.host,
        port=mailbox.port,
        security=cast(Security, mailbox.security),
        user_name=mailbox.user_name,
        sign_in=SignIn(mailbox.sign_in),
        tenant=mailbox.tenant,
        client_id=mailbox.client_id,
        secrets=unsealed(mailbox.secrets),
    )
