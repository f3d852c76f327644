"""How do we present ourselves when we write from an address? Set on a page of the settings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from frontlinje.base.errors import NotFound
from frontlinje.centre.queries import effective_state
from frontlinje.channels.mail.events import MailAddressChanged
from frontlinje.channels.mail.models import MailAddress
from frontlinje.channels.mail.rules.own_addresses import own_form, queues_by_address
from frontlinje.ledger.actions import record
from frontlinje.people.actions.rights import actor_id
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """Name, signatures by language, and what the address can do."""

    from_name: str = ""
    signatures: Mapping[str, str]
    is_receipt_on: bool = False
    has_plus: bool = False

    def plain(self) -> dict[str, object]:
        """Return it as the ledger keeps it."""
        return {
            "from_name": self.from_name,
            "signatures": dict(self.signatures),
            "is_receipt_on": self.is_receipt_on,
            "has_plus": self.has_plus,
        }


def presentation_of(address: str) -> Presentation:
    """Return how we present ourselves from an address, set or not."""
    row = MailAddress.objects.filter(address=address).first()
    if row is None:
        return Presentation(signatures={})
    return Presentation(
        from_name=row.from_name,
        signatures=row.signatures,
        is_receipt_on=row.is_receipt_on,
        has_plus=row.has_plus,
    )


@transaction.atomic
def present_address(
    *, address: str, as_: Presentation, by: User | None, at: datetime
) -> MailAddress:
    """Set how we present ourselves from an address; nobody (None) is the command line.

    Raises
    ------
    NotAllowed
        Without the right to configure the centre.
    NotFound
        ``mail.unknown_address`` when no queue has it.
    """
    if by is not None:
        require(by, Permission.CENTRE_CONFIGURE)
    ours = own_form(address)
    if ours not in queues_by_address(effective_state(at)):
        raise NotFound("mail.unknown_address", address=address)
    before = presentation_of(ours)
    kept = {language: text.strip() for language, text in as_.signatures.items() if text.strip()}
    after = replace(as_, from_name=as_.from_name.strip(), signatures=kept)
    row, _ = MailAddress.objects.update_or_create(address=ours, defaults=after.plain())
    if before.plain() != after.plain():
        changed = MailAddressChanged(address=ours, before=before.plain(), after=after.plain())
        record(changed, at=at, by=actor_id(by), topics=["centre"])
    return row
