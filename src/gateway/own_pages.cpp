#include "gateway/own_pages.h"

namespace tarn::gateway {
namespace {

net::HttpReply text_reply(int status, std::string text, std::string type = "text/plain; charset=utf-8") {
  net::HttpReply reply;
  reply.status = status;
  reply.set_header("content-type", std::move(type));
  reply.body = std::move(text);
  return reply;
}

}  // namespace

net::HttpReply OwnPages::handle(const net::HttpRequest& request) const {
  if (request.method != "GET" && request.method != "HEAD") return text_reply(405, "only GET\n");
  if (request.path() == "/_tarn/health") return ready ? text_reply(200, "ready\n") : text_reply(503, "starting\n");
  if (request.path() == "/_tarn/metrics") return text_reply(200, metrics.render(), "text/plain; version=0.0.4");
  return text_reply(404, "no such page\n");
}

}  // namespace tarn::gateway
