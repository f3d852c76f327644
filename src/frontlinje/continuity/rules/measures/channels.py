"""Measures of the channels: open, closed, first, giving way, on paper."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from frontlinje.centre.rules.checks import Names
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.edits.channels import ChangeChannel, SetChannelOpen, SetShedding
from frontlinje.centre.rules.fields import ChannelCode, ChannelSet, Name
from frontlinje.centre.rules.overrides import Edit
from frontlinje.centre.rules.problems import Problem
from frontlinje.centre.rules.shedding import Shedding
from frontlinje.continuity.rules.measures.measure import MeasureForm
from frontlinje.continuity.rules.measures.words import channel_names, sentence, span


class CloseChannels(MeasureForm):
    """Take nothing more on some channels, and say where to go instead."""

    kind: Literal["close_channels"] = "close_channels"
    channels: ChannelSet = Field(min_length=1)
    alternative: ChannelCode | None = None

    @model_validator(mode="after")
    def _alternative_stays_open(self) -> "CloseChannels":
        if self.alternative in self.channels:
            raise PydanticCustomError("alternative_closed", "the alternative is closed too")
        return self

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return a closing for each of the channels that the centre has."""
        closed = [channel.code for channel in document.channels if channel.code in self.channels]
        edits: list[Edit] = [SetChannelOpen(channel=code, is_open=False) for code in closed]
        if self.alternative is not None:
            changes = {"alternative": self.alternative}
            edits += [ChangeChannel(channel=code, changes=changes) for code in closed]
        return tuple(edits)

    def describe(self, document: CentreDocument) -> Name:
        """Return which channels close."""
        channels = channel_names(self.channels)
        if self.alternative is None:
            return sentence(
                nb="Steng {channels}",
                sv="Stäng {channels}",
                en="Close {channels}",
                channels=channels,
            )
        return sentence(
            nb="Steng {channels}; kundene vises til {other}",
            sv="Stäng {channels}; kunderna hänvisas till {other}",
            en="Close {channels}; customers are referred to {other}",
            channels=channels,
            other=channel_names([self.alternative]),
        )

    def problems(self, names: Names) -> Iterator[Problem]:
        """Yield an alternative that the centre does not have."""
        yield from names.missing("channel", self.alternative, "alternative")


class OpenChannels(MeasureForm):
    """Take contacts on channels that are otherwise closed; their hours still apply."""

    kind: Literal["open_channels"] = "open_channels"
    channels: ChannelSet = Field(min_length=1)

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return an opening for each of the channels that the centre has."""
        return tuple(
            SetChannelOpen(channel=channel.code, is_open=True)
            for channel in document.channels
            if channel.code in self.channels
        )

    def describe(self, document: CentreDocument) -> Name:
        """Return which channels open."""
        return sentence(
            nb="Åpne {channels}",
            sv="Öppna {channels}",
            en="Open {channels}",
            channels=channel_names(self.channels),
        )


class PrioritiseChannels(MeasureForm):
    """Let some channels come before the others, the first one before the next."""

    kind: Literal["prioritise_channels"] = "prioritise_channels"
    order: tuple[ChannelCode, ...] = Field(min_length=1, max_length=6)

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return a weight for every channel: one promise more for each place further ahead."""
        ahead = {code: float(n) for n, code in enumerate(reversed(self.order), start=1)}
        return tuple(
            ChangeChannel(channel=channel.code, changes={"weight": ahead.get(channel.code, 0.0)})
            for channel in document.channels
        )

    def describe(self, document: CentreDocument) -> Name:
        """Return which channels come first."""
        return sentence(
            nb="Ta {channels} først",
            sv="Ta {channels} först",
            en="Take {channels} first",
            channels=channel_names(self.order),
        )


class ShedLoad(MeasureForm, Shedding):
    """Let channels close one after the other while too much waits, and open again after."""

    kind: Literal["shed_load"] = "shed_load"

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return the limits, for the channels that the centre has."""
        there = {channel.code for channel in document.channels}
        order = tuple(code for code in self.order if code in there)
        if not order:
            return ()
        limits = {name: getattr(self, name) for name in Shedding.model_fields}
        return (SetShedding(shedding=Shedding(**limits | {"order": order})),)

    def describe(self, document: CentreDocument) -> Name:
        """Return what closes, and when."""
        return sentence(
            nb="Steng {channels} etter tur når over {n:g} venter per ledig i {span}",
            sv="Stäng {channels} i tur när över {n:g} väntar per redo i {span}",
            en="Close {channels} in turn while over {n:g} wait per ready agent for {span}",
            channels=channel_names(self.order),
            n=self.over,
            span=span(self.for_s),
        )


class ManualIntake(MeasureForm):
    """Take contacts on paper or on other telephones, and note them by hand."""

    kind: Literal["manual_intake"] = "manual_intake"
    channels: ChannelSet = Field(min_length=1)

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return the change of each channel that the centre has."""
        return tuple(
            ChangeChannel(channel=channel.code, changes={"is_manual": True})
            for channel in document.channels
            if channel.code in self.channels
        )

    def describe(self, document: CentreDocument) -> Name:
        """Return what is noted by hand."""
        return sentence(
            nb="Manuelt mottak: {channels} noteres for hånd",
            sv="Manuell mottagning: {channels} antecknas för hand",
            en="Manual intake: {channels} noted by hand",
            channels=channel_names(self.channels),
        )
