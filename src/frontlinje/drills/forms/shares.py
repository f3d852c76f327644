"""Which fields do several forms of this room share? Shares in percent, and channels to choose."""

from typing import Any

from django import forms

from frontlinje.centre.labels import CHANNEL_NAMES
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.fields import CHANNELS

PERCENT = 100.0


class PercentField(forms.FloatField):
    """A share, typed in percent."""

    def __init__(self, *, label: Any, least: float = 0.0, **more: Any) -> None:
        super().__init__(label=label, min_value=least, max_value=100.0, localize=True, **more)
        self.widget.attrs.update({"inputmode": "decimal"})

    def prepare_value(self, value: Any) -> Any:
        """Show a share in percent, without decimals where it has none."""
        if not isinstance(value, float):
            return value
        told = round(value * PERCENT, 4)
        return int(told) if told == int(told) else told

    def clean(self, value: Any) -> float | None:
        """Return the share, None when nothing was typed."""
        typed = super().clean(value)
        return None if typed is None else float(typed) / PERCENT


def channel_choices(document: CentreDocument) -> list[tuple[str, Any]]:
    """Return the channels of a centre, to choose from."""
    open_ones = {channel.code for channel in document.channels}
    return [(code, CHANNEL_NAMES[code]) for code in CHANNELS if code in open_ones]
