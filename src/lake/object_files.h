// Objects as the engine's files, in the name of one caller: every open, list and create is authorized as that caller. What is written is
// durable but invisible until the owner of the query publishes the staged objects in its own transaction (CTAS, INSERT, UNLOAD).
#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "objects/object_store.h"
#include "objects/write.h"

namespace tarn::lake {

class ObjectFiles final : public engine::LakeFiles {
 public:
  // `objects` is borrowed; `who` is copied.
  ObjectFiles(objects::ObjectStore& objects, aws::AccessContext who) : objects_(objects), who_(std::move(who)) {}

  Result<std::unique_ptr<engine::RandomAccessFile>> open(const std::string& path) override;
  Result<std::vector<engine::FileInfo>> list(const std::string& prefix) override;
  Result<std::unique_ptr<engine::OutputFile>> create(const std::string& path) override;

  // Every finished file, to be published by the caller. Afterwards this holds none.
  std::vector<objects::StagedObject> take_staged();

 private:
  class StagedFile;

  objects::ObjectStore& objects_;
  const aws::AccessContext who_;
  std::mutex mutex_;
  std::vector<objects::StagedObject> staged_;
};

}  // namespace tarn::lake
