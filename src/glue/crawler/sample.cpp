#include "glue/crawler/sample.h"

#include <iconv.h>

#include <algorithm>

#include "glue/crawler/decompress.h"

namespace tarn::glue::crawler {
namespace {

constexpr size_t kHeadBytes = 16;  // enough to know how a file is compressed

Result<std::string> read_range(engine::RandomAccessFile& file, uint64_t offset, size_t bytes) {
  std::string out(static_cast<size_t>(std::min<uint64_t>(bytes, file.info().size - std::min(offset, file.info().size))), '\0');
  size_t filled = 0;
  while (filled < out.size()) {
    size_t n = TRY(file.read_at(offset + filled, std::span<char>(out.data() + filled, out.size() - filled)));
    if (n == 0) break;
    filled += n;
  }
  out.resize(filled);
  return out;
}

// What can be converted; a character that the sample cuts is left out.
std::string to_utf8(std::string_view text, const char* encoding) {
  iconv_t converter = iconv_open("UTF-8", encoding);
  if (converter == iconv_t(-1)) return {};
  std::string out(text.size() * 2, '\0');  // two bytes of UTF-16 are at most three of UTF-8
  char* from = const_cast<char*>(text.data());
  char* to = out.data();
  size_t left = text.size(), room = out.size();
  iconv(converter, &from, &left, &to, &room);
  iconv_close(converter);
  out.resize(out.size() - room);
  return out;
}

void settle_encoding(Sample& sample) {
  if (sample.text.starts_with("\xEF\xBB\xBF")) sample.text.erase(0, 3);
  else if (sample.text.starts_with("\xFF\xFE")) sample.encoding = "UTF-16LE";
  else if (sample.text.starts_with("\xFE\xFF")) sample.encoding = "UTF-16BE";
  if (!sample.encoding.empty()) sample.text = to_utf8(std::string_view(sample.text).substr(2), sample.encoding.c_str());
}

}  // namespace

Error corrupt_file(const std::string& path, const std::string& why) { return {"GlueCorruptFile", "The file " + path + " is damaged: " + why + ".", 400, {}}; }

Result<Sample> read_sample(engine::RandomAccessFile& file, size_t bytes) {
  const auto& info = file.info();
  Sample out;
  auto head = TRY(read_range(file, 0, kHeadBytes));
  std::string compression = compression_of(head, info.path);
  out.compression = compression.substr(0, compression.find('-'));
  if (compression == "none") {
    out.text = TRY(read_range(file, 0, bytes));
    out.is_whole = info.size <= bytes;
  } else {
    uint64_t offset = 0;
    auto pull = [&](std::span<char> buffer) -> Result<size_t> {
      size_t n = offset < info.size ? TRY(file.read_at(offset, buffer)) : 0;
      offset += n;
      return n;
    };
    auto inside = decompress(compression, pull, bytes);
    if (!inside.ok() && is_corrupt_file(inside.error())) return corrupt_file(info.path, inside.error().message);
    if (!inside.ok()) return inside.error();
    out.text = std::move(inside->text);
    out.is_whole = inside->is_whole;
  }
  settle_encoding(out);
  return out;
}

}  // namespace tarn::glue::crawler
