"""Pages of a published edition."""
