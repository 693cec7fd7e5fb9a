#include "engine/text_output.h"

#include <duckdb/common/file_system.hpp>
#include <boost/json.hpp>
#include <zlib.h>

#include "base/encoding.h"

namespace tarn::engine {
namespace {

constexpr size_t kFlushBytes = 1024 * 1024;

void append_json_string(std::string_view text, std::string& out) { out += boost::json::serialize(boost::json::string_view(text.data(), text.size())); }

bool is_number(sql::TypeKind kind) {
  using enum sql::TypeKind;
  return kind == tinyint || kind == smallint || kind == integer || kind == bigint || kind == decimal || kind == real || kind == double_;
}

void append_json_list(const CellPrinter& cell, duckdb::idx_t row, std::string& out) {
  auto entry = cell.list(row);
  out += '[';
  for (duckdb::idx_t i = 0; i < entry.length; ++i) {
    if (i) out += ',';
    append_json_value(cell.children()[0], entry.offset + i, out);
  }
  out += ']';
}

void append_json_map(const CellPrinter& cell, duckdb::idx_t row, std::string& out) {
  auto entry = cell.list(row);
  out += '{';
  for (duckdb::idx_t i = 0; i < entry.length; ++i) {
    if (i) out += ',';
    std::string key;
    cell.children()[0].print(entry.offset + i, key);
    append_json_string(key, out);
    out += ':';
    append_json_value(cell.children()[1], entry.offset + i, out);
  }
  out += '}';
}

void append_json_row(const CellPrinter& cell, duckdb::idx_t row, std::string& out) {
  out += '{';
  for (size_t i = 0; i < cell.children().size(); ++i) {
    if (i) out += ',';
    auto& names = cell.type().field_names;
    append_json_string(i < names.size() && !names[i].empty() ? names[i] : "field" + std::to_string(i), out);
    out += ':';
    append_json_value(cell.children()[i], row, out);
  }
  out += '}';
}

}  // namespace

void append_json_value(const CellPrinter& cell, duckdb::idx_t row, std::string& out) {
  if (cell.is_null(row)) {
    out += "null";
    return;
  }
  switch (cell.type().kind) {
    case sql::TypeKind::array: return append_json_list(cell, row, out);
    case sql::TypeKind::map: return append_json_map(cell, row, out);
    case sql::TypeKind::row: return append_json_row(cell, row, out);
    default: break;
  }
  std::string text;
  if (cell.type().is(sql::TypeKind::varbinary)) {
    text = to_base64(cell.text(row));
  } else {
    cell.print(row, text);
  }
  bool bare = cell.type().is(sql::TypeKind::boolean) || (is_number(cell.type().kind) && text.find_first_of("NI") == std::string::npos);
  if (bare) {
    out += text;
  } else {
    append_json_string(text, out);
  }
}

void append_hive_value(const CellPrinter& cell, duckdb::idx_t row, size_t level, const std::string& null_text, std::string& out) {
  auto separator = static_cast<char>(level + 1);  // \2 between elements, \3 between key and value, \4 below, ...
  if (cell.is_null(row)) {
    out += null_text;
    return;
  }
  switch (cell.type().kind) {
    case sql::TypeKind::array: {
      auto entry = cell.list(row);
      for (duckdb::idx_t i = 0; i < entry.length; ++i) {
        if (i) out += separator;
        append_hive_value(cell.children()[0], entry.offset + i, level + 1, null_text, out);
      }
      return;
    }
    case sql::TypeKind::map: {
      auto entry = cell.list(row);
      for (duckdb::idx_t i = 0; i < entry.length; ++i) {
        if (i) out += separator;
        append_hive_value(cell.children()[0], entry.offset + i, level + 2, null_text, out);
        out += static_cast<char>(separator + 1);
        append_hive_value(cell.children()[1], entry.offset + i, level + 2, null_text, out);
      }
      return;
    }
    case sql::TypeKind::row:
      for (size_t i = 0; i < cell.children().size(); ++i) {
        if (i) out += separator;
        append_hive_value(cell.children()[i], row, level + 1, null_text, out);
      }
      return;
    case sql::TypeKind::varbinary: out += to_base64(cell.text(row)); return;
    default: return cell.print(row, out);
  }
}

struct TextFile::Deflater {
  Deflater() {
    constexpr int kGzipHeader = 16;
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + kGzipHeader, 8, Z_DEFAULT_STRATEGY) != Z_OK)
      throw duckdb::OutOfMemoryException("no memory for compression");
  }
  ~Deflater() { deflateEnd(&stream); }
  std::string run(std::string_view input, bool end) {
    std::string out;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    stream.avail_in = static_cast<uInt>(input.size());
    int status = Z_OK;
    do {
      char piece[64 * 1024];
      stream.next_out = reinterpret_cast<Bytef*>(piece);
      stream.avail_out = sizeof piece;
      status = deflate(&stream, end ? Z_FINISH : Z_NO_FLUSH);
      out.append(piece, sizeof piece - stream.avail_out);
    } while (stream.avail_out == 0 || (end && status != Z_STREAM_END));
    return out;
  }
  z_stream stream{};
};

