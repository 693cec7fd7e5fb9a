"""A published service model with our patch merged in."""

import glob
import gzip
import json
import os


class Service:
    """name: file name in models/; namespace: C++ namespace and folder of the generated headers."""

    def __init__(self, name, model, spec):
        self.name = name
        self.namespace = name.replace("-", "_")
        self.metadata = model["metadata"]
        self.operations = model["operations"]
        self.shapes = model["shapes"]
        self.groups = spec.get("groups", {})
        self.reply_elements = spec.get("patch", {}).get("reply_elements", {})
        self._apply(spec.get("patch", {}))
        for group, operations in self.groups.items():
            for operation in operations:
                if operation not in self.operations:
                    raise SystemExit(f"models/{name}.json: group {group}: the model of {name} has no operation {operation}")

    @property
    def implemented(self):
        return {operation for operations in self.groups.values() for operation in operations}

    @property
    def served_operations(self):
        """Every operation but the deprecated ones that nobody implements: their successors have the same address."""
        return sorted(name for name, operation in self.operations.items() if not operation.get("deprecated") or name in self.implemented)

    def _apply(self, patch):
        for shape, members in patch.get("shapes", {}).items():
            self.shapes.setdefault(shape, {}).update(members)
        for operation, members in patch.get("operations", {}).items():
            self.operations[operation].update(members)
        for code, status in patch.get("errors", {}).items():
            shape = self.shapes.setdefault(code, {"type": "structure", "members": {}})
            shape["exception"] = True
            shape["error"] = {**shape.get("error", {}), "httpStatusCode": status}


def newest_model(botocore_data, name):
    """The published model of a service: the newest API version that the package has."""
    found = sorted(glob.glob(os.path.join(botocore_data, name, "*", "service-2.json*")))
    if not found:
        raise SystemExit(f"no service model for {name} under {botocore_data}")
    opener = gzip.open if found[-1].endswith(".gz") else open
    with opener(found[-1], "rt", encoding="utf-8") as file:
        return json.load(file)


def load(botocore_data, name, spec_path):
    with open(spec_path, encoding="utf-8") as file:
        spec = json.load(file)
    return Service(name, spec.get("model") or newest_model(botocore_data, name), spec)
