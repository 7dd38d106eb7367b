"""The list of what is installed, and what is said where the list of vulnerabilities cannot be asked."""

import importlib.util
import json
import re
import subprocess
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT

LOCK = f"""# A made-up lock.
--extra-index-url https://example.invalid/whl

left==1.0 \\
    --hash=sha256:{"a" * 64} \\
    --hash=sha256:{"b" * 64}
    # via right
right==2.0+cpu ; sys_platform == 'linux' \\
    --hash=sha256:{"c" * 64}
"""


@pytest.fixture(scope="module")
def supply() -> ModuleType:
    spec = importlib.util.spec_from_file_location("supply", ROOT / ".ci" / "supply.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_bill_of_materials_names_every_package_with_its_checksums(supply: ModuleType) -> None:
    made = json.loads(supply.bill_of_materials(LOCK))
    found = {part["purl"]: [h["content"][0] for h in part["hashes"]] for part in made["components"]}
    assert found == {"pkg:pypi/left@1.0": ["a", "b"], "pkg:pypi/right@2.0%2Bcpu": ["c"]}
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    assert made["metadata"]["component"]["name"] == "footnote-qa"


def test_every_entry_of_the_lock_is_in_the_bill_of_materials(supply: ModuleType) -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert len(supply.components(lock)) == sum(
        "==" in line and not line.startswith((" ", "#")) for line in lock.splitlines()
    )


@pytest.mark.parametrize(
    ("printed", "known", "said"),
    [
        ({"dependencies": [{"name": "left", "skip_reason": "not found"}]}, 0, "cannot be reached"),
        ("", 0, r"could not be asked \(no answer\)"),
        (
            {
                "dependencies": [
                    {"name": "left", "version": "1.0", "vulns": [{"id": "MADE-UP-1"}]},
                    {"name": "right", "skip_reason": ""},
                ]
            },
            1,
            r"(?s)1 packages audited, 1 known.*left 1\.0: MADE-UP-1.*not audited: right",
        ),
    ],
    ids=["nothing asked", "no answer", "vulnerable"],
)
def test_audit_says_what_was_not_asked(
    supply: ModuleType, monkeypatch: pytest.MonkeyPatch, printed: Any, known: int, said: str
) -> None:
    output = json.dumps(printed) if printed else ""
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 1, output, ""))
    found, line = supply.audit()
    assert found == known and re.search(said, line)
