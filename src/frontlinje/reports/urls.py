"""Which address shows what of the reports? All below ``/board/``."""

from django.urls import path

from frontlinje.reports import views

app_name = "reports"

urlpatterns = [
    path("", views.board, name="board"),
    path("wall/", views.wall, name="wall"),
    path("figures.csv", views.figures_export, name="figures-export"),
    path("contacts.csv", views.contacts_export, name="contacts-export"),
]
