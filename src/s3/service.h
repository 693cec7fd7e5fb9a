// The S3 API: bucket and object requests in AWS's shapes over objects/. Owned by main.cpp, handed to the gateway.
#pragma once
#include "aws/operation.h"
#include "iam/principal_names.h"
#include "objects/object_store.h"
#include "sqs/sqs.h"

namespace tarn::s3 {

// Everything is borrowed.
struct S3 {
  objects::ObjectStore& objects;
  const iam::PrincipalNames& principal_names;
  sqs::Sqs& queues;  // where notifications go
};

// `s3` is borrowed and outlives the service.
aws::Service s3_service(S3& s3);

}  // namespace tarn::s3
