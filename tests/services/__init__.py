"""Use-cases called from Python."""
