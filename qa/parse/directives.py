"""MyST's boxes, such as ```{note}: what stands in them is text with notes, and no program's."""

from __future__ import annotations

from qa.regex import regex

_FENCE = regex(r"[ ]{0,3}(`{3,}|~{3,})(.*)")
_BOX = regex(
    r"\{(?:admonition|attention|caution|danger|dropdown|epigraph|error|exercise|hint|important|margin|note|pull-quote|seealso"
    r"|sidebar|solution|tip|topic|warning|prf:[a-z]{1,20})\}.*"
)
_OPTION = regex(r"[ ]{0,3}:[\w-]{1,40}:.*")


def without_boxes(raw: str) -> str:
    """The text with blanks in place of the lines that begin and end boxes, so that every offset holds."""
    if "`{" not in raw and "~{" not in raw:
        return raw
    lines = raw.split("\n")
    boxes: list[str] = []
    code = ""
    opened = False
    for i, line in enumerate(lines):
        fence = _FENCE.fullmatch(line.rstrip("\r"))
        mark, said = (fence[1], fence[2].strip()) if fence else ("", "")
        option, opened = opened and bool(_OPTION.fullmatch(line)), False
        if code:
            code = "" if mark.startswith(code) and not said else code
        elif boxes and mark.startswith(boxes[-1]) and not said:
            boxes.pop()
            lines[i] = " " * len(line)
        elif mark and _BOX.fullmatch(said):
            boxes.append(mark)
            lines[i], opened = " " * len(line), True
        elif mark:
            code = mark
        elif option:
            lines[i], opened = " " * len(line), True
    return raw if boxes or code else "\n".join(lines)
