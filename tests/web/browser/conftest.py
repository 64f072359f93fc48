"""A real browser (Debian's chromium) on a real server; what no page may ever do is checked after every test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from processes import waited
from stores import HOST, free_port
from watching import Watch

KG = "from kg.cli import main; main()"


@pytest.fixture(scope="session")
def explorer(seeds_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of ``kg serve`` on the graph of the seeds."""
    port = free_port()
    url = f"http://{HOST}:{port}"
    command = [sys.executable, "-c", KG, "serve", "-o", str(seeds_graph.parent), "--port", str(port)]
    log = tmp_path_factory.mktemp("explorer") / "server.log"
    with log.open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said) as process:
        try:
            assert waited(lambda: process.poll() is not None or _answers(url), 60)
            assert process.poll() is None, log.read_text(encoding="utf-8")
            yield url
        finally:
            process.terminate()


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


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False
