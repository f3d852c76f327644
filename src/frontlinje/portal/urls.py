"""Where are the public pages?"""

from django.urls import path

from frontlinje.portal import views

app_name = "portal"
urlpatterns = [
    path("contact/", views.contact_form, name="contact-form"),
    path("contact/<str:receipt>/", views.receipt, name="receipt"),
]
