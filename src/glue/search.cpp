#include "glue/search.h"

#include <algorithm>
#include <charconv>

#include "base/encoding.h"
#include "catalog/catalog_names.h"
#include "catalog/table_search.h"
#include "glue/catalog_access.h"
#include "glue/errors.h"
#include "glue/page_token.h"
#include "glue/table_shapes.h"

namespace tarn::glue {
namespace {

constexpr size_t kDefaultPage = 100;
constexpr size_t kMostTables = 1'000'000;  // Glue quotas, tables per account
constexpr char kEndOfDatabase = '\n';      // in positions: no name has one

bool is_token_end(char c) { return c == ' ' || c == '-' || c == ':' || c == '#' || c == '_' || c == '.' || c == '/' || c == ','; }

// Whether one token of `text` is exactly `word`, or the whole text is; case does not matter.
bool has_token(std::string_view text, std::string_view word) {
  if (equals_ignoring_case(text, word)) return true;
  while (!text.empty()) {
    const size_t end = static_cast<size_t>(std::find_if(text.begin(), text.end(), is_token_end) - text.begin());
    if (equals_ignoring_case(text.substr(0, end), word)) return true;
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return false;
}

bool contains(std::string_view text, const std::string& lower_needle) { return to_lower(text).find(lower_needle) != std::string::npos; }

// Free text: names, descriptions, columns, parameters, owner, location; in quotes a whole token.
class FreeText {
 public:
  explicit FreeText(const std::optional<std::string>& text) {
    std::string_view given = text ? std::string_view(*text) : std::string_view();
    exact_ = given.size() >= 2 && given.front() == '"' && given.back() == '"';
    if (exact_) given = given.substr(1, given.size() - 2);
    needle_ = to_lower(given);
  }

  const std::string& text() const { return needle_; }

  bool matches(const catalog::Table& table) const {
    if (needle_.empty() || in(table.name) || in(table.database) || in(table.description) || in(table.owner) || in(table.storage.location)) return true;
    auto in_column = [&](const catalog::Column& column) { return in(column.name) || in(column.comment); };
    auto in_entry = [&](const auto& entry) { return in(entry.first) || in(entry.second); };
    return std::any_of(table.storage.columns.begin(), table.storage.columns.end(), in_column) ||
           std::any_of(table.partition_keys.begin(), table.partition_keys.end(), in_column) || std::any_of(table.parameters.begin(), table.parameters.end(), in_entry);
  }

 private:
  bool in(std::string_view text) const { return exact_ ? has_token(text, needle_) : contains(text, needle_); }
  std::string needle_;
  bool exact_ = false;
};

// A key of filters and sorting as text; other names are parameters.
std::string text_of(const catalog::Table& table, std::string_view key) {
  const std::string lower = to_lower(key);
  if (lower == "name") return table.name;
  if (lower == "databasename") return table.database;
  if (lower == "description") return table.description;
  if (lower == "owner") return table.owner;
  if (lower == "location") return table.storage.location;
  if (lower == "tabletype") return table.table_type;
  if (lower == "classification") {
    for (const auto* parameters : {&table.parameters, &table.storage.parameters})
      if (auto found = parameters->find("classification"); found != parameters->end()) return found->second;
    return {};
  }
  auto found = table.parameters.find(std::string(key));
  return found == table.parameters.end() ? std::string() : found->second;
}

std::optional<int64_t> seconds_of(const catalog::Table& table, std::string_view key) {
  auto seconds = [](TimePoint time) { return time.time_since_epoch().count() / 1'000'000; };
  if (equals_ignoring_case(key, "CreateTime")) return seconds(table.created_at);
  if (equals_ignoring_case(key, "UpdateTime")) return seconds(table.updated_at);
  return std::nullopt;
}

Result<int64_t> read_seconds(const std::string& text) {
  int64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return errors::invalid_input("The value " + text + " of a time filter is not a number of seconds.");
  return number;
}

Result<bool> matches(const catalog::Table& table, const PropertyPredicate& filter) {
  const std::string key = filter.key.value_or(""), value = filter.value.value_or("");
  auto time = seconds_of(table, key);
  if (!time) return has_token(text_of(table, key), value);
  const int64_t bound = TRY(read_seconds(value));
  const std::string comparator = filter.comparator.value_or("EQUALS");
  if (comparator == "GREATER_THAN") return *time > bound;
  if (comparator == "LESS_THAN") return *time < bound;
  if (comparator == "GREATER_THAN_EQUALS") return *time >= bound;
  if (comparator == "LESS_THAN_EQUALS") return *time <= bound;
  return *time == bound;
}

void sort(std::vector<catalog::Table>& tables, const std::optional<std::vector<SortCriterion>>& criteria) {
  if (!criteria || criteria->empty()) return;
  const std::string field = criteria->front().field_name.value_or("Name");
  const bool descending = criteria->front().sort == "DESC";
  std::stable_sort(tables.begin(), tables.end(), [&](const catalog::Table& first, const catalog::Table& second) {
    const catalog::Table &a = descending ? second : first, &b = descending ? first : second;
    if (auto time = seconds_of(a, field)) return *time < *seconds_of(b, field);
    return text_of(a, field) < text_of(b, field);
  });
}

Result<bool> matches_all(const catalog::Table& table, const FreeText& text, const SearchTablesInput& in) {
  if (!text.matches(table)) return false;
  if (in.filters)
    for (const PropertyPredicate& filter : *in.filters)
      if (!TRY(matches(table, filter))) return false;
  return true;
}

std::string question_of(const SearchTablesInput& in) {
  std::string out = in.search_text.value_or("");
  if (in.filters)
    for (const PropertyPredicate& filter : *in.filters) out += "\n" + filter.key.value_or("") + "\n" + filter.value.value_or("") + "\n" + filter.comparator.value_or("");
  if (in.sort_criteria)
    for (const SortCriterion& criterion : *in.sort_criteria) out += "\n" + criterion.field_name.value_or("") + "\n" + criterion.sort.value_or("");
  return out;
}

bool is_sorted(const SearchTablesInput& in) { return in.sort_criteria && !in.sort_criteria->empty(); }
bool is_database_filter(const PropertyPredicate& filter) { return equals_ignoring_case(filter.key.value_or(""), "DatabaseName"); }

// What of the question the catalog can use to pass tables over.
catalog::TableSearch table_search(const FreeText& text, const SearchTablesInput& in, std::string_view after) {
  catalog::TableSearch search;
  if (!text.text().empty()) search.texts.push_back(text.text());
  if (in.filters) {
    for (const PropertyPredicate& filter : *in.filters)
      if (filter.value && !filter.value->empty() && !seconds_of({}, filter.key.value_or(""))) search.texts.push_back(*filter.value);
    search.in_database = [&in](const std::string& database) {
      return std::all_of(in.filters->begin(), in.filters->end(), [&](const PropertyPredicate& filter) { return !is_database_filter(filter) || has_token(database, filter.value.value_or("")); });
    };
  }
  const size_t end = after.find(kEndOfDatabase);
  if (end == after.npos) return search;
  search.after_database = after.substr(0, end);
  search.after_table = after.substr(end + 1);
  return search;
}

// Those that match and that the caller may see: the first `most` behind a position in order of database and name, or the first in the
// caller's order.
Result<std::vector<catalog::Table>> find_tables(Glue& glue, const catalog::CatalogId& id, const SearchTablesInput& in, std::string_view after, size_t most,
                                                const aws::RequestContext& ctx) {
  const FreeText text(in.search_text);
  std::vector<catalog::Table> found;
  TRY(catalog::search_tables(*glue.store.snapshot(), id, table_search(text, in, after), ctx.access, [&](catalog::Table&& table) -> Result<bool> {
    table.catalog = id;
    if (!TRY(matches_all(table, text, in))) return true;
    if (glue.iam.authorizer().allowed(ctx.access, {"glue:SearchTables", catalog::table_arn(id, table.database, table.name), {}})) found.push_back(std::move(table));
    if (!is_sorted(in)) return found.size() < most;
    if (found.size() >= 2 * most) {
      sort(found, in.sort_criteria);
      found.resize(most);
    }
    return true;
  }));
  sort(found, in.sort_criteria);
  return found;
}

// Without an order of the caller's a page ends the search, and the next one begins behind it. With one, all that match are looked at.
Result<SearchTablesOutput> ordered_page(Glue& glue, const catalog::CatalogId& id, const SearchTablesInput& in, const PageToken& token, size_t limit, const aws::RequestContext& ctx) {
  const std::string after = TRY(token.decode(in.next_token));
  size_t first = 0;  // of the sorted ones
  if (is_sorted(in)) std::from_chars(after.data(), after.data() + after.size(), first);
  first = std::min(first, kMostTables);
  const auto found = TRY(find_tables(glue, id, in, is_sorted(in) ? "" : after, first + limit + 1, ctx));
  SearchTablesOutput out;
  out.table_list.emplace();
  for (size_t i = first; i < found.size() && i < first + limit; ++i) out.table_list->push_back(shown_table(found[i]));
  if (first + limit >= found.size()) return out;
  const catalog::Table& last = found[first + limit - 1];
  out.next_token = token.encode(is_sorted(in) ? std::to_string(first + limit) : last.database + kEndOfDatabase + last.name);
  return out;
}

}  // namespace

Result<SearchTablesOutput> search_tables(Glue& glue, const SearchTablesInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(in.catalog_id, ctx));
  if (in.resource_share_type && *in.resource_share_type != "ALL") {  // nothing is shared or federated
    SearchTablesOutput none;
    none.table_list.emplace();
    return none;
  }
  const PageToken token({"SearchTables", catalog::catalog_id_text(id), id.region, question_of(in)});
  return ordered_page(glue, id, in, token, in.max_results ? static_cast<size_t>(*in.max_results) : kDefaultPage, ctx);
}

aws::AccessChecks may_search_tables(const SearchTablesInput& in, const aws::RequestContext& ctx) { return catalog_checks("SearchTables", ctx, in.catalog_id); }

}  // namespace tarn::glue
