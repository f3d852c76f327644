"""The rows of the room: day models, and what is played on them."""

from frontlinje.drills.models.day_models import DayModel, DayModelVersion, Fit, FitState, Origin

__all__ = ["DayModel", "DayModelVersion", "Fit", "FitState", "Origin"]
