"""Build the editions of the repository once, each in a workspace of its own, for all tests of the books."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Built:
    """What `edition build` left of one edition, and what it said."""

    name: str
    folder: Path
    said: str

    @property
    def tei(self) -> Path:
        return self.folder / "tei" / f"{self.name}.xml"

    @property
    def sources(self) -> dict[str, Path]:
        """The TEI of each source by its file name."""
        return {path.name: path for path in sorted((self.folder / "tei" / self.name).glob("*.xml"))}

    @property
    def epub(self) -> Path:
        return self.folder / "output" / f"{self.name}.epub"

    @property
    def pdf(self) -> Path:
        return self.folder / "output" / f"{self.name}.pdf"


Build = Callable[..., Built]


@pytest.fixture(scope="session")
def fresh_build(
    run_edition: Callable[..., subprocess.CompletedProcess[str]],
    workspace: Callable[[str], Path],
    shared: Callable[[str], Path],
    tool: Callable[[str], str],
) -> Build:
    """Build an edition in a new folder; the environment may be given."""

    def build(name: str, **variables: str) -> Built:
        tool("pango")
        texts = () if name == "specimen" else ("--texts", shared(name))
        folder = workspace(name)
        result = run_edition("build", name, *texts, folder=folder, **variables)
        assert result.returncode == 0, result.stderr
        return Built(name, folder, result.stderr)

    return build


@pytest.fixture(scope="session")
def built(fresh_build: Build) -> Build:
    """Build an edition, or give what was built before in this run; what failed once is not tried again."""
    done: dict[str, Built | BaseException] = {}

    def build(name: str) -> Built:
        if name not in done:
            try:
                done[name] = fresh_build(name)
            except (AssertionError, pytest.skip.Exception) as reason:
                done[name] = reason
        result = done[name]
        if isinstance(result, BaseException):
            raise result
        return result

    return build
