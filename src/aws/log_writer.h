// Where services write what AWS keeps in CloudWatch Logs (crawler and job output). logs/ implements it; main.cpp hands it out.
#pragma once
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace tarn::aws {

struct LogLine {
  TimePoint time{};
  std::string message;  // one event: 1 byte to 1 MiB; longer text is cut by the writer into several events
};

// One stream of one account and region. Group and stream are made on first use.
struct LogStreamName {
  std::string account_id, region;
  std::string group;   // "/aws-glue/crawlers"
  std::string stream;  // crawler name, job run id
};

class LogWriter {
 public:
  virtual ~LogWriter() = default;
  // Appends in the given order and is durable when it returns. Lines need not be in time order.
  virtual Result<void> append(const LogStreamName& stream, const std::vector<LogLine>& lines) = 0;
};

}  // namespace tarn::aws
