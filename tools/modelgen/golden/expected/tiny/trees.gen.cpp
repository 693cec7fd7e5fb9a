// Written by tools/modelgen from the model of tiny: do not edit.
#include "tiny/trees.gen.h"

#include "aws/document_codec.h"

namespace tarn::tiny {

Result<void> from_document(const aws::Document& document, ErrorShape& out) {
  aws::FieldReader read(document, "ErrorShape");
  read("Code", out.code);
  return read.finish();
}
aws::Document to_document(const ErrorShape& in) {
  aws::FieldWriter write;
  write("Code", in.code);
  return write.take();
}

Result<void> from_document(const aws::Document& document, PutTreeInput& out) {
  aws::FieldReader read(document, "PutTreeInput");
  read("Tree", out.tree);
  read("Default", out.default_);
  read("Size", out.size);
  read("Max", out.max);
  read("Extra", out.extra);
  read("Errors", out.errors);
  return read.finish();
}
aws::Document to_document(const PutTreeInput& in) {
  aws::FieldWriter write;
  write("Tree", in.tree);
  write("Default", in.default_);
  write("Size", in.size);
  write("Max", in.max);
  write("Extra", in.extra);
  write("Errors", in.errors);
  return write.take();
}

Result<void> from_document(const aws::Document& document, PutTreeOutput& out) {
  aws::FieldReader read(document, "PutTreeOutput");
  read("Tree", out.tree);
  read("When", out.when);
  return read.finish();
}
aws::Document to_document(const PutTreeOutput& in) {
  aws::FieldWriter write;
  write("Tree", in.tree);
  write("When", in.when);
  return write.take();
}

}  // namespace tarn::tiny
