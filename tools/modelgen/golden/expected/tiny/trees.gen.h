// Written by tools/modelgen from the model of tiny: do not edit.
#pragma once
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "aws/document.h"
#include "base/clock.h"
#include "base/result.h"
#include "tiny/shared.gen.h"

namespace tarn::tiny {

struct ErrorShape;
struct PutTreeInput;
struct PutTreeOutput;

struct ErrorShape {
  std::optional<std::string> code;
};

struct PutTreeInput {
  Tree tree;
  std::string default_;
  std::optional<int64_t> size;
  std::optional<int32_t> max;
  std::optional<boost::json::value> extra;
  std::optional<std::vector<ErrorShape>> errors;
};

struct PutTreeOutput {
  std::optional<Tree> tree;
  std::optional<TimePoint> when;
};

Result<void> from_document(const aws::Document& document, ErrorShape& out);
aws::Document to_document(const ErrorShape& in);
Result<void> from_document(const aws::Document& document, PutTreeInput& out);
aws::Document to_document(const PutTreeInput& in);
Result<void> from_document(const aws::Document& document, PutTreeOutput& out);
aws::Document to_document(const PutTreeOutput& in);

}  // namespace tarn::tiny
