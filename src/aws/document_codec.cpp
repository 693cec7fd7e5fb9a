#include "aws/document_codec.h"

#include <limits>

namespace tarn::aws {

Error wrong_type(std::string_view expected) { return {"SerializationException", "Expected " + std::string(expected), 400, {}}; }

Result<void> decode_scalar(const Document& in, std::string& out) {
  if (!in.is_string()) return wrong_type("string");
  out.assign(in.get_string().data(), in.get_string().size());
  return {};
}

Result<void> decode_scalar(const Document& in, bool& out) {
  if (!in.is_bool()) return wrong_type("boolean");
  out = in.get_bool();
  return {};
}

Result<void> decode_scalar(const Document& in, int64_t& out) {
  if (in.is_int64()) {
    out = in.get_int64();
  } else if (in.is_uint64() && in.get_uint64() <= static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
    out = static_cast<int64_t>(in.get_uint64());
  } else {
    return wrong_type("integer");
  }
  return {};
}

Result<void> decode_scalar(const Document& in, int32_t& out) {
  int64_t wide = 0;
  TRY(decode_scalar(in, wide));
  if (wide < std::numeric_limits<int32_t>::min() || wide > std::numeric_limits<int32_t>::max()) return wrong_type("32-bit integer");
  out = static_cast<int32_t>(wide);
  return {};
}

Result<void> decode_scalar(const Document& in, double& out) {
  boost::system::error_code failed;
  out = in.to_number<double>(failed);
  if (failed) return wrong_type("number");
  return {};
}

Result<void> decode_scalar(const Document& in, TimePoint& out) {
  int64_t micros = 0;
  TRY(decode_scalar(in, micros));
  out = TimePoint{Duration{micros}};
  return {};
}

Result<void> decode_scalar(const Document& in, Document& out) {
  out = in;
  return {};
}

FieldReader::FieldReader(const Document& document, std::string_view shape) : members_(document.if_object()), shape_(shape) {
  if (!members_) error_ = wrong_type("structure " + std::string(shape));
}

const Document* FieldReader::find(std::string_view name, bool required) {
  if (error_) return nullptr;
  const Document* value = members_->if_contains(name);
  if (value && !value->is_null()) return value;
  if (required) fail(name, {"SerializationException", "the required member is missing", 400, {}});
  return nullptr;
}

void FieldReader::fail(std::string_view name, const Error& error) {
  if (error_) return;
  error_ = error;
  error_->message = std::string(shape_) + "." + std::string(name) + ": " + error.message;
}

Result<void> FieldReader::finish() {
  if (error_) return std::move(*error_);
  return {};
}

}  // namespace tarn::aws
