"""Who may be shown: lists that hold other people beside the nominals, and lists that hold none."""
