"""Whether Athena's text says what DuckDB's values say.

Trino's average and quotient of decimals are decimals, DuckDB's are doubles: a double may differ by half a unit of the last printed place.
"""

from decimal import Decimal


def same_cell(text: str | None, value) -> bool:
    if text is None or value is None:
        return text is value
    if isinstance(value, float):
        printed = Decimal(text)
        half_unit = Decimal(1).scaleb(printed.as_tuple().exponent) / 2
        return abs(printed - Decimal(value)) <= half_unit + abs(printed) * Decimal("1e-9")
    if isinstance(value, (int, Decimal)):
        return Decimal(text) == value
    return text == str(value)


def difference(got: list[list[str | None]], expected: list[tuple]) -> str:
    """Empty when the same rows stand in the same order."""
    if len(got) != len(expected):
        return f"{len(got)} rows instead of {len(expected)}"
    for number, (ours, theirs) in enumerate(zip(got, expected), 1):
        if not all(same_cell(text, value) for text, value in zip(ours, theirs, strict=True)):
            return f"row {number} is {ours} instead of {[str(value) for value in theirs]}"
    return ""
