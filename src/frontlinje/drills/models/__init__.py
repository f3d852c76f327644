"""The rows of the room: day models, and what is played on them."""

from frontlinje.drills.models.day_models import DayModel, DayModelVersion, Fit, FitState, Origin
from frontlinje.drills.models.drills import Drill, DrillState

__all__ = ["DayModel", "DayModelVersion", "Drill", "DrillState", "Fit", "FitState", "Origin"]
