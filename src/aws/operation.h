// The table of operations of a service. A row names the AWS operation, its handler and the checks that must pass before the
// handler runs; there is no way to register a handler without its checks.
//
//   constexpr std::array kOperations{
//       operation<create_bucket, may_create_bucket>("CreateBucket"),
//   };
//   Result<CreateBucketOutput> create_bucket(S3& s3, const CreateBucketInput& in, const aws::RequestContext& ctx);
//   AccessChecks may_create_bucket(const CreateBucketInput& in, const aws::RequestContext& ctx);
//
// Where the resource is only known after a look-up (a query id names its workgroup, a user name its path), the checks take the
// service too, and may fail: Result<AccessChecks> may_stop_query(Athena& athena, const StopQueryExecutionInput& in, const aws::RequestContext& ctx);
//
// Inputs and outputs are the plain structs that tools/modelgen writes (src is "<service>/<group>.gen.h"); they turn from and to a
// Document (protocol-neutral JSON with the model's member names) by the generated from_document / to_document.
#pragma once
#include <boost/json/value.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

#include "aws/document.h"
#include "aws/request_context.h"
#include "base/result.h"

namespace tarn::aws {

struct OperationReply {
  Document output;
  std::unique_ptr<ByteSource> body;  // of operations whose output streams (GetObject); its length is in the output's ContentLength
};

// A decoded request, ready to be authorized and run.
class PreparedCall {
 public:
  virtual ~PreparedCall() = default;
  virtual Result<AccessChecks> checks(void* service, const RequestContext& ctx) const = 0;
  virtual Result<OperationReply> run(void* service, const RequestContext& ctx) const = 0;
};

struct Operation {
  std::string_view name;
  Result<std::unique_ptr<PreparedCall>> (*prepare)(const Document& input);
};

namespace detail {

template <class Handler>
struct HandlerTraits;
template <class Service_, class In, class Out>
struct HandlerTraits<Result<Out> (*)(Service_&, const In&, const RequestContext&)> {
  using Service = Service_;
  using Input = In;
  using Output = Out;
};

template <auto Handler, auto Checks>
class HandlerCall final : public PreparedCall {
  using Traits = HandlerTraits<decltype(Handler)>;

 public:
  static Result<std::unique_ptr<PreparedCall>> prepare(const Document& input) {
    auto call = std::make_unique<HandlerCall>();
    TRY(from_document(input, call->input_));
    return std::unique_ptr<PreparedCall>(std::move(call));
  }
  Result<AccessChecks> checks(void* service, const RequestContext& ctx) const override {
    using Service = typename Traits::Service;
    if constexpr (std::is_invocable_v<decltype(Checks), Service&, const typename Traits::Input&, const RequestContext&>) {
      return Checks(*static_cast<Service*>(service), input_, ctx);
    } else {
      return Checks(input_, ctx);
    }
  }
  Result<OperationReply> run(void* service, const RequestContext& ctx) const override {
    auto output = TRY(Handler(*static_cast<typename Traits::Service*>(service), input_, ctx));
    OperationReply reply;
    reply.output = to_document(output);
    if constexpr (requires { output.streaming_body; }) reply.body = std::move(output.streaming_body);
    return reply;
  }

 private:
  typename Traits::Input input_;
};

}  // namespace detail

template <auto Handler, auto Checks>
constexpr Operation operation(std::string_view name) {
  return {name, &detail::HandlerCall<Handler, Checks>::prepare};
}

// A service as the gateway sees it. `self` is the service struct that the handlers take.
struct Service {
  std::string_view model;  // name of the model: "s3", "glue", "sts", ...
  void* self = nullptr;
  std::span<const Operation> operations;
};

}  // namespace tarn::aws
