"""The point on a map that a row tells."""


def point_of(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Return decimal degrees north and east, None where one of them is no such number."""
    north, east = _degrees(latitude, 90), _degrees(longitude, 180)
    return None if north is None or east is None else (north, east)


def why_none(latitude: str, longitude: str) -> str:
    """Return why two cells make no point."""
    return "invalid coordinates" if latitude and longitude else "no coordinates"


def _degrees(text: str, most: int) -> float | None:
    try:
        degrees = float("" if "_" in text else text)
    except ValueError:
        return None
    return degrees if -most <= degrees <= most else None
