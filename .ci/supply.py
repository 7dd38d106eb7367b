"""What is installed, as a CycloneDX list, and whether any of it is known to be vulnerable.

    python .ci/supply.py [--to dist/sbom.cdx.json]

Both are of requirements.lock, what a person gets. Exits with 1 when a package has a known vulnerability; what could not be asked
for is said, and is no failure: the list of vulnerabilities is a service, and needs the network.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
ENTRY = re.compile(r"(?m)^([a-z0-9][\w.-]*)==(\S+)((?:.*\\\n(?:    --hash=.*\n?)*)?)")
HASH = re.compile(r"--hash=sha256:(\w{64})")


def components(lock: str) -> list[Component]:
    """Every package that a lock pins, with the checksums of its files; the lock's order."""
    return [
        Component(
            type=ComponentType.LIBRARY,
            name=name,
            version=version,
            bom_ref=f"{name}=={version}",
            purl=PackageURL("pypi", name=name, version=version),
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in HASH.findall(hashes)],
        )
        for name, version, hashes in ENTRY.findall(lock)
    ]


def bill_of_materials(lock: str) -> str:
    """The list, as CycloneDX 1.6 JSON."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own = Component(
        type=ComponentType.APPLICATION, name=project["name"], version=project["version"], bom_ref=project["name"]
    )
    bom = Bom(components=components(lock))
    bom.metadata.component = own
    bom.register_dependency(own, bom.components)
    return JsonV1Dot6(bom).output_as_string(indent=2)


def audit() -> tuple[int, str]:
    """How many vulnerabilities are known, and what to say of it."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(LOCK), "--disable-pip", "--require-hashes"]
    command += ["--format", "json", "--progress-spinner", "off", "--timeout", "15"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except ValueError:
        reason = (done.stderr.strip() or "no answer").splitlines()[-1]
        return 0, f"not audited: the list of vulnerabilities could not be asked ({reason})"
    unasked = [package["name"] for package in packages if "skip_reason" in package]
    if len(unasked) == len(packages):
        return 0, "not audited: the list of vulnerabilities cannot be reached from here"
    known = [f"{p['name']} {p['version']}: {v['id']}" for p in packages for v in p.get("vulns", ())]
    lines = [f"{len(packages) - len(unasked)} packages audited, {len(known)} known vulnerabilities", *known]
    if unasked:
        lines.append(f"not known to the list, and not audited: {', '.join(unasked)}")
    return len(known), "\n".join(lines)


def main() -> int:
    """Write the list, print what the audit says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=ROOT / "dist" / "sbom.cdx.json")
    options = parser.parse_args()
    lock = LOCK.read_text(encoding="utf-8")
    options.to.parent.mkdir(parents=True, exist_ok=True)
    options.to.write_text(bill_of_materials(lock), encoding="utf-8")
    print(f"{options.to}: {len(components(lock))} packages")
    known, said = audit()
    print(said)
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main())
