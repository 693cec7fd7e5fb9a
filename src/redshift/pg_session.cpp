#include "redshift/pg_session.h"

#include "redshift/errors.h"
#include "redshift/pg_types.h"
#include "redshift/pg_values.h"
#include "redshift/statements.h"
#include "sql/parser/parser.h"

namespace tarn::redshift {
namespace {

constexpr size_t kMaxParkedBytes = 256 * 1024 * 1024;  // of a result that was set aside half-read
constexpr int16_t kTextFormat = 0;

int16_t format_of(const std::vector<int16_t>& formats, size_t column) {
  if (formats.empty()) return kTextFormat;
  return formats.size() == 1 ? formats[0] : column < formats.size() ? formats[column] : kTextFormat;
}

Error protocol_violation(const std::string& what) { return errors::make("08P01", what); }

void write_text_row(net::PgWriter& writer, const Row& row) {
  writer.begin('D');
  writer.i16(static_cast<int16_t>(row.size()));
  for (const Cell& cell : row) {
    if (!cell) writer.i32(-1);
    else writer.i32(static_cast<int32_t>(cell->size())).bytes(*cell);
  }
  writer.end();
}

void write_batch_row(net::PgWriter& writer, const engine::Batch& batch, size_t row, const std::vector<sql::ResultColumn>& columns, const std::vector<int16_t>& formats) {
  writer.begin('D');
  writer.i16(static_cast<int16_t>(columns.size()));
  for (size_t c = 0; c < columns.size(); ++c)
    write_cell(writer, batch, c, row, columns[c].type, format_of(formats, c) != kTextFormat && has_binary_form(columns[c].type));
  writer.end();
}

std::string command_tag(const Portal& portal) {
  const std::string& tag = portal.outcome->tag;
  return tag == "FETCH" ? "FETCH " + std::to_string(portal.sent) : tag;
}

// Whether the text has a statement that begins or ends a transaction: then it decides itself where transactions lie.
bool controls_transactions(const std::vector<sql::StatementText>& pieces) {
  for (const sql::StatementText& piece : pieces) {
    auto tree = sql::parse_statement(piece.text, sql::Dialect::redshift);
    if (tree.ok() && (*tree)->kind == sql::ast::StatementKind::rs_transaction) return true;
  }
  return false;
}

}  // namespace

bool PgClient::handle(const net::PgMessage& message, net::PgOutput& out) {
  if (!session_) return check_answer(message, out);
  if (message.type == 'X') return false;
  if (message.type == 'Q') {
    skipping_ = false;
    portals_.erase("");
    simple_query(net::PgReader(message.payload).text(), out);
    return true;
  }
  if (message.type == 'S') {
    skipping_ = false;
    // Outside a block a transaction ends at Sync, and its portals with it.
    if (session_->transaction() == TransactionState::none) portals_.clear();
    ready(out);
    return true;
  }
  if (skipping_) return true;
  Result<void> done;
  net::PgReader reader(message.payload);
  switch (message.type) {
    case 'P': done = parse(reader, out); break;
    case 'B': done = bind(reader, out); break;
    case 'D': done = describe(reader, out); break;
    case 'E': done = execute(reader, out); break;
    case 'C': done = close(reader, out); break;
    case 'H': return out.flush();
    case 'F': done = errors::make("0A000", "the function call protocol is not supported"); break;
    case 'c':
    case 'd':
    case 'f': return true;  // of a COPY FROM STDIN that never began
    default:
      send_error(protocol_violation(std::string("invalid frontend message type ") + std::to_string(static_cast<unsigned char>(message.type))), out);
      return false;
  }
  if (!done.ok()) {
    send_error(done.error(), out);
    skipping_ = true;
    return done.error().code != "57P01";
  }
  return true;
}

void PgClient::ready(net::PgOutput& out) {
  report_changed_settings(out);
  const TransactionState state = session_->transaction();
  out.writer().begin('Z');
  out.writer().u8(state == TransactionState::none ? 'I' : state == TransactionState::open ? 'T' : 'E').end();
}

void PgClient::send_error(const Error& error, net::PgOutput& out) {
  std::vector<std::pair<char, std::string>> fields;
  for (const auto& [name, text] : error.details) {
    if (name == "detail") fields.emplace_back('D', text);
    if (name == "hint") fields.emplace_back('H', text);
    if (name == "Position") fields.emplace_back('P', text);
    if (name == "routine") fields.emplace_back('R', text);
  }
  net::write_pg_error(out.writer(), error.code == "57P01" ? "FATAL" : "ERROR", error.code.size() == 5 ? error.code : "XX000", error.message, fields);
}

void PgClient::send_notices(const Outcome& outcome, net::PgOutput& out) {
  for (const Notice& notice : outcome.notices) {
    out.writer().begin('N');
    out.writer().u8('S').text(notice.severity).u8('C').text(notice.sqlstate).u8('M').text(notice.message).u8(0).end();
  }
}

void PgClient::send_row_description(const std::vector<sql::ResultColumn>& columns, const std::vector<int16_t>& formats, net::PgOutput& out) {
  net::PgWriter& writer = out.writer();
  writer.begin('T');
  writer.i16(static_cast<int16_t>(columns.size()));
  for (size_t i = 0; i < columns.size(); ++i) {
    const PgType type = pg_type(columns[i].type);
    const bool binary = format_of(formats, i) != kTextFormat && has_binary_form(columns[i].type);
    // No table's OID: clients would ask for its columns with queries of their own.
    writer.text(columns[i].name).i32(0).i16(0).i32(type.oid).i16(type.length).i32(type.modifier).i16(binary ? 1 : 0);
  }
  writer.end();
}

// --- simple queries

void PgClient::simple_query(std::string_view text, net::PgOutput& out) {
  auto done = run_simple(std::string(text), out);
  if (!done.ok()) send_error(done.error(), out);
  ready(out);
}

Result<void> PgClient::run_simple(const std::string& text, net::PgOutput& out) {
  const auto pieces = TRY(sql::split_statements(text, sql::Dialect::redshift));
  if (pieces.empty()) {
    out.writer().begin('I');
    out.writer().end();
    return {};
  }
  TRY(park_open_portals());
  const bool together = pieces.size() > 1 && session_->transaction() == TransactionState::none && !controls_transactions(pieces);
  if (together) TRY(session_->begin_implicit());
  for (const sql::StatementText& piece : pieces) {
    Portal portal;
    auto statement = session_->prepare(std::string(piece.text), {});
    Result<void> ran;
    if (statement.ok()) {
      portal.owner = std::move(*statement);
      portal.statement = portal.owner.get();
      ran = execute_portal(portal, 0, true, out);
    } else {
      Error error = statement.error();
      session_->finish(&error, 0);
      ran = error;
    }
    if (!ran.ok()) {
      if (together) TRY(session_->end_implicit(false));
      return ran;
    }
  }
  return together ? session_->end_implicit(true) : Result<void>();
}

// --- extended queries

Result<void> PgClient::parse(net::PgReader reader, net::PgOutput& out) {
  const std::string name(reader.text()), text(reader.text());
  std::vector<sql::Type> types;
  for (int n = reader.i16(); n > 0 && reader.ok(); --n) {
    const int32_t oid = reader.i32();
    auto type = type_of_oid(oid);
    if (!type) return errors::make("42704", "type with OID " + std::to_string(oid) + " does not exist");
    types.push_back(std::move(*type));
  }
  if (!reader.ok()) return protocol_violation("invalid Parse message");
  if (!name.empty() && statements_.contains(name)) return errors::make("42P05", "prepared statement \"" + name + "\" already exists");
  TRY(park_open_portals());
  const auto pieces = TRY(sql::split_statements(text, sql::Dialect::redshift));
  if (pieces.size() > 1) return errors::make("42601", "cannot insert multiple commands into a prepared statement");
  auto statement = session_->prepare(pieces.empty() ? "" : std::string(pieces[0].text), std::move(types));
  if (!statement.ok()) {
    session_->finish(&statement.error(), 0);
    return statement.error();
  }
  statements_[name] = std::move(*statement);
  out.writer().begin('1');
  out.writer().end();
  return {};
}

Result<std::shared_ptr<Statement>> PgClient::find_statement(const std::string& name) {
  auto found = statements_.find(name);
  if (found == statements_.end()) return errors::make("26000", "prepared statement \"" + name + "\" does not exist");
  return found->second;
}

Result<Portal*> PgClient::find_portal(const std::string& name) {
  auto found = portals_.find(name);
  if (found == portals_.end()) return errors::make("34000", "portal \"" + name + "\" does not exist");
  return &found->second;
}

Result<void> PgClient::bind(net::PgReader reader, net::PgOutput& out) {
  const std::string name(reader.text()), statement_name(reader.text());
  Portal portal;
  portal.owner = TRY(find_statement(statement_name));
  portal.statement = portal.owner.get();
  std::vector<int16_t> formats;
  for (int n = reader.i16(); n > 0 && reader.ok(); --n) formats.push_back(reader.i16());
  const int count = reader.i16();
  const Statement& statement = *portal.statement;
  const std::vector<sql::Type> types = statement.plan ? statement.plan->program.parameters : std::vector<sql::Type>();
  if (statement.plan && count != static_cast<int>(types.size()))
    return protocol_violation("bind message supplies " + std::to_string(count) + " parameters, but prepared statement \"" + statement_name + "\" requires " + std::to_string(types.size()));
  for (int i = 0; i < count && reader.ok(); ++i) {
    const int32_t length = reader.i32();
    if (length < 0) {
      portal.parameters.emplace_back();
      continue;
    }
    const std::string_view bytes = reader.bytes(static_cast<size_t>(length));
    const auto index = static_cast<size_t>(i);
    const sql::Type type = index < types.size() ? types[index] : sql::varchar();
    const bool declared = index < statement.declared_parameters.size() && !statement.declared_parameters[index].is(sql::TypeKind::unknown);
    portal.parameters.push_back(TRY(read_parameter(bytes, format_of(formats, index) != kTextFormat, declared ? pg_type(statement.declared_parameters[index]).oid : 0, type)));
  }
  for (int n = reader.i16(); n > 0 && reader.ok(); --n) portal.formats.push_back(reader.i16());
  if (!reader.ok()) return protocol_violation("invalid Bind message");
  portals_.erase(name);
  portals_.emplace(name, std::move(portal));
  out.writer().begin('2');
  out.writer().end();
  return {};
}

Result<void> PgClient::describe(net::PgReader reader, net::PgOutput& out) {
  const char kind = static_cast<char>(reader.u8());
  const std::string name(reader.text());
  if (!reader.ok()) return protocol_violation("invalid Describe message");
  std::vector<int16_t> formats;
  std::shared_ptr<Statement> statement;
  if (kind == 'S') {
    statement = TRY(find_statement(name));
    out.writer().begin('t');
    const std::vector<sql::Type> types = statement->plan ? statement->plan->program.parameters : std::vector<sql::Type>();
    out.writer().i16(static_cast<int16_t>(types.size()));
    for (const sql::Type& type : types) out.writer().i32(pg_type(type).oid);
    out.writer().end();
  } else {
    Portal* portal = TRY(find_portal(name));
    statement = portal->owner;
    formats = portal->formats;
  }
  const auto columns = TRY(session_->describe(*statement));
  if (columns.empty()) {
    out.writer().begin('n');
    out.writer().end();
  } else {
    send_row_description(columns, formats, out);
  }
  return {};
}

Result<void> PgClient::execute(net::PgReader reader, net::PgOutput& out) {
  const std::string name(reader.text());
  const int32_t limit = reader.i32();
  if (!reader.ok()) return protocol_violation("invalid Execute message");
  return execute_portal(*TRY(find_portal(name)), limit, false, out);
}

Result<void> PgClient::close(net::PgReader reader, net::PgOutput& out) {
  const char kind = static_cast<char>(reader.u8());
  const std::string name(reader.text());
  if (!reader.ok()) return protocol_violation("invalid Close message");
  if (kind == 'S') statements_.erase(name);
  else portals_.erase(name);
  out.writer().begin('3');
  out.writer().end();
  return {};
}

// --- rows

Result<void> PgClient::execute_portal(Portal& portal, int64_t limit, bool describe_rows, net::PgOutput& out) {
  const bool first = !portal.outcome;
  if (first) {
    TRY(park_open_portals());
    auto outcome = session_->execute(*portal.statement, portal.parameters);
    if (!outcome.ok()) {
      session_->finish(&outcome.error(), 0);
      return outcome.error();
    }
    portal.outcome = std::move(*outcome);
    send_notices(*portal.outcome, out);
    if (!portal.statement->tree) {
      portal.done = true;
      out.writer().begin('I');
      out.writer().end();
      return {};
    }
    if (describe_rows && portal.outcome->has_rows) send_row_description(portal.outcome->columns, portal.formats, out);
  }
  if (portal.outcome->has_rows) {
    auto ended = send_rows(portal, limit > 0 ? limit : INT64_MAX, out);
    if (!ended.ok()) {
      portal.outcome->stream.reset();
      portal.done = true;
      session_->finish(&ended.error(), portal.sent);
      return ended.error();
    }
    if (!*ended) {
      out.writer().begin('s');  // PortalSuspended
      out.writer().end();
      return {};
    }
  }
  portal.outcome->stream.reset();
  if (!portal.done) session_->finish(nullptr, portal.sent);
  portal.done = true;
  out.writer().begin('C');
  out.writer().text(command_tag(portal)).end();
  return {};
}

Result<bool> PgClient::send_rows(Portal& portal, int64_t limit, net::PgOutput& out) {
  Outcome& outcome = *portal.outcome;
  for (int64_t n = 0; n < limit; ++n) {
    if (portal.next_parked < portal.parked.size()) {
      out.writer().bytes(portal.parked[portal.next_parked++]);
    } else if (portal.next_row < outcome.rows.size() && !outcome.stream && !portal.batch) {
      write_text_row(out.writer(), outcome.rows[portal.next_row++]);
    } else {
      if (!portal.batch || portal.next_row >= portal.batch->rows()) {
        if (!outcome.stream) return true;
        portal.batch.reset();
        portal.batch = TRY(outcome.stream->next());
        portal.next_row = 0;
        if (!portal.batch) return true;
      }
      write_batch_row(out.writer(), *portal.batch, portal.next_row++, outcome.columns, portal.formats);
    }
    ++portal.sent;
    if (!out.pace()) return errors::make("08006", "the client is gone");
  }
  return false;
}

// The engine runs one statement at a time: what a suspended portal has not sent yet is kept in its final form.
Result<void> PgClient::park_open_portals() {
  for (auto& [name, portal] : portals_) {
    if (!portal.outcome || !portal.outcome->stream) continue;
    size_t bytes = 0;
    for (;;) {
      if (!portal.batch || portal.next_row >= portal.batch->rows()) {
        portal.batch.reset();
        portal.batch = TRY(portal.outcome->stream->next());
        portal.next_row = 0;
        if (!portal.batch) break;
      }
      net::PgWriter writer;
      write_batch_row(writer, *portal.batch, portal.next_row++, portal.outcome->columns, portal.formats);
      bytes += writer.buffer().size();
      if (bytes > kMaxParkedBytes) return errors::make("53200", "the rows of a suspended portal exceed the memory kept for them");
      portal.parked.push_back(std::move(writer.buffer()));
    }
    portal.outcome->stream.reset();
  }
  return {};
}

}  // namespace tarn::redshift
