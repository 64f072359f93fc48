"""Which of the media types there are a client wants most (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_EXACT, _FAMILY, _ANY = 3, 2, 1


def best(accept: str, offered: Sequence[str]) -> str | None:
    """The type of ``offered`` that an Accept header likes most, or None when it takes none of them.

    Of types it likes equally, the one it names itself goes before one it takes as ``text/*`` or ``*/*``, then the one
    that is offered first. An empty header takes everything; a range whose weight is no number from 0 to 1 is left out.

    >>> offered = ["application/json", "text/csv", "text/turtle"]
    >>> best("text/csv;q=0.5, text/*;q=0.9", offered), best("text/csv, */*", offered), best("", offered)
    ('text/turtle', 'text/csv', 'application/json')
    >>> best("image/png, application/json;q=0", offered) is None
    True
    """
    if not accept.strip():
        return offered[0]
    wanted = dict(_ranges(accept))
    liked = [(*_liking(wanted, kind), -place, kind) for place, kind in enumerate(offered)]
    weight, *_, kind = max(liked)
    return kind if weight > 0 else None


def _liking(wanted: dict[str, float], kind: str) -> tuple[float, int]:
    """The weight of the closest range that fits ``kind``, and how close it is."""
    ranges = ((kind, _EXACT), (kind.partition("/")[0] + "/*", _FAMILY), ("*/*", _ANY))
    return next(((wanted[name], closeness) for name, closeness in ranges if name in wanted), (0.0, 0))


def _ranges(accept: str) -> Iterable[tuple[str, float]]:
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = _weight(parameters)
        if name and weight is not None:
            yield name, weight


def _weight(parameters: Iterable[str]) -> float | None:
    text = next((value for key, _, value in (one.partition("=") for one in parameters) if key.strip() == "q"), "1")
    try:
        weight = float(text)
    except ValueError:
        return None
    return weight if 0 <= weight <= 1 else None
