// CloudWatch Logs: groups, streams and events in kv/, and the API over them (neighbours.md section 2). Implements the LogWriter
// through which crawlers and jobs write.
#pragma once
#include <memory>

#include "aws/log_writer.h"
#include "aws/operation.h"
#include "base/random.h"
#include "kv/store.h"

namespace tarn::logs {

class Logs : public aws::LogWriter {
 public:
  virtual aws::Service service() = 0;
};

// All borrowed. Times come with the requests and lines; `clock` gives the ingestion time of lines.
std::unique_ptr<Logs> open_logs(kv::Store& store, const Clock& clock, Random& random);

}  // namespace tarn::logs
