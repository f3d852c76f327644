"""Edits of what is said: to customers, and to whoever answers them."""

from typing import Literal

from frontlinje.centre.rules.arrangements import Script
from frontlinje.centre.rules.document import CentreDocument, Text
from frontlinje.centre.rules.edits.parts import put_first
from frontlinje.centre.rules.fields import Section


class SetText(Section):
    """Say something else: replaces the text with this code, or adds it before all others."""

    kind: Literal["set_text"] = "set_text"
    text: Text

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with the text; among equally fitting texts it is said first."""
        return document.model_copy(update={"texts": put_first(document.texts, self.text)})

    def has_target(self, document: CentreDocument) -> bool:
        """Say yes: it needs nothing to be there."""
        return True


class SetScript(Section):
    """Guide agents through contacts that are not as usual."""

    kind: Literal["set_script"] = "set_script"
    script: Script

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with the script before all others."""
        return document.model_copy(update={"scripts": put_first(document.scripts, self.script)})

    def has_target(self, document: CentreDocument) -> bool:
        """Say yes: it needs nothing to be there."""
        return True
