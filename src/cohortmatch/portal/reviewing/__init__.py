"""Review of pairs by two reviewers."""
