"""How do the settings differ while tests run? A home of their own, fast passwords, plain files."""

import os

os.environ["FRONTLINJE_HOME"] = os.environ.get("FRONTLINJE_HOME", "var") + "/tests"
for name in ("DATABASE_URL", "FRONTLINJE_DEBUG", "FRONTLINJE_URL"):
    os.environ.pop(name, None)

from frontlinje.config.settings import *  # noqa: E402, F403 -- the home above must be set first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
