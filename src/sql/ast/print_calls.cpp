// Printing of function calls, windows and the SQL/JSON functions.
#include "sql/ast/writer.h"
#include "sql/scanner/dialect.h"

namespace tarn::sql::ast {
namespace {

void write_bound(Writer& w, const FrameBound& bound) {
  if (bound.offset) {
    write_expr(w, *bound.offset);
    w << " ";
  }
  constexpr std::string_view kBounds[] = {"UNBOUNDED PRECEDING", "PRECEDING", "CURRENT ROW", "FOLLOWING", "UNBOUNDED FOLLOWING"};
  w << kBounds[static_cast<size_t>(bound.kind)];
}

void write_frame(Writer& w, const Frame& frame) {
  constexpr std::string_view kUnits[] = {"ROWS ", "RANGE ", "GROUPS "};
  w << kUnits[static_cast<size_t>(frame.unit)];
  if (!frame.end) return write_bound(w, frame.start);
  w << "BETWEEN ";
  write_bound(w, frame.start);
  w << " AND ";
  write_bound(w, *frame.end);
}

void write_arguments(Writer& w, const FunctionCall& call) {
  for (size_t i = 0; i < call.arguments.size(); ++i) {
    if (i > 0) w << ", ";
    if (i < call.argument_names.size() && call.argument_names[i]) {
      write_name(w, *call.argument_names[i]);
      w << " => ";
    }
    write_expr(w, *call.arguments[i]);
  }
}

void write_overflow(Writer& w, const ListaggOverflow& overflow) {
  w << " ON OVERFLOW ";
  if (overflow.error) {
    w << "ERROR";
    return;
  }
  w << "TRUNCATE ";
  if (overflow.filler) {
    write_expr(w, *overflow.filler);
    w << " ";
  }
  w << (overflow.with_count ? "WITH COUNT" : "WITHOUT COUNT");
}

void write_suffixes(Writer& w, const FunctionCall& call) {
  if (!call.within_group.empty()) {
    w << " WITHIN GROUP (ORDER BY ";
    write_sort_items(w, call.within_group);
    w << ")";
  }
  if (call.filter) {
    w << " FILTER (WHERE ";
    write_expr(w, *call.filter);
    w << ")";
  }
  if (call.nulls == NullTreatment::ignore) w << " IGNORE NULLS";
  if (call.nulls == NullTreatment::respect) w << " RESPECT NULLS";
  if (!call.over) return;
  w << " OVER ";
  if (call.over->only_name) {
    write_name(w, *call.over->base);
  } else {
    write_window(w, *call.over);
  }
}

// Words that begin a form of their own keep their spelling; quoting them would make them ordinary names.
bool written_bare(const ObjectName& name, Dialect dialect) {
  if (name.parts.size() != 1 || name.parts[0].quoted) return false;
  const auto& value = name.last();
  if (dialect == Dialect::trino) return value == "listagg" || value == "normalize" || value == "grouping";
  return true;
}

}  // namespace

void write_window(Writer& w, const WindowSpec& spec) {
  w << "(";
  std::string_view gap;
  if (spec.base) {
    write_name(w, *spec.base);
    gap = " ";
  }
  if (!spec.partition_by.empty()) {
    w << gap << "PARTITION BY ";
    write_exprs(w, spec.partition_by);
    gap = " ";
  }
  if (!spec.order_by.empty()) {
    w << gap << "ORDER BY ";
    write_sort_items(w, spec.order_by);
    gap = " ";
  }
  if (spec.frame) {
    w << gap;
    write_frame(w, *spec.frame);
  }
  w << ")";
}

void write_call(Writer& w, const FunctionCall& call) {
  if (call.approximate) w << "APPROXIMATE ";
  if (w.dialect == Dialect::trino && call.name.str() == "normalize" && call.arguments.size() == 2 && call.arguments[1]->kind == ExprKind::string_literal) {
    w << "NORMALIZE(";
    write_expr(w, *call.arguments[0]);
    w << ", " << as<StringLiteral>(*call.arguments[1]).value << ")";
    return;
  }
  if (written_bare(call.name, w.dialect)) {
    w << call.name.parts[0].text;
  } else {
    write_name(w, call.name);
  }
  w << "(";
  if (call.star) w << "*";
  if (call.distinct) w << "DISTINCT ";
  write_arguments(w, call);
  if (call.overflow) write_overflow(w, *call.overflow);
  if (!call.order_by.empty()) {
    w << (call.arguments.empty() ? "" : " ") << "ORDER BY ";
    write_sort_items(w, call.order_by);
  }
  w << ")";
  write_suffixes(w, call);
}

namespace {

void write_format(Writer& w, const std::string& format) {
  if (!format.empty()) w << " FORMAT " << upper_ascii(format);
}

void write_behaviour(Writer& w, JsonFunction::Behaviour behaviour, const ExprPtr& value, std::string_view on) {
  constexpr std::string_view kWords[] = {"", "NULL", "ERROR", "DEFAULT ", "TRUE", "FALSE", "UNKNOWN", "EMPTY ARRAY", "EMPTY OBJECT"};
  if (behaviour == JsonFunction::Behaviour::unspecified) return;
  w << " " << kWords[static_cast<size_t>(behaviour)];
  if (value) write_expr(w, *value);
  w << on;
}

void write_path(Writer& w, const JsonFunction& call) {
  write_expr(w, *call.input);
  write_format(w, call.input_format);
  w << ", ";
  write_string(w, call.path);
  if (call.passing.empty()) return;
  w << " PASSING ";
  write_list(w, call.passing, [&](const JsonFunction::Passing& passing) {
    write_expr(w, *passing.value);
    write_format(w, passing.format);
    w << " AS ";
    write_name(w, passing.name);
  });
}

void write_returning(Writer& w, const JsonFunction& call) {
  if (!call.returning) return;
  w << " RETURNING ";
  write_type(w, *call.returning);
  write_format(w, call.returning_format);
}

void write_items(Writer& w, const JsonFunction& call) {
  write_list(w, call.items, [&](const JsonFunction::Item& item) {
    if (item.key) {
      w << "KEY ";
      write_expr(w, *item.key);
      w << " VALUE ";
    }
    write_expr(w, *item.value);
    write_format(w, item.format);
  });
  if (call.null_on_null) w << (*call.null_on_null ? " NULL ON NULL" : " ABSENT ON NULL");
  if (call.unique_keys) w << (*call.unique_keys ? " WITH UNIQUE KEYS" : " WITHOUT UNIQUE KEYS");
}

void write_wrapper(Writer& w, const JsonFunction& call) {
  constexpr std::string_view kWrappers[] = {"", " WITHOUT ARRAY WRAPPER", " WITH CONDITIONAL ARRAY WRAPPER", " WITH UNCONDITIONAL ARRAY WRAPPER"};
  w << kWrappers[static_cast<size_t>(call.wrapper)];
  if (call.keep_quotes) w << (*call.keep_quotes ? " KEEP QUOTES" : " OMIT QUOTES");
}

}  // namespace

void write_json_function(Writer& w, const JsonFunction& call) {
  constexpr std::string_view kNames[] = {"JSON_EXISTS(", "JSON_VALUE(", "JSON_QUERY(", "JSON_OBJECT(", "JSON_ARRAY("};
  w << kNames[static_cast<size_t>(call.form)];
  bool constructs = call.form == JsonFunction::Form::object || call.form == JsonFunction::Form::array;
  if (constructs) {
    write_items(w, call);
  } else {
    write_path(w, call);
  }
  write_returning(w, call);
  write_wrapper(w, call);
  write_behaviour(w, call.on_empty, call.empty_default, " ON EMPTY");
  write_behaviour(w, call.on_error, call.error_default, " ON ERROR");
  w << ")";
}

}  // namespace tarn::sql::ast
