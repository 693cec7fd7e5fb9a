// Operations whose handler writes the text of the reply itself: for pages of thousands of items, where a Document of them all would cost
// more than finding them. A row of operations.cpp is `text_operation<list_things, may_list_things>("ListThings")`.
#pragma once
#include "aws/operation.h"
#include "base/byte_source.h"

namespace tarn::glue {

struct TextReply {
  std::string json;  // an object with the members of the operation's output
};

namespace detail {

template <auto Handler, auto Checks>
class TextCall final : public aws::PreparedCall {
  using Traits = aws::detail::HandlerTraits<decltype(Handler)>;

 public:
  static Result<std::unique_ptr<aws::PreparedCall>> prepare(const aws::Document& input) {
    auto call = std::make_unique<TextCall>();
    TRY(from_document(input, call->input_));
    return std::unique_ptr<aws::PreparedCall>(std::move(call));
  }
  Result<aws::AccessChecks> checks(void*, const aws::RequestContext& ctx) const override { return Checks(input_, ctx); }
  Result<aws::OperationReply> run(void* service, const aws::RequestContext& ctx) const override {
    TextReply text = TRY(Handler(*static_cast<typename Traits::Service*>(service), input_, ctx));
    aws::OperationReply reply;
    reply.body = std::make_unique<StringSource>(std::move(text.json));
    return reply;
  }

 private:
  typename Traits::Input input_;
};

}  // namespace detail

template <auto Handler, auto Checks>
constexpr aws::Operation text_operation(std::string_view name) {
  return {name, &detail::TextCall<Handler, Checks>::prepare};
}

}  // namespace tarn::glue
