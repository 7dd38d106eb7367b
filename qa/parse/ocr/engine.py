"""RapidOCR: a picture → lines of text with the place of each character. The only module that knows it; it fetches nothing."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from qa.embed.onnx_runtime import onnx_runtime

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

_DETECTED = 1280
"""Pixels of the longer side in which lines are looked for: small print of 8 points is 12 of them high."""
_LEAST = 0.5
"""Confidence below which a line is taken for a stain or a drawing."""
_MOST_LINES = 1000
_MARGIN = 2


@dataclass(frozen=True, slots=True)
class ReadText:
    """What a strip says: each character but spaces with the middle of its place, in the strip's pixels."""

    text: str
    centres: tuple[float, ...]
    sure: float
    """From 0 to 1."""


@dataclass(frozen=True, slots=True)
class LineBox:
    """A line's place on a picture, in pixels, and how much it rises to the right, as a share of its width."""

    x0: int
    top: int
    x1: int
    bottom: int
    slope: float


@cache
def _engine() -> Any:  # noqa: ANN401 - the library is not typed
    # Said before it is imported: on the first picture it would else look how many processors there are.
    os.environ.setdefault("OPENCV_OPENCL_RUNTIME", "disabled")
    onnx_runtime()
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.use_preprocess_img": False,
            "Global.use_vertical_padding": False,
            "Global.log_level": "critical",
            # As it is handed over: a page wide and low would else be enlarged to many times that.
            "Det.limit_type": "max",
            "Det.limit_side_len": _DETECTED,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def find_strips(picture: Picture) -> list[LineBox]:
    """Where lines stand on an upright page, from top to bottom."""
    import cv2

    scale = min(_DETECTED / max(picture.shape[:2]), 1.0)
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    boxes = _engine()(small, use_det=True, use_cls=False, use_rec=False).boxes
    found = []
    for corners in boxes[:_MOST_LINES] if boxes is not None else ():
        (x0, top), (x1, bottom) = corners.min(0) / scale, corners.max(0) / scale
        left, right = (corners[0] + corners[3]) / 2, (corners[1] + corners[2]) / 2
        wide = float(right[0] - left[0])
        slope = float(right[1] - left[1]) / wide if wide > 0 else 0.0
        height, width = picture.shape[:2]
        found.append(
            LineBox(
                max(int(x0) - _MARGIN, 0),
                max(int(top) - _MARGIN, 0),
                min(int(x1) + _MARGIN, width),
                min(int(bottom) + _MARGIN, height),
                slope,
            )
        )
    return found


def read_strip(strip: Picture) -> ReadText | None:
    """What one line says; None where it is no text."""
    result = _engine()(strip, use_det=False, use_cls=False, use_rec=True, return_word_box=True)
    if not result.txts or not result.txts[0].strip() or result.scores[0] < _LEAST:
        return None
    text, words = " ".join(result.txts[0].split()), result.word_results[0]
    inked = text.replace(" ", "")
    columns = [column for group in words.word_cols for column in group]
    per_column = strip.shape[1] / words.line_txt_len if words.line_txt_len else 0.0
    centres = [(column + 0.5) * per_column for column in columns]
    if len(centres) != len(inked) or any(a >= b for a, b in pairwise(centres)):
        centres = [(i + 0.5) * strip.shape[1] / len(inked) for i in range(len(inked))]
    return ReadText(text, tuple(centres), float(result.scores[0]))
