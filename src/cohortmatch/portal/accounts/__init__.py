"""Accounts: logging in, one-time links, lock-out, sessions, who has access."""
