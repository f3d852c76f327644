"""What holds now? The effective state: the document with the overrides in force applied (law 5).

Everything outside this room and its settings screens reads this, never the document itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from frontlinje.centre.rules.document import (
    AbsenceReason,
    CentreDocument,
    Channel,
    PauseReason,
    Situation,
    StandardAnswer,
    Tag,
    Text,
    WrapUpCode,
)
from frontlinje.centre.rules.fields import WHOLE
from frontlinje.centre.rules.hours import Hours, is_open
from frontlinje.centre.rules.opening import Timeline, hours_through
from frontlinje.centre.rules.overrides import Override
from frontlinje.centre.rules.queues import Group, Queue


@dataclass(frozen=True)
class CentreState:
    """The effective state, with everything found by its code. Equal states behave equally."""

    document: CentreDocument
    """The effective document: name, timezone, language, pause_reasons and all the rest."""
    valid_until: datetime | None
    """When an override starts or ends next, and the state must be worked out anew."""
    timeline: Timeline
    """What is effective from when on, as far as the overrides now known tell; first from None."""

    @cached_property
    def queues(self) -> Mapping[str, Queue]:
        """Return the queues by code, in the order of the screens."""
        return {queue.code: queue for queue in self.document.queues}

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """Return the answer groups by code."""
        return {group.code: group for group in self.document.groups}

    @cached_property
    def channels(self) -> Mapping[str, Channel]:
        """Return the channels that the centre has, by code."""
        return {channel.code: channel for channel in self.document.channels}

    @cached_property
    def wrap_up_codes(self) -> Mapping[str, WrapUpCode]:
        """Return the contact reasons by code."""
        return {code.code: code for code in self.document.wrap_up_codes}

    @cached_property
    def pause_reasons(self) -> Mapping[str, PauseReason]:
        """Return the reasons for a pause by code."""
        return {reason.code: reason for reason in self.document.pause_reasons}

    @cached_property
    def absence_reasons(self) -> Mapping[str, AbsenceReason]:
        """Return the reasons for not being logged on by code."""
        return {reason.code: reason for reason in self.document.absence_reasons}

    @cached_property
    def standard_answers(self) -> Mapping[str, StandardAnswer]:
        """Return the standard answers by code."""
        return {answer.code: answer for answer in self.document.standard_answers}

    @cached_property
    def tags(self) -> Mapping[str, Tag]:
        """Return the tags that contacts can have by code."""
        return {tag.code: tag for tag in self.document.tags}

    @cached_property
    def texts(self) -> Mapping[str, Text]:
        """Return the texts by code."""
        return {text.code: text for text in self.document.texts}

    def hours(self, calendar: str) -> Hours:
        """Return a calendar's hours on real time.

        Parameters
        ----------
        calendar : str
            The calendar's code.

        Returns
        -------
        Hours
            To ask ``hours.is_open`` and its siblings; always closed if there is no such calendar.
        """
        return self._hours(("calendar", calendar, ""))

    def opening(self, channel: str, queue: str = "") -> Hours:
        """Return when contacts are taken on a channel, for a queue if one is named.

        Parameters
        ----------
        channel : str
            The channel's code.
        queue : str, optional
            The queue's code; a queue's own calendar counts instead of the channel's.

        Returns
        -------
        Hours
            Hours in which closed channels are closed.
        """
        return self._hours(("channel", channel, queue))

    def is_channel_open(self, channel: str, at: datetime, queue: str = "") -> bool:
        """Say whether contacts are taken on a channel at an instant.

        Parameters
        ----------
        channel : str
            The channel's code.
        at : datetime
            An aware instant.
        queue : str, optional
            The queue's code.

        Returns
        -------
        bool
            True when the channel is open and the hours are.
        """
        return is_open(self.opening(channel, queue), at)

    def units(self, queue: str, channel: str) -> int:
        """Return how many of an agent's 60 units a contact takes.

        Parameters
        ----------
        queue, channel : str
            Their codes.

        Returns
        -------
        int
            The queue's own number, else the channel's; all 60 on a channel that has gone.
        """
        own = self.queues[queue].units if queue in self.queues else {}
        for code, units in own.items():
            if code == channel:
                return units
        return self.channels[channel].units if channel in self.channels else WHOLE

    def weight(self, queue: str, channel: str) -> float:
        """Return the head start of a queue's contacts on a channel.

        Parameters
        ----------
        queue, channel : str
            Their codes.

        Returns
        -------
        float
            In promises: that of the queue and that of the channel together.
        """
        of_queue = self.queues[queue].weight if queue in self.queues else 0.0
        return of_queue + (self.channels[channel].weight if channel in self.channels else 0.0)

    def queue_for(self, channel: str, address: str = "") -> Queue | None:
        """Return the queue in which a new contact begins.

        Parameters
        ----------
        channel : str
            The channel it came on.
        address : str, optional
            The mail address or number it was meant for.

        Returns
        -------
        Queue or None
            The queue with this address, else the channel's queue, else the first queue that takes
            the channel; None when no queue does.
        """
        wanted = address.strip().casefold()
        taking = [queue for queue in self.document.queues if channel in queue.channels]
        for queue in taking:
            if wanted and wanted in (known.casefold() for known in queue.addresses):
                return queue
        default = self.channels[channel].queue if channel in self.channels else None
        return next((queue for queue in taking if queue.code == default), next(iter(taking), None))

    def queues_of(
        self, *, username: str, team: str | None, site: str | None = None
    ) -> frozenset[str]:
        """Return the queues that a person's answer groups serve, overflow apart.

        Parameters
        ----------
        username : str
            The person's username.
        team : str or None
            The code of the person's team.
        site : str or None
            The code of the person's site.

        Returns
        -------
        frozenset of str
            Codes of queues.
        """
        own = self.groups_of(username=username, team=team, site=site)
        return frozenset(q.code for q in self.document.queues if not own.isdisjoint(q.groups))

    def groups_of(
        self, *, username: str, team: str | None, site: str | None = None
    ) -> frozenset[str]:
        """Return the answer groups that a person is in.

        Parameters
        ----------
        username : str
            The person's username.
        team, site : str or None
            The codes of the person's team and site.

        Returns
        -------
        frozenset of str
            Codes of answer groups.
        """
        return frozenset(
            group.code
            for group in self.document.groups
            if group.has(username=username, team=team, site=site)
        )

    def text_for(self, situation: Situation, *, channel: str, queue: str = "") -> Text | None:
        """Return what is said in a situation; the text made for it most closely.

        Parameters
        ----------
        situation : str
            See ``document.Situation``.
        channel, queue : str
            Where it is said; the queue may be unknown yet.

        Returns
        -------
        Text or None
            One that comes first before one for the queue before one for the channel before one for
            all; the first of equals.
        """
        fitting = self.texts_for(situation, channel=channel, queue=queue)
        return max(
            fitting, key=lambda t: (t.is_first, bool(t.queues), bool(t.channels)), default=None
        )

    def texts_for(self, situation: Situation, *, channel: str, queue: str = "") -> tuple[Text, ...]:
        """Return everything that is said in a situation; several incidents are told together.

        Parameters
        ----------
        situation : str
            See ``document.Situation``.
        channel, queue : str
            Where it is said; the queue may be unknown yet.

        Returns
        -------
        tuple of Text
            In the order of the document: what was laid on last is said first.
        """
        return tuple(
            text
            for text in self.document.texts
            if text.situation == situation
            and (not text.channels or channel in text.channels)
            and (not text.queues or queue in text.queues)
        )

    def wrap_up_codes_for(self, queue: str) -> tuple[WrapUpCode, ...]:
        """Return the contact reasons to choose among in a queue.

        Parameters
        ----------
        queue : str
            The queue's code.

        Returns
        -------
        tuple of WrapUpCode
            Those for all queues and those for this one, in the order of the document.
        """
        return tuple(
            code for code in self.document.wrap_up_codes if not code.queues or queue in code.queues
        )

    def standard_answers_for(self, *, channel: str, queue: str) -> tuple[StandardAnswer, ...]:
        """Return the standard answers that fit a contact.

        Parameters
        ----------
        channel, queue : str
            Their codes.

        Returns
        -------
        tuple of StandardAnswer
            In the order of the document.
        """
        return tuple(
            answer
            for answer in self.document.standard_answers
            if (not answer.channels or channel in answer.channels)
            and (not answer.queues or queue in answer.queues)
        )

    @cached_property
    def _known_hours(self) -> dict[tuple[str, str, str], Hours]:
        return {}

    def _hours(self, asked: tuple[str, str, str]) -> Hours:
        hours = self._known_hours.get(asked)
        if hours is None:
            hours = self._known_hours[asked] = hours_through(self.timeline, asked)
        return hours


def effective_document(
    document: CentreDocument, overrides: Iterable[Override], at: datetime
) -> CentreDocument:
    """Return the document as it is at an instant.

    Parameters
    ----------
    document : CentreDocument
        The base.
    overrides : iterable of Override
        In any order; each holds by its own instants.
    at : datetime
        An aware instant.

    Returns
    -------
    CentreDocument
        The base with the edits in force applied, by ``order`` and then id.
    """
    for override in sorted(overrides, key=lambda o: (o.order, o.id)):
        if override.holds_at(at):
            document = override.edit.apply(document)
    return document


def effective_state(
    document: CentreDocument, overrides: Iterable[Override], now: datetime
) -> CentreState:
    """Return the effective state: a pure function of base, overrides and time.

    Parameters
    ----------
    document : CentreDocument
        The base.
    overrides : iterable of Override
        Those that are over leave no trace.
    now : datetime
        An aware instant.

    Returns
    -------
    CentreState
        What every other room reads.

    Notes
    -----
    Overrides whose time is still to come are part of ``timeline``, so that «we open again at» is
    right while one holds. One evaluation per start and end: cost grows with their square.
    """
    living = [override for override in overrides if not override.is_over(now)]
    turns = {o.starts_at for o in living} | {o.ends_at for o in living if o.ends_at is not None}
    timeline: list[tuple[datetime | None, CentreDocument]] = [(None, document)]
    for turn in sorted(turns):
        then = effective_document(document, living, turn)
        if then != timeline[-1][1]:
            timeline.append((turn, then))
    return CentreState(
        document=effective_document(document, living, now),
        valid_until=min((turn for turn in turns if turn > now), default=None),
        timeline=tuple(timeline),
    )
