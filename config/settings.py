"""Settings of Entente; every value that differs between machines comes from `config.env`."""

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env, logs, openapi, secrets
from config.paths import ROOT, runtime_directory

BASE_DIR = ROOT

# --- which machine -------------------------------------------------------------------------------------------------
ENVIRONMENT = env.choice(
    "DJANGO_ENV",
    "`production` demands real servers and a secret key; `development` brings its own.",
    ("development", "production"),
    "development",
)
PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.flag("DEBUG", "Show tracebacks in the browser; only for developers.")
VAR_DIR = Path(
    env.text("VAR_DIR", "Folder of everything that is written at run time.", str(ROOT / "var"), shown="var/")
).resolve()
RUNTIME_DIR = runtime_directory(VAR_DIR)
FONTS_DIR = ROOT / "build" / "fonts"

SECRET_KEY = secrets.secret_key(
    env.text(
        "SECRET_KEY", "Signs links and sessions; at least 50 random characters.", shown="made once into var/"
    ),
    var=VAR_DIR,
    production=PRODUCTION,
)
SECRET_KEY_FALLBACKS = env.items("SECRET_KEY_FALLBACKS", "Earlier secret keys that are still accepted.")
SEALING_KEYS = secrets.sealing_keys(
    env.items("SEALING_KEYS", "Keys that seal passport and health data, as name:key, the present one first."),
    var=VAR_DIR,
    production=PRODUCTION,
)
PORT = env.number("PORT", "Port of the web server.", 8000, low=1, high=65535)
SITE_URL = env.text(
    "SITE_URL",
    "Address under which people reach the site; links in mails use it.",
    f"http://localhost:{PORT}",
).rstrip("/")
SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.items(
    "ALLOWED_HOSTS",
    "Host names the site answers to.",
    [] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"],
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# --- servers -------------------------------------------------------------------------------------------------------
DATABASE_NAME = env.text("DATABASE_NAME", "Name of the database on the embedded PostgreSQL.", "entente")
TEST_DATABASE_NAME = env.text("ENTENTE_TEST_DB", "Name of the database the tests make.", "test_entente")
_database = env.database("DATABASE_URL", "The PostgreSQL database.")
_redis = env.redis("REDIS_URL", "The Redis server: broker and cache.")
EMBEDDED_POSTGRES = _database is None
EMBEDDED_VALKEY = _redis is None
if _database is None:
    _database = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE_NAME,
        "USER": "postgres",
        "HOST": str(RUNTIME_DIR / "pg"),
        "OPTIONS": {},
    }
REDIS_URL = _redis or f"unix://{RUNTIME_DIR / 'valkey.sock'}?db=0"
CELERY_BROKER_URL = env.broker(REDIS_URL)
secrets.demand_servers(
    production=PRODUCTION, hosts=ALLOWED_HOSTS, database=not EMBEDDED_POSTGRES, redis=not EMBEDDED_VALKEY
)

