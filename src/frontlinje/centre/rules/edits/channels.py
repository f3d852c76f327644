"""Edits of the channels, and of what gives way under too much load."""

from typing import Literal

from pydantic import Field, JsonValue, model_validator
from pydantic_core import PydanticCustomError

from frontlinje.centre.rules.document import CentreDocument, Channel
from frontlinje.centre.rules.edits.parts import changed, has_code
from frontlinje.centre.rules.fields import ChannelCode, Section
from frontlinje.centre.rules.shedding import Shedding

_ANY_CHANNEL: dict[str, JsonValue] = {"code": "mail", "hours": "any", "units": 60}


class _OfChannel(Section):
    channel: ChannelCode

    def has_target(self, document: CentreDocument) -> bool:
        """Say whether the centre has the channel."""
        return has_code(document.channels, self.channel)


class SetChannelOpen(_OfChannel):
    """Close a channel, or open one that is closed; its hours still apply."""

    kind: Literal["set_channel_open"] = "set_channel_open"
    is_open: bool

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with the channel open or closed."""
        update = {"is_open": self.is_open}
        channels = changed(document.channels, self.channel, lambda c: c.model_copy(update=update))
        return document.model_copy(update={"channels": channels})


class ChangeChannel(_OfChannel):
    """Change fields of a channel, written as in the document."""

    kind: Literal["change_channel"] = "change_channel"
    changes: dict[str, JsonValue] = Field(min_length=1)

    @model_validator(mode="after")
    def _are_fields_of_a_channel(self) -> "ChangeChannel":
        if "code" in self.changes:
            raise PydanticCustomError("code_is_fixed", "a channel keeps its code")
        Channel.model_validate(_ANY_CHANNEL | self.changes)
        return self

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with the channel's fields changed."""
        channels = changed(document.channels, self.channel, self._changed)
        return document.model_copy(update={"channels": channels})

    def _changed(self, channel: Channel) -> Channel:
        return Channel.model_validate(channel.model_dump(mode="json") | self.changes)


class SetShedding(Section):
    """Let channels close in an order while too much waits; None lets none."""

    kind: Literal["set_shedding"] = "set_shedding"
    shedding: Shedding | None

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with these limits."""
        return document.model_copy(update={"shedding": self.shedding})

    def has_target(self, document: CentreDocument) -> bool:
        """Say yes: it needs nothing to be there."""
        return True
