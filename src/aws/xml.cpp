#include "aws/xml.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstring>

#include "aws/wire_text.h"

namespace tarn::aws {
namespace {

constexpr int kMaxDepth = 64;  // of elements; the deepest request of the models has 12

Error malformed_xml() {
  return {"MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema", 400, {}};
}

bool too_deep(const pugi::xml_document& document) {
  struct Walker : pugi::xml_tree_walker {
    bool for_each(pugi::xml_node&) override { return depth() < kMaxDepth; }
  } walker;
  return !const_cast<pugi::xml_document&>(document).traverse(walker);
}

class Reader {
 public:
  explicit Reader(const ServiceModel& service) : service_(service) {}

  Result<Document> value(const ShapeModel& shape, const pugi::xml_node& element) const {
    switch (shape.kind) {
      case Kind::structure: return structure(shape, element);
      case Kind::list: return list(shape, element);
      case Kind::map: return map(shape, element);
      case Kind::string:
      case Kind::blob:
      case Kind::boolean:
      case Kind::integer:
      case Kind::float64:
      case Kind::timestamp:
      case Kind::document: break;
    }
    auto scalar = parse_text(shape, element.text().get());
    if (!scalar) return malformed_xml();
    return std::move(*scalar);
  }

 private:
  Result<Document> structure(const ShapeModel& shape, const pugi::xml_node& element) const {
    boost::json::object out;
    for (const MemberModel& member : service_.members_of(shape)) {
      if (member.location != Location::body) continue;
      if (member.xml_attribute) {
        for (const auto& attribute : element.attributes())
          if (local_name(attribute.name()) == local_name(std::string(member.wire_name).c_str())) out[member.name] = attribute.value();
        continue;
      }
      TRY(read_member(member, element, out));
    }
    return Document(std::move(out));
  }

  Result<void> read_member(const MemberModel& member, const pugi::xml_node& parent, boost::json::object& out) const {
    const ShapeModel& shape = service_.shape_of(member);
    for (const pugi::xml_node& child : parent.children()) {
      if (child.type() != pugi::node_element || local_name(child.name()) != member.wire_name) continue;
      if (!member.flattened) {
        out[member.name] = TRY(value(shape, child));
        return {};
      }
      if (shape.kind == Kind::map) {
        TRY(map_entry(shape, child, object_at(out, member.name)));
      } else {
        if (!out.contains(member.name)) out[member.name] = boost::json::array();
        out[member.name].get_array().push_back(TRY(value(service_.shape_of(service_.members_of(shape)[0]), child)));
      }
    }
    return {};
  }

  static boost::json::object& object_at(boost::json::object& out, std::string_view name) {
    if (!out.contains(name)) out[name] = boost::json::object();
    return out[name].get_object();
  }

  Result<Document> list(const ShapeModel& shape, const pugi::xml_node& element) const {
    const MemberModel& item = service_.members_of(shape)[0];
    boost::json::array out;
    for (const pugi::xml_node& child : element.children())
      if (child.type() == pugi::node_element && local_name(child.name()) == item.wire_name) out.push_back(TRY(value(service_.shape_of(item), child)));
    return Document(std::move(out));
  }

  Result<Document> map(const ShapeModel& shape, const pugi::xml_node& element) const {
    boost::json::object out;
    for (const pugi::xml_node& child : element.children())
      if (child.type() == pugi::node_element && local_name(child.name()) == "entry") TRY(map_entry(shape, child, out));
    return Document(std::move(out));
  }

  Result<void> map_entry(const ShapeModel& shape, const pugi::xml_node& entry, boost::json::object& out) const {
    auto sides = service_.members_of(shape);
    std::string key;
    Document found;
    for (const pugi::xml_node& child : entry.children()) {
      if (local_name(child.name()) == sides[0].wire_name) key = child.text().get();
      if (local_name(child.name()) == sides[1].wire_name) found = TRY(value(service_.shape_of(sides[1]), child));
    }
    out[key] = std::move(found);
    return {};
  }