DATABASES: dict[str, dict[str, Any]] = {
    "default": _database
    | {
        "CONN_MAX_AGE": env.number("CONN_MAX_AGE", "Seconds a database connection is kept.", 600),
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "TEST": {"NAME": TEST_DATABASE_NAME},
        "OPTIONS": {"connect_timeout": 10, "application_name": "entente"} | _database["OPTIONS"],
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Only cursors of base.prepared ask for it; the number counts how often a statement is seen before the server keeps its plan.
DATABASES["default"]["OPTIONS"]["prepare_threshold"] = (
    3
    if env.flag(
        "PREPARED_STATEMENTS",
        "The server keeps plans of frequent statements; 0 behind a pooler that cannot pass them on.",
        default=True,
    )
    else None
)

# Databases on one server share one Redis without reading each other's keys.
KEY_PREFIX = f"{_database['NAME']}:"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": KEY_PREFIX.rstrip(":"),
        "TIMEOUT": 300,
        "OPTIONS": {"socket_connect_timeout": 3, "socket_timeout": 5},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 14 * 24 * 3600

# --- applications --------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "config",
    "reports",
    "delegations",
    "agreements",
    "events",
    "people",
    "base",
    "modeltranslation",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "rules",
    "django_htmx",
    "template_partials",
    "django_filters",
    "django_countries",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_structlog",
    "health_check",
    "csp",
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
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "people.middleware.OfficeMiddleware",
    "people.middleware.ZoneMiddleware",
    "base.errors.DomainErrorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
# Form templates are looked up in templates/ first, so one field template serves every form.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- languages and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("zh-hans", _("Simplified Chinese")),
    ("es", _("Spanish")),
    ("pt", _("Portuguese")),
]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
FORMS_URLFIELD_ASSUME_HTTPS = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_COOKIE_SAMESITE = "Lax"
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = ("en", "zh-hans", "es", "pt")
# The tabs of a form say the language; its labels need not.
MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME = lambda name, language: name  # noqa: E731
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en", "zh-hans", "es", "pt")

# --- accounts ------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "config.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
# An account is made by an invitation sent to the address, which proves it.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", "Reverse proxies in front of the site.", 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Entente"

# --- the API -------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "people.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    # Nothing is open by omission: an endpoint that declares no rule answers no.
    "DEFAULT_PERMISSION_CLASSES": ["config.access.Denied"],
    "DEFAULT_RENDERER_CLASSES": ["base.api.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "rest_framework.parsers.JSONParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["base.api.RateLimit", "base.api.PublicRateLimit"],
    "DEFAULT_THROTTLE_RATES": {
        "anon": env.text("API_RATE_ANONYMOUS", "API calls of a visitor.", "120/min"),
        "user": env.text("API_RATE_USER", "API calls of a user or token.", "1200/min"),
    },
    "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT,
    "EXCEPTION_HANDLER": "base.errors.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
KNOX_TOKEN_MODEL = "people.ApiToken"
# Its own table is replaced by ours, but its migrations would make it all the same.
MIGRATION_MODULES = {"knox": None}
REST_KNOX = {
    "SECURE_HASH_ALGORITHM": "hashlib.sha512",
    "TOKEN_TTL": timedelta(days=365),
    "TOKEN_LIMIT_PER_USER": 20,
    "AUTO_REFRESH": False,
    "AUTH_HEADER_PREFIX": "Token",
}
SPECTACULAR_SETTINGS = openapi.SPECTACULAR

# --- files ---------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
# Collected for production only; in development files are served from where they lie.
STATIC_ROOT = ROOT / "static-collected" if PRODUCTION else None
STATICFILES_DIRS: list[Any] = [ROOT / "static"]
if (ROOT / "build" / "assets").is_dir():
    STATICFILES_DIRS.append(("vendor", ROOT / "build" / "assets"))
MEDIA_ROOT = Path(
    env.text("FILES_DIR", "Folder of uploaded files and reports.", str(VAR_DIR / "files"), shown="var/files")
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# --- mail ----------------------------------------------------------------------------------------------------------
EMAIL_HOST = env.text("EMAIL_HOST", "SMTP server; without it mails are kept on a page of their own.")
EMAIL_PORT = env.number("EMAIL_PORT", "Port of the SMTP server.", 587, low=1, high=65535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "User name at the SMTP server.")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "Password at the SMTP server.")
EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL", "TLS from the first byte (port 465).")
EMAIL_USE_TLS = env.flag(
    "EMAIL_USE_TLS", "STARTTLS (port 587).", default=bool(EMAIL_HOST) and not EMAIL_USE_SSL
)
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "people.mailbox.MailboxBackend"
)
DEFAULT_FROM_EMAIL = env.text(
    "DEFAULT_FROM_EMAIL", "Sender of every mail.", f"Entente <no-reply@{urlsplit(SITE_URL).hostname}>"
)
LEASE = env.number("LEASE", "Seconds after which the work of a worker that died is taken over.", 300, low=5)
MAIL_RATE = env.number(
    "MAIL_RATE", "Mails a minute that the mail server likes, of all workers together; 0 is any.", 0
)
WEBHOOK_NETWORKS = env.networks(
    "WEBHOOK_NETWORKS",
    "Private networks, such as 10.1.0.0/16, in which webhooks may lie; all other private addresses are refused.",
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

# --- security ------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Tabler draws check marks and carets as data: images
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_SSL_REDIRECT = env.flag("SSL_REDIRECT", "Send http visitors to https.", default=SECURE)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^healthz/deep$", r"^metrics$"]
METRICS_TOKEN = env.text(
    "METRICS_TOKEN", "Opens /metrics to Prometheus; without it that address does not exist."
)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

REGISTRATION_RATE = env.number(
    "REGISTRATION_RATE",
    "Registrations, and requests for a link, that are taken from one client in ten minutes.",
    60,
    low=1,
)

# --- logs ----------------------------------------------------------------------------------------------------------
LOGGING = logs.LOGGING
logs.configure()
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_CELERY_TASK_START_LOG_LEVEL = logging.DEBUG  # Celery itself says that a task came and ended
DJANGO_STRUCTLOG_CELERY_TASK_SUCCESS_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG  # one line per request: its end
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = "pk"
