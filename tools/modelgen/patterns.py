"""The patterns of the models as C++ predicates.

The published patterns are Java regular expressions matched against the whole text. Common engines refuse some of them
(surrogate pairs, lookarounds), so each becomes the cheapest predicate that means the same:

  one character class, repeated       a table of code point ranges           text::all_in
  anything that RE2 understands       a compiled expression                  text::full_match
  the few with lookarounds            written out below                      LOOKAROUNDS

A pattern that is none of these fails the build.
"""

import re

import naming

# pattern -> (must match, must not match); each side an RE2 expression or None.
LOOKAROUNDS = {
    r"^(?![0-9_])\w+$|^_\w*[a-zA-Z0-9]\w*$": (r"[A-Za-z]\w*|_\w*[a-zA-Z0-9]\w*", None),
    r"^(?!(.*[.\/\\]|aws:)).*$": (r"[^\n]*", r"[^\n]*[./\\][^\n]*|aws:[^\n]*"),
    r"^(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])$": (
        r"(([A-Za-z0-9][A-Za-z0-9-]{0,61})?[A-Za-z0-9]\.)+[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]", None),
    r"(?!.*[/:\\])[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]+": (
        r"[\x{20}-\x{D7FF}\x{E000}-\x{FFFD}\x{10000}-\x{10FFFF}\t]+", r"(?s:.*[/:\\].*)"),
    r"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$": (r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]", r".*--.*"),
    r"^(?!\s*$).+": (r".+", r"\s*"),
}

# Published without a repetition although the members hold longer texts: read as "every character".
_EVERY_CHARACTER = {r"[^\r\n]": r"[^\r\n]*"}

_SURROGATES = r"\uD800\uDC00-\uDBFF\uDFFF"
_CLASS_ESCAPES = {"w": [(48, 57), (65, 90), (95, 95), (97, 122)], "d": [(48, 57)], "s": [(9, 13), (32, 32)],
                  "t": [(9, 9)], "n": [(10, 10)], "r": [(13, 13)], "f": [(12, 12)]}
_MAX_CODE_POINT = 0x10FFFF


def _invert(ranges):
    out, at = [], 0
    for low, high in sorted(ranges):
        if low > at:
            out.append((at, low - 1))
        at = max(at, high + 1)
    if at <= _MAX_CODE_POINT:
        out.append((at, _MAX_CODE_POINT))
    return out


def _class_ranges(body):
    """The code point ranges of a character class without its brackets; None when it holds something else."""
    negated = body.startswith("^")
    body = body[1:] if negated else body
    items, i = [], 0
    while i < len(body):
        if body[i] == "\\":
            escape = body[i + 1]
            if escape == "u":
                items.append(int(body[i + 2:i + 6], 16))
                i += 6
            elif escape == "x":
                items.append(int(body[i + 2:i + 4], 16))
                i += 4
            elif escape in "SWDpP":
                return None
            elif escape in _CLASS_ESCAPES:
                ranges = _CLASS_ESCAPES[escape]
                items.append(ranges[0][0] if len(ranges) == 1 and ranges[0][0] == ranges[0][1] else ranges)
                i += 2
            else:
                items.append(ord(escape))
                i += 2
        elif body[i] == "-" and 0 < i < len(body) - 1 and items and isinstance(items[-1], int):
            items.append("-")
            i += 1
        else:
            items.append(ord(body[i]))
            i += 1
    ranges, i = [], 0
    while i < len(items):
        if i + 2 < len(items) and items[i + 1] == "-" and isinstance(items[i], int):
            if not isinstance(items[i + 2], int):  # [\w-_] in Java: the hyphen stands for itself
                ranges += [(items[i], items[i]), (45, 45)]
                i += 2
                continue
            ranges.append((items[i], items[i + 2]))
            i += 3
        elif items[i] == "-":
            ranges.append((45, 45))
            i += 1
        elif isinstance(items[i], int):
            ranges.append((items[i], items[i]))
            i += 1
        else:
            ranges += items[i]
            i += 1
    return _invert(ranges) if negated else _merged(ranges)


def _merged(ranges):
    out = []
    for low, high in sorted(ranges):
        if out and low <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return out


