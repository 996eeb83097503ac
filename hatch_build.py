"""The long description of a release: README.md, whose links to files are made absolute."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

LINK = re.compile(r"\]\((?!https://|#)([^)\s]+)\)")


class LongDescription(MetadataHookInterface):
    """Sets `readme`, which an index shows away from the files that README.md links to."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Put the long description into the metadata of the release."""
        readme = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        text = absolute(readme, metadata["urls"]["Source"])
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def absolute(text: str, source: str) -> str:
    """A Markdown text with each link to a file below `source`."""
    return LINK.sub(rf"]({source}/\1)", text)
