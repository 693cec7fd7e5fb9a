#include "sql/golden/records.h"

#include <gtest/gtest.h>

#include <sstream>

namespace tarn::sql::golden {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

void append_line(std::string& text, const std::string& line) { text += (text.empty() ? "" : "\n") + line; }

// Reads the record whose head is lines[i]; returns the index behind it.
size_t read_record(const std::vector<std::string>& lines, size_t i, Record& record) {
  record.line = static_cast<int>(i) + 1;
  size_t blank = lines[i].find(' ');
  record.kind = lines[i].substr(0, blank);
  if (blank != std::string::npos) record.argument = lines[i].substr(blank + 1);
  for (++i; i < lines.size() && !lines[i].empty() && lines[i] != "----"; ++i) append_line(record.sql, lines[i]);
  if (i >= lines.size() || lines[i] != "----") return i;
  record.has_expected = true;
  for (++i; i < lines.size() && !lines[i].empty(); ++i) append_line(record.expected, lines[i]);
  return i;
}

}  // namespace

std::vector<Record> read_records(const std::string& text, std::vector<std::string>& tail) {
  std::vector<Record> records;
  std::string dialect;
  auto lines = lines_of(text);
  for (size_t i = 0; i < lines.size();) {
    const auto& line = lines[i];
    if (line.starts_with("dialect ")) dialect = line.substr(8);
    if (line.empty() || line.starts_with("#") || line.starts_with("dialect ")) {
      tail.push_back(line);
      ++i;
      continue;
    }
    Record record{.before = std::move(tail), .dialect = dialect};
    tail.clear();
    i = read_record(lines, i, record);
    records.push_back(std::move(record));
  }
  return records;
}

std::string write_records(const std::vector<Record>& records, const std::vector<std::string>& tail) {
  std::string out;
  for (const auto& record : records) {
    for (const auto& line : record.before) out += line + "\n";
    out += record.kind + (record.argument.empty() ? "" : " " + record.argument) + "\n" + record.sql + "\n";
    if (record.has_expected) out += "----\n" + (record.expected.empty() ? "" : record.expected + "\n");
  }
  for (const auto& line : tail) out += line + "\n";
  return out;
}

namespace {

TEST(GoldenRecords, AreReadAndWrittenAlike) {
  const std::string text =
      "# first\ndialect trino\n\nparse\nSELECT 1\n----\nSELECT 1\n\nerror SYNTAX_ERROR\nSELECT\n\n# end\n";
  std::vector<std::string> tail;
  auto records = read_records(text, tail);
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[0].dialect, "trino");
  EXPECT_EQ(records[0].kind, "parse");
  EXPECT_EQ(records[0].expected, "SELECT 1");
  EXPECT_EQ(records[1].argument, "SYNTAX_ERROR");
  EXPECT_FALSE(records[1].has_expected);
  EXPECT_EQ(write_records(records, tail), text);
}

}  // namespace
}  // namespace tarn::sql::golden
