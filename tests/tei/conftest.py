"""The schemas that documents are held to: our own, and that of the whole TEI."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.tei.validation.checking import OWN_SCHEMA


@pytest.fixture(scope="session")
def own() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(OWN_SCHEMA))


@pytest.fixture(scope="session")
def tei_all(shared: Callable[[str], Path]) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(shared("schema/tei_all.rng")))
