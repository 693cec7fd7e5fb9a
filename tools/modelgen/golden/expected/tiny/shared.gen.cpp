// Written by tools/modelgen from the model of tiny: do not edit.
#include "tiny/shared.gen.h"

#include "aws/document_codec.h"

namespace tarn::tiny {

Result<void> from_document(const aws::Document& document, Tree& out) {
  aws::FieldReader read(document, "Tree");
  read("Slug", out.slug);
  read("Left", out.left);
  read("Children", out.children);
  read("Tags", out.tags);
  read("Seed", out.seed);
  return read.finish();
}
aws::Document to_document(const Tree& in) {
  aws::FieldWriter write;
  write("Slug", in.slug);
  write("Left", in.left);
  write("Children", in.children);
  write("Tags", in.tags);
  write("Seed", in.seed);
  return write.take();
}

}  // namespace tarn::tiny
