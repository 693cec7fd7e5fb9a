// Aggregates whose state is a C++ object on the heap. Rows with a NULL argument are left out, and without rows the result is NULL.
//
// An accumulator has
//   void add(const Inputs& inputs, idx_t row);
//   void merge(const Accumulator& other);
//   void finish(duckdb::Vector& result, idx_t row) const;   the result is flat; `row` is valid until set otherwise
#pragma once
#include <duckdb.hpp>
#include <duckdb/function/aggregate_function.hpp>

#include <string>
#include <vector>

namespace tarn::engine {

// The arguments of the rows that come in.
class Inputs {
 public:
  Inputs(duckdb::Vector columns[], duckdb::idx_t column_count, duckdb::idx_t rows) : formats_(column_count) {
    for (duckdb::idx_t i = 0; i < column_count; ++i) columns[i].ToUnifiedFormat(rows, formats_[i]);
  }
  template <class T>
  const T& at(size_t column, duckdb::idx_t row) const {
    return duckdb::UnifiedVectorFormat::GetData<T>(formats_[column])[formats_[column].sel->get_index(row)];
  }
  bool any_null(duckdb::idx_t row) const {
    for (auto& format : formats_)
      if (!format.validity.RowIsValid(format.sel->get_index(row))) return true;
    return false;
  }

 private:
  std::vector<duckdb::UnifiedVectorFormat> formats_;
};

template <class Accumulator>
struct AggregateOf {
  struct State {
    Accumulator* value;
  };

  static duckdb::AggregateFunction make(const std::string& name, const duckdb::vector<duckdb::LogicalType>& arguments, const duckdb::LogicalType& result) {
    duckdb::AggregateFunction function(name, arguments, result, size, start, update, combine, finish, duckdb::FunctionNullHandling::DEFAULT_NULL_HANDLING, update_one, nullptr, destroy);
    return function;
  }

 private:
  static duckdb::idx_t size(const duckdb::AggregateFunction&) { return sizeof(State); }
  static void start(const duckdb::AggregateFunction&, duckdb::data_ptr_t state) { reinterpret_cast<State*>(state)->value = nullptr; }

  static void add(State& state, const Inputs& inputs, duckdb::idx_t row) {
    if (inputs.any_null(row)) return;
    if (!state.value) state.value = new Accumulator();
    state.value->add(inputs, row);
  }
  static void update(duckdb::Vector columns[], duckdb::AggregateInputData&, duckdb::idx_t column_count, duckdb::Vector& states, duckdb::idx_t count) {
    Inputs inputs(columns, column_count, count);
    duckdb::UnifiedVectorFormat format;
    states.ToUnifiedFormat(count, format);
    auto** pointers = duckdb::UnifiedVectorFormat::GetDataNoConst<State*>(format);
    for (duckdb::idx_t row = 0; row < count; ++row) add(*pointers[format.sel->get_index(row)], inputs, row);
  }
  static void update_one(duckdb::Vector columns[], duckdb::AggregateInputData&, duckdb::idx_t column_count, duckdb::data_ptr_t state, duckdb::idx_t count) {
    Inputs inputs(columns, column_count, count);
    for (duckdb::idx_t row = 0; row < count; ++row) add(*reinterpret_cast<State*>(state), inputs, row);
  }
  static void combine(duckdb::Vector& from, duckdb::Vector& to, duckdb::AggregateInputData&, duckdb::idx_t count) {
    auto** sources = duckdb::FlatVector::GetData<State*>(from);
    auto** targets = duckdb::FlatVector::GetData<State*>(to);
    for (duckdb::idx_t i = 0; i < count; ++i) {
      if (!sources[i]->value) continue;
      if (!targets[i]->value) targets[i]->value = new Accumulator();
      targets[i]->value->merge(*sources[i]->value);
    }
  }
  static void finish(duckdb::Vector& states, duckdb::AggregateInputData&, duckdb::Vector& result, duckdb::idx_t count, duckdb::idx_t offset) {
    const bool constant = states.GetVectorType() == duckdb::VectorType::CONSTANT_VECTOR;
    duckdb::UnifiedVectorFormat format;
    states.ToUnifiedFormat(count, format);
    auto** pointers = duckdb::UnifiedVectorFormat::GetDataNoConst<State*>(format);
    result.SetVectorType(duckdb::VectorType::FLAT_VECTOR);
    for (duckdb::idx_t i = 0; i < (constant ? 1 : count); ++i) {
      auto* value = pointers[format.sel->get_index(i)]->value;
      if (value) value->finish(result, i + offset);
      else duckdb::FlatVector::SetNull(result, i + offset, true);
    }
    if (constant) result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
  }
  static void destroy(duckdb::Vector& states, duckdb::AggregateInputData&, duckdb::idx_t count) {
    duckdb::UnifiedVectorFormat format;
    states.ToUnifiedFormat(count, format);
    auto** pointers = duckdb::UnifiedVectorFormat::GetDataNoConst<State*>(format);
    for (duckdb::idx_t i = 0; i < count; ++i) {
      delete pointers[format.sel->get_index(i)]->value;
      pointers[format.sel->get_index(i)]->value = nullptr;
    }
  }
};

}  // namespace tarn::engine
