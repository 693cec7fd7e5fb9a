// Written by tools/modelgen from the model of tiny: do not edit.
#include "tiny/reads.gen.h"

#include "aws/document_codec.h"

namespace tarn::tiny {

Result<void> from_document(const aws::Document& document, GetTreeInput& out) {
  aws::FieldReader read(document, "GetTreeInput");
  read("Name", out.name);
  return read.finish();
}
aws::Document to_document(const GetTreeInput& in) {
  aws::FieldWriter write;
  write("Name", in.name);
  return write.take();
}

Result<void> from_document(const aws::Document& document, GetTreeOutput& out) {
  aws::FieldReader read(document, "GetTreeOutput");
  read("Tree", out.tree);
  read("When", out.when);
  return read.finish();
}
aws::Document to_document(const GetTreeOutput& in) {
  aws::FieldWriter write;
  write("Tree", in.tree);
  write("When", in.when);
  return write.take();
}

Result<void> from_document(const aws::Document& document, FetchInput& out) {
  aws::FieldReader read(document, "FetchInput");
  read("Name", out.name);
  return read.finish();
}
aws::Document to_document(const FetchInput& in) {
  aws::FieldWriter write;
  write("Name", in.name);
  return write.take();
}

Result<void> from_document(const aws::Document& document, FetchOutput& out) {
  aws::FieldReader read(document, "FetchOutput");
  read("ETag", out.etag);
  return read.finish();
}
aws::Document to_document(const FetchOutput& in) {
  aws::FieldWriter write;
  write("ETag", in.etag);
  return write.take();
}

}  // namespace tarn::tiny
