// The output of one run on its way to CloudWatch Logs: standard output to <group>/output, standard error to <group>/error, each in the
// stream of the run's id (glue-jobs.md 6.4). Lines are gathered and written in batches by a thread of its own, so that a chatty
// script waits for no sync.
#pragma once
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "aws/log_writer.h"
#include "base/clock.h"
#include "glue/job/records.h"
#include "process/child.h"

namespace tarn::glue::job {

class RunLogs {
 public:
  // Borrowed.
  RunLogs(aws::LogWriter& writer, const Clock& clock, const JobRun& run, std::string group);
  ~RunLogs();  // writes what is left

  void add(process::Output where, std::string_view line);

 private:
  struct Stream {
    aws::LogStreamName name;
    std::vector<aws::LogLine> waiting;
  };

  void write_all();
  void write(Stream& stream, std::vector<aws::LogLine> lines);

  aws::LogWriter& writer_;
  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable wake_;
  Stream output_, error_;
  bool done_ = false;
  std::thread thread_;
};

}  // namespace tarn::glue::job
