// Errors as the Iceberg REST catalog writes them: {"error": {"message", "type", "code"}}, the type being Iceberg's own word for what
// the catalog and the shared parts of the server call by AWS's (glue-catalog.md 12).
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "aws/codecs.h"

namespace tarn::aws::iceberg {
namespace {

struct Word {
  std::string_view code, type;
  int status;
};
constexpr Word kWords[] = {
    {"AccessDeniedException", "ForbiddenException", 403},
    {"AlreadyExistsException", "AlreadyExistsException", 409},
    {"CommitFailedException", "CommitFailedException", 409},
    {"ConcurrentModificationException", "CommitFailedException", 409},
    {"EntityNotFoundException", "NoSuchTableException", 404},
    {"ExpiredTokenException", "AuthenticationTimeoutException", 419},
    {"IncompleteSignatureException", "NotAuthorizedException", 401},
    {"InternalFailure", "InternalServerError", 500},
    {"InvalidInputException", "BadRequestException", 400},
    {"InvalidSignatureException", "NotAuthorizedException", 401},
    {"MissingAuthenticationTokenException", "NotAuthorizedException", 401},
    {"NamespaceNotEmptyException", "NamespaceNotEmptyException", 409},
    {"NoSuchBucket", "NotFoundException", 404},
    {"NoSuchKey", "NotFoundException", 404},
    {"NoSuchNamespaceException", "NoSuchNamespaceException", 404},
    {"NoSuchTableException", "NoSuchTableException", 404},
    {"NoSuchViewException", "NoSuchViewException", 404},
    {"NotImplementedException", "UnsupportedOperationException", 406},
    {"RequestEntityTooLargeException", "BadRequestException", 413},
    {"UnprocessableEntityException", "UnprocessableEntityException", 422},
    {"UnknownOperationException", "NotFoundException", 404},
    {"UnrecognizedClientException", "NotAuthorizedException", 401},
    {"UnsupportedOperationException", "UnsupportedOperationException", 406},
};

}  // namespace

net::HttpReply encode_error(const ErrorParts& error) {
  Word word{error.code, error.status < 500 ? "BadRequestException" : "InternalServerError", error.status};
  for (const Word& known : kWords)
    if (known.code == error.code) word = known;
  net::HttpReply out;
  out.status = word.status;
  out.headers.push_back({"Content-Type", "application/json"});
  out.body = boost::json::serialize(boost::json::object{{"error", boost::json::object{{"message", error.message}, {"type", word.type}, {"code", word.status}}}});
  return out;
}

}  // namespace tarn::aws::iceberg