def _strip_anchors(pattern):
    if pattern.startswith("^") and "|" not in pattern:
        pattern = pattern[1:]
    if pattern.endswith("$") and not pattern.endswith(r"\$") and "|" not in pattern:
        pattern = pattern[:-1]
    return pattern


def _single_class(pattern):
    """(ranges, least, most) of a pattern that is one repeated character class; None otherwise."""
    pattern = _strip_anchors(pattern)
    if pattern.startswith("(") and re.fullmatch(r"\((\[.*\])\)\*", pattern, re.S) and pattern.count("(") == 1:
        pattern = pattern[1:-2] + "*"
    if pattern.startswith("([") and pattern.endswith(")") and pattern.count("(") == 1:
        pattern = pattern[1:-1]
    if pattern in (r"\S+", r"[\S]*"):
        return _invert(_CLASS_ESCAPES["s"]), (1 if pattern.endswith("+") else 0), None
    if pattern in (r"[\s\S]*", r"[\S\s]*"):
        return [(0, _MAX_CODE_POINT)], 0, None
    if pattern == r".*":
        return _invert([(10, 10), (13, 13)]), 0, None
    found = re.fullmatch(r"\[((?:[^\]\\]|\\.)+)\](\*|\+|\{(\d+)(?:,(\d*))?\})", pattern, re.S)
    if not found:
        return None
    body = found.group(1).replace(_SURROGATES, "\U00010000-\U0010FFFF").replace(r"\u10000-\u10FFFF", "\U00010000-\U0010FFFF")
    ranges = _class_ranges(body)
    if ranges is None:
        return None
    repeat = found.group(2)
    if repeat == "*":
        return ranges, 0, None
    if repeat == "+":
        return ranges, 1, None
    least = int(found.group(3))
    most = least if found.group(4) is None else int(found.group(4)) if found.group(4) else None
    return ranges, least, most


def _to_re2(pattern):
    """The pattern in RE2's syntax. Fails the build on a construct that RE2 lacks."""
    if re.search(r"\(\?[^:]|\\[1-9]", pattern):
        raise SystemExit(f"modelgen: pattern {pattern!r} needs a predicate of its own in tools/modelgen/patterns.py")
    pattern = pattern.replace(_SURROGATES, r"\x{10000}-\x{10FFFF}").replace(r"\u10000-\u10FFFF", r"\x{10000}-\x{10FFFF}")
    pattern = re.sub(r"\\u([0-9A-Fa-f]{4})", r"\\x{\1}", pattern)
    pattern = re.sub(r"(\\w|\\d)-_", r"\1\\-_", pattern)       # [\w-_]: a literal hyphen
    pattern = re.sub(r"9-_", r"9\\-_", pattern) if "9-_]" in pattern or "9-_." in pattern else pattern
    return re.sub(r"\\([#:/@ !%&',;<=>\"~`])", lambda found: found.group(1), pattern)


def predicate(pattern, name):
    """C++ source of `bool name(std::string_view text)`."""
    pattern = _EVERY_CHARACTER.get(pattern, pattern)
    head = f"bool {name}(std::string_view text) {{"
    if pattern in LOOKAROUNDS:
        must, must_not = LOOKAROUNDS[pattern]
        lines = [head, f"  static const text::Expression must({naming.string(must)});"]
        if must_not is None:
            return "\n".join(lines + ["  return must.matches(text);", "}"])
        lines.append(f"  static const text::Expression must_not({naming.string(must_not)});")
        return "\n".join(lines + ["  return must.matches(text) && !must_not.matches(text);", "}"])
    single = _single_class(pattern)
    if single:
        ranges, least, most = single
        rows = ", ".join(f"{{{low}, {high}}}" for low, high in ranges)
        most = "text::kNoLimit" if most is None else most
        return f"{head}\n  static constexpr text::Range kRanges[] = {{{rows}}};\n  return text::all_in(text, kRanges, {least}, {most});\n}}"
    return (f"{head}\n  static const text::Expression expression({naming.string(_to_re2(pattern))});\n"
            f"  return expression.matches(text);\n}}")
