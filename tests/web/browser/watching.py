"""What a page in the browser says on its console, and whom it asks for anything."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Page


@dataclass
class Watch:
    """What a page said on the console, and whom it asked for anything."""

    own: str
    said: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda one: self.asked(one.url))

    def hear(self, message: ConsoleMessage) -> None:
        # A page that is itself an error in words (400, 404) is no fault of the page.
        itself = message.page is not None and message.location["url"] == message.page.url
        if message.type in {"error", "warning"} and not (itself and message.text.startswith("Failed to load resource")):
            self.said.append(f"{message.text} ({message.location['url']})")

    def asked(self, url: str) -> None:
        if not url.startswith((self.own + "/", "data:", "blob:")):
            self.others.append(url)
