from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import pytest
from processes import waited, workers
from served import served

from kg.errors import BusyError
from kg.query.ask import ask
from kg.query.runner import Limits
from kg.query.sparql import tabulate
from kg.web import asking
from kg.web.app import create_app
from kg.web.catalogue import catalogue, load
from kg.web.desk import Desk
from kg.web.pages.answer import told
from kg.web.settings import Settings
from kg.web.wording import wording

PARKING = "哪些城市制定了停车条例"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FORMS = ("/ask", "/api/ask", "/ask?format=csv")
Explorers = Callable[[Limits, int], AbstractContextManager[str]]


@pytest.fixture
def explorers(sample_out: Path) -> Explorers:
    """Explorers of the sample graph in this process, with their limits; each begins with its processes running."""

    @contextmanager
    def started(limits: Limits, most: int) -> Iterator[str]:
        before = len(workers(os.getpid()))
        with served(create_app(sample_out, Settings(sample_out, limits=limits, most=most))) as url:
            assert waited(lambda: len(workers(os.getpid())) == before + most)
            yield url
        assert waited(lambda: len(workers(os.getpid())) == before)

    return started


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question is run as a query, so that there is one that never ends."""
    monkeypatch.setattr(asking, "ask", tabulate)


def get(url: str, path: str, question: str, timeout: float = 30) -> httpx.Response:
    return httpx.get(httpx.URL(url + path).copy_merge_params({"q": question}), timeout=timeout)


def free(url: str) -> list[int]:
    """The processes, once one of them takes a query: another one in the place of an ended one is not at once ready."""
    assert waited(lambda: httpx.get(url + "/sparql", params={"query": "ASK {}"}, timeout=30).status_code == 200)
    return workers(os.getpid())


def test_a_question_is_answered_in_a_process_that_waits_for_it(explorers: Explorers) -> None:
    with explorers(Limits(20), 2) as url:
        held = workers(os.getpid())
        for path in FORMS:
            assert get(url, path, PARKING).status_code == 200
        assert workers(os.getpid()) == held


@pytest.mark.usefixtures("endless")
def test_a_question_that_takes_too_long_is_ended(explorers: Explorers) -> None:
    with explorers(Limits(1), 1) as url:
        for path in FORMS:
            held = free(url)
            assert get(url, path, ENDLESS).status_code == 504
            assert waited(lambda held=held: len(workers(os.getpid())) == len(held) and workers(os.getpid()) != held)


def test_when_all_are_busy_a_question_is_told_to_come_later(explorers: Explorers) -> None:
    with explorers(Limits(120), 1) as url, socket.socket() as asking_long:
        assert get(url, "/ask", PARKING).status_code == 200
        asking_long.connect((urlsplit(url).hostname, urlsplit(url).port))
        target = f"/sparql?{urlencode({'query': ENDLESS})}"
        asking_long.sendall(f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        assert waited(lambda: httpx.get(url + "/sparql", params={"query": "ASK {}"}).status_code == 503)
        for path in FORMS:
            refused = get(url, path, "哪些城市制定了养犬条例")
            assert refused.status_code == 503
            assert int(refused.headers["Retry-After"]) > 0
        assert get(url, "/ask", PARKING).status_code == 200, "an answer that was just given is remembered"


@pytest.mark.usefixtures("endless")
def test_a_reader_who_goes_away_frees_the_process(explorers: Explorers) -> None:
    with explorers(Limits(60), 1) as url:
        for path in FORMS:
            held = free(url)
            _leave(url, path, "q", ENDLESS, 2)
            assert waited(lambda held=held: len(workers(os.getpid())) == len(held) and workers(os.getpid()) != held)
        assert waited(lambda: httpx.get(url + "/sparql", params={"query": "ASK {}"}).status_code == 200)


def test_an_answer_of_a_newer_graph_than_the_one_shown_is_told_to_come_later(
    seeds_graph: Path, sample_out: Path
) -> None:
    desk = Desk(load(sample_out), wording("zh"), Settings(sample_out), "/ask")
    with pytest.raises(BusyError, match="built anew"):
        told(desk, ask(seeds_graph.parent, PARKING))


def test_it_is_said_how_far_the_graph_is_read(sample_out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_STEP", 5)
    said: list[str] = []
    facts = len(load(sample_out, said.append).entries)
    assert facts > 10
    assert said[:2] == [f"kg: reading the graph: {number} of {facts} facts" for number in (5, 10)]


def _leave(url: str, path: str, name: str, text: str, seconds: float) -> None:
    """Ask, and go away before there is an answer."""
    with suppress(httpx.ReadTimeout):
        httpx.get(httpx.URL(url + path).copy_merge_params({name: text}), timeout=seconds)
