// What the generated from_document and to_document are made of: one Codec for each kind of member. Included by generated
// sources only.
#pragma once
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "aws/document.h"
#include "base/clock.h"
#include "base/result.h"

namespace tarn::aws {

Error wrong_type(std::string_view expected);

// Plain overloads for scalars; structs are found by argument-dependent lookup.
Result<void> decode_scalar(const Document& in, std::string& out);
Result<void> decode_scalar(const Document& in, bool& out);
Result<void> decode_scalar(const Document& in, int32_t& out);
Result<void> decode_scalar(const Document& in, int64_t& out);
Result<void> decode_scalar(const Document& in, double& out);
Result<void> decode_scalar(const Document& in, TimePoint& out);
Result<void> decode_scalar(const Document& in, Document& out);

template <class T>
struct Codec {
  static Result<void> decode(const Document& in, T& out) {
    if constexpr (requires { decode_scalar(in, out); }) return decode_scalar(in, out);
    else return from_document(in, out);
  }
  static Document encode(const T& in) {
    if constexpr (std::is_same_v<T, TimePoint>) return in.time_since_epoch().count();
    else if constexpr (requires { decode_scalar(std::declval<const Document&>(), std::declval<T&>()); }) return Document(in);
    else return to_document(in);
  }
};

template <class T>
struct Codec<std::optional<T>> {
  static Result<void> decode(const Document& in, std::optional<T>& out) { return Codec<T>::decode(in, out.emplace()); }
  static Document encode(const std::optional<T>& in) { return Codec<T>::encode(*in); }
};

template <class T>
struct Codec<std::unique_ptr<T>> {
  static Result<void> decode(const Document& in, std::unique_ptr<T>& out) {
    out = std::make_unique<T>();
    return Codec<T>::decode(in, *out);
  }
  static Document encode(const std::unique_ptr<T>& in) { return Codec<T>::encode(*in); }
};

template <class T>
struct Codec<std::vector<T>> {
  static Result<void> decode(const Document& in, std::vector<T>& out) {
    if (!in.is_array()) return wrong_type("list");
    out.clear();
    out.reserve(in.get_array().size());
    for (const Document& item : in.get_array()) {
      T value{};
      TRY(Codec<T>::decode(item, value));
      out.push_back(std::move(value));
    }
    return {};
  }
  static Document encode(const std::vector<T>& in) {
    boost::json::array out;
    out.reserve(in.size());
    for (const T& item : in) out.push_back(Codec<T>::encode(item));
    return out;
  }
};

template <class T>
struct Codec<std::map<std::string, T>> {
  static Result<void> decode(const Document& in, std::map<std::string, T>& out) {
    if (!in.is_object()) return wrong_type("map");
    out.clear();
    for (const auto& [key, item] : in.get_object()) TRY(Codec<T>::decode(item, out[std::string(key)]));
    return {};
  }
  static Document encode(const std::map<std::string, T>& in) {
    boost::json::object out;
    for (const auto& [key, item] : in) out.emplace(key, Codec<T>::encode(item));
    return out;
  }
};

template <class T>
constexpr bool kOptional = false;
template <class T>
constexpr bool kOptional<std::optional<T>> = true;
template <class T>
constexpr bool kOptional<std::unique_ptr<T>> = true;

// Reads the members of one structure; the first fault wins.
class FieldReader {
 public:
  FieldReader(const Document& document, std::string_view shape);

  template <class T>
  void operator()(std::string_view name, T& out) {
    const Document* value = find(name, !kOptional<T>);
    if (!value) return;
    auto decoded = Codec<T>::decode(*value, out);
    if (!decoded.ok()) fail(name, decoded.error());
  }
  Result<void> finish();

 private:
  const Document* find(std::string_view name, bool required);
  void fail(std::string_view name, const Error& error);

  const boost::json::object* members_ = nullptr;
  std::string_view shape_;
  std::optional<Error> error_;
};

class FieldWriter {
 public:
  template <class T>
  void operator()(std::string_view name, const T& in) {
    if constexpr (kOptional<T>) {
      if (!in) return;
    }
    members_.emplace(name, Codec<T>::encode(in));
  }
  Document take() { return std::move(members_); }

 private:
  boost::json::object members_;
};

}  // namespace tarn::aws
