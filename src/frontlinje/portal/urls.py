"""Where are the public pages?"""

from django.urls import path

from frontlinje.portal.views import contact_form, status

app_name = "portal"
urlpatterns = [
    path("contact/", contact_form.contact_form, name="contact-form"),
    path("contact/<str:receipt>/", contact_form.receipt, name="receipt"),
    path("status/", status.status, name="status"),
    path("status/<slug:language>/", status.status, name="status-in-language"),
]
