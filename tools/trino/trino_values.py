"""Types and values of Trino's JSON protocol, written as Athena's results write them (athena.md 1.3)."""

import base64
import re
from decimal import Decimal

NUMBERS = re.compile(r"^(tinyint|smallint|integer|bigint)$")
# What ColumnInfo calls a type; parameters of the others are dropped.
RENAMED = {"real": "float"}
UNAUTHORIZED = " or requester is not authorized to access requested resources"  # Athena's addition to COLUMN_NOT_FOUND

# Athena reads a literal with a point as double (athena.md 1.11): Trino is asked the same question in its own spelling.
DECIMAL_LITERAL = re.compile(r"('(?:[^']|'')*'|\"[^\"]*\")|(?<![\w.])(\d+\.\d*|\.\d+)(?![\w.])")


def for_trino(sql: str) -> str:
    return DECIMAL_LITERAL.sub(lambda m: m.group(1) or m.group(2) + "E0", sql)


def split_top(text: str) -> list[str]:
    """The parts of a comma-separated list, parentheses and quotes respected."""
    parts, depth, quoted, start = [], 0, False, 0
    for i, c in enumerate(text):
        if c == '"':
            quoted = not quoted
        elif not quoted:
            depth += (c == "(") - (c == ")")
            if c == "," and depth == 0:
                parts.append(text[start:i].strip())
                start = i + 1
    return parts + [text[start:].strip()]


def base_and_arguments(type_: str) -> tuple[str, list[str]]:
    match = re.match(r"^([a-zA-Z ]+?)\s*\((.*)\)$", type_)
    return (match.group(1), split_top(match.group(2))) if match else (re.sub(r"\(\d+\)", "", type_), [])


def row_field(argument: str) -> tuple[str | None, str]:
    """(name, type) of one field of a row type; the name is None for an unnamed field."""
    match = re.match(r'^(?:"((?:[^"]|"")*)"|(\w+))\s+(.+)$', argument)
    if not match or re.match(r"^(timestamp|time|interval)\b", argument) and match.group(1) is None and re.match(r"^(timestamp|time)(\(\d+\))? with|^interval ", argument):
        return None, argument
    return match.group(1) or match.group(2), match.group(3)


def athena_type(type_: str) -> str:
    base, arguments = base_and_arguments(type_)
    if base == "decimal":
        return f"decimal({','.join(arguments)})"
    if base in ("varchar", "char") and arguments:
        return f"{base}({arguments[0]})"
    return RENAMED.get(base, base.lower())  # Trino shouts INTERVAL DAY TO SECOND


def java_double(value) -> str:
    """Double.toString of what the protocol sent as a JSON number or as NaN, Infinity in quotes."""
    if isinstance(value, str):
        return value
    number = float(value)
    if number == 0:
        return "-0.0" if str(number).startswith("-") else "0.0"
    sign, digits, exponent = Decimal(repr(number)).normalize().as_tuple()
    digits = "".join(map(str, digits))
    point = len(digits) + exponent  # the value is 0.digits * 10^point
    if 1e-3 <= abs(number) < 1e7:
        whole = digits[: max(point, 0)].ljust(max(point, 0), "0") or "0"
        fraction = "0" * max(-point, 0) + digits[max(point, 0):] or "0"
        text = f"{whole}.{fraction}"
    else:
        text = f"{digits[0]}.{digits[1:] or '0'}E{point - 1}"
    return ("-" if sign else "") + text


def key_order(item):
    key = item[0]
    return (0, Decimal(key), "") if re.fullmatch(r"-?\d+(\.\d+)?", str(key)) else (1, Decimal(0), str(key))


def athena_text(type_: str, value) -> str | None:
    if value is None:
        return None
    base, arguments = base_and_arguments(type_)
    if isinstance(value, bool):
        return str(value).lower()
    if base in ("double", "real"):
        return java_double(value)
    if base == "varbinary":
        return base64.b64decode(value).hex(" ")
    if base == "array":
        return "[" + ", ".join(nested_text(arguments[0], v) for v in value) + "]"
    if base == "map":
        return "{" + ", ".join(f"{k}={nested_text(arguments[1], v)}" for k, v in sorted(value.items(), key=key_order)) + "}"
    if base == "row":
        fields = [row_field(argument) for argument in arguments]
        return "{" + ", ".join((f"{name}=" if name else "") + nested_text(t, v) for (name, t), v in zip(fields, value)) + "}"
    return str(value)


def nested_text(type_: str, value) -> str:
    if value is not None and base_and_arguments(type_)[0] == "varbinary":
        return "[B@"  # followed by the identity of a Java object, which nobody can compare
    text = athena_text(type_, value)
    return "null" if text is None else text
