"""An environment of its own for each peer, made when first asked for, under benchmarks/.venvs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent / ".venvs"
NEEDS = {
    "splink": ("splink==5.0.0", "pandas"),
    "recordlinkage": ("recordlinkage==0.16", "pandas<3"),
    "dedupe": ("dedupe==3.0.3", "BTrees<6", "pandas<3"),
    "goldenmatch": ("goldenmatch==3.22.0", "pandas<3"),
    "sklearn": ("scikit-learn==1.9.1",),
    "pseudopeople": ("pseudopeople==1.3.1",),
}
"""What each environment holds; the versions are those the published table was made with."""


def python_of(name: str) -> Path:
    """The interpreter of a peer's environment, installed if it is not there yet."""
    home = FOLDER / name
    python, done = home / "bin" / "python", home / ".installed"
    if not done.exists():
        print(f"installing {name} under {home}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        command = [str(python), "-m", "pip", "install", "--quiet", *NEEDS[name]]
        subprocess.run(command, check=True)
        done.touch()
    return python
