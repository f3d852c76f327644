"""How does a form look? Every Django form, drawn with Designsystemet."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates

_GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


class DesignsystemetField(BoundField):
    """A field whose control wears the class that Designsystemet draws."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> Any:
        """Add the class to what Django links already: required, invalid, described by.

        A placeholder is left out: it is gone as soon as one types, so the help text says it.
        """
        built = super().build_widget_attrs(attrs, widget)
        classes = built.get("class") or self.field.widget.attrs.get("class", "")
        return {**built, "class": f"ds-input {classes}".strip(), "placeholder": False}

    @property
    def kind(self) -> str:
        """Say which markup fits: a tick with its label behind it, a group or a control."""
        widget = self.field.widget
        if isinstance(widget, _GROUPS):
            return "group"
        return "tick" if isinstance(widget, forms.CheckboxInput) else "control"


class DesignsystemetForms(DjangoTemplates):
    """Django's form renderer with our templates (settings.FORM_RENDERER)."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = DesignsystemetField
