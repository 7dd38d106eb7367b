"""Pictures of pages (PNG, JPEG, TIFF of several pages) → pixels, within limits; the only module that knows Pillow."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from qa.errors import DocumentError
from qa.parse.limits import MOST_SCANS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    Picture = NDArray[np.uint8]

MOST_PIXELS = 60_000_000
"""Of a page; one of A4 at 300 dots an inch has nine million."""
READ_PIXELS = 16_000_000
"""To which a larger picture is brought down: A4 at 400 dots an inch."""
_PAGE = 842.0
"""Points of the longer side, where a picture does not say its size: A4."""
_KINDS = ("PNG", "JPEG", "TIFF")


def read_pictures(data: bytes, name: str) -> Iterator[tuple[Picture, float, int]]:
    """The pages of a picture file: pixels (RGB), pixels a point, and how many pages there are.

    Raises:
        DocumentError: it is no such picture, damaged, or too large.
    """
    import numpy as np
    from PIL import Image as pillow
    from PIL import ImageOps

    try:
        with warnings.catch_warnings():
            # What it warns of (odd tags, large pictures) is looked at here.
            warnings.simplefilter("ignore")
            with pillow.open(BytesIO(data), formats=_KINDS) as opened:
                count = int(getattr(opened, "n_frames", 1))
                if count > MOST_SCANS:
                    raise DocumentError(f"{name}: {count:,} pages; at most {MOST_SCANS:,} are read, so split the file")
                for number in range(count):
                    opened.seek(number)
                    if opened.width * opened.height > MOST_PIXELS:
                        raise DocumentError(f"{name}: over {MOST_PIXELS:,} dots a page; save it smaller")
                    per_point = _per_point(opened.info.get("dpi"), max(opened.size))
                    page = ImageOps.exif_transpose(opened)
                    page = _on_white(page)
                    if (pixels := page.width * page.height) > READ_PIXELS:
                        factor = (READ_PIXELS / pixels) ** 0.5
                        page = page.resize((int(page.width * factor), int(page.height * factor)))
                        per_point *= factor
                    yield np.asarray(page, dtype=np.uint8), per_point, count
    except DocumentError:
        raise
    except pillow.DecompressionBombError as error:
        raise DocumentError(f"{name}: over {MOST_PIXELS:,} dots a page; save it smaller") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise DocumentError(
            f"{name}: damaged, or no PNG, JPEG or TIFF; open it in a viewer and save it again"
        ) from error


def _on_white(page: Image) -> Image:
    """Without transparency."""
    from PIL.Image import alpha_composite, new

    if page.mode in ("RGBA", "LA", "PA") or "transparency" in page.info:
        page = page.convert("RGBA")
        white = new("RGBA", page.size, "white")
        page = alpha_composite(white, page)
    elif page.mode.startswith("I") or page.mode == "F":
        # 16 bits a point: the upper eight.
        page = page.point(lambda value: value / 256).convert("L") if page.mode.startswith("I;16") else page.convert("L")
    return page.convert("RGB")


def _per_point(dpi: object, longer: int) -> float:
    """As the file says, where that can be; else as if it were a page of usual size."""
    said = dpi[0] if isinstance(dpi, tuple) and dpi else None
    try:
        value = float(said) if said is not None else 0.0
    except (TypeError, ValueError, ZeroDivisionError):
        value = 0.0
    # A screen's 72 or 96 is what programs write that know nothing of the page.
    return value / 72 if 120 <= value <= 2400 else longer / _PAGE
