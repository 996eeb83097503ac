"""How pages look: tables, tags, summary lists, forms. Nothing here knows what may be shown."""
