"""Which addresses make up the way in? Those of allauth's pages that a closed house needs."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions import views as sessions
from django.urls import URLPattern, path

from frontlinje.people.access import PUBLIC, SIGNED_IN
from frontlinje.people.signin.views import change_password, choose_password


def _marked(address: str, view: object, name: str, who: str) -> URLPattern:
    """Return the address of a page that guards itself, saying for whom it is."""
    view.permission = who  # type: ignore[attr-defined]
    return path(address, view, name=name)  # type: ignore[call-overload,no-any-return]


_FOR_EVERYBODY = [
    ("login/", account.login, "account_login"),
    ("logout/", account.logout, "account_logout"),
    ("code/", mfa.authenticate, "mfa_authenticate"),
    ("passkey/", keys.login_webauthn, "mfa_login_webauthn"),
    ("oidc/<str:provider_id>/login/", oidc.login, "openid_connect_login"),
    ("oidc/<str:provider_id>/login/callback/", oidc.callback, "openid_connect_callback"),
    ("provider/cancelled/", social.login_cancelled, "socialaccount_login_cancelled"),
    ("provider/error/", social.login_error, "socialaccount_login_error"),
]

_FOR_THE_SIGNED_IN = [
    ("confirm/", account.reauthenticate, "account_reauthenticate"),
    ("confirm/code/", mfa.reauthenticate, "mfa_reauthenticate"),
    ("confirm/key/", keys.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    ("steps/", mfa.index, "mfa_index"),
    ("steps/app/", totp.activate_totp, "mfa_activate_totp"),
    ("steps/app/off/", totp.deactivate_totp, "mfa_deactivate_totp"),
    ("steps/codes/", codes.view_recovery_codes, "mfa_view_recovery_codes"),
    ("steps/codes/new/", codes.generate_recovery_codes, "mfa_generate_recovery_codes"),
    ("steps/codes/file/", codes.download_recovery_codes, "mfa_download_recovery_codes"),
    ("steps/keys/", keys.list_webauthn, "mfa_list_webauthn"),
    ("steps/keys/add/", keys.add_webauthn, "mfa_add_webauthn"),
    ("steps/keys/<int:pk>/rename/", keys.edit_webauthn, "mfa_edit_webauthn"),
    ("steps/keys/<int:pk>/remove/", keys.remove_webauthn, "mfa_remove_webauthn"),
    ("sessions/", sessions.list_usersessions, "usersessions_list"),
]

urlpatterns = [
    *(_marked(*page, PUBLIC) for page in _FOR_EVERYBODY),
    *(_marked(*page, SIGNED_IN) for page in _FOR_THE_SIGNED_IN),
    path("password/", change_password, name="account_change_password"),
    path("link/<uuid:user_id>/<str:secret>/", choose_password, name="account_choose_password"),
]
