#include "aws/rest_routing.h"

#include <algorithm>
#include <map>
#include <set>

#include "aws/wire_text.h"
#include "base/encoding.h"

namespace tarn::aws::rest_xml {
namespace {

enum class Level : uint8_t { service, bucket, object };

struct Constant {  // what the model's URI demands: "uploads", "list-type=2"
  std::string_view name;
  std::string_view value;  // empty: any
};

struct Candidate {
  const OperationModel* operation = nullptr;
  std::vector<Constant> constants;
  std::vector<const MemberModel*> demands;  // required query parameters and headers
};

Level level_of(std::string_view path) {
  if (path.find("{Key+}") != path.npos) return Level::object;
  return path.find("{Bucket}") != path.npos ? Level::bucket : Level::service;
}

std::vector<Constant> read_constants(std::string_view query) {
  std::vector<Constant> out;
  while (!query.empty()) {
    std::string_view part = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), part.size() + 1));
    size_t equals = std::min(part.find('='), part.size());
    out.push_back({part.substr(0, equals), part.substr(std::min(part.size(), equals + 1))});
  }
  return out;
}

// The four operations of 2015 that their namesakes replaced (GetBucketLifecycle by GetBucketLifecycleConfiguration) share the request.
bool is_replaced(const ServiceModel& service, const OperationModel& operation) {
  return std::ranges::any_of(service.operations, [&](const OperationModel& other) {
    return other.name == std::string(operation.name) + "Configuration" && other.method == operation.method && other.query == operation.query;
  });
}

// The operations of a model by method and level, prepared once.
class Table {
 public:
  explicit Table(const ServiceModel& service) {
    for (const OperationModel& operation : service.operations) {
      if (is_replaced(service, operation)) continue;
      Candidate candidate{&operation, read_constants(operation.query), {}};
      for (const Constant& constant : candidate.constants)
        if (constant.value.empty()) sub_resources_.insert(constant.name);
      if (operation.input != kNone) {
        for (const MemberModel& member : service.members_of(service.shapes[operation.input]))
          if (member.required && (member.location == Location::query || member.location == Location::header)) candidate.demands.push_back(&member);
      }
      candidates_[{std::string(operation.method), level_of(operation.path)}].push_back(std::move(candidate));
    }
  }

  const std::vector<Candidate>& at(const std::string& method, Level level) const {
    static const std::vector<Candidate> kNoCandidates;
    auto found = candidates_.find({method, level});
    return found == candidates_.end() ? kNoCandidates : found->second;
  }
  bool is_sub_resource(std::string_view name) const { return sub_resources_.contains(name); }

 private:
  std::map<std::pair<std::string, Level>, std::vector<Candidate>> candidates_;
  std::set<std::string_view> sub_resources_;
};

const std::string* find_parameter(const std::vector<Parameter>& parameters, std::string_view name) {
  for (const Parameter& parameter : parameters)
    if (parameter.name == name) return &parameter.value;
  return nullptr;
}

bool has_constants(const Candidate& candidate, const std::vector<Parameter>& parameters) {
  return std::all_of(candidate.constants.begin(), candidate.constants.end(), [&](const Constant& constant) {
    const std::string* value = find_parameter(parameters, constant.name);
    return value && (constant.value.empty() || *value == constant.value);
  });
}

bool has_demands(const Candidate& candidate, const net::HttpRequest& request, const std::vector<Parameter>& parameters) {
  return std::all_of(candidate.demands.begin(), candidate.demands.end(), [&](const MemberModel* member) {
    return member->location == Location::query ? find_parameter(parameters, member->wire_name) != nullptr : request.header(member->wire_name) != nullptr;
  });
}

// A sub-resource in the query that the operation does not serve: DELETE /b?versioning must not delete the bucket.
bool leaves_sub_resource(const Table& table, const Candidate& candidate, const std::vector<Parameter>& parameters) {
  return std::any_of(parameters.begin(), parameters.end(), [&](const Parameter& parameter) {
    auto named = [&](const Constant& constant) { return constant.name == parameter.name; };
    return table.is_sub_resource(parameter.name) && std::none_of(candidate.constants.begin(), candidate.constants.end(), named);
  });
}

std::string lower_host(const net::HttpRequest& request) {
  const std::string* host = request.header("Host");
  if (!host) return {};
  std::string_view name(*host);
  if (!name.starts_with('[')) name = name.substr(0, name.rfind(':'));
  return to_lower(name);
}

bool is_ip_address(std::string_view host) { return host.starts_with('[') || host.find_first_not_of("0123456789.") == host.npos; }

std::string virtual_bucket(const net::HttpRequest& request, const RoutingOptions& options) {
  const std::string host = lower_host(request);
  if (is_ip_address(host)) return {};
  for (const std::string& domain : options.s3_domains)
    if (host.size() > domain.size() + 1 && host.ends_with(domain) && host[host.size() - domain.size() - 1] == '.')
      return host.substr(0, host.size() - domain.size() - 1);
  return {};
}

}  // namespace

std::optional<Address> read_address(const net::HttpRequest& request, const RoutingOptions& options) {
  auto path = percent_decode(request.path());
  if (!path || !path->starts_with('/') || !is_utf8(*path)) return std::nullopt;
  Address out{.bucket = virtual_bucket(request, options)};
  if (!out.bucket.empty()) {
    out.key = path->substr(1);
    return out;
  }
  size_t slash = path->find('/', 1);
  out.bucket = path->substr(1, slash == path->npos ? slash : slash - 1);
  if (slash != path->npos) out.key = path->substr(slash + 1);
  return out;
}

const OperationModel* choose_operation(const ServiceModel& service, const net::HttpRequest& request, const Address& address) {
  static const Table table(service);  // one REST-XML service
  auto parameters = parse_parameters(request.query(), false);
  if (!parameters) return nullptr;
  const Level level = address.bucket.empty() ? Level::service : address.key.empty() ? Level::bucket : Level::object;
  const Candidate* best = nullptr;
  auto rank = [](const Candidate& candidate) { return std::pair(candidate.constants.size(), candidate.demands.size()); };
  const Candidate* incomplete = nullptr;  // right sub-resource, but a parameter is missing: its own error is better than another's
  for (const Candidate& candidate : table.at(request.method, level)) {
    if (!has_constants(candidate, *parameters) || leaves_sub_resource(table, candidate, *parameters)) continue;
    if (!has_demands(candidate, request, *parameters)) {
      if (!candidate.constants.empty() && (!incomplete || rank(candidate) < rank(*incomplete))) incomplete = &candidate;
      continue;
    }
    if (!best || rank(candidate) > rank(*best)) best = &candidate;
  }
  if (!best) best = incomplete;
  return best ? best->operation : nullptr;
}

}  // namespace tarn::aws::rest_xml
