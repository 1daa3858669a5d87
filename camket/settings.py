"""All settings, driven by the environment; with no environment at all it runs.

Every key read here is described in `.env.example`. Without any of them the
database is an SQLite file under the git-ignored `var/`, jobs run in-process and
mail is printed on the console.
"""

import os
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import fontpkg_be_vietnam_pro
from csp.constants import NONE, SELF

from camket import environment as env
from camket import logs, secret

BASE_DIR = Path(__file__).resolve().parent.parent
# Every way in reads this first – command line, web server, worker, beat: what they write,
# the database and the printed reports too, is read by their own account and group alone.
os.umask(0o027)
# What the program writes beside the database: a key, a token, collected files.
VAR_DIR = Path(env.text("VAR_DIR", BASE_DIR / "var"))

# --- Where it stands ---------------------------------------------------------

DEBUG = env.flag("DEBUG")
SITE_URL = env.site("SITE_URL", "http://127.0.0.1:8000")
_site = urlsplit(SITE_URL)
HTTPS = _site.scheme == "https"
SECRET_KEY = env.text("SECRET_KEY") or secret.kept(VAR_DIR / "secret-key")
# Our own health checks always ask at 127.0.0.1.
ALLOWED_HOSTS = [*env.hosts("ALLOWED_HOSTS", re.sub(r":\d+$", "", _site.netloc)), "127.0.0.1"]
# A fixed day for demonstrations (YYYY-MM-DD); None follows the real clock.
CAMKET_TODAY = env.day("CAMKET_TODAY")
# The one-time way in while no committee exists; written by `manage.py serve`.
FIRST_RUN_TOKEN_FILE = VAR_DIR / "first-run-token"

ROOT_URLCONF = "camket.urls"
WSGI_APPLICATION = "camket.wsgi.application"

# --- Parts -------------------------------------------------------------------

INSTALLED_APPS = [
    "camket",
    "units",
    "commitments",
    "reports",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_include_bootstrap",
    "lucide",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "camket.middleware.permissions_policy",
    "camket.middleware.request_size",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "camket.middleware.one_press",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "camket.middleware.no_store",
    "django.contrib.messages.middleware.MessageMiddleware",
    "camket.middleware.session_limits",
    "camket.middleware.method_not_allowed",
    "camket.middleware.LoginRequired",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "camket.context_processors.frame",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Data --------------------------------------------------------------------

_database = env.database("DATABASE_URL", VAR_DIR / "camket.sqlite3")
if _database["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    # Writers queue for up to 20 s instead of failing at once.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL",
    }
else:
    _database |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# In the database, so that the broker may be down without anybody noticing.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "camket_cache",
    }
}

MEDIA_ROOT = Path(env.text("MEDIA_ROOT", VAR_DIR / "media"))
STATIC_ROOT = Path(env.text("STATIC_ROOT", VAR_DIR / "static"))
STATIC_URL = "static/"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("fonts", Path(fontpkg_be_vietnam_pro.__file__).parent / "files"),
]
# Names carry a hash, so browsers keep them for good; the proxy in front compresses.
_static = "StaticFilesStorage" if DEBUG else "ManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Printed reports, scans, evidence: without an address, read by camket.files alone.
    "private": env.files("FILES_URL"),
    "staticfiles": {"BACKEND": f"django.contrib.staticfiles.storage.{_static}"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024  # a form of many narratives passes
# A conference signs the papers of a whole province: one field a unit.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_PERMISSIONS = 0o640
# Bytes of evidence one unit may keep in one year.
EVIDENCE_QUOTA = env.number("EVIDENCE_QUOTA_MB", 1000) * 1024 * 1024

# --- Language and time -------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- Who may come in ---------------------------------------------------------

AUTH_USER_MODEL = "units.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["camket.hashers.Argon2id", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
_validators = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": _validators + "UserAttributeSimilarityValidator"},
    {"NAME": "camket.accounts.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": _validators + "CommonPasswordValidator"},
    {"NAME": _validators + "NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "camket.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "change_password": "camket.accounts.ChangePasswordForm",
    "set_password": "camket.accounts.SetPasswordForm",
    "reset_password_from_key": "camket.accounts.ResetPasswordKeyForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# The Office types the address in; nobody signs up.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _site.scheme
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {
    # One-time codes; wrong passwords are counted by django-axes, in the database.
    "login_failed": "5/15m/key",
    # A building of officials shares one address: generous to it, slow for a guesser (0008).
    "login": "120/m/ip",
    "reset_password": "60/m/ip,5/m/key",
    "reset_password_from_key": "120/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
MFA_ADAPTER = "camket.accounts.MfaAdapter"
MFA_FORMS = {
    "activate_totp": "camket.accounts.ActivateTOTPForm",
    "authenticate": "camket.accounts.AuthenticateForm",
    "reauthenticate": "camket.accounts.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Cam Kết"
MFA_TOTP_TOLERANCE = 1  # telephones' clocks differ by some seconds

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]  # why not the address: docs/decisions/0008
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "camket.accounts.typed_email"
AXES_CLIENT_IP_CALLABLE = "camket.accounts.client_address"
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "email", "password"]

# --- Sessions on shared office computers -------------------------------------

SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_AGE = 10 * 60 * 60  # the longest, however busy
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_FAILURE_VIEW = "camket.views.stale_form"

# --- What the browser may do -------------------------------------------------

if HTTPS:  # the reverse proxy ends TLS and sets this header itself
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SILENCED_SYSTEM_CHECKS = [
    # Warns of locks that rotating browsers get around; ours hangs on the account alone.
    "axes.W006",
    "security.W005",  # what other hosts of the domain do is not ours to promise
    "security.W021",
    "auth.W004",  # Person.email is unique whatever its case, by a constraint
]
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap's own marks and the QR code
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- Mail --------------------------------------------------------------------

vars().update(env.mail("EMAIL_URL", "consolemail://"))
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", f"camket@{_site.hostname}")

# --- Jobs: a row is the queue, Celery only the doorbell ----------------------

REDIS_URL = env.broker("REDIS_URL")
# True runs what `ring` rings at once, in the caller's thread (tests).
CAMKET_RING_INLINE = False
CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 0}
# A dead broker is given up on at once: the sweep hears what the bell did not tell.
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"socket_timeout": 5, "socket_connect_timeout": 1, "max_retries": 0} if REDIS_URL else {}
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 10 * 60
CELERY_TASK_TIME_LIMIT = 11 * 60
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")

# --- Logs: to the console, never request bodies, addresses or secrets --------

LOGGING = logs.to_console(env.level("LOG_LEVEL", "INFO"))
