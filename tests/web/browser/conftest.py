"""A real browser (Debian's chromium) on a real server; what no page may ever do is checked after every test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from explorer import serving
from playwright.sync_api import Browser, Page, sync_playwright
from watching import Watch


@pytest.fixture(scope="module")
def explorer(seeds_graph: Path) -> Iterator[str]:
    """The address of ``kg serve`` on the graph of the seeds."""
    with serving(seeds_graph.parent) as started:
        yield started.address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser of the machine; make test installs it. It is not left running: its event loop bars others."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "chromium is missing; make chromium installs it"
    with sync_playwright() as playwright:
        # chromium refuses to run in its sandbox as root, which is who runs in a container.
        alone = ["--no-sandbox"] if os.getuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=alone)
        yield browser
        browser.close()


@pytest.fixture
def watch(explorer: str) -> Watch:
    """What the page of the test says and asks for."""
    return Watch(explorer)


@pytest.fixture
def page(chromium: Browser, explorer: str, watch: Watch) -> Iterator[Page]:
    """A page of a reader who was never here; the test fails when it says an error or asks another host."""
    wide = {"width": 1280, "height": 900}
    context = chromium.new_context(base_url=explorer, locale="zh-CN", viewport=wide, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    context.on("page", watch.listen)
    yield context.new_page()
    context.close()
    assert watch.said == []
    assert watch.others == []
