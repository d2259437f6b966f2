"""What the portal runs on is pinned by hash and never older than a known security fix (SECURITY.md G20)."""

import re
from pathlib import Path

import pytest
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-dev.txt")
REQUIREMENT = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)(?P<rest>(?:.*\\\n)*.*)", re.M
)

# The first version that carries every security fix known when the row was written, and what the latest of them was.
FLOORS = {
    "django": ("5.2.17", "CVE-2026-15307, CVE-2026-15337, CVE-2026-15830, CVE-2026-15920"),
    "wagtail": ("7.4.3", "7.4 line: the five permission fixes that 8.0 carries too"),
    "gunicorn": ("22.0.0", "request smuggling: CVE-2024-1135"),
    "cryptography": ("44.0.1", "bundled OpenSSL: CVE-2024-12797"),
    "pillow": ("11.3.0", "buffer overflow in writing DDS: CVE-2025-48379"),
    "urllib3": ("2.6.3", "decompression bombs: CVE-2025-66418, CVE-2025-66471, CVE-2026-21441"),
    "requests": ("2.32.4", "credentials leaked by crafted addresses: CVE-2024-47081"),
    "sqlparse": ("0.5.0", "recursion: CVE-2024-4340"),
    "certifi": ("2024.7.4", "distrusted roots removed: CVE-2024-39689"),
    "idna": ("3.7", "slow encoding of crafted names: CVE-2024-3651"),
    "protobuf": ("6.31.1", "recursion in parsing: CVE-2025-4565"),
    "weasyprint": ("68.0", "addresses fetched past the one that may not be: CVE-2025-68616"),
    "fonttools": ("4.60.2", "files written by a crafted font: CVE-2025-66034"),
    "brotli": ("1.2.0", "decompression bombs: CVE-2025-6176"),
}


def pins(file: str) -> list[tuple[str, str, str]]:
    """Each requirement of a lock file: name, version, and the rest of its entry with the hashes."""
    return [match.group("name", "version", "rest") for match in REQUIREMENT.finditer((ROOT / file).read_text())]


@pytest.mark.proves("G20")
@pytest.mark.parametrize("file", LOCKS)
def test_every_requirement_is_pinned_by_hash(file):
    found = pins(file)
    entries = [line for line in (ROOT / file).read_text().splitlines() if line and line[0] not in " #-"]
    assert len(found) == len(entries) > 0
    assert [name for name, _, rest in found if "--hash=sha256:" not in rest] == []


@pytest.mark.parametrize("file", LOCKS)
def test_a_lock_names_no_place_to_download_from(file):
    assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links", (ROOT / file).read_text()) == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_what_is_asked_for_is_what_is_locked(name):
    locked = {pin.lower().replace("_", "-"): version for pin, version, _ in pins(f"{name}.txt")}
    for line in (ROOT / f"{name}.in").read_text().splitlines():
        if not line or line[0] in "#-":
            continue
        asked, _, version = re.sub(r"\[.*?\]", "", line).partition("==")
        asked = re.split("[<>=~]", asked)[0].lower()
        assert asked in locked
        assert version in ("", locked[asked])


@pytest.mark.proves("G20")
@pytest.mark.parametrize("name", FLOORS)
def test_a_package_carries_its_known_security_fixes(name):
    floor, fixes = FLOORS[name]
    versions = [Version(version) for file in LOCKS for pin, version, _ in pins(file) if pin.lower() == name]
    assert versions, f"{name} is no longer used: take its row out"
    assert min(versions) >= Version(floor), fixes
