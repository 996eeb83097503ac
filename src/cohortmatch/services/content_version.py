"""Which form the content of a published run has; a portal shows no other."""

__all__ = ["CONTENT_VERSION"]

CONTENT_VERSION = 1
