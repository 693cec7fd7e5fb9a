"""The constant rows of a service (src/aws/model.h)."""

import naming
import patterns

_KINDS = {"structure": "structure", "list": "list", "map": "map", "string": "string", "character": "string", "blob": "blob",
          "boolean": "boolean", "integer": "integer", "long": "integer", "short": "integer", "byte": "integer",
          "float": "float64", "double": "float64", "timestamp": "timestamp"}
_LOCATIONS = {"header": "header", "headers": "header_prefix", "querystring": "query", "uri": "uri", "statusCode": "status"}
_TIME_FORMATS = {"iso8601": "iso8601", "rfc822": "http_date", "unixTimestamp": "unix_seconds"}
_PROTOCOLS = {"rest-xml": "rest_xml", "rest-json": "rest_json", "json": "json", "query": "query"}

# Query parameters in the URI of a model that are labels for logs, not part of the route.
_LABEL_QUERY = ("x-id=",)


def _row(fields):
    return "{" + ", ".join(f".{name} = {value}" for name, value in fields if value is not None) + "}"


def _flag(value):
    return "true" if value else None


class _Tables:
    def __init__(self, service):
        self.service = service
        self.shape_index = {name: i for i, name in enumerate(sorted(service.shapes))}
        self.rest_xml = service.metadata["protocol"] == "rest-xml"
        self.members, self.enums, self.patterns, self.errors = [], [], {}, []

    def member_row(self, name, member, required=False, payload=None):
        shape = self.service.shapes[member["shape"]]
        location = _LOCATIONS.get(member.get("location"))
        if payload == name:
            location = "payload"
        # The prefix of an attribute (xsi:type) is declared by the shape, not by the members that have it.
        of_shape = shape.get("xmlNamespace", {})
        namespace = member.get("xmlNamespace") or (of_shape if isinstance(of_shape, dict) and of_shape.get("prefix") else {})
        wire = member.get("locationName", name)
        return _row([
            ("name", naming.string(name)), ("wire_name", naming.string(wire)),
            ("xml_namespace", naming.string(namespace["uri"]) if namespace else None),
            ("xml_prefix", naming.string(namespace["prefix"]) if namespace.get("prefix") else None),
            ("shape", self.shape_index[member["shape"]]),
            ("location", f"Location::{location}" if location else None),
            ("time_format", f"TimeFormat::{_TIME_FORMATS[member['timestampFormat']]}" if "timestampFormat" in member else None),
            ("required", _flag(required)), ("flattened", _flag(member.get("flattened") or shape.get("flattened"))),
            ("streaming", _flag(member.get("streaming") or shape.get("streaming"))),
            ("xml_attribute", _flag(member.get("xmlAttribute"))), ("idempotency_token", _flag(member.get("idempotencyToken"))),
        ])

    def add_members(self, shape):
        first = len(self.members)
        if shape["type"] == "structure":
            required = set(shape.get("required", []))
            for name, member in shape["members"].items():
                self.members.append(self.member_row(name, member, name in required, shape.get("payload")))
        elif shape["type"] == "list":
            self.members.append(self.member_row("member", shape["member"]))
        elif shape["type"] == "map":
            self.members.append(self.member_row("key", shape["key"]))
            self.members.append(self.member_row("value", shape["value"]))
        return first, len(self.members) - first

    def shape_row(self, name):
        shape = self.service.shapes[name]
        kind = "document" if shape.get("document") else _KINDS[shape["type"]]
        first_member, member_count = self.add_members(shape)
        first_enum = len(self.enums)
        self.enums += [naming.string(value) for value in shape.get("enum", [])]
        pattern = self.patterns.setdefault(shape["pattern"], len(self.patterns)) if "pattern" in shape else None
        error = shape.get("error", {})
        status = error.get("httpStatusCode") or (500 if shape.get("fault") else None)
        payload = list(shape["members"]).index(shape["payload"]) if "payload" in shape else None
        return _row([
            ("name", naming.string(name)), ("kind", f"Kind::{kind}"),
            ("time_format", f"TimeFormat::{_TIME_FORMATS[shape['timestampFormat']]}" if "timestampFormat" in shape else None),
            ("is_union", _flag(shape.get("union"))), ("flattened", _flag(shape.get("flattened"))),
            ("sensitive", _flag(shape.get("sensitive"))), ("is_error", _flag(shape.get("exception") or error)),
            ("wide", _flag(shape["type"] == "long")), ("wrapper", _flag(shape.get("wrapper"))),
            ("has_min", _flag("min" in shape)), ("has_max", _flag("max" in shape)),
            ("http_status", status), ("pattern", pattern), ("payload", payload),
            ("member_count", member_count or None), ("first_member", first_member if member_count else None),
            ("first_enum", first_enum if "enum" in shape else None), ("enum_count", len(shape["enum"]) if "enum" in shape else None),
            ("min", shape.get("min")), ("max", shape.get("max")),
            ("error_code", naming.string(error["code"]) if "code" in error else None),
        ])

    def output_element(self, operation, answer):
        """The root element of a reply: from our patch, since the models do not give it, else the payload's own name."""
        shape = self.service.shapes[answer["shape"]]
        if operation in self.service.reply_elements:
            return self.service.reply_elements[operation]
        if "payload" in shape:
            member = shape["members"][shape["payload"]]
            return member.get("locationName", member["shape"])
        return answer["shape"]

    def operation_row(self, name):
        operation = self.service.operations[name]
        http = operation["http"]
        path, _, query = http["requestUri"].partition("?")
        query = "&".join(part for part in query.split("&") if part and not part.startswith(_LABEL_QUERY))
        given, answer = operation.get("input", {}), operation.get("output", {})
        first_error = len(self.errors)
        self.errors += [self.shape_index[error["shape"]] for error in operation.get("errors", [])]
        return _row([
            ("name", naming.string(name)), ("method", naming.string(http["method"])), ("path", naming.string(path)),
            ("query", naming.string(query) if query else None),
            ("result_wrapper", naming.string(answer["resultWrapper"]) if "resultWrapper" in answer else None),
            ("input_element", naming.string(given["locationName"]) if "locationName" in given else None),
            ("input_namespace", naming.string(given["xmlNamespace"]["uri"]) if "xmlNamespace" in given else None),
            ("output_element", naming.string(self.output_element(name, answer)) if answer and self.rest_xml else None),
            ("input", self.shape_index[given["shape"]] if given else None),
            ("output", self.shape_index[answer["shape"]] if answer else None),
            ("status", http.get("responseCode")),
            ("error_count", len(self.errors) - first_error or None),
            ("first_error", first_error if len(self.errors) > first_error else None),
            ("implemented", _flag(name in self.service.implemented)),
        ])


