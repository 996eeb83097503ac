"""Django's settings, made from the portal's folder: there is no file of settings to get wrong.

Policy: DEBUG is never on. With an `address` in `portal.toml` the portal stands behind a TLS proxy:
cookies are secure and host-only, and browsers are told to use TLS only. Without one it answers this
machine alone.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.installing import install_extra
from cohortmatch.portal.openid import APPS, openid_server, openid_settings
from cohortmatch.portal.places import DATABASE, PortalFolder

__all__ = ["LARGEST_REQUEST", "database_settings", "django_settings", "start"]

HALF_A_DAY = 12 * 60 * 60
ONE_YEAR = 365 * 24 * 60 * 60
MEGABYTE = 1024 * 1024
LARGEST_REQUEST = 22 * MEGABYTE
"""Bytes of the largest request: an upload of a list, and a little more."""
PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
    "PRAGMA foreign_keys=ON;"
)
HERE = ["127.0.0.1", "localhost", "[::1]"]
NOT_POSTGRESQL = f"{DATABASE}: must be postgresql://USER@HOST/NAME, or not set for SQLite"
NO_DRIVER = f"{DATABASE}: psycopg is not installed; {install_extra('portal-postgresql')}"


def start(folder: PortalFolder, environment: Mapping[str, str] = os.environ) -> None:
    """Set Django up for this folder, once in a process; SettingsError where that cannot be."""
    import django
    from django.conf import settings

    if settings.configured:
        if folder != settings.PORTAL_FOLDER:
            raise SettingsError("A process serves one portal only")
        return
    settings.configure(**django_settings(folder, environment))
    django.setup()
    for name in ("django", "allauth", "waitress"):
        # What libraries log may hold a name; `errors.py` tells the operator of errors without any.
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def database_settings(folder: PortalFolder, address: str) -> dict[str, Any]:
    """The database: SQLite in the folder, or the PostgreSQL at the address (SettingsError for any
    other)."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder.database),
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": PRAGMAS, "timeout": 20},
        }
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise SettingsError(NOT_POSTGRESQL)
    if find_spec("psycopg") is None:
        raise SettingsError(NO_DRIVER)
    options = dict(part.split("=", 1) for part in parts.query.split("&") if "=" in part)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.pop("host", "") or parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {name: unquote(value) for name, value in options.items()},
    }


def django_settings(
    folder: PortalFolder, environment: Mapping[str, str] = os.environ
) -> dict[str, Any]:
    """Every setting of Django for the portal in this folder."""
    address, server = folder.address(), openid_server(folder)
    basics = _basics(folder, environment)
    basics["INSTALLED_APPS"] += APPS if server else ()
    return {
        **basics,
        **openid_settings(server),
        **_pages(),
        **_accounts(),
        **_sessions(secure=bool(address)),
        **_behind(address),
    }


def _basics(folder: PortalFolder, environment: Mapping[str, str]) -> dict[str, Any]:
    return {
        "PORTAL_FOLDER": folder,
        "DEBUG": False,
        "SECRET_KEY": folder.key(),
        "DATABASES": {"default": database_settings(folder, environment.get(DATABASE, ""))},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "INSTALLED_APPS": [
            "cohortmatch.portal",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            "django.contrib.humanize",
            "allauth",
            "allauth.account",
            "allauth.mfa",
        ],
        "MIDDLEWARE": [
            "cohortmatch.portal.headers.Headers",
            "cohortmatch.portal.errors.PlainErrors",
            "django.middleware.security.SecurityMiddleware",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "cohortmatch.portal.large_requests.LargeRequests",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "cohortmatch.portal.accounts.sessions.SessionLimits",
            "cohortmatch.portal.accounts.second_factor.SecondFactorFirst",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        "ROOT_URLCONF": "cohortmatch.portal.urls",
        "LANGUAGE_CODE": "en-gb",
        "TIME_ZONE": "Europe/London",
        "USE_TZ": True,
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        "LOGGING_CONFIG": None,
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "DATA_UPLOAD_MAX_MEMORY_SIZE": MEGABYTE,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 500,
        # An upload stays in memory: a killed process must leave no file of it.
        "FILE_UPLOAD_HANDLERS": ["django.core.files.uploadhandler.MemoryFileUploadHandler"],
        "FILE_UPLOAD_MAX_MEMORY_SIZE": LARGEST_REQUEST,
    }


def _pages() -> dict[str, Any]:
    here = Path(__file__).parent
    return {
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [here / "templates"],
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.messages.context_processors.messages",
                        "cohortmatch.portal.context.everywhere",
                    ]
                },
            }
        ],
        "FORM_RENDERER": "django.forms.renderers.DjangoTemplates",
        "STATIC_URL": "/static/",
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_AUTOREFRESH": False,
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
    }


