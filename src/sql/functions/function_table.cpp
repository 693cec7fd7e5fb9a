#include "sql/functions/function_table.h"

#include <algorithm>
#include <cstring>

namespace tarn::sql {

void FunctionTable::add(std::span<const FunctionRow> rows, FunctionKind kind) {
  for (const auto& row : rows) functions_.push_back({&row, kind, parse_signature(row.signature)});
}

struct FunctionTableBuilder {
  static void sort(FunctionTable& table) {
    std::stable_sort(table.functions_.begin(), table.functions_.end(),
                     [](const Function& a, const Function& b) { return std::strcmp(a.row->name, b.row->name) < 0; });
  }

  static FunctionTable trino() {
    FunctionTable table;
    for (auto rows : {trino_conditional(), trino_math(), trino_string(), trino_binary(), trino_regexp(), trino_url(), trino_date(),
                      trino_date_format(), trino_array(), trino_map(), trino_json(), trino_session(), trino_sketch_values(), trino_conversion()})
      table.add(rows, FunctionKind::scalar);
    for (auto rows : {trino_aggregate(), trino_statistics(), trino_sketch_aggregates()}) table.add(rows, FunctionKind::aggregate);
    table.add(trino_window(), FunctionKind::window);
    sort(table);
    return table;
  }

  static FunctionTable redshift() {
    FunctionTable table;
    for (auto rows : {redshift_conditional(), redshift_math(), redshift_string(), redshift_date(), redshift_json(), redshift_system(), redshift_sets()})
      table.add(rows, FunctionKind::scalar);
    table.add(redshift_aggregate(), FunctionKind::aggregate);
    table.add(redshift_window(), FunctionKind::window);
    sort(table);
    return table;
  }

  static FunctionTable operators(std::span<const FunctionRow> rows) {
    FunctionTable table;
    table.add(rows, FunctionKind::scalar);
    sort(table);
    return table;
  }
};

const FunctionTable& FunctionTable::functions(Dialect dialect) {
  static const FunctionTable trino = FunctionTableBuilder::trino();
  static const FunctionTable redshift = FunctionTableBuilder::redshift();
  return dialect == Dialect::redshift ? redshift : trino;
}

const FunctionTable& FunctionTable::operators(Dialect dialect) {
  static const FunctionTable trino = FunctionTableBuilder::operators(trino_operators());
  static const FunctionTable redshift = FunctionTableBuilder::operators(redshift_operators());
  return dialect == Dialect::redshift ? redshift : trino;
}

std::vector<const Function*> FunctionTable::find(std::string_view name) const {
  auto [first, last] = std::equal_range(functions_.begin(), functions_.end(), name, [](const auto& a, const auto& b) {
    const auto text = [](const auto& x) {
      if constexpr (std::is_same_v<std::decay_t<decltype(x)>, Function>) return std::string_view(x.row->name);
      else return std::string_view(x);
    };
    return text(a) < text(b);
  });
  std::vector<const Function*> found;
  for (; first != last; ++first) found.push_back(&*first);
  return found;
}

}  // namespace tarn::sql
