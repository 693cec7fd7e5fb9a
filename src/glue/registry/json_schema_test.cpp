#include "glue/registry/json_schema.h"

#include <gtest/gtest.h>

namespace tarn::glue::registry {
namespace {

TEST(JsonSchema, ChecksDefinitions) {
  const struct {
    std::string_view rule;
    std::string_view text;
    bool ok;
  } kCases[] = {
      {"everything", "true", true},
      {"an object", R"({"type":"object","properties":{"a":{"type":["null","integer"]}}})", true},
      {"no JSON", "{", false},
      {"an array", "[]", false},
      {"an unknown type", R"({"type":"thing"})", false},
      {"a keyword of the wrong kind", R"({"properties":[]})", false},
      {"a wrong schema deep inside", R"({"items":{"anyOf":[{"minLength":-1}]}})", false},
      {"a reference to a definition", R"({"definitions":{"x":{"type":"string"}},"$ref":"#/definitions/x"})", true},
      {"a reference to nothing", R"({"$ref":"#/definitions/x"})", false},
      {"a reference elsewhere", R"({"$ref":"other.json"})", false},
      {"itself", R"({"properties":{"next":{"$ref":"#"}}})", true},
  };
  for (const auto& c : kCases) EXPECT_EQ(parse_json_schema(c.text).ok(), c.ok) << c.rule;
}

TEST(JsonSchema, AcceptsWhatTheOtherAccepts) {
  const struct {
    std::string_view rule;
    std::string_view reader, writer;
    bool accepts;
  } kCases[] = {
      {"anything", "{}", R"({"type":"object"})", true},
      {"nothing comes", R"({"type":"string"})", "false", true},
      {"anything comes", R"({"type":"string"})", "true", false},
      {"integers are numbers", R"({"type":"number"})", R"({"type":"integer"})", true},
      {"numbers are no integers", R"({"type":"integer"})", R"({"type":"number"})", false},
      {"one of several types", R"({"type":["string","null"]})", R"({"type":"string"})", true},
      {"a wider enum", R"({"enum":["a","b"]})", R"({"enum":["a"]})", true},
      {"a narrower enum", R"({"enum":["a"]})", R"({"enum":["a","b"]})", false},
      {"a lower minimum", R"({"type":"integer","minimum":0})", R"({"type":"integer","minimum":5})", true},
      {"a higher minimum", R"({"type":"integer","minimum":5})", R"({"type":"integer","minimum":0})", false},
      {"a new maximum", R"({"type":"integer","maximum":5})", R"({"type":"integer"})", false},
      {"a bound of what does not come", R"({"maxLength":5})", R"({"type":"integer"})", true},
      {"a new required property", R"({"type":"object","required":["a"]})", R"({"type":"object"})", false},
      {"one property less required", R"({"type":"object"})", R"({"type":"object","required":["a"]})", true},
      {"a new property of a closed object", R"({"type":"object","properties":{"a":{},"b":{"type":"string"}},"additionalProperties":false})",
       R"({"type":"object","properties":{"a":{}},"additionalProperties":false})", true},
      {"a property less of a closed object", R"({"type":"object","properties":{"a":{}},"additionalProperties":false})",
       R"({"type":"object","properties":{"a":{},"b":{}},"additionalProperties":false})", false},
      {"a new property of an open object", R"({"type":"object","properties":{"b":{"type":"string"}}})", R"({"type":"object"})", false},
      {"an object that is closed", R"({"type":"object","additionalProperties":false})", R"({"type":"object"})", false},
      {"items", R"({"type":"array","items":{"type":"number"}})", R"({"type":"array","items":{"type":"integer"}})", true},
      {"a longer tuple", R"({"type":"array","items":[{"type":"string"}],"additionalItems":false})",
       R"({"type":"array","items":[{"type":"string"},{"type":"string"}],"additionalItems":false})", false},
      {"one of several", R"({"anyOf":[{"type":"string"},{"type":"integer"}]})", R"({"type":"integer"})", true},
      {"several into one", R"({"type":"integer"})", R"({"anyOf":[{"type":"string"},{"type":"integer"}]})", false},
      {"all of several", R"({"type":"string"})", R"({"allOf":[{"type":"string"},{"maxLength":3}]})", true},
      {"behind references", R"({"$ref":"#/definitions/n","definitions":{"n":{"type":"number"}}})",
       R"({"$ref":"#/definitions/n","definitions":{"n":{"type":"integer"}}})", true},
      {"a list in itself", R"({"type":"object","properties":{"v":{"type":"number"},"next":{"$ref":"#"}},"additionalProperties":false})",
       R"({"type":"object","properties":{"v":{"type":"integer"},"next":{"$ref":"#"}},"additionalProperties":false})", true},
      {"what cannot be told", R"({"not":{"type":"string"}})", R"({"type":"integer"})", false},
  };
  for (const auto& c : kCases) {
    const auto reader = parse_json_schema(c.reader), writer = parse_json_schema(c.writer);
    ASSERT_TRUE(reader.ok() && writer.ok()) << c.rule;
    EXPECT_EQ(accepts_all_of(*reader, *writer), c.accepts) << c.rule;
  }
}

}  // namespace
}  // namespace tarn::glue::registry
