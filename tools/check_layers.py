#!/usr/bin/env python3
"""Dependencies point one way: a folder of src/ includes only what stands below it (STYLE: folders). Prints each include that
does not, and exits 1 if there is any."""

import pathlib
import re
import sys

# From the top down; folders of one step do not include each other.
STEPS = [
    {"gateway", "console", "s3", "glue", "athena", "redshift", "lakeformation"},
    {"lake"},
    {"engine"},
    {"iceberg"},
    {"catalog", "objects", "logs", "secrets", "sqs"},
    {"iam"},
    {"aws", "kv", "blob", "process"},
    {"net", "sql", "io"},
    {"base"},
]
STEP_OF = {folder: number for number, step in enumerate(STEPS) for folder in step}
# Third-party headers that only these folders may see.
CONFINED = {r"duckdb": {"engine"}, r"boost/(asio|beast)": {"net"}, r"rocksdb": {"kv"}, r"pugixml": {"aws", "glue"}}

INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.M)


def problems(root: pathlib.Path):
    for path in sorted(root.rglob("*.[ch]*")):
        folder = path.relative_to(root).parts[0]
        if folder not in STEP_OF:
            continue
        for included in INCLUDE.findall(path.read_text()):
            target = included.split("/")[0]
            if target in STEP_OF and (target != folder and STEP_OF[target] <= STEP_OF[folder]):
                yield f"{path}: {folder} may not include {included}"
            for pattern, allowed in CONFINED.items():
                if re.match(pattern, included) and folder not in allowed:
                    yield f"{path}: only {', '.join(sorted(allowed))} may include {included}"


if __name__ == "__main__":
    found = list(problems(pathlib.Path(__file__).parent.parent / "src"))
    print("\n".join(found))
    sys.exit(1 if found else 0)
