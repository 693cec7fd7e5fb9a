// Written by tools/modelgen from the model of tiny: do not edit.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "aws/document.h"
#include "base/result.h"

namespace tarn::tiny {

struct Tree;

struct Tree {
  std::string slug;
  std::unique_ptr<Tree> left;
  std::optional<std::vector<Tree>> children;
  std::optional<std::map<std::string, std::string>> tags;
  std::optional<std::string> seed;
};

Result<void> from_document(const aws::Document& document, Tree& out);
aws::Document to_document(const Tree& in);

}  // namespace tarn::tiny
