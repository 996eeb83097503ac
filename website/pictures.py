"""Pictures of the page and the workbook, made from invented lists; for the site alone.

Needs playwright with a Chromium and, for the workbook, LibreOffice and pdftoppm. What is missing is
left out.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PICTURES = Path(__file__).parent / "pictures"
WIDE, HIGH = 1100, 760


def main() -> None:
    """Make the report of `cohortmatch demo`, and draw it."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        cohortmatch = [sys.executable, "-m", "cohortmatch"]
        subprocess.run([*cohortmatch, "demo"], cwd=place, check=True)
        run = ["run", "demo-lists", "-o", "june", "--as-of", "2026-06-01", "--no-store"]
        subprocess.run([*cohortmatch, *run], cwd=place, check=True)
        _draw_page(place / "june" / "cross-reference.html")
        _draw_workbook(place / "june" / "cross-reference.xlsx", place)


def _draw_page(page: Path) -> None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("playwright is not installed: no picture of the page")
        return
    with sync_playwright() as tools:
        program = shutil.which("chromium")
        browser = tools.chromium.launch(executable_path=program, args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": WIDE, "height": HIGH})
        view.goto(page.as_uri())
        view.screenshot(path=PICTURES / "page.png")
        browser.close()


def _draw_workbook(workbook: Path, folder: Path) -> None:
    office, drawer = shutil.which("soffice"), shutil.which("pdftoppm")
    if office is None or drawer is None:
        print("LibreOffice or pdftoppm is not installed: no picture of the workbook")
        return
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*convert, str(workbook)], check=True, capture_output=True, timeout=300)
    first = ["-png", "-singlefile", "-r", "80", "-f", "1", "-l", "1"]
    pages = folder / f"{workbook.stem}.pdf"
    subprocess.run([drawer, *first, str(pages), str(PICTURES / "workbook")], check=True)


if __name__ == "__main__":
    main()
