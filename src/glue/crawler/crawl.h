// One crawl from beginning to end: take the role on, list, classify, group, write (glue-crawlers.md).
#pragma once
#include <atomic>
#include <string>

#include "aws/log_writer.h"
#include "base/clock.h"
#include "base/random.h"
#include "engine/engine.h"
#include "glue/crawler/publish.h"
#include "iam/identities.h"
#include "objects/object_store.h"

namespace tarn::glue::crawler {

// Everything is borrowed.
struct CrawlNeeds {
  kv::Store& store;
  objects::ObjectStore& objects;
  iam::Identities& identities;
  engine::Engine& engine;
  aws::LogWriter& logs;
  const Clock& clock;
  const Clock& schedule_clock;  // by which schedules run
  Random& random;
};

struct CrawlOutcome {
  std::string status;  // SUCCEEDED, CANCELLED, FAILED
  std::string error_message;
  Summary summary;
};

// `cancelled` is looked at between files; nothing is written once it is set.
CrawlOutcome crawl(const CrawlNeeds& needs, const CrawlerRecord& crawler, const std::atomic<bool>& cancelled);

}  // namespace tarn::glue::crawler
