"""What people bring along: the city's samples, and files that nobody should take."""

import zipfile
from pathlib import Path

SAMPLES = Path(__file__).parents[3] / "Data" / "kaifeng" / "samples"
FLOOR_PLAN = SAMPLES / "food" / "floor-plan.pdf"
HEALTH = SAMPLES / "food" / "health-certificate.jpg"


def program(folder: Path) -> Path:
    """A program that calls itself a picture."""
    return _written(folder / "photo.jpg", b"MZ\x90\x00" + b"\x00" * 4096)


def too_large(folder: Path) -> Path:
    """A PDF of 21 MB; a material may have 20."""
    return _written(folder / "large.pdf", b"%PDF-1.7\n" + b"0" * (21 << 20) + b"\n%%EOF\n")


def altered(original: Path) -> Path:
    """The same file with one bit turned, in the middle of what is written on the page."""
    target = original.with_name(f"altered-{original.name}")
    with zipfile.ZipFile(original) as before, zipfile.ZipFile(target, "w") as after:
        for entry in before.infolist():
            content = bytearray(before.read(entry))
            if entry.filename.endswith("Content.xml"):
                content[len(content) // 2] ^= 1
            after.writestr(entry, bytes(content))
    return target


def _written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
