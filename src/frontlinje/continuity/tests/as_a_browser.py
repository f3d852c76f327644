"""What would a browser send back from a form that nobody touched?"""

from typing import Any

from django import forms
from django.http import QueryDict


def add_answers(data: QueryDict, form: forms.BaseForm) -> None:
    """Add what the inputs of a form hold."""
    for name in form.fields:
        bound = form[name]
        value, widget = bound.value(), bound.field.widget
        if isinstance(widget, forms.CheckboxInput):
            data.setlist(bound.html_name, ["on"] if value else [])
        elif isinstance(widget, forms.CheckboxSelectMultiple):
            data.setlist(bound.html_name, [str(word) for word in value or ()])
        else:
            shown = widget.format_value(value)
            text = shown[0] if isinstance(shown, list) else shown
            if isinstance(widget, forms.Select) and not text:
                text = next(iter(widget.choices))[0]
            data[bound.html_name] = "" if text is None else str(text)


def answers_of(answer: Any) -> QueryDict:
    """Return what the page of a plan's form would send."""
    data = QueryDict(mutable=True)
    add_answers(data, answer.context["form"])
    for name in ("measures", "triggers"):
        for card, _says in answer.context[name]:
            data.appendlist(card.catalogue.name, card.token)
            add_answers(data, card.form)
    return data
