"""The JSON routes keep what their OpenAPI says, whatever they are asked: schemathesis asks."""

from __future__ import annotations

import json
from importlib.resources import files

import hypothesis
import pytest
import schemathesis
from explorer import Explorer
from schemathesis.specs.openapi.checks import positive_data_acceptance

DESCRIBED = schemathesis.openapi.from_dict(json.loads(files("kg.web").joinpath("openapi.json").read_text("utf-8")))
OPERATIONS = {found.ok().label: found.ok() for found in DESCRIBED.get_all_operations()}
# Which questions are understood cannot be said in a schema.
NOT_ASKED = {"GET /api/ask": [positive_data_acceptance]}


def test_the_description_is_served(explorer: Explorer) -> None:
    served = explorer.client.get("/openapi.json").json()
    assert set(served["paths"]) == {label.partition(" ")[2] for label in OPERATIONS}
    assert len(OPERATIONS) > 3


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_as_described(explorer: Explorer, label: str) -> None:
    @hypothesis.settings(max_examples=40, deadline=None, database=None)
    @hypothesis.given(OPERATIONS[label].as_strategy())
    def asked(case: schemathesis.Case) -> None:
        case.call_and_validate(base_url=explorer.address, timeout=20, excluded_checks=NOT_ASKED.get(label, []))

    asked()
