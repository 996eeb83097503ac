"""Lists that their keepers upload."""
