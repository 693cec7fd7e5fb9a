// The reply to GetPartitions as text. What partitions share is written once for each layout and copied from there, so that a page costs
// about what its bytes cost.
#pragma once
#include <boost/json/serializer.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "catalog/partitions.h"

namespace tarn::glue {

class PartitionPage {
 public:
  // `catalog_id` as it is shown.
  PartitionPage(const catalog::Table& table, const std::string& catalog_id, bool with_columns);

  void add(const catalog::PartitionRow& row);
  void remove_last();  // once after an add
  size_t size_bytes() const { return text_.size(); }
  std::string finish(const std::optional<std::string>& next_token);  // the whole reply

 private:
  const std::string& shared_members(const std::shared_ptr<const catalog::Layout>& layout);
  void descriptor(const catalog::PartitionRow& row);
  void name(std::string_view name);  // of the next member
  void text(std::string_view text);
  void number(int64_t number);
  void parameters(const std::vector<std::string>& names, const std::vector<std::string>& values);

  const bool with_columns_;
  std::string text_;
  size_t last_ = 0;            // where the last partition begins
  std::string same_for_all_;   // members that all partitions of the table show alike
  std::map<std::shared_ptr<const catalog::Layout>, std::string> shared_;  // shared with the rows of the page
  boost::json::serializer serializer_;
};

}  // namespace tarn::glue
