"""Addresses of log-in and accounts. The names are those that allauth looks for."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.apps import apps
from django.urls import path

from cohortmatch.portal.accounts import links, views
from cohortmatch.portal.accounts.notices import put_away
from cohortmatch.portal.accounts.sessions import session

urlpatterns = [
    path("log-in/", account.login, name="account_login"),
    path("log-out/", account.logout, name="account_logout"),
    path("log-in/code/", second.authenticate, name="mfa_authenticate"),
    path("log-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("log-in/again/code/", second.reauthenticate, name="mfa_reauthenticate"),
    path("log-in/link/<str:token>/", links.first_password, name="one_time_link"),
    path("notices/<int:notice>/", put_away, name="put_away"),
    path("session/", session, name="session"),
    path("account/", views.my_account, name="my_account"),
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/<int:number>/", views.account, name="account"),
    path("access/", views.access, name="access"),
    path("account/password/", views.change_password, name="account_change_password"),
    path("account/second-factor/", second.index, name="mfa_index"),
    path("account/second-factor/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/second-factor/app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second-factor/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/second-factor/codes/new/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("log-in/again/key/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/second-factor/keys/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("account/second-factor/keys/new/", keys.add_webauthn, name="mfa_add_webauthn"),
    path(
        "account/second-factor/keys/<int:pk>/off/", keys.remove_webauthn, name="mfa_remove_webauthn"
    ),
    path("account/second-factor/keys/<int:pk>/name/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("closed/", views.closed, name="account_inactive"),
    path("closed/sign-up/", views.closed, name="account_signup"),
    path("closed/reset/", views.closed, name="account_reset_password"),
    path("closed/password/", views.closed, name="account_set_password"),
    path("closed/email/", views.closed, name="account_email"),
]

if apps.is_installed("allauth.socialaccount"):
    from allauth.socialaccount.providers.openid_connect import views as openid

    urlpatterns += [
        path("log-in/with/<str:provider_id>/", openid.login, name="openid_connect_login"),
        path(
            "log-in/with/<str:provider_id>/back/", openid.callback, name="openid_connect_callback"
        ),
        path("closed/cancelled/", views.closed, name="socialaccount_login_cancelled"),
        path("closed/error/", views.closed, name="socialaccount_login_error"),
        path("closed/joining/", views.closed, name="socialaccount_signup"),
        path("closed/connections/", views.closed, name="socialaccount_connections"),
    ]