def _accounts() -> dict[str, Any]:
    validators = "django.contrib.auth.password_validation"
    return {
        "AUTH_USER_MODEL": "portal.User",
        "AUTHENTICATION_BACKENDS": ["cohortmatch.portal.accounts.backend.PortalBackend"],
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"{validators}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
            {"NAME": "cohortmatch.portal.accounts.passwords.CommonAtHeart"},
            {"NAME": f"{validators}.NumericPasswordValidator"},
            {
                "NAME": f"{validators}.UserAttributeSimilarityValidator",
                "OPTIONS": {"user_attributes": ("username", "display_name")},
            },
        ],
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "/",
        "ACCOUNT_ADAPTER": "cohortmatch.portal.accounts.adapters.AccountAdapter",
        "ACCOUNT_FORMS": {
            "login": "cohortmatch.portal.accounts.forms.NameAndPasswordForm",
            "change_password": "cohortmatch.portal.accounts.forms.NewPasswordForm",
            "reauthenticate": "cohortmatch.portal.accounts.forms.PasswordAgainForm",
        },
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
        "ACCOUNT_USER_MODEL_EMAIL_FIELD": None,
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_LOGOUT_REDIRECT_URL": "account_login",
        "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": True,
        "ACCOUNT_USER_DISPLAY": "cohortmatch.portal.accounts.adapters.shown_name",
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 300,
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        # Clocks of phones differ, and typing takes time; a code is good once all the same.
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_TOTP_ISSUER": "Cohort portal",
        "MFA_WEBAUTHN_USER_VERIFICATION": "required",
        # Everybody of a borough may come from one address; names are locked by `lock_out`.
        "ACCOUNT_RATE_LIMITS": {
            "login": "300/m/ip",
            "login_failed": "300/m/ip",
            "change_password": "60/m/user",
            "reauthenticate": "60/m/user",
        },
        "MFA_FORMS": {
            "authenticate": "cohortmatch.portal.accounts.forms.CodeForm",
            "reauthenticate": "cohortmatch.portal.accounts.forms.CodeAgainForm",
        },
        "MFA_ADAPTER": "cohortmatch.portal.accounts.adapters.SecondFactorAdapter",
    }


def _sessions(*, secure: bool) -> dict[str, Any]:
    prefix = "__Host-" if secure else ""
    return {
        "SESSION_ENGINE": "django.contrib.sessions.backends.db",
        "SESSION_COOKIE_NAME": f"{prefix}portal",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_AGE": HALF_A_DAY,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "CSRF_COOKIE_NAME": f"{prefix}form",
        "CSRF_COOKIE_SECURE": secure,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Strict",
        "CSRF_FAILURE_VIEW": "cohortmatch.portal.errors.form_expired",
    }


def _behind(address: str) -> dict[str, Any]:
    if not address:
        return {"ALLOWED_HOSTS": HERE, "SECURE_REFERRER_POLICY": "same-origin"}
    return {
        "ALLOWED_HOSTS": [str(urlsplit(address).hostname)],
        "CSRF_TRUSTED_ORIGINS": [address],
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": ONE_YEAR,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_HSTS_PRELOAD": True,
        "SECURE_REFERRER_POLICY": "same-origin",
    }
