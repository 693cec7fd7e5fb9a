#include "glue/registry/avro.h"

#include <gtest/gtest.h>

namespace tarn::glue::registry {
namespace {

std::string record(const std::string& fields) { return R"({"type":"record","name":"R","fields":[)" + fields + "]}"; }
std::string field(const std::string& type, const std::string& more = "") { return record(R"({"name":"a","type":)" + type + more + "}"); }

TEST(Avro, ChecksDefinitions) {
  const struct {
    std::string_view rule;
    std::string text;
    bool ok;
  } kCases[] = {
      {"a primitive", R"("string")", true},
      {"a bare name", "int", true},
      {"no JSON", "{", false},
      {"an unknown name", R"("nothing")", false},
      {"a record", field(R"("int")"), true},
      {"no fields", R"({"type":"record","name":"R"})", false},
      {"an illegal name", R"({"type":"record","name":"1R","fields":[]})", false},
      {"two fields of one name", record(R"({"name":"a","type":"int"},{"name":"a","type":"int"})"), false},
      {"a default of the type", field(R"("int")", R"(,"default":1)"), true},
      {"a default of another type", field(R"("int")", R"(,"default":"x")"), false},
      {"a default of a union's branch", field(R"(["null","int"])", R"(,"default":1)"), true},
      {"a union in a union", R"(["null",["int"]])", false},
      {"a branch twice", R"(["int","int"])", false},
      {"two records in a union", R"([{"type":"record","name":"A","fields":[]},{"type":"record","name":"B","fields":[]}])", true},
      {"a name used again", record(R"({"name":"a","type":{"type":"fixed","name":"R","size":1}})"), false},
      {"a record within itself", field(R"(["null","R"])"), true},
      {"a name in the enclosing namespace", R"({"type":"record","name":"n.R","fields":[{"name":"a","type":["null","R"]}]})", true},
      {"an enum", R"({"type":"enum","name":"E","symbols":["A","B"],"default":"A"})", true},
      {"an enum's default that is no symbol", R"({"type":"enum","name":"E","symbols":["A"],"default":"B"})", false},
      {"a symbol twice", R"({"type":"enum","name":"E","symbols":["A","A"]})", false},
      {"a fixed without size", R"({"type":"fixed","name":"F"})", false},
      {"a decimal", R"({"type":"bytes","logicalType":"decimal","precision":4,"scale":2})", true},
      {"a scale above its precision", R"({"type":"bytes","logicalType":"decimal","precision":2,"scale":4})", false},
      {"an array without items", R"({"type":"array"})", false},
  };
  for (const auto& c : kCases) EXPECT_EQ(parse_avro(c.text).ok(), c.ok) << c.rule;
}

TEST(Avro, ReadersReadWhatResolutionAllows) {
  const std::string list = R"({"type":"record","name":"L","fields":[{"name":"v","type":"%"},{"name":"next","type":["null","L"]}]})";
  auto list_of = [&](const std::string& type) { return std::string(list).replace(list.find('%'), 1, type); };
  const struct {
    std::string_view rule;
    std::string reader, writer;
    bool reads;
  } kCases[] = {
      {"the same", R"("int")", R"("int")", true},
      {"int to long", R"("long")", R"("int")", true},
      {"long to int", R"("int")", R"("long")", false},
      {"float to double", R"("double")", R"("float")", true},
      {"string and bytes", R"("bytes")", R"("string")", true},
      {"int to string", R"("string")", R"("int")", false},
      {"a field that the writer lacks", record(""), field(R"("int")"), true},
      {"a new field without default", field(R"("int")"), record(""), false},
      {"a new field with default", field(R"("int")", R"(,"default":1)"), record(""), true},
      {"an alias of a field", record(R"({"name":"b","aliases":["a"],"type":"int"})"), field(R"("int")"), true},
      {"another record's name", R"({"type":"record","name":"S","fields":[]})", record(""), false},
      {"an alias of the record", R"({"type":"record","name":"S","aliases":["R"],"fields":[]})", record(""), true},
      {"into a union", R"(["null","int"])", R"("int")", true},
      {"out of a union", R"("int")", R"(["null","int"])", false},
      {"a wider union", R"(["null","int","string"])", R"(["null","int"])", true},
      {"an enum with all symbols", R"({"type":"enum","name":"E","symbols":["A","B"]})", R"({"type":"enum","name":"E","symbols":["A"]})", true},
      {"an enum that lacks a symbol", R"({"type":"enum","name":"E","symbols":["A"]})", R"({"type":"enum","name":"E","symbols":["A","B"]})", false},
      {"an enum with a default", R"({"type":"enum","name":"E","symbols":["A"],"default":"A"})", R"({"type":"enum","name":"E","symbols":["A","B"]})", true},
      {"a fixed of another size", R"({"type":"fixed","name":"F","size":2})", R"({"type":"fixed","name":"F","size":3})", false},
      {"items of an array", R"({"type":"array","items":"long"})", R"({"type":"array","items":"int"})", true},
      {"values of a map", R"({"type":"map","values":"int"})", R"({"type":"map","values":"string"})", false},
      {"a list in itself", list_of("long"), list_of("int"), true},
      {"a list in itself, narrowed", list_of("int"), list_of("long"), false},
  };
  for (const auto& c : kCases) {
    const auto reader = parse_avro(c.reader), writer = parse_avro(c.writer);
    ASSERT_TRUE(reader.ok() && writer.ok()) << c.rule;
    EXPECT_EQ(can_read(*reader, *writer), c.reads) << c.rule;
  }
}

}  // namespace
}  // namespace tarn::glue::registry
