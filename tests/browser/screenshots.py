"""make screenshots: the pictures in README, from a demo centre made for them."""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.app import screen, serving
from tests.conftest import ROOT

FOLDER = ROOT / "data" / "screenshots"
COLOURS = 256  # a palette keeps each picture around 100 kB
SHOTS = (  # file, theme, address
    ("overview", "light", "/"),
    ("whatif-dark", "dark", "/whatif?repeats=6"),
    ("scorecard", "light", "/scorecard?period=All+days"),
)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        database = Path(scratch) / "centre.duckdb"
        subprocess.run([sys.executable, "-m", "qm", "demo", "--database", str(database)], cwd=ROOT, check=True)
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.flags())
        with serving(database, Path(scratch) / "app.txt") as app:
            for name, theme, address in SHOTS:
                with screen(browser, app, theme=theme, width=1280, height=900) as shown:
                    shown.open(address)
                    shown.page.wait_for_timeout(1000)  # charts fade in
                    picture = FOLDER / f"{name}.png"
                    shown.page.screenshot(path=picture)
                    with Image.open(picture) as image:
                        image.convert("RGB").quantize(COLOURS).save(picture, optimize=True)
                    print(picture.relative_to(ROOT), f"{picture.stat().st_size / 1000:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main()
