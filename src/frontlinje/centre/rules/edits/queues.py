"""Edits of the queues: their fields, who answers, what overflow does, what is demanded."""

from typing import Annotated, Literal

from pydantic import Field, JsonValue, model_validator
from pydantic_core import PydanticCustomError

from frontlinje.centre.rules.document import CentreDocument, StaffingMinimum
from frontlinje.centre.rules.edits.parts import changed, has_code
from frontlinje.centre.rules.fields import Code, PeopleCode, Seconds, Section
from frontlinje.centre.rules.queues import Level, Queue, Recipe, Relax

_ANY_QUEUE: dict[str, JsonValue] = {
    "code": "any",
    "name": {"nb": "-", "sv": "-", "en": "-"},
    "channels": ["mail"],
    "groups": [],
    "promise_s": 60,
}


class _OfQueue(Section):
    queue: Code

    def has_target(self, document: CentreDocument) -> bool:
        """Say whether the queue is there."""
        return has_code(document.queues, self.queue)


class ChangeQueue(_OfQueue):
    """Change fields of a queue, written as in the document."""

    kind: Literal["change_queue"] = "change_queue"
    changes: dict[str, JsonValue] = Field(min_length=1)

    @model_validator(mode="after")
    def _are_fields_of_a_queue(self) -> "ChangeQueue":
        if "code" in self.changes:
            raise PydanticCustomError("code_is_fixed", "a queue keeps its code")
        Queue.model_validate(_ANY_QUEUE | self.changes)
        return self

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with the queue's fields changed."""
        queues = changed(document.queues, self.queue, self._changed)
        return document.model_copy(update={"queues": queues})

    def _changed(self, queue: Queue) -> Queue:
        return Queue.model_validate(queue.model_dump(mode="json") | self.changes)


class ShortenTimes(_OfQueue):
    """Give less time to accept an offer, or for wrap-up; what is shorter already stays as it is."""

    kind: Literal["shorten_times"] = "shorten_times"
    offer_s: Annotated[float, Field(ge=3, le=3600)] | None = None
    wrap_up_s: Seconds | None = None

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with times of the queue that are at most these."""
        queues = changed(document.queues, self.queue, self._quicker)
        return document.model_copy(update={"queues": queues})

    def _quicker(self, queue: Queue) -> Queue:
        limits = {"offer_s": self.offer_s, "wrap_up_s": self.wrap_up_s}
        shorter = {
            name: limit
            for name, limit in limits.items()
            if limit is not None and limit < getattr(queue, name)
        }
        return queue.model_copy(update=shorter)


class AddGroup(_OfQueue):
    """Let one more answer group serve a queue."""

    kind: Literal["add_group"] = "add_group"
    group: Code

    def has_target(self, document: CentreDocument) -> bool:
        """Say whether both the queue and the group are there."""
        return super().has_target(document) and has_code(document.groups, self.group)

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with the group last among the queue's groups."""
        if not has_code(document.groups, self.group):
            return document
        queues = changed(document.queues, self.queue, self._wider)
        return document.model_copy(update={"queues": queues})

    def _wider(self, queue: Queue) -> Queue:
        groups = tuple(dict.fromkeys((*queue.groups, self.group)))
        return queue.model_copy(update={"groups": groups})


class AddRecipe(_OfQueue):
    """Let overflow do something more, before what it does already."""

    kind: Literal["add_recipe"] = "add_recipe"
    recipe: Recipe

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with the recipe first; it replaces one with its code."""
        queues = changed(document.queues, self.queue, self._with_recipe)
        return document.model_copy(update={"queues": queues})

    def _with_recipe(self, queue: Queue) -> Queue:
        others = tuple(recipe for recipe in queue.overflow if recipe.code != self.recipe.code)
        return queue.model_copy(update={"overflow": (self.recipe, *others)})


class RelaxDemands(_OfQueue):
    """Demand less skill in a queue; what sinks below level 1 is no longer demanded."""

    kind: Literal["relax_demands"] = "relax_demands"
    by: Level
    skill: PeopleCode | None = None
    """Only this one; without it, every skill."""

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with lower demands, and no overflow that relaxes what is gone."""
        queues = changed(document.queues, self.queue, self._relaxed)
        return document.model_copy(update={"queues": queues})

    def _relaxed(self, queue: Queue) -> Queue:
        lower = {
            demand.skill: demand.level - self.by * (self.skill in (None, demand.skill))
            for demand in queue.demands
        }
        demands = tuple(
            demand.model_copy(update={"level": lower[demand.skill]})
            for demand in queue.demands
            if lower[demand.skill] >= 1
        )
        gone = {skill for skill, level in lower.items() if level < 1}
        recipes = (_without_relaxing(recipe, gone) for recipe in queue.overflow)
        overflow = tuple(recipe for recipe in recipes if recipe.then)
        return queue.model_copy(update={"demands": demands, "overflow": overflow})


def _without_relaxing(recipe: Recipe, skills: set[str]) -> Recipe:
    then = tuple(s for s in recipe.then if not (isinstance(s, Relax) and s.skill in skills))
    return recipe.model_copy(update={"then": then})


class SetStaffing(_OfQueue):
    """Set how many ready agents a queue needs at least while it is open."""

    kind: Literal["set_staffing"] = "set_staffing"
    ready: Annotated[int, Field(ge=1, le=10_000)]

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with this one minimum for the queue."""
        if not has_code(document.queues, self.queue):
            return document
        others = tuple(m for m in document.staffing if m.queue != self.queue)
        minimum = StaffingMinimum(queue=self.queue, ready=self.ready)
        return document.model_copy(update={"staffing": (*others, minimum)})


class SetFollowUp(_OfQueue):
    """Let work that must be caught up gather in a queue, from which nothing is offered yet."""

    kind: Literal["set_follow_up"] = "set_follow_up"

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with the queue on hold and named for the work to catch up."""
        if not has_code(document.queues, self.queue):
            return document
        update = {"is_on_hold": True}
        queues = changed(document.queues, self.queue, lambda q: q.model_copy(update=update))
        return document.model_copy(update={"queues": queues, "follow_up": self.queue})
