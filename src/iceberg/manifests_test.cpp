#include <gtest/gtest.h>

#include <cmath>

#include "base/encoding.h"
#include "iceberg/avro.h"
#include "iceberg/deletion_vector.h"
#include "iceberg/pruning.h"

namespace tarn::iceberg {
namespace {

Type type(std::string_view name) { return parse_type(boost::json::value(boost::json::string(name))).value(); }

Value constant(const Type& of, std::string_view text) { return parse_constant(of, text).value(); }

// ---- values

TEST(IcebergValues, BoundsAreReadAsTheyAreWritten) {
  constexpr struct {
    const char *type, *text, *hex;
  } kCases[] = {
      {"boolean", "true", "01"}, {"int", "-2", "feffffff"}, {"long", "34", "2200000000000000"}, {"date", "19000", "384a0000"},
      {"float", "1.5", "0000c03f"}, {"double", "-0.25", "000000000000d0bf"}, {"decimal(9,2)", "14.20", "058c"}, {"decimal(9,2)", "-0.01", "ff"},
      {"timestamptz", "1510871468000001", "01c3262d215e0500"}, {"string", "iceberg", "69636562657267"},
      {"uuid", "f79c3e09-677c-4bbd-a479-3f349cb785e7", "f79c3e09677c4bbda4793f349cb785e7"},
  };
  for (const auto& c : kCases) {
    const auto of = type(c.type);
    const auto value = constant(of, c.text);
    EXPECT_EQ(to_hex(encode_value(of, value)), c.hex) << c.type;
    EXPECT_EQ(compare(decode_value(of, *from_hex(c.hex)).value(), value), std::weak_ordering::equivalent) << c.type;
    EXPECT_EQ(constant_text(of, value), c.text) << c.type;
  }
  EXPECT_EQ(std::get<int64_t>(decode_value(type("long"), *from_hex("feffffff")).value()), -2);  // written when the column was an int
  EXPECT_FALSE(decode_value(type("long"), "abc").ok());
  EXPECT_FALSE(parse_constant(type("decimal(9,2)"), "1.234").has_value());
}

// ---- transforms

TEST(IcebergTransforms, BucketHashesAreThoseOfTheSpecification) {  // table spec, appendix B
  constexpr struct {
    const char *type, *text;
    int32_t hash;
  } kCases[] = {{"int", "34", 2017239379}, {"long", "34", 2017239379}, {"decimal(9,2)", "14.20", -500754589}, {"date", "17486", -653330422},
                {"time", "81068000000", -662762989}, {"timestamp", "1510871468000000", -2047944441}, {"timestamptz", "1510871468000001", -1207196810},
                {"string", "iceberg", 1210000089}, {"uuid", "f79c3e09-677c-4bbd-a479-3f349cb785e7", 1488055340}, {"fixed[4]", "\x00\x01\x02\x03", 0}};
  for (const auto& c : kCases) {
    if (c.hash != 0) EXPECT_EQ(bucket_hash(type(c.type), constant(type(c.type), c.text)), c.hash) << c.type;
  }
  EXPECT_EQ(bucket_hash(type("binary"), std::string("\0\1\2\3", 4)), -188683207);
}

TEST(IcebergTransforms, ResultsOfEveryKind) {
  constexpr struct {
    const char *transform, *type, *text, *result;
  } kCases[] = {
      {"identity", "long", "7", "7"},          {"bucket[16]", "int", "34", "3"},          {"truncate[10]", "int", "-1", "-10"},
      {"truncate[10]", "long", "19", "10"},    {"truncate[50]", "decimal(9,2)", "10.65", "10.50"}, {"truncate[3]", "string", "iceberg", "ice"},
      {"truncate[2]", "string", "\xC3\xA4\xC3\xB6\xC3\xBC", "\xC3\xA4\xC3\xB6"},           {"year", "date", "-1", "-1"},
      {"month", "date", "-1", "-1"},           {"day", "timestamp", "-1", "-1"},          {"hour", "timestamp", "3600000000", "1"},
      {"year", "timestamptz", "1510871468000000", "47"}, {"month", "date", "17486", "574"},
  };
  for (const auto& c : kCases) {
    const auto of = type(c.type);
    const auto transform = Transform::parse(c.transform);
    EXPECT_EQ(constant_text(transform.result(of), apply(transform, of, constant(of, c.text))), c.result) << c.transform << " " << c.text;
  }
  EXPECT_TRUE(is_null(apply(Transform::parse("bucket[4]"), type("int"), Value())));
  EXPECT_EQ(Transform::parse("sort-of").kind, Transform::Kind::unknown);
}

// ---- pruning

Entry file_with(std::optional<int64_t> low, std::optional<int64_t> high, int64_t nulls, int64_t values) {
  Entry file;
  const Type of = type("long");
  if (low) file.lower[1] = encode_value(of, *low);
  if (high) file.upper[1] = encode_value(of, *high);
  file.null_counts[1] = nulls;
  file.value_counts[1] = values;
  return file;
}

TEST(IcebergPruning, ColumnStatistics) {
  using Op = Filter::Op;
  const struct {
    Op op;
    std::vector<Value> values;
    bool matches;
  } kCases[] = {
      {Op::eq, {int64_t(9)}, false}, {Op::eq, {int64_t(10)}, true},  {Op::eq, {int64_t(21)}, false}, {Op::lt, {int64_t(10)}, false},
      {Op::le, {int64_t(10)}, true}, {Op::gt, {int64_t(20)}, false}, {Op::ge, {int64_t(20)}, true},  {Op::in, {int64_t(1), int64_t(15)}, true},
      {Op::in, {int64_t(1), int64_t(30)}, false}, {Op::is_null, {}, false}, {Op::is_not_null, {}, true},
  };
  const auto file = file_with(10, 20, 0, 5);
  for (const auto& c : kCases) EXPECT_EQ(may_match(file, PartitionSpec(), {Filter{c.op, 1, type("long"), c.values}}), c.matches) << int(c.op);
  const auto nulls = file_with({}, {}, 5, 5);
  EXPECT_FALSE(may_match(nulls, PartitionSpec(), {Filter{Op::gt, 1, type("long"), {int64_t(0)}}}));
  EXPECT_TRUE(may_match(nulls, PartitionSpec(), {Filter{Op::is_null, 1, type("long"), {}}}));
  EXPECT_TRUE(may_match(Entry(), PartitionSpec(), {Filter{Op::eq, 1, type("long"), {int64_t(0)}}})) << "a file without statistics";
}

TEST(IcebergPruning, NotANumberIsAboveEveryBound) {
  Entry file;
  const Type of = type("double");
  file.lower[1] = encode_value(of, 1.0);
  file.upper[1] = encode_value(of, 2.0);
  const std::vector<Filter> above{Filter{Filter::Op::gt, 1, of, {5.0}}};
  EXPECT_TRUE(may_match(file, PartitionSpec(), above)) << "it may hold NaN";
  file.nan_counts[1] = 0;
  EXPECT_FALSE(may_match(file, PartitionSpec(), above));
}

TEST(IcebergPruning, PartitionsOfEveryTransform) {
  const struct {
    const char *transform, *type, *partition;  // the partition's value as the result type's text
    Filter::Op op;
    const char* constant;
    bool matches;
  } kCases[] = {
      {"day", "timestamp", "100", Filter::Op::lt, "8640000000001", true},   // inside day 100
      {"day", "timestamp", "100", Filter::Op::lt, "8000000000000", false},
      {"month", "date", "10", Filter::Op::eq, "310", true},                 // 1970-11-07
      {"month", "date", "11", Filter::Op::eq, "310", false},
      {"bucket[16]", "int", "3", Filter::Op::eq, "34", true},
      {"bucket[16]", "int", "4", Filter::Op::eq, "34", false},
      {"bucket[16]", "int", "4", Filter::Op::gt, "34", true},               // buckets keep no order
      {"truncate[3]", "string", "ice", Filter::Op::ge, "iceberg", true},
      {"truncate[3]", "string", "ica", Filter::Op::ge, "iceberg", false},
      {"void", "int", "0", Filter::Op::eq, "34", true},
      {"day", "date", "0", Filter::Op::eq, "-1", true},                     // old writers rounded times before 1970 up
  };
  for (const auto& c : kCases) {
    const auto of = type(c.type);
    PartitionSpec spec{0, {{1, 1000, "p", Transform::parse(c.transform)}}};
    Entry file;
    file.partition.emplace_back(1000, constant(spec.fields[0].transform.result(of), c.partition));
    EXPECT_EQ(may_match(file, spec, {Filter{c.op, 1, of, {constant(of, c.constant)}}}), c.matches) << c.transform << " " << c.constant;
  }
}

// ---- Avro

std::string avro_file(std::string_view schema, std::string_view block, int count) {
  const auto text = [](std::string_view bytes) {
    std::string out;
    for (uint64_t rest = bytes.size() * 2;; rest >>= 7) {
      out += static_cast<char>((rest & 0x7F) | (rest > 0x7F ? 0x80 : 0));
      if (rest <= 0x7F) return out + std::string(bytes);
    }
  };
  const std::string sync(16, 's');
  return std::string("Obj\1\2", 5) + text("avro.schema") + text(schema) + std::string(1, '\0') + sync + static_cast<char>(count * 2) + text(block) + sync;
}

TEST(IcebergAvro, RecordsAreReadByFieldId) {
  constexpr std::string_view kSchema = R"({"type":"record","name":"r","fields":[{"name":"renamed","type":["null","long"],"field-id":515},
      {"name":"list","type":{"type":"array","items":"string"},"field-id":7},{"name":"plain","type":"boolean"}]})";
  const std::string block("\2\x0A\4\2a\4bc\0\1", 10);  // 5, ["a", "bc"], true
  int seen = 0;
  const auto all = [](int32_t, std::string_view) { return true; };
  const auto file = avro::read_file(avro_file(kSchema, block, 1), all, [&](const avro::File&, const avro::Datum& row) -> Result<void> {
    ++seen;
    EXPECT_EQ(row.integer(515, "sequence_number"), 5);
    EXPECT_EQ(row.field(7, "x")->items.size(), 2u);
    EXPECT_NE(row.field(99, "plain"), nullptr) << "a field without an id goes by its name";
    return {};
  });
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(seen, 1);
  for (size_t size = 0; size < avro_file(kSchema, block, 1).size(); ++size) {
    const auto cut = avro::read_file(avro_file(kSchema, block, 1).substr(0, size), all, [](const avro::File&, const avro::Datum&) { return Result<void>(); });
    if (cut.ok()) EXPECT_EQ(size, avro_file(kSchema, block, 1).size() - block.size() - 18);  // a file of no blocks
  }
}

// ---- deletion vectors

TEST(IcebergDeletionVector, EveryContainerIsRead) {
  // An array {1, 3} and, in the next 65536 positions, a run of 5 to 7.
  const std::string body = *from_hex("d1d339640100000000000000000000003b30010002000001000100020001000300010005000200");
  const std::string blob = *from_hex("00000027") + body + *from_hex("73b11784");
  EXPECT_EQ(read_deletion_vector(blob, 5).value(), (std::vector<uint64_t>{1, 3, 65541, 65542, 65543}));
  EXPECT_FALSE(read_deletion_vector(blob, 4).ok()) << "more positions than the manifest says";
  EXPECT_FALSE(read_deletion_vector(*from_hex("00000027") + body + "abcd", 5).ok()) << "a wrong checksum";
  for (size_t size = 0; size < blob.size(); ++size) EXPECT_FALSE(read_deletion_vector(blob.substr(0, size), 5).ok()) << size;
}

}  // namespace
}  // namespace tarn::iceberg
