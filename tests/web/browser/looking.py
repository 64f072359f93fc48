"""What the tests see of a page in the browser."""

from __future__ import annotations

import io
from pathlib import Path
from statistics import median

from PIL import Image
from playwright.sync_api import Locator, Page

AXE = Path(__file__).parents[3] / "web-assets" / "node_modules" / "axe-core" / "axe.min.js"
HARMFUL = {"serious", "critical"}


def barriers(page: Page) -> list[str]:
    """What bars people from a page, by the rules of axe-core that it calls serious or critical: rule and element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found if one["impact"] in HARMFUL for node in one["nodes"]]


def brightness(place: Locator) -> float:
    """How bright most of a part of a page looks, from 0 to 255."""
    shown = Image.open(io.BytesIO(place.screenshot())).convert("L")
    return float(median(shown.tobytes()))


def overflow(page: Page) -> int:
    """By how many pixels a page is wider than the window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


def wait_in_view(page: Page, selector: str) -> None:
    """Wait until the first element a selector finds stands in the window."""
    page.wait_for_function(
        """selector => { const box = document.querySelector(selector)?.getBoundingClientRect();
        return box && box.bottom > 0 && box.top < innerHeight; }""",
        arg=selector,
    )
