"""Measures of what is said: to customers on every channel, and to whoever answers them."""

from collections.abc import Iterator
from typing import Literal

from frontlinje.centre.rules.arrangements import Script
from frontlinje.centre.rules.checks import Names
from frontlinje.centre.rules.document import CentreDocument, Situation, Text
from frontlinje.centre.rules.edits.said import SetScript, SetText
from frontlinje.centre.rules.fields import Body, ChannelSet, Code, Name
from frontlinje.centre.rules.overrides import Edit
from frontlinje.centre.rules.problems import Problem
from frontlinje.continuity.rules.measures.measure import MeasureForm
from frontlinje.continuity.rules.measures.words import channel_names, sentence

_SITUATIONS: dict[Situation, Name] = {
    "greeting": Name(nb="Hilsen", sv="Hälsning", en="Greeting"),
    "waiting": Name(nb="Mens kunden venter", sv="Medan kunden väntar", en="While waiting"),
    "closed": Name(nb="Når det er stengt", sv="När det är stängt", en="When closed"),
    "incident": Name(nb="Driftsmelding", sv="Driftsmeddelande", en="Incident message"),
    "autoreply": Name(nb="Automatisk svar", sv="Automatiskt svar", en="Automatic reply"),
    "receipt": Name(nb="Kvittering på skjema", sv="Kvitto på formulär", en="Receipt for a form"),
    "callback_offer": Name(
        nb="Tilbud om tilbakeringing", sv="Erbjudande om återuppringning", en="Offer of a call-back"
    ),
}


class Say(MeasureForm):
    """Say something to customers in a situation, before what is said otherwise."""

    kind: Literal["say"] = "say"
    situation: Situation
    channels: ChannelSet = frozenset()
    """None stands for all."""
    queues: tuple[Code, ...] = ()
    """None stands for all."""
    body: Body

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return the text."""
        text = Text(
            code=self.own_code,
            situation=self.situation,
            channels=self.channels,
            queues=self.queues,
            is_first=True,
            body=self.body,
        )
        return (SetText(text=text),)

    def describe(self, document: CentreDocument) -> Name:
        """Return where it is said, and how it begins."""
        begins = {code: _beginning(wording) for code, wording in self.body}
        return sentence(
            nb="{situation}, {channels}: «{text}»",
            sv="{situation}, {channels}: «{text}»",
            en="{situation}, {channels}: «{text}»",
            situation=_SITUATIONS[self.situation],
            channels=channel_names(self.channels),
            text=Name(**begins),
        )

    def problems(self, names: Names) -> Iterator[Problem]:
        """Yield queues that the centre does not have."""
        yield from names.missing_among("queue", self.queues, "queues")


def _beginning(wording: str) -> str:
    line = " ".join(wording.split())
    return line if len(line) <= 60 else line[:60].rsplit(" ", 1)[0] + " …"


class Guide(MeasureForm):
    """Guide whoever answers through contacts that are not as usual."""

    kind: Literal["guide"] = "guide"
    title: Name
    body: Body
    channels: ChannelSet = frozenset()
    queues: tuple[Code, ...] = ()

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return the guide."""
        script = Script(
            code=self.own_code,
            title=self.title,
            body=self.body,
            channels=self.channels,
            queues=self.queues,
        )
        return (SetScript(script=script),)

    def describe(self, document: CentreDocument) -> Name:
        """Return what the guide is about."""
        return sentence(
            nb="Veiledning til dem som svarer: {title}",
            sv="Vägledning till dem som svarar: {title}",
            en="Guide for those who answer: {title}",
            title=self.title,
        )

    def problems(self, names: Names) -> Iterator[Problem]:
        """Yield queues that the centre does not have."""
        yield from names.missing_among("queue", self.queues, "queues")
