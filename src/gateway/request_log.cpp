#include "gateway/request_log.h"

#include <boost/json.hpp>

#include "base/log.h"

namespace tarn::gateway {

void log_request(const RequestRecord& record) {
  boost::json::object line{{"id", record.request_id},   {"principal", record.principal}, {"service", record.service},
                           {"operation", record.operation}, {"resource", record.resource},   {"status", record.status},
                           {"bytes", record.reply_bytes},   {"us", record.took.count()}};
  if (!record.error_code.empty()) line["error"] = record.error_code;
  log_line(record.status >= 500 ? LogLevel::error : LogLevel::info, boost::json::serialize(line));
}

}  // namespace tarn::gateway
