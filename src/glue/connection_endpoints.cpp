#include "glue/connection_endpoints.h"

#include <re2/re2.h>

#include <algorithm>

#include "glue/errors.h"

namespace tarn::glue {
namespace {

// Each row: one of these lists must be there whole.
struct Required {
  std::string_view type;
  std::vector<std::vector<std::string>> choices;
};

const std::vector<Required>& required_properties() {
  static const std::vector<Required> kRequired{
      {"JDBC", {{"JDBC_CONNECTION_URL"}, {"HOST", "PORT", "JDBC_ENGINE"}}},
      {"KAFKA", {{"KAFKA_BOOTSTRAP_SERVERS"}}},
      {"MONGODB", {{"CONNECTION_URL"}}},
      {"MARKETPLACE", {{"CONNECTOR_TYPE", "CONNECTOR_URL", "CONNECTOR_CLASS_NAME", "CONNECTION_URL"}}},
      {"CUSTOM", {{"CONNECTOR_TYPE", "CONNECTOR_URL", "CONNECTOR_CLASS_NAME", "CONNECTION_URL"}}},
      {"VIEW_VALIDATION_REDSHIFT", {{"DATABASE", "CLUSTER_IDENTIFIER"}}},
      {"VIEW_VALIDATION_ATHENA", {{"WORKGROUP_NAME"}}},
  };
  return kRequired;
}

std::string property(const ConnectionProperties& properties, const std::string& name) {
  const auto found = properties.find(name);
  return found == properties.end() ? "" : found->second;
}

// Ports of servers whose URLs may leave them out.
std::string default_port(std::string_view engine) {
  constexpr std::pair<std::string_view, std::string_view> kPorts[] = {{"postgresql", "5432"}, {"redshift", "5439"}, {"mysql", "3306"},     {"mariadb", "3306"},
                                                                      {"sqlserver", "1433"},  {"oracle", "1521"},   {"mongodb", "27017"}};
  for (const auto& [name, port] : kPorts)
    if (name == engine) return std::string(port);
  return "";
}

// "jdbc:postgresql://host:5432/db", "jdbc:oracle:thin:@//host:1521/service", "jdbc:sqlserver://host;databaseName=x", "mongodb://host/db".
Result<std::vector<Endpoint>> of_url(const std::string& url) {
  static const RE2 kUrl(R"((?:jdbc:)?([a-z0-9+]+):(?:thin:)?(?:@?//|@)(?:[^@/]*@)?(\[[0-9a-fA-F:]+\]|[^:/;,?\[\]]+)(?::(\d+))?(?:[/:;?].*)?)");
  std::string engine;
  Endpoint endpoint;
  if (!RE2::FullMatch(url, kUrl, &engine, &endpoint.host, &endpoint.port)) return errors::invalid_input("The URL " + url + " names no server.");
  if (endpoint.port.empty()) endpoint.port = default_port(engine);
  if (endpoint.port.empty()) return errors::invalid_input("The URL " + url + " names no port.");
  if (endpoint.host.starts_with('[')) endpoint.host = endpoint.host.substr(1, endpoint.host.size() - 2);
  return std::vector<Endpoint>{endpoint};
}

// "host:9092,other:9092"
Result<std::vector<Endpoint>> of_servers(const std::string& servers) {
  std::vector<Endpoint> out;
  for (size_t at = 0; at <= servers.size();) {
    const size_t end = std::min(servers.find(',', at), servers.size());
    const std::string one = servers.substr(at, end - at);
    const size_t colon = one.rfind(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == one.size()) return errors::invalid_input("The server " + one + " has no port.");
    out.push_back({one.substr(0, colon), one.substr(colon + 1)});
    at = end + 1;
  }
  return out;
}

}  // namespace

Result<void> check_required_properties(const std::string& type, const ConnectionProperties& properties) {
  for (const Required& required : required_properties()) {
    if (required.type != type) continue;
    std::string wanted;
    for (const auto& choice : required.choices) {
      if (std::all_of(choice.begin(), choice.end(), [&](const std::string& name) { return !property(properties, name).empty(); })) return {};
      wanted += wanted.empty() ? "" : " or ";
      for (size_t i = 0; i < choice.size(); ++i) wanted += (i ? ", " : "") + choice[i];
    }
    return errors::invalid_input("A connection of type " + type + " needs the properties " + wanted + ".");
  }
  return {};
}

Result<std::vector<Endpoint>> endpoints_of(const std::string& type, const ConnectionProperties& properties) {
  if (type == "KAFKA") return of_servers(property(properties, "KAFKA_BOOTSTRAP_SERVERS"));
  if (type == "MONGODB") return of_url(property(properties, "CONNECTION_URL"));
  if (type == "JDBC" && properties.contains("JDBC_CONNECTION_URL")) return of_url(property(properties, "JDBC_CONNECTION_URL"));
  const Endpoint named{property(properties, "HOST"), property(properties, "PORT")};
  if (named.host.empty() || named.port.empty()) return errors::not_supported("TestConnection of a connection of type " + type);
  return std::vector<Endpoint>{named};
}

}  // namespace tarn::glue
