"""The settings under test: the real ones, made quick, quiet and blind to the developer's shell."""

import atexit
import os
import shutil
import tempfile

# Of the environment only the two servers are heard.
for _key in (
    "ALLOWED_HOSTS",
    "CAMKET_TODAY",
    "DEBUG",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_URL",
    "EVIDENCE_QUOTA_MB",
    "FILES_URL",
    "LOG_LEVEL",
    "MEDIA_ROOT",
    "SECRET_KEY",
    "SITE_URL",
    "STATIC_ROOT",
):
    os.environ.pop(_key, None)
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="camket-tests-")
atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

from camket.settings import *  # noqa: E402, F403
from camket.settings import DATABASES, MIDDLEWARE, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CAMKET_RING_INLINE = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Without a collected folder there are no hashed names and nothing for WhiteNoise to serve.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # What a power cut would take from a test database, nobody misses.
    DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}
