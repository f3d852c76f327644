"""What can be set, and what is fixed? Django reads this file; docs/operating.md lists the rest."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from csp.constants import NONCE, NONE, SELF

from frontlinje.config import environment
from frontlinje.config.database import database_settings
from frontlinje.config.secret_key import kept_secret_key
from frontlinje.config.single_sign_on import single_sign_on

HOME = Path(environment.text("FRONTLINJE_HOME", "var")).resolve()
DEBUG = environment.flag("FRONTLINJE_DEBUG", default=False)
SECRET_KEY = environment.text("FRONTLINJE_SECRET_KEY", is_secret=True) or kept_secret_key(HOME)

# -- Where the centre is reached ------------------------------------------------------------------
PUBLIC_URL = environment.text("FRONTLINJE_URL", "http://127.0.0.1:8000").rstrip("/")
_public = urlsplit(PUBLIC_URL)
if _public.scheme not in ("http", "https") or not _public.hostname:
    raise environment.WrongSetting(
        f"FRONTLINJE_URL is {PUBLIC_URL!r}, but must be the address people type, such as "
        "https://centre.example.org."
    )
_is_https = _public.scheme == "https"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", _public.hostname]
ALLOWED_HOSTS += environment.words("FRONTLINJE_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]
IS_BEHIND_PROXY = environment.flag("FRONTLINJE_BEHIND_PROXY", default=False)
if IS_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# -- Rooms, lowest first --------------------------------------------------------------------------
ROOMS = [
    "frontlinje.ledger",
    "frontlinje.people",
    "frontlinje.centre",
    "frontlinje.contacts",
    "frontlinje.suggestions",
    "frontlinje.presence",
    "frontlinje.routing",
    "frontlinje.channels.mail",
    "frontlinje.channels.web",
    "frontlinje.reports",
    "frontlinje.team",
    "frontlinje.continuity",
    "frontlinje.desk",
    "frontlinje.portal",
    "frontlinje.drills",
    "frontlinje.exercises",
    "frontlinje.bulk",
    "frontlinje.config",
]
INSTALLED_APPS = [
    # Rooms come first, so that their templates win over those of the libraries.
    *ROOMS,
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "frontlinje.config.language.own_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "frontlinje.config.access_middleware.only_open_accounts",
    "frontlinje.config.errors.ErrorsBecomeAnswers",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]
ROOT_URLCONF = "frontlinje.config.urls"
WSGI_APPLICATION = "frontlinje.config.asgi.django_app"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- Storage --------------------------------------------------------------------------------------
DATABASE_URL = environment.text("DATABASE_URL", is_secret=True)
DATABASES = {"default": database_settings(DATABASE_URL, HOME)}
# Shared by all processes, so that rate limits hold however many there are.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "config_cache",
    }
}
MEDIA_ROOT = HOME / "files"
STATIC_ROOT = HOME / "static"
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = DEBUG
# No request may be larger; channels set their own, lower limits for attachments.
LARGEST_REQUEST = 64 * 2**20
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# -- Languages and time ---------------------------------------------------------------------------
LANGUAGES = [("nb", "Norsk bokmål"), ("sv", "Svenska"), ("en", "English")]
LANGUAGE_CODE = environment.choice("FRONTLINJE_LANGUAGE", "nb", ("nb", "sv", "en"))
LANGUAGE_COOKIE_SECURE = _is_https
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = environment.text("FRONTLINJE_TIME_ZONE", "Europe/Oslo")
if TIME_ZONE not in available_timezones():
    raise environment.WrongSetting(
        f"FRONTLINJE_TIME_ZONE is {TIME_ZONE!r}, but must be a name such as Europe/Stockholm."
    )
USE_TZ = True
FORMAT_MODULE_PATH = ["frontlinje.config.formats"]

# -- Screens --------------------------------------------------------------------------------------
FRONTLINJE_DEMO = environment.flag("FRONTLINJE_DEMO", default=False)
FORM_RENDERER = "frontlinje.config.forms.DesignsystemetForms"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "frontlinje.config.context.page",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "frontlinje.config.jinja.environment",
            "context_processors": ["django.template.context_processors.i18n"],
        },
    },
]

# -- Signing in -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["frontlinje.people.signin.backend.AccountBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "frontlinje.people.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 60 * 60 * 14  # one long working day
SESSION_COOKIE_SECURE = _is_https
CSRF_COOKIE_SECURE = _is_https
LOGIN_URL = "account_login"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "frontlinje.people.signin.adapter.ClosedAccounts"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {"login": "frontlinje.people.signin.forms.SignInForm"}
# Guessed passwords are slowed by people/signin/slowdown.py, which spares the office behind one
# address; codes of the second step, which only who has the password may try, by allauth.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if IS_BEHIND_PROXY else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _is_https
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Frontlinje"
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": None}
MFA_FORMS = {
    "add_webauthn": "frontlinje.people.signin.forms.AddKeyForm",
    "edit_webauthn": "frontlinje.people.signin.forms.RenameKeyForm",
}
SOCIALACCOUNT_ADAPTER = "frontlinje.people.signin.adapter.ClosedProviderAccounts"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = single_sign_on()

# -- Browsers are told to trust nothing but us ----------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "frontlinje.config.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if _is_https else 0
SECURE_SSL_REDIRECT = False  # the proxy that holds the certificate does this

# -- Mail -----------------------------------------------------------------------------------------
SMTP_HOST = environment.text("FRONTLINJE_SMTP_HOST", "127.0.0.1")
SMTP_PORT = environment.number("FRONTLINJE_SMTP_PORT", 8025, least=1, most=65535)
LMTP_PORT = environment.number("FRONTLINJE_LMTP_PORT", 0, least=0, most=65535)  # 0: no LMTP
MAIL_SIZE_LIMIT = 2**20 * environment.number("FRONTLINJE_MAIL_SIZE_MB", 35, least=1, most=200)
MAIL_OUT_URL = environment.text("FRONTLINJE_MAIL_OUT_URL", is_secret=True)

# -- Calling people away from the desk ------------------------------------------------------------
SMS_WEBHOOK = environment.text("FRONTLINJE_SMS_WEBHOOK", is_secret=True)

# -- Status page ----------------------------------------------------------------------------------
_status_folder = environment.text("FRONTLINJE_STATUS_FOLDER")
STATUS_FOLDER = Path(_status_folder).resolve() if _status_folder else None
STATUS_COMMAND = environment.command("FRONTLINJE_STATUS_COMMAND")

# -- Processes ------------------------------------------------------------------------------------
CLUSTER = environment.scheduler("FRONTLINJE_CLUSTER")
WEB_THREADS = environment.number("FRONTLINJE_WEB_THREADS", 4, least=1, most=64)
LOGGING_CONFIG = None  # config/logs.py sets up logging per process
