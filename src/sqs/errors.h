// Errors of SQS (neighbours.md section 5.1), one function per case. Clients that still think in the codes of the query protocol ask for
// them by a header.
#pragma once
#include <string>

#include "base/result.h"

namespace tarn::sqs::errors {

inline Error in_both(std::string code, std::string query_code, std::string message, int status = 400) {
  return Error{std::move(code), std::move(message), status, {}}.with("x-amzn-query-error", std::move(query_code) + ";Sender");
}
inline Error in_service(const std::string& code, std::string message, int status = 400) {
  return in_both(code, "AWS.SimpleQueueService." + code, std::move(message), status);
}

inline Error no_such_queue() { return in_both("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist."); }
inline Error queue_exists(const std::string& attribute) {
  return in_both("QueueNameExists", "QueueAlreadyExists", "A queue already exists with the same name and a different value for attribute " + attribute);
}
inline Error purge_in_progress(const std::string& queue) {
  return in_service("PurgeQueueInProgress", "Only one PurgeQueue operation on " + queue + " is allowed every 60 seconds.", 403);
}
inline Error bad_receipt_handle(const std::string& handle) {
  return in_both("ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", "The input receipt handle \"" + handle + "\" is not a valid receipt handle.");
}
inline Error bad_address(const std::string& url) {
  return in_both("InvalidAddress", "InvalidAddress", "The address " + url + " is not valid for this endpoint.");
}
inline Error not_in_flight() { return in_service("MessageNotInflight", "The specified message isn't in flight."); }
inline Error empty_batch() { return in_service("EmptyBatchRequest", "There should be at least one entry in the request."); }
inline Error batch_too_large(size_t entries) {
  return in_service("TooManyEntriesInBatchRequest", "Maximum number of entries per request are 10. You have sent " + std::to_string(entries) + ".");
}
inline Error ids_not_distinct(const std::string& id) { return in_service("BatchEntryIdsNotDistinct", "Id " + id + " repeated."); }
inline Error bad_batch_id() {
  return in_service("InvalidBatchEntryId", "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.");
}
inline Error batch_too_long(size_t most, size_t bytes) {
  return in_service("BatchRequestTooLong", "Batch requests cannot be longer than " + std::to_string(most) + " bytes. You have sent " + std::to_string(bytes) + " bytes.");
}
inline Error invalid_attribute_name(const std::string& name) { return in_both("InvalidAttributeName", "InvalidAttributeName", "Unknown Attribute " + name + "."); }
inline Error invalid_attribute_value(const std::string& name, const std::string& why = {}) {
  return in_both("InvalidAttributeValue", "InvalidAttributeValue", "Invalid value for the parameter " + name + "." + (why.empty() ? "" : " Reason: " + why));
}
inline Error invalid_parameter(std::string message) { return in_both("InvalidParameterValue", "InvalidParameterValue", std::move(message)); }
inline Error missing_parameter(std::string message) { return in_both("MissingParameter", "MissingParameter", std::move(message)); }
inline Error invalid_contents() {
  return in_both("InvalidMessageContents", "InvalidMessageContents", "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.");
}
inline Error unsupported(std::string what) { return in_service("UnsupportedOperation", std::move(what) + " is not implemented."); }

}  // namespace tarn::sqs::errors
