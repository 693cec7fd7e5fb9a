// Result<T>: a value or an Error, and TRY, which returns the error to the caller. Errors are values that already carry the
// AWS code and message of the reply; the HTTP status comes from the service model unless the error sets one.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tarn {

struct Error {
  std::string code;                                          // AWS's error code, or a Redshift SQLSTATE
  std::string message;                                       // the text that clients print
  int http_status = 0;                                       // 0: as the service model says, else 400
  std::vector<std::pair<std::string, std::string>> details;  // further members of the error reply, in order (S3's <Key>, ...)

  Error with(std::string name, std::string value) && {
    details.emplace_back(std::move(name), std::move(value));
    return std::move(*this);
  }
};

// A fault of ours or of the machine: the client sees InternalError (or the service's name for it), the log sees `message`.
inline Error internal_error(std::string message) { return {"InternalError", std::move(message), 500, {}}; }

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
  template <class U>
    requires(std::is_convertible_v<U, T> && !std::is_same_v<std::decay_t<U>, T> && !std::is_same_v<std::decay_t<U>, Error> &&
             !std::is_same_v<std::decay_t<U>, Result>)
  Result(U&& value) : state_(std::in_place_index<0>, std::forward<U>(value)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const = delete;  // Result<bool> would read wrongly: say ok()
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T value() && { return std::get<0>(std::move(state_)); }  // by value: `for (auto& x : f().value())` must not dangle
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  T& operator*() & { return std::get<0>(state_); }
  const T& operator*() const& { return std::get<0>(state_); }
  const Error& error() const& { return std::get<1>(state_); }
  Error& error() & { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;
  Result() = default;
  Result(Error error) : error_(std::move(error)), ok_(false) {}
  bool ok() const { return ok_; }
  void value() const {}
  const Error& error() const& { return error_; }
  Error&& error() && { return std::move(error_); }

 private:
  Error error_;
  bool ok_ = true;
};

}  // namespace tarn

// auto table = TRY(find_table(txn, name));   the error, if any, is returned as it is
#define TRY(expression)                                        \
  ({                                                           \
    auto&& tarn_result = (expression);                         \
    if (!tarn_result.ok()) return std::move(tarn_result).error(); \
    std::move(tarn_result).value();                            \
  })
