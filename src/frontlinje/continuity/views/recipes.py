"""How is an overflow recipe said? «When one has waited 20 s: the settlement group answers too»."""

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext as _

from frontlinje.centre.forms.values import number_in_words, span_in_words
from frontlinje.centre.rules.queues import (
    Announce,
    Conditions,
    OfferCallback,
    Raise,
    Recipe,
    Relax,
    Send,
    Widen,
)
from frontlinje.continuity.views.names import Names


def recipe_in_words(plain: Any, groups: Collection[str], names: Names) -> str:
    """Return when a recipe begins, and what is done then; nothing where nothing is.

    ``groups`` are those of the queue: where everybody answers it, nobody more can be asked.
    """
    recipe = Recipe.model_validate(plain)
    asked = [step.group for step in recipe.then if isinstance(step, Widen)]
    is_wider = asked and not names.is_for_all(groups)
    then = [_("also answered by %(groups)s") % {"groups": names.groups(asked)}] if is_wider else []
    then += [_step(step, names) for step in recipe.then if not isinstance(step, Widen)]
    if not then:
        return ""
    when = _(" and ").join(_conditions(recipe.when))
    return _("When %(when)s: %(then)s") % {"when": when, "then": "; ".join(then)}


def _conditions(when: Conditions) -> Iterator[str]:
    if when.waited_s is not None:
        yield _("somebody has waited %(time)s") % {"time": span_in_words(when.waited_s)}
    if when.waiting_per_ready is not None:
        n = number_in_words(when.waiting_per_ready)
        yield _("more than %(n)s wait for each ready agent") % {"n": n}
    if when.ready_fewer_than is not None:
        yield _("fewer than %(n)s are ready") % {"n": when.ready_fewer_than}
    if when.waiting_more_than is not None:
        yield _("more than %(n)s wait") % {"n": when.waiting_more_than}
    if when.is_closed:
        yield _("the queue is closed")


def _step(step: Relax | Raise | Announce | OfferCallback | Send, names: Names) -> str:
    match step:
        case Relax(skill=skill, by=by):
            facts = {"skill": names.called("skills", skill), "n": by}
            return _("the skill %(skill)s is demanded %(n)s levels lower") % facts
        case Raise(by=by):
            return _("it counts as having waited %(n)s times the promised time longer") % {
                "n": number_in_words(by)
            }
        case Announce(text=text):
            return _("the customer is told «%(text)s»") % {"text": names.called("texts", text)}
        case OfferCallback():
            return _("a call-back is offered")
        case Send(queue=queue, site=site, number=number):
            to = names.queue(queue) if queue else names.called("sites", site or "")
            return _("it goes on to %(to)s") % {"to": number or to}
