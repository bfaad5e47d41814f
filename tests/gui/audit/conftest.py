"""The audit's page in sight, and a folder of files to drop on it."""

from pathlib import Path

import pytest

from gui.audit_page import AuditPage
from gui.desk import AUDIT, Desk


@pytest.fixture
def page(whole: Desk) -> AuditPage:
    """The page in sight."""
    made = whole.go(AUDIT)
    assert isinstance(made, AuditPage)
    return made


@pytest.fixture
def put(tmp_path: Path) -> Path:
    """A folder of files to drop."""
    folder = tmp_path / "files"
    folder.mkdir()
    return folder
