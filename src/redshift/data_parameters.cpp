#include "redshift/data_parameters.h"

#include <algorithm>

#include "redshift/errors.h"
#include "sql/scanner/scanner.h"

namespace tarn::redshift {

Result<BoundText> bind_parameters(const std::string& sql, const std::vector<std::pair<std::string, std::string>>& parameters) {
  if (parameters.empty()) return BoundText{sql, {}};
  const auto tokens = TRY(sql::scan(sql, sql::traits_of(sql::Dialect::redshift)));
  BoundText bound;
  std::vector<std::string> names;  // in the order of $1, $2, ...
  size_t copied = 0;
  for (size_t i = 0; i + 1 < tokens.size(); ++i) {
    const bool names_one = tokens[i].in(sql) == ":" && tokens[i + 1].kind == sql::TokenKind::word && tokens[i + 1].offset == tokens[i].end;
    if (!names_one) continue;
    const std::string name(tokens[i + 1].in(sql));
    auto given = std::find_if(parameters.begin(), parameters.end(), [&](const auto& parameter) { return parameter.first == name; });
    if (given == parameters.end()) return errors::make("42601", "the parameter :" + name + " has no value");
    auto known = std::find(names.begin(), names.end(), name);
    if (known == names.end()) {
      known = names.insert(names.end(), name);
      bound.values.emplace_back(given->second);
    }
    bound.text += sql.substr(copied, tokens[i].offset - copied) + "$" + std::to_string(known - names.begin() + 1);
    copied = tokens[i + 1].end;
  }
  bound.text += sql.substr(copied);
  return bound;
}

}  // namespace tarn::redshift
