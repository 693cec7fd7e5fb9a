// XML by the model: Documents from elements and elements from Documents, for S3 and the query services.
#pragma once
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "aws/document.h"
#include "aws/model.h"
#include "base/result.h"

namespace tarn::aws {

// The name without its namespace prefix.
std::string_view local_name(const char* name);

// Parses leniently as S3 does: any prefix, any order, unknown elements ignored. Error MalformedXML: not well-formed, or with a
// document type.
Result<void> parse_xml(std::string_view text, pugi::xml_document& out);

// The value of `element`, which stands for a member of this shape. Errors: MalformedXML when a scalar does not parse.
Result<Document> read_xml(const ServiceModel& service, const ShapeModel& shape, const pugi::xml_node& element);

class XmlWriter {
 public:
  // `fraction_digits` of the times.
  XmlWriter(const ServiceModel& service, int fraction_digits) : service_(service), fraction_digits_(fraction_digits) {}

  void open(std::string_view name, std::string_view xml_namespace = {});
  void close(std::string_view name);
  void element(std::string_view name, std::string_view text);
  void text(std::string_view text);
  void raw(std::string_view text) { out_ += text; }

  // The members of a structure, without an element around them. Members that travel in headers are left out.
  void members(const ShapeModel& shape, const Document& value);
  std::string take() { return std::move(out_); }

 private:
  void member(const MemberModel& member, const Document& value);
  void value(std::string_view name, const MemberModel& member, const ShapeModel& shape, const Document& value);
  void list(const MemberModel& member, const ShapeModel& shape, const Document& value);
  void map(const MemberModel& member, const ShapeModel& shape, const Document& value);

  const ServiceModel& service_;
  int fraction_digits_;
  std::string out_;
};

}  // namespace tarn::aws
