"""Makes the manual's pictures small: at most 900 pixels wide, a palette of colours, under 60 KB."""

import sys
from pathlib import Path

from PIL import Image

WIDEST = 900
LARGEST = 60_000
NEEDED = (
    "portal-home", "guide", "apply-form", "materials", "receipt", "correction", "case", "licence", "verify", "intake", "window", "office",
    "decision", "supervision", "supervision-case", "console", "portal-home-phone", "guide-phone", "apply-phone", "case-phone")


def shrink(source: Path, target: Path) -> None:
    """Fewer colours until it is small enough."""
    picture = Image.open(source).convert("RGB")
    if picture.width > WIDEST:
        picture = picture.resize((WIDEST, round(picture.height * WIDEST / picture.width)), Image.Resampling.LANCZOS)
    for colours in (256, 128, 64, 32):
        # Maximum coverage keeps the few red and amber pixels, a round of k-means the large pale grounds.
        picture.quantize(colours, method=Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE).save(target, optimize=True)
        if target.stat().st_size < LARGEST:
            return
    sys.exit(f"{target} is too large: {target.stat().st_size} bytes")


if __name__ == "__main__":
    taken, manual = map(Path, sys.argv[1:])
    for name in NEEDED:
        shrink(taken / f"{name}.png", manual / f"{name}.png")
    print(f"Wrote {len(NEEDED)} pictures to {manual.resolve()}")