def _array(kind, name, rows):
    if not rows:
        return f"constexpr std::span<const {kind}> {name};\n"
    return f"constexpr {kind} {name}[] = {{\n    " + ",\n    ".join(str(row) for row in rows) + ",\n};\n"


def table_source(service):
    """The text of aws/<namespace>_model.gen.cpp."""
    tables = _Tables(service)
    shapes = [tables.shape_row(name) for name in sorted(service.shapes)]
    operations = [tables.operation_row(name) for name in service.served_operations]
    predicates = [patterns.predicate(text, f"pattern_{i}") for text, i in tables.patterns.items()]
    pattern_rows = [f"{{{naming.string(text)}, &pattern_{i}}}" for text, i in tables.patterns.items()]
    meta = service.metadata
    model = _row([
        ("name", naming.string(service.name)), ("protocol", f"Protocol::{_PROTOCOLS[meta['protocol']]}"),
        ("api_version", naming.string(meta["apiVersion"])), ("json_version", naming.string(meta.get("jsonVersion", ""))),
        ("target_prefix", naming.string(meta.get("targetPrefix", ""))),
        ("signing_name", naming.string(meta.get("signingName") or meta["endpointPrefix"])),
        ("endpoint_prefix", naming.string(meta["endpointPrefix"])),
        ("xml_namespace", naming.string(meta.get("xmlNamespace", "http://s3.amazonaws.com/doc/2006-03-01/" if service.name == "s3" else ""))),
        ("service_id", naming.string(meta.get("serviceId", service.name))),
        ("operations", "kOperations"), ("shapes", "kShapes"), ("members", "kMembers"), ("enums", "kEnums"),
        ("patterns", "kPatterns"), ("errors", "kErrors"),
    ])
    parts = [
        f"// Written by tools/modelgen from the model of {service.name}: do not edit.\n"
        '#include "aws/model.h"\n#include "aws/text_pattern.h"\n\nnamespace tarn::aws {\nnamespace {\n',
        *[source + "\n" for source in predicates],
        _array("PatternModel", "kPatterns", pattern_rows),
        _array("std::string_view", "kEnums", tables.enums),
        _array("MemberModel", "kMembers", tables.members),
        _array("ShapeModel", "kShapes", shapes),
        _array("uint16_t", "kErrors", tables.errors),
        _array("OperationModel", "kOperations", operations),
        f"}}  // namespace\n\nextern const ServiceModel k_{service.namespace}_model;\n"
        f"const ServiceModel k_{service.namespace}_model = {model};\n\n}}  // namespace tarn::aws\n",
    ]
    return "\n".join(parts)


def index_source(names):
    """The text of aws/all_models.gen.cpp."""
    spaces = [name.replace("-", "_") for name in sorted(names)]
    externs = "\n".join(f"extern const ServiceModel k_{space}_model;" for space in spaces)
    rows = ", ".join(f"&k_{space}_model" for space in spaces)
    return ("// Written by tools/modelgen: do not edit.\n#include \"aws/model.h\"\n\nnamespace tarn::aws {\n\n" + externs +
            "\n\nstd::span<const ServiceModel* const> all_models() {\n  static const ServiceModel* const kModels[] = {" + rows +
            "};\n  return kModels;\n}\n\n}  // namespace tarn::aws\n")
