"""The site without its cache, so that every page is made anew; sessions are read from the database."""

from config.settings import *  # noqa: F403

CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