std::string text_file_ending(const WriteTarget& target) { return target.compression == "gzip" ? ".gz" : ""; }

TextFile::TextFile(duckdb::ClientContext& context, const std::string& path, const WriteTarget& target, const std::vector<sql::ResultColumn>& columns)
    : target_(target), columns_(columns), stored_columns_(columns.size() - target.partition_columns.size()) {
  if (target.compression == "gzip") {
    deflater_ = std::make_unique<Deflater>();
  } else if (!target.compression.empty() && target.compression != "none") {
    throw duckdb::NotImplementedException("NOT_SUPPORTED: Tarn does not write text files compressed with %s", target.compression);
  }
  bool csv = target.format == FileFormat::csv;
  if (target.format == FileFormat::orc || target.format == FileFormat::avro)
    throw duckdb::NotImplementedException("NOT_SUPPORTED: Tarn does not write %s files yet", target.format == FileFormat::orc ? "ORC" : "Avro");
  delimiter_ = !target.delimiter.empty() ? target.delimiter : csv ? "," : "\x01";
  null_text_ = target.null_text.empty() && !csv ? "\\N" : target.null_text;
  written_.path = path;
  file_ = duckdb::FileSystem::GetFileSystem(context).OpenFile(path, duckdb::FileFlags::FILE_FLAGS_WRITE | duckdb::FileFlags::FILE_FLAGS_FILE_CREATE_NEW);
  if (csv && target.header) {
    for (size_t i = 0; i < stored_columns_; ++i) buffer_ += (i ? delimiter_ : "") + columns[i].name;
    buffer_ += '\n';
  }
}

TextFile::~TextFile() = default;

void TextFile::append_text(const ChunkBatch& batch, size_t row) {
  for (size_t i = 0; i < stored_columns_; ++i) {
    if (i) buffer_ += delimiter_;
    append_hive_value(batch.cells(i), row, 1, null_text_, buffer_);
  }
}

void TextFile::append_csv(const ChunkBatch& batch, size_t row) {
  std::string text;
  for (size_t i = 0; i < stored_columns_; ++i) {
    if (i) buffer_ += delimiter_;
    if (batch.is_null(i, row)) {
      buffer_ += null_text_;
      continue;
    }
    text.clear();
    batch.print(i, row, text);
    bool quote = target_.quote_all || text.find_first_of("\"\r\n") != std::string::npos || text.find(delimiter_) != std::string::npos ||
                 (text.empty() && null_text_.empty());
    if (!quote) {
      buffer_ += text;
      continue;
    }
    buffer_ += '"';
    for (char c : text) {
      if (c == '"') buffer_ += '"';
      buffer_ += c;
    }
    buffer_ += '"';
  }
}

void TextFile::append_json(const ChunkBatch& batch, size_t row) {
  buffer_ += '{';
  for (size_t i = 0; i < stored_columns_; ++i) {
    if (i) buffer_ += ',';
    append_json_string(columns_[i].name, buffer_);
    buffer_ += ':';
    append_json_value(batch.cells(i), row, buffer_);
  }
  buffer_ += '}';
}

void TextFile::append(const ChunkBatch& batch, size_t row) {
  switch (target_.format) {
    case FileFormat::json: append_json(batch, row); break;
    case FileFormat::csv: append_csv(batch, row); break;
    default: append_text(batch, row); break;
  }
  buffer_ += '\n';
  ++written_.rows;
  if (buffer_.size() >= kFlushBytes) flush(false);
}

void TextFile::flush(bool end) {
  auto bytes = deflater_ ? deflater_->run(buffer_, end) : std::move(buffer_);
  buffer_.clear();
  if (!bytes.empty()) file_->Write(bytes.data(), bytes.size());
  written_.bytes += bytes.size();
}

WrittenFile TextFile::finish() {
  flush(true);
  file_->Close();
  return written_;
}

}  // namespace tarn::engine
