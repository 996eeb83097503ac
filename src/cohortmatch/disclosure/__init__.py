"""Disclosure: what a reader may see, and the redacted view that every output is made from."""
