"""The settings under test: the real ones, made quick and quiet."""

from camket.settings import *  # noqa: F403
from camket.settings import STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CAMKET_TODAY = None
CAMKET_RING_INLINE = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# The hashed names of static files need a collected folder; tests do without.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
