"""Which address shows what of the team? All below ``/team/``."""

from django.urls import path

from frontlinje.team.views import acting, days, now

app_name = "team"

urlpatterns = [
    path("", now.team, name="team"),
    path("day/", days.day, name="day"),
    path("people/<uuid:user_id>/", days.person_day, name="person-day"),
    path("people/<uuid:user_id>/status/", acting.status_set, name="status-set"),
    path("people/<uuid:user_id>/offer/", acting.offer_take_back, name="offer-take-back"),
    path("contacts/<uuid:contact_id>/move/", acting.contact_move, name="contact-move"),
]
