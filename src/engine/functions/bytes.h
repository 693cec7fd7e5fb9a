// The bytes of sketches: numbers and plain structs one behind the other, as this machine keeps them (little-endian).
#pragma once
#include <cstring>
#include <string>
#include <string_view>

namespace tarn::engine {

template <class T>
void append_bytes(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// Takes a value off the front; false when too little is left.
template <class T>
bool take_bytes(std::string_view& bytes, T& value) {
  if (bytes.size() < sizeof value) return false;
  std::memcpy(&value, bytes.data(), sizeof value);
  bytes.remove_prefix(sizeof value);
  return true;
}

}  // namespace tarn::engine
