#include "engine/query_state.h"

#include <duckdb.hpp>

namespace tarn::engine {

duckdb::shared_ptr<QueryState> QueryState::of(duckdb::ClientContext& context) {
  return context.registered_state->GetOrCreate<QueryState>("tarn_query");
}

void QueryState::begin(std::shared_ptr<const QueryRequest> request) {
  std::lock_guard lock(mutex_);
  request_ = std::move(request);
  error_.reset();
}

void QueryState::end() {
  std::lock_guard lock(mutex_);
  request_.reset();
}

std::shared_ptr<const QueryRequest> QueryState::try_request() const {
  std::lock_guard lock(mutex_);
  return request_;
}

std::shared_ptr<const QueryRequest> QueryState::request() const {
  auto request = try_request();
  if (!request) throw duckdb::PermissionException("no lake query runs on this connection");
  return request;
}

void QueryState::remember(Error error) {
  std::lock_guard lock(mutex_);
  if (!error_) error_ = std::move(error);
}

std::optional<Error> QueryState::remembered() const {
  std::lock_guard lock(mutex_);
  return error_;
}

void QueryState::count(const QueryRequest& request, uint64_t bytes) {
  if (request.cancelled && request.cancelled->load()) throw duckdb::InterruptException();
  if (!request.metrics) return;
  uint64_t total = request.metrics->bytes_scanned += bytes;
  if (request.bytes_limit && total > request.bytes_limit)
    throw duckdb::InvalidInputException("BYTES_SCANNED_LIMIT: Bytes scanned limit was exceeded");
}

}  // namespace tarn::engine
