// Written by tools/modelgen from the model of tiny: do not edit.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "aws/document.h"
#include "base/byte_source.h"
#include "base/clock.h"
#include "base/result.h"
#include "tiny/shared.gen.h"

namespace tarn::tiny {

struct GetTreeInput;
struct GetTreeOutput;
struct FetchInput;
struct FetchOutput;

struct GetTreeInput {
  std::string name;
};

struct GetTreeOutput {
  std::optional<Tree> tree;
  std::optional<TimePoint> when;
};

struct FetchInput {
  std::string name;
};

struct FetchOutput {
  std::optional<std::string> etag;
  std::unique_ptr<ByteSource> streaming_body;
};

Result<void> from_document(const aws::Document& document, GetTreeInput& out);
aws::Document to_document(const GetTreeInput& in);
Result<void> from_document(const aws::Document& document, GetTreeOutput& out);
aws::Document to_document(const GetTreeOutput& in);
Result<void> from_document(const aws::Document& document, FetchInput& out);
aws::Document to_document(const FetchInput& in);
Result<void> from_document(const aws::Document& document, FetchOutput& out);
aws::Document to_document(const FetchOutput& in);

}  // namespace tarn::tiny