  const ServiceModel& service_;
};

}  // namespace

std::string_view local_name(const char* name) {
  const char* colon = std::strchr(name, ':');
  return colon ? colon + 1 : name;
}

Result<void> parse_xml(std::string_view text, pugi::xml_document& out) {
  // Whitespace that is a whole value (a tag's value " ") stays; between elements it goes.
  constexpr unsigned kOptions = pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_doctype;
  if (!is_utf8(text) || !out.load_buffer(text.data(), text.size(), kOptions, pugi::encoding_utf8)) return malformed_xml();
  for (const pugi::xml_node& child : out.children())
    if (child.type() == pugi::node_doctype) return malformed_xml();
  if (!out.document_element() || too_deep(out)) return malformed_xml();
  return {};
}

Result<Document> read_xml(const ServiceModel& service, const ShapeModel& shape, const pugi::xml_node& element) {
  return Reader(service).value(shape, element);
}

void XmlWriter::open(std::string_view name, std::string_view xml_namespace) {
  out_ += '<';
  out_ += name;
  if (!xml_namespace.empty()) {
    out_ += " xmlns=\"";
    out_ += xml_namespace;
    out_ += '"';
  }
  out_ += '>';
}

void XmlWriter::close(std::string_view name) {
  out_ += "</";
  out_ += name;
  out_ += '>';
}

void XmlWriter::element(std::string_view name, std::string_view content) {
  open(name);
  text(content);
  close(name);
}

void XmlWriter::text(std::string_view content) {
  for (char c : content) {
    switch (c) {
      case '&': out_ += "&amp;"; break;
      case '<': out_ += "&lt;"; break;
      case '>': out_ += "&gt;"; break;
      case '"': out_ += "&quot;"; break;
      default:
        // Control characters are not XML; S3 writes them as references all the same, since keys may hold them.
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') {
          out_ += "&#" + std::to_string(static_cast<int>(c)) + ";";
        } else {
          out_ += c;
        }
    }
  }
}

void XmlWriter::members(const ShapeModel& shape, const Document& document) {
  const auto* object = document.if_object();
  if (!object) return;
  for (const MemberModel& row : service_.members_of(shape)) {
    if (row.location != Location::body || row.xml_attribute) continue;
    const Document* found = object->if_contains(row.name);
    if (found && !found->is_null()) member(row, *found);
  }
}

void XmlWriter::member(const MemberModel& row, const Document& document) {
  const ShapeModel& shape = service_.shape_of(row);
  if (shape.kind == Kind::list) return list(row, shape, document);
  if (shape.kind == Kind::map) return map(row, shape, document);
  value(row.wire_name, row, shape, document);
}

void XmlWriter::value(std::string_view name, const MemberModel& row, const ShapeModel& shape, const Document& document) {
  if (shape.kind == Kind::list || shape.kind == Kind::map) {  // a list of lists
    MemberModel inner = row;
    inner.wire_name = name;
    inner.flattened = false;
    return shape.kind == Kind::list ? list(inner, shape, document) : map(inner, shape, document);
  }
  if (shape.kind != Kind::structure) return element(name, print_text(shape, document, row.time_format, fraction_digits_));
  out_ += '<';
  out_ += name;
  if (!row.xml_namespace.empty()) {
    out_ += row.xml_prefix.empty() ? " xmlns" : " xmlns:" + std::string(row.xml_prefix);
    out_ += "=\"" + std::string(row.xml_namespace) + "\"";
  }
  for (const MemberModel& inner : service_.members_of(shape)) {
    const Document* found = inner.xml_attribute && document.is_object() ? document.get_object().if_contains(inner.name) : nullptr;
    if (!found || !found->is_string()) continue;
    out_ += " " + std::string(inner.wire_name) + "=\"";
    text(std::string_view(found->get_string()));
    out_ += '"';
  }
  out_ += '>';
  members(shape, document);
  close(name);
}

void XmlWriter::list(const MemberModel& row, const ShapeModel& shape, const Document& document) {
  if (!document.is_array()) return;
  const MemberModel& item = service_.members_of(shape)[0];
  bool flat = row.flattened;
  if (!flat) open(row.wire_name);
  for (const Document& entry : document.get_array()) value(flat ? row.wire_name : item.wire_name, item, service_.shape_of(item), entry);
  if (!flat) close(row.wire_name);
}

void XmlWriter::map(const MemberModel& row, const ShapeModel& shape, const Document& document) {
  if (!document.is_object()) return;
  auto sides = service_.members_of(shape);
  std::string_view entry_name = row.flattened ? row.wire_name : std::string_view("entry");
  if (!row.flattened) open(row.wire_name);
  for (const auto& [key, entry] : document.get_object()) {
    open(entry_name);
    element(sides[0].wire_name, key);
    value(sides[1].wire_name, sides[1], service_.shape_of(sides[1]), entry);
    close(entry_name);
  }
  if (!row.flattened) close(row.wire_name);
}

}  // namespace tarn::aws
