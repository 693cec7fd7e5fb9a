"""Usage: python tools/modelgen tables|structs|index --out DIR [--botocore DIR] NAME=models/NAME.json ..."""

import argparse
import os

import service
import structs
import tables


def write(path, text):
    """Writes only what changed, so that nothing is compiled again without need."""
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            if file.read() == text:
                return
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def botocore_data():
    import botocore

    return os.path.join(os.path.dirname(botocore.__file__), "data")


def generate(what, model, out):
    if what == "tables":
        write(os.path.join(out, "aws", f"{model.namespace}_model.gen.cpp"), tables.table_source(model))
        return
    writer = structs.StructWriter(model)
    for group in [None, *model.groups]:
        stem = os.path.join(out, model.namespace, group or "shared")
        write(stem + ".gen.h", writer.header(group))
        write(stem + ".gen.cpp", writer.source(group))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["tables", "structs", "index"])
    parser.add_argument("--out", required=True)
    parser.add_argument("--botocore", help="folder of service models (default: the installed botocore's)")
    parser.add_argument("specs", nargs="+", metavar="NAME=FILE")
    arguments = parser.parse_args()
    specs = dict(spec.split("=", 1) for spec in arguments.specs)
    if arguments.what == "index":
        write(os.path.join(arguments.out, "aws", "all_models.gen.cpp"), tables.index_source(specs))
        return
    for name, path in specs.items():
        generate(arguments.what, service.load(arguments.botocore or botocore_data(), name, path), arguments.out)


if __name__ == "__main__":
    main()
