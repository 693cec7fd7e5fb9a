// Checks a decoded input against the model: required members, lengths, patterns, enums and ranges. The error is AWS's own for
// the protocol and service: Coral's "1 validation error detected: Value 'x' at 'databaseInput.name' failed to satisfy
// constraint: ..." (neighbours.md 1, glue-catalog.md 1), or S3's InvalidArgument and MalformedXML (s3.md 5).
#pragma once
#include "aws/document.h"
#include "aws/model.h"
#include "base/result.h"

namespace tarn::aws {

Result<void> validate(const ServiceModel& service, const OperationModel& operation, const Document& input);

}  // namespace tarn::aws
