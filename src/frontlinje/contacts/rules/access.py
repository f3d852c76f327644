"""Whose eyes may rest on a contact? The person who asks, with the queues they serve and may read.

``people.permissions.may_see_contact`` decides; ``queries.visible_contacts`` says the same in SQL.
"""

from dataclasses import dataclass
from uuid import UUID

from frontlinje.centre.rules.state import CentreState
from frontlinje.people.permissions import ContactScope, Permission, Viewer, may_see_contact


@dataclass(frozen=True, slots=True)
class ContactViewer(Viewer):
    """Who asks for contacts, with the queues that are open to the whole centre."""

    queues_for_all: frozenset[str] = frozenset()

    @property
    def id(self) -> UUID:
        """Return the person's id."""
        return UUID(self.user_id)

    def may_see(self, queue: str, agent_ids: frozenset[str]) -> bool:
        """Say whether this person may open a contact.

        Parameters
        ----------
        queue : str
            Code of the contact's queue; one that the centre no longer has is open to nobody.
        agent_ids : frozenset of str
            Everybody who has, had or is being offered the contact.

        Returns
        -------
        bool
            What ``people.permissions.may_see_contact`` says.
        """
        scope = ContactScope(
            queue=queue, is_queue_for_all=queue in self.queues_for_all, agent_ids=agent_ids
        )
        return may_see_contact(self, scope)


def contact_viewer(
    *,
    user_id: UUID,
    username: str,
    team: str | None,
    site: str | None,
    permissions: frozenset[Permission],
    is_narrow: bool,
    state: CentreState,
) -> ContactViewer:
    """Return the viewer that a person is while the centre is in this state.

    Parameters
    ----------
    user_id : UUID
        Who it is.
    username : str
        As answer groups name people.
    team, site : str or None
        Codes of the person's team and site.
    permissions : frozenset of Permission
        What the person may do.
    is_narrow : bool
        Lent, temporary or in training.
    state : CentreState
        The effective state.

    Returns
    -------
    ContactViewer
        To hand to ``queries.visible_contacts`` and ``queries.get_contact``.
    """
    return ContactViewer(
        user_id=str(user_id),
        permissions=permissions,
        queues=state.queues_of(username=username, team=team, site=site),
        is_narrow=is_narrow,
        queues_for_all=frozenset(
            code for code, queue in state.queues.items() if queue.visibility == "centre"
        ),
    )
