"""C++ names. AWS words stay AWS words: DatabaseName becomes database_name, the shape Table stays Table."""

import re

_KEYWORDS = set("""
alignas alignof and asm auto bool break case catch char class concept const consteval constexpr continue default delete do
double else enum explicit export extern false float for friend goto if inline int long mutable namespace new not nullptr
operator or private protected public register requires return short signed sizeof static struct switch template this throw
true try typedef typename union unsigned using virtual void volatile while xor
""".split())

# Names of base/ that generated structs must not hide from the handlers, which live in the same namespace; and a shape of Glue's that is
# called like the input of an operation.
_TAKEN_TYPES = {"Error", "Result", "Clock", "Random", "Name", "Duration", "TimePoint", "ByteSource", "TestConnectionInput"}

_WORDS = [("ETag", "Etag"), ("IDs", "Ids"), ("ARNs", "Arns"), ("DPUs", "Dpus"), ("SSEKMS", "SseKms"), ("URIs", "Uris")]


def member(name):
    for published, readable in _WORDS:
        name = name.replace(published, readable)
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)
    name = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()
    name = re.sub(r"[^a-z0-9_]", "_", name).replace("__", "_")
    return name + "_" if name in _KEYWORDS else name


def struct(name):
    name = re.sub(r"[^A-Za-z0-9_]", "_", name)
    name = name[0].upper() + name[1:]
    return name + "Shape" if name in _TAKEN_TYPES else name


def string(text):
    """A C++ string literal."""
    out = []
    for byte in text.encode("utf-8"):
        char = chr(byte)
        if char in '"\\':
            out.append("\\" + char)
        elif char == "?":
            out.append("\\?")
        elif 32 <= byte < 127:
            out.append(char)
        else:
            out.append("\\%03o" % byte)
    return '"' + "".join(out) + '"'
