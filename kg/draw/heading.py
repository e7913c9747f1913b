"""The head of a picture: its title, and below it how to read it."""

from __future__ import annotations

from kg.draw.shapes import MUTED, Label, Sheet, tall, wrap

_TITLE, _TEXT = 13, 8.5  # points


def heading(sheet: Sheet, title: str, reading: str, *, margin: float, most: int, link: str = "") -> float:
    """Write the head in inches from the top left corner; gives where it ends, with room below it."""
    room, y = sheet.width - 2 * margin, margin
    lines = wrap(title, room, _TITLE, most=3, bold=True)
    sheet.labels.append(Label("\n".join(lines), margin, y, _TITLE, bold=True, along="top", link=link))
    y += tall(len(lines), _TITLE) + 0.06
    lines = wrap(reading, min(room, 8.5), _TEXT, most=most)
    sheet.labels.append(Label("\n".join(lines), margin, y, _TEXT, MUTED, along="top"))
    return y + tall(len(lines), _TEXT) + 0.24
