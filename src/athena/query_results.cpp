#include "athena/query_results.h"

#include <charconv>

#include "athena/errors.h"
#include "athena/executor.h"
#include "base/encoding.h"
#include "objects/read.h"

namespace tarn::athena {
namespace {

constexpr int kMaxRows = 1000;           // Athena API reference, GetQueryResults
constexpr size_t kReadBytes = 256 * 1024;

// Reads a result object from an offset on, row by row.
class Rows {
 public:
  Rows(std::shared_ptr<const objects::ObjectReader> object, uint64_t offset, bool csv) : object_(std::move(object)), offset_(offset), csv_(csv) {}

  uint64_t offset() const { return offset_ + at_; }  // of the next row

  // False at the end.
  Result<bool> next(std::vector<Datum>& row) {
    size_t end = 0;
    while (!find_end(end)) {
      if (!TRY(fill())) {
        end = buffer_.size();
        break;
      }
    }
    bool text_at_end = !csv_ && end == buffer_.size() && !last_line_given_ && (end > at_ || ended_by_newline_);
    if (end == at_ && at_ >= buffer_.size() && !text_at_end) return false;
    auto line = std::string_view(buffer_).substr(at_, end - at_);
    row.clear();
    if (csv_) {
      parse_csv(line, row);
    } else {
      row.push_back({std::string(line)});
    }
    if (end >= buffer_.size()) last_line_given_ = true;
    ended_by_newline_ = end < buffer_.size();
    at_ = std::min(end + 1, buffer_.size());
    return true;
  }

 private:
  // The newline that ends the row, outside quotes.
  bool find_end(size_t& end) const {
    bool quoted = false;
    for (end = at_; end < buffer_.size(); ++end) {
      if (csv_ && buffer_[end] == '"') quoted = !quoted;
      if (buffer_[end] == '\n' && !quoted) return true;
    }
    return false;
  }

  Result<bool> fill() {
    offset_ += at_;
    buffer_.erase(0, at_);
    at_ = 0;
    auto old = buffer_.size();
    buffer_.resize(old + kReadBytes);
    auto got = TRY(object_->read_at(offset_ + old, {buffer_.data() + old, kReadBytes}));
    buffer_.resize(old + got);
    return got > 0;
  }

  static void parse_csv(std::string_view line, std::vector<Datum>& row) {
    size_t at = 0;
    while (true) {
      if (at < line.size() && line[at] == '"') {
        std::string text;
        for (++at; at < line.size(); ++at) {
          if (line[at] != '"') {
            text += line[at];
          } else if (at + 1 < line.size() && line[at + 1] == '"') {
            text += line[at++];
          } else {
            ++at;
            break;
          }
        }
        row.push_back({std::move(text)});
      } else {
        row.push_back({});  // NULL: nothing between the commas
      }
      if (at >= line.size()) return;
      ++at;
    }
  }

  std::shared_ptr<const objects::ObjectReader> object_;
  uint64_t offset_;
  bool csv_;
  std::string buffer_;
  size_t at_ = 0;
  bool last_line_given_ = false, ended_by_newline_ = false;
};

Result<GetQueryResultsOutput> result_of_failure(const Execution& e) {
  if (e.state() == "CANCELLED") return errors::result_not_found();
  if (e.state() != "FAILED") return errors::not_finished(e.state());
  if (!e.hive) return errors::not_successful(e.state());
  GetQueryResultsOutput out;
  out.result_set.emplace().rows.emplace();
  return out;
}

Result<uint64_t> offset_of(const std::optional<std::string>& token) {
  if (!token) return uint64_t{0};
  auto text = from_base64(*token);
  uint64_t offset = 0;
  if (!text || std::from_chars(text->data(), text->data() + text->size(), offset).ptr != text->data() + text->size() || text->empty())
    return errors::malformed_token(*token);
  return offset;
}

}  // namespace

Result<GetQueryResultsOutput> get_query_results(State& state, const GetQueryResultsInput& in, const aws::RequestContext& ctx) {
  std::optional<Execution> execution;
  if (auto live = state.executor->find(Scope::of(ctx), in.query_execution_id)) execution = live->seen();
  if (!execution) execution = TRY(find_execution(*state.store.snapshot(), Scope::of(ctx), in.query_execution_id));
  if (!execution) return errors::execution_not_found(in.query_execution_id);
  if (in.max_results && *in.max_results > kMaxRows) return errors::invalid_input("MaxResults is more than maximum allowed length 1000");
  if (execution->state() != "SUCCEEDED") return result_of_failure(*execution);
  auto offset = TRY(offset_of(in.next_token));

  GetQueryResultsOutput out;
  out.update_count = execution->update_count;
  auto& set = out.result_set.emplace();
  auto& rows = set.rows.emplace();
  set.result_set_metadata.emplace().column_info = execution->columns;
  bool has_rows = !execution->columns.empty() && (execution->csv || execution->location().ends_with(".txt"));
  if (!has_rows) return out;

  auto name = objects::parse_s3_uri(execution->location());
  auto who = ctx.access;
  who.via_service = "athena.amazonaws.com";
  auto object = objects::open_object(state.objects, who, *name);
  if (!object.ok()) return errors::result_not_found();
  if (offset > (*object)->info().size) return errors::malformed_token(*in.next_token);
  Rows source(std::move(*object), offset, execution->csv);
  size_t limit = in.max_results.value_or(0) > 0 ? static_cast<size_t>(*in.max_results) : kMaxRows;
  std::vector<Datum> row;
  while (rows.size() < limit) {
    if (!TRY(source.next(row))) return out;
    rows.push_back({row});
  }
  out.next_token = to_base64(std::to_string(source.offset()));  // an exactly full page carries one even at the end
  return out;
}

}  // namespace tarn::athena
