#include "aws/validator.h"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace tarn::aws {
namespace {

Result<void> check(const char* service, const char* operation, std::string_view input) {
  const ServiceModel& model = *find_model(service);
  return validate(model, *model.find_operation(operation), boost::json::parse(input));
}

TEST(Validator, SaysWhatAwsSays) {
  const struct {
    const char* service;
    const char* operation;
    std::string input;
    const char* code;
    std::string message;
  } kCases[] = {
      {"glue", "GetTable", R"({"DatabaseName": "d", "Name": "t"})", "", ""},
      {"glue", "GetTable", R"({"DatabaseName": "d"})", "ValidationException",
       "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null"},
      {"glue", "GetTables", R"({"DatabaseName": "d", "MaxResults": 101})", "ValidationException",
       "1 validation error detected: Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100"},
      {"glue", "CreateDatabase", R"({"DatabaseInput": {"Name": ""}})", "ValidationException",
       "1 validation error detected: Value '' at 'databaseInput.name' failed to satisfy constraint: Member must have length greater than or equal to 1"},
      {"glue", "GetTable", "{\"DatabaseName\": \"a\\u0001\", \"Name\": \"t\"}", "ValidationException", std::string("1 validation error detected: Value 'a\x01' at 'databaseName' failed to satisfy constraint: Member must satisfy regular expression pattern: ") +
       R"([\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*)"},
      {"glue", "GetDatabases", R"({"ResourceShareType": "NONE"})", "ValidationException",
       "1 validation error detected: Value 'NONE' at 'resourceShareType' failed to satisfy constraint: Member must satisfy enum value set: [FOREIGN, ALL, FEDERATED]"},
      {"athena", "ListNamedQueries", R"({"MaxResults": 51, "NextToken": ""})", "InvalidRequestException",
       "2 validation errors detected: Value at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1; "
       "Value at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 50"},
      {"logs", "CreateLogGroup", R"({})", "InvalidParameterException",
       "1 validation error detected: Value null at 'logGroupName' failed to satisfy constraint: Member must not be null"},
      {"iam", "CreateUser", R"({"UserName": "a b"})", "ValidationError",
       R"(1 validation error detected: Value 'a b' at 'userName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]+)"},
      {"s3", "GetObject", R"({"Bucket": "b", "Key": "k"})", "", ""},
      {"s3", "PutObject", R"({"Bucket": "b", "Key": "k", "StorageClass": "FAST"})", "InvalidStorageClass", "The storage class you specified is not valid"},
      {"s3", "PutObjectTagging", R"({"Bucket": "b", "Key": "k", "Tagging": {"TagSet": [{"Key": "a"}]}})", "MalformedXML",
       "The XML you provided was not well-formed or did not validate against our published schema"},
      {"s3", "PutObjectTagging", R"({"Bucket": "b", "Key": "k"})", "MissingRequestBodyError", "Request body is empty."},
  };
  for (const auto& c : kCases) {
    auto result = check(c.service, c.operation, c.input);
    EXPECT_EQ(result.ok() ? "" : result.error().code, c.code) << c.operation << c.input;
    EXPECT_EQ(result.ok() ? "" : result.error().message, c.message) << c.operation;
  }
}

TEST(Validator, CompilesEveryPatternOfEveryModel) {
  for (const ServiceModel* model : all_models())
    for (const PatternModel& pattern : model->patterns) pattern.matches("x");  // ends the process when the engine refuses it
}

TEST(Validator, FollowsPatternsThatOtherEnginesRefuse) {
  const struct {
    const char* pattern;
    const char* text;
    bool matches;
  } kCases[] = {
      {R"([\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*)", "caf\xC3\xA9 \xF0\x9F\x98\x80\t", true},
      {R"([\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*)", "two\nlines", false},
      {R"([\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*)", "broken \xFF", false},
      {R"([\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*)", "two\nlines", true},
  };
  const ServiceModel& glue = *find_model("glue");
  for (const auto& c : kCases) {
    bool found = false;
    for (const PatternModel& row : glue.patterns) {
      if (row.text != c.pattern) continue;
      found = true;
      EXPECT_EQ(row.matches(c.text), c.matches) << c.pattern << " " << c.text;
    }
    EXPECT_TRUE(found) << c.pattern;
  }
}

}  // namespace
}  // namespace tarn::aws
