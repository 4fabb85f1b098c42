"""A plain Django project over the same database: the middleware of `startproject`, no session, no cache, no log lines."""

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS, LOGGING, ROOT, TEMPLATES

ROOT_URLCONF = "bench.floor.urls"
INSTALLED_APPS = ["bench.floor.apps.Accounts" if app == "allauth.account" else app for app in INSTALLED_APPS]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        **TEMPLATES[0],
        "DIRS": [ROOT / "bench" / "floor" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
SECURE_SSL_REDIRECT = False
LOGGING = {**LOGGING, "root": {**LOGGING["root"], "level": "WARNING"}}
