"""Plain structs and their codecs for the operations that models/<service>.json names, one header a group."""

import naming

_SCALARS = {"string": "std::string", "character": "std::string", "blob": "std::string", "boolean": "bool", "integer": "int32_t",
            "short": "int32_t", "byte": "int32_t", "long": "int64_t", "float": "double", "double": "double", "timestamp": "TimePoint"}


class Struct:
    """name: the C++ name; shape: the published shape, None for an operation without one."""

    def __init__(self, name, shape, operation_output=False):
        self.name, self.shape, self.operation_output = name, shape, operation_output


class StructWriter:
    def __init__(self, service):
        self.service = service
        self.groups = {group: self._closure(operations) for group, operations in service.groups.items()}
        uses = {}
        for shapes in self.groups.values():
            for shape in shapes:
                uses[shape] = uses.get(shape, 0) + 1
        self.shared = {shape for shape, count in uses.items() if count > 1}
        self.boxed = self._boxed_members(set(uses))

    # ---- which shapes a group needs

    def _is_document(self, shape):
        return shape.get("document") or shape.get("union")

    def _struct_targets(self, shape):
        """Structure shapes that the C++ type of a shape names, through lists and maps."""
        kind = shape["type"]
        if kind == "list":
            return self._named(shape["member"]["shape"])
        if kind == "map":
            return self._named(shape["value"]["shape"])
        return []

    def _named(self, name):
        shape = self.service.shapes[name]
        if shape["type"] == "structure":
            return [] if self._is_document(shape) else [name]
        return self._struct_targets(shape)

    def _members(self, shape):
        """(name, member, required) of what the struct holds."""
        required = set(shape.get("required", []))
        for name, member in shape["members"].items():
            target = self.service.shapes[member["shape"]]
            if target.get("eventstream"):
                raise SystemExit(f"modelgen: member {name} is an event stream, which has no struct")
            if not (member.get("streaming") or target.get("streaming")):
                yield name, member, name in required

    def _operation_shapes(self, operation):
        row = self.service.operations[operation]
        return [row[side]["shape"] for side in ("input", "output") if side in row]

    def _closure(self, operations):
        """Nested structure shapes that the operations reach; inputs and outputs themselves are not in it."""
        seen, todo = set(), [shape for operation in operations for shape in self._operation_shapes(operation)]
        visited = set()
        while todo:
            name = todo.pop()
            if name in visited:
                continue
            visited.add(name)
            for _, member, _ in self._members(self.service.shapes[name]):
                for target in self._named(member["shape"]):
                    seen.add(target)
                    todo.append(target)
        return seen

    # ---- order: a struct stands behind those it holds by value; cycles go through vectors, or a unique_ptr

    def _direct(self, name):
        shape = self.service.shapes[name]
        for member_name, member, _ in self._members(shape):
            target = self.service.shapes[member["shape"]]
            if target["type"] == "structure" and not self._is_document(target):
                yield member_name, member["shape"]

    def _reaches(self, start, goal):
        todo, seen = [start], set()
        while todo:
            name = todo.pop()
            if name == goal:
                return True
            if name not in seen:
                seen.add(name)
                todo += [target for _, target in self._direct(name)]
        return False

    def _boxed_members(self, names):
        return {(name, member) for name in names for member, target in self._direct(name) if self._reaches(target, name)}

    def _ordered(self, names):
        done, out = set(), []

        def visit(name):
            if name in done or name not in names:
                return
            done.add(name)
            for member, target in self._direct(name):
                if (name, member) not in self.boxed:
                    visit(target)
            out.append(name)

        for name in sorted(names):
            visit(name)
        return out

    # ---- text

    def _type(self, name):
        shape = self.service.shapes[name]
        kind = shape["type"]
        if self._is_document(shape):
            return "boost::json::value"
        if kind == "structure":
            return naming.struct(name)
        if kind == "list":
            return f"std::vector<{self._type(shape['member']['shape'])}>"
        if kind == "map":
            return f"std::map<std::string, {self._type(shape['value']['shape'])}>"
        return _SCALARS[kind]

    def _field_type(self, owner, name, member, required):
        text = self._type(member["shape"])
        if (owner, name) in self.boxed:
            return f"std::unique_ptr<{text}>"
        return text if required else f"std::optional<{text}>"

    def _streams_output(self, struct):
        if not struct.operation_output or struct.shape is None:
            return False
        for member in self.service.shapes[struct.shape]["members"].values():
            if member.get("streaming") or self.service.shapes[member["shape"]].get("streaming"):
                return True
        return False

    def _fields(self, struct):
        if struct.shape is None:
            return []
        return [(naming.member(name), name, self._field_type(struct.shape, name, member, required), required)
                for name, member, required in self._members(self.service.shapes[struct.shape])]

    def _struct_text(self, struct):
        lines = [f"struct {struct.name} {{"]
        for field, _, kind, required in self._fields(struct):
            initializer = "{}" if required and kind in ("bool", "int32_t", "int64_t", "double", "TimePoint") else ""
            lines.append(f"  {kind} {field}{initializer};")
        if self._streams_output(struct):
            lines.append("  std::unique_ptr<ByteSource> streaming_body;")
        return "\n".join(lines + ["};"])

    def _codec_text(self, struct):
        fields = self._fields(struct)
        name = struct.name
        lines = [f"Result<void> from_document(const aws::Document& document, {name}& out) {{",
                 f"  aws::FieldReader read(document, {naming.string(name)});"]
        lines += [f"  read({naming.string(published)}, out.{field});" for field, published, _, _ in fields]
        lines += ["  return read.finish();", "}", f"aws::Document to_document(const {name}& in) {{", "  aws::FieldWriter write;"]
        lines += [f"  write({naming.string(published)}, in.{field});" for field, published, _, _ in fields]
        return "\n".join(lines + ["  return write.take();", "}"])

    def _structs(self, group):
        """The structs of a group in an order that compiles; group None: those that groups share."""
        if group is None:
            return [Struct(naming.struct(name), name) for name in self._ordered(self.shared)]
        structs = [Struct(naming.struct(name), name) for name in self._ordered(self.groups[group] - self.shared)]
        for operation in self.service.groups[group]:
            row = self.service.operations[operation]
            structs.append(Struct(operation + "Input", row.get("input", {}).get("shape")))
            structs.append(Struct(operation + "Output", row.get("output", {}).get("shape"), operation_output=True))
        names = [struct.name for struct in structs]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise SystemExit(f"modelgen: {self.service.name}/{group}: two structs called {', '.join(sorted(twice))}")
        return structs

    def header(self, group):
        structs = self._structs(group)
        bodies = [self._struct_text(struct) for struct in structs]
        declarations = [f"Result<void> from_document(const aws::Document& document, {struct.name}& out);\n"
                        f"aws::Document to_document(const {struct.name}& in);" for struct in structs]
        forward = [f"struct {struct.name};" for struct in structs if struct.shape]
        text = "\n".join(bodies)
        includes = ["<cstdint>"] + [header for word, header in (
            ("boost::json::value", "<boost/json/value.hpp>"), ("std::map", "<map>"), ("std::unique_ptr", "<memory>"),
            ("std::optional", "<optional>"), ("std::string", "<string>"), ("std::vector", "<vector>")) if word in text]
        ours = ["aws/document.h"] + [header for word, header in (("ByteSource", "base/byte_source.h"), ("TimePoint", "base/clock.h")) if word in text]
        ours.append("base/result.h")
        if group is not None:
            ours.append(f"{self.service.namespace}/shared.gen.h")
        return "\n".join([
            f"// Written by tools/modelgen from the model of {self.service.name}: do not edit.", "#pragma once",
            *[f"#include {name}" for name in sorted(includes)], "", *[f'#include "{name}"' for name in ours], "",
            f"namespace tarn::{self.service.namespace} {{", "", *forward, "", "\n\n".join(bodies), "", "\n".join(declarations), "",
            f"}}  // namespace tarn::{self.service.namespace}", ""])

    def source(self, group):
        file = "shared" if group is None else group
        codecs = [self._codec_text(struct) for struct in self._structs(group)]
        return "\n".join([
            f"// Written by tools/modelgen from the model of {self.service.name}: do not edit.",
            f'#include "{self.service.namespace}/{file}.gen.h"', "", '#include "aws/document_codec.h"', "",
            f"namespace tarn::{self.service.namespace} {{", "", "\n\n".join(codecs), "",
            f"}}  // namespace tarn::{self.service.namespace}", ""])
