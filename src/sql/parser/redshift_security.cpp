// Users, groups, roles; GRANT and REVOKE.
#include "sql/parser/redshift_statements.h"
#include "sql/parser/types.h"

namespace tarn::sql::redshift {
namespace {

using namespace ast;
using What = rs::Principal::What;

// --- users, groups, roles

// sys:operator is one name of a role.
Result<Identifier> parse_principal_name(Cursor& c) {
  auto name = TRY(c.identifier());
  if (!c.at(":") || !c.at_identifier(1)) return name;
  c.skip();
  auto rest = TRY(c.identifier());
  name.value += ":" + rest.value;
  name.text += ":" + rest.text;
  name.span.end = rest.span.end;
  return name;
}

Result<What> parse_what(Cursor& c) {
  auto word = TRY(c.expect_any({"USER", "GROUP", "ROLE"}));
  return word == "USER" ? What::user : word == "GROUP" ? What::group : What::role;
}

Result<void> parse_setting(Cursor& c, rs::Principal& user) {
  auto name = c.take_word().value;
  if (!c.accept("=")) TRY(c.expect("TO"));
  std::optional<std::string> value;
  if (!c.accept("DEFAULT")) {
    value = c.at_integer() ? std::to_string(TRY(c.integer())) : TRY(parse_word_or_string(c));
    while (c.accept(",")) *value += ", " + TRY(parse_word_or_string(c));
  }
  user.settings.emplace_back(std::move(name), std::move(value));
  return {};
}

Result<void> parse_password(Cursor& c, rs::Principal& user) {
  if (c.accept("DISABLE")) {
    user.password_disabled = true;
    return {};
  }
  user.password = TRY(c.string());
  return {};
}

Result<bool> parse_user_flag(Cursor& c, rs::Principal& user) {
  if (c.accept("CREATEDB")) {
    user.create_db = true;
  } else if (c.accept("NOCREATEDB")) {
    user.create_db = false;
  } else if (!c.accept_any({"CREATEUSER", "SUPERUSER"}).empty()) {
    user.create_user = true;
  } else if (!c.accept_any({"NOCREATEUSER", "NOSUPERUSER"}).empty()) {
    user.create_user = false;
  } else if (c.accept_all({"SYSLOG", "ACCESS"})) {
    user.syslog_unrestricted = TRY(c.expect_any({"RESTRICTED", "UNRESTRICTED"})) == "UNRESTRICTED";
  } else {
    return false;
  }
  return true;
}

// One option of CREATE and ALTER USER; false: none stands here.
Result<bool> parse_user_option(Cursor& c, rs::Principal& user) {
  if (TRY(parse_user_flag(c, user))) return true;
  if (c.accept("PASSWORD")) {
    TRY(parse_password(c, user));
  } else if (c.accept_all({"IN", "GROUP"})) {
    user.in_groups = TRY(c.identifiers());
  } else if (c.accept_all({"VALID", "UNTIL"})) {
    user.valid_until = TRY(c.string());
  } else if (c.accept_all({"CONNECTION", "LIMIT"})) {
    user.connection_limit = TRY(parse_limit_or_unlimited(c));
  } else if (c.accept_all({"SESSION", "TIMEOUT"})) {
    user.session_timeout = TRY(c.integer());
  } else if (c.accept_all({"RESET", "SESSION", "TIMEOUT"})) {
    user.session_timeout = 0;
  } else if (c.accept("EXTERNALID")) {
    c.accept("TO");
    user.external_id = TRY(parse_word_or_string(c));
  } else if (user.alter && c.accept("SET")) {
    TRY(parse_setting(c, user));
  } else if (user.alter && c.accept("RESET")) {
    user.settings.emplace_back(c.take_word().value, std::nullopt);
  } else {
    return false;
  }
  return true;
}

Result<void> parse_group_members(Cursor& c, rs::Principal& group) {
  bool with = c.accept("WITH");
  if (!c.accept("USER")) {
    if (with) return c.mismatch();
    return {};
  }
  group.members = TRY(c.identifiers());
  return {};
}

Result<void> parse_renaming(Cursor& c, rs::Principal& principal) {
  if (c.accept_all({"RENAME", "TO"})) principal.rename_to = TRY(c.identifier());
  if (c.accept_all({"OWNER", "TO"})) principal.owner = TRY(c.identifier());
  return {};
}

Result<StatementPtr> parse_alter_group(Cursor& c, Cursor::Mark begin) {
  auto alter = std::make_unique<rs::AlterGroup>();
  alter->name = TRY(c.identifier());
  if (c.accept("ADD")) {
    TRY(c.expect("USER"));
    alter->add = TRY(c.identifiers());
  } else if (c.accept("DROP")) {
    TRY(c.expect("USER"));
    alter->drop = TRY(c.identifiers());
  } else {
    TRY(c.expect_all({"RENAME", "TO"}));
    alter->rename_to = TRY(c.identifier());
  }
  return finish(c, begin, std::move(alter));
}

}  // namespace

Result<StatementPtr> parse_create_principal(Cursor& c, Cursor::Mark begin) {
  auto principal = std::make_unique<rs::Principal>();
  principal->what = TRY(parse_what(c));
  principal->if_not_exists = TRY(accept_if_not_exists(c));
  principal->name = TRY(parse_principal_name(c));
  if (principal->what == What::group) {
    TRY(parse_group_members(c, *principal));
  } else if (principal->what == What::role) {
    if (c.accept("EXTERNALID")) principal->external_id = TRY(parse_word_or_string(c));
  } else {
    c.accept("WITH");
    while (TRY(parse_user_option(c, *principal))) {
    }
  }
  return finish(c, begin, std::move(principal));
}

Result<StatementPtr> parse_alter_principal(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto what = TRY(parse_what(c));
  if (what == What::group) return parse_alter_group(c, begin);
  auto principal = std::make_unique<rs::Principal>();
  principal->what = what;
  principal->alter = true;
  principal->name = TRY(parse_principal_name(c));
  c.accept("WITH");
  TRY(parse_renaming(c, *principal));
  while (TRY(parse_user_option(c, *principal))) {
  }
  return finish(c, begin, std::move(principal));
}

// --- GRANT, REVOKE

Result<std::vector<rs::Grantee>> parse_grantees(Cursor& c) {
  using Kind = rs::Grantee::Kind;
  std::vector<rs::Grantee> out;
  do {
    rs::Grantee grantee;
    if (c.accept("PUBLIC")) {
      grantee.kind = Kind::public_;
    } else if (c.accept("IAM_ROLE")) {
      grantee.kind = Kind::iam_role;
      grantee.text = TRY(c.string());
    } else if (c.at_any({"NAMESPACE", "ACCOUNT"}) && !c.at(",", 1)) {
      grantee.kind = c.at("NAMESPACE") ? Kind::namespace_ : Kind::account;
      c.skip();
      grantee.text = TRY(c.string());
      if (c.accept_all({"VIA", "DATA"})) TRY(c.expect("CATALOG"));
    } else {
      if (c.accept("ROLE")) {
        grantee.kind = Kind::role;
      } else if (c.accept("GROUP")) {
        grantee.kind = Kind::group;
      } else {
        c.accept("USER");
      }
      grantee.name = TRY(parse_principal_name(c));
    }
    grantee.grant_option = c.accept_all({"WITH", "GRANT", "OPTION"});
    grantee.admin_option = c.accept_all({"WITH", "ADMIN", "OPTION"});
    out.push_back(std::move(grantee));
  } while (c.accept(","));
  return out;
}

namespace {

// SELECT, CREATE USER, ACCESS SYSTEM TABLE, ALL PRIVILEGES: words up to a comma, parenthesis, ON, TO, FROM or FOR.
Result<rs::Privilege> parse_privilege(Cursor& c) {
  rs::Privilege privilege;
  while (c.at_kind(TokenKind::word) && !c.at_any({"ON", "TO", "FROM", "FOR"})) {
    privilege.name += (privilege.name.empty() ? "" : " ") + c.take_word().value;
  }
  if (privilege.name.empty()) return c.mismatch();
  if (privilege.name == "all privileges") privilege.name = "all";
  if (privilege.name == "temporary") privilege.name = "temp";
  if (c.at("(")) privilege.columns = TRY(c.parenthesized_identifiers());
  return privilege;
}

Result<std::vector<rs::Privilege>> parse_privileges(Cursor& c) {
  std::vector<rs::Privilege> out;
  do {
    out.push_back(TRY(parse_privilege(c)));
  } while (c.accept(","));
  return out;
}

Result<void> parse_routines(Cursor& c, rs::Grant& grant) {
  do {
    grant.objects.push_back(TRY(c.name()));
    grant.argument_types.push_back(c.at("(") ? TRY(parse_argument_types(c)) : std::vector<DataType>());
  } while (c.accept(","));
  return {};
}

Result<void> parse_assume_role(Cursor& c, rs::Grant& grant) {
  grant.on = rs::Grant::On::assume_role;
  if (c.accept("DEFAULT")) {
    grant.roles_arns.push_back("default");
  } else if (c.accept("ALL")) {
    grant.roles_arns.push_back("all");
  } else {
    do {
      grant.roles_arns.push_back(TRY(c.string()));
    } while (c.accept(","));
  }
  return {};
}

struct GrantTarget {
  std::initializer_list<std::string_view> words;
  rs::Grant::On on;
};

// What follows ON. A bare name is a table.
Result<void> parse_target(Cursor& c, rs::Grant& grant) {
  using On = rs::Grant::On;
  static const GrantTarget kTargets[] = {
      {{"ALL", "TABLES", "IN", "SCHEMA"}, On::all_tables},
      {{"ALL", "FUNCTIONS", "IN", "SCHEMA"}, On::all_functions},
      {{"ALL", "PROCEDURES", "IN", "SCHEMA"}, On::all_procedures},
      {{"ALL", "COPY", "JOBS"}, On::all_copy_jobs},
      {{"EXTERNAL", "SCHEMA"}, On::external_schema},
      {{"EXTERNAL", "TABLE"}, On::external_table},
      {{"EXTERNAL", "COLUMN"}, On::external_column},
      {{"COPY", "JOB"}, On::copy_job},
      {{"RLS", "POLICY"}, On::rls_policy},
      {{"MASKING", "POLICY"}, On::masking_policy},
      {{"SCHEMA"}, On::schema},
      {{"DATABASE"}, On::database},
      {{"LANGUAGE"}, On::language},
      {{"DATASHARE"}, On::datashare},
      {{"MODEL"}, On::model},
      {{"TEMPLATE"}, On::template_},
      {{"TABLE"}, On::table},
  };
  if (c.at("FUNCTION") || c.at("PROCEDURE")) {
    grant.on = c.at("FUNCTION") ? On::function : On::procedure;
    c.skip();
    return parse_routines(c, grant);
  }
  if (!grant.privileges.empty() && grant.privileges[0].name == "assumerole") return parse_assume_role(c, grant);
  grant.on = On::table;
  for (const auto& target : kTargets) {
    if (!c.accept_all(target.words)) continue;
    grant.on = target.on;
    break;
  }
  if (grant.on != On::all_copy_jobs) grant.objects = TRY(parse_names(c));
  return {};
}

// FOR TABLES IN SCHEMA s, ...; FOR FUNCTIONS IN DATABASE d
Result<void> parse_scope(Cursor& c, rs::Grant& grant) {
  auto kind = TRY(c.expect_any({"TABLES", "FUNCTIONS", "PROCEDURES", "LANGUAGES", "SCHEMAS"}));
  TRY(c.expect("IN"));
  auto place = TRY(c.expect_any({"SCHEMA", "DATABASE"}));
  grant.on = rs::Grant::On::scoped;
  grant.scope = lower_ascii(kind) + " in " + lower_ascii(place);
  grant.objects = TRY(parse_names(c));
  return {};
}

// COPY, UNLOAD, EXTERNAL FUNCTION, CREATE MODEL, ALL behind ASSUMEROLE ... FOR
Result<void> parse_uses(Cursor& c, rs::Grant& grant) {
  if (!c.accept("FOR")) return {};
  do {
    std::string use;
    while (c.at_kind(TokenKind::word) && !c.at_any({"TO", "FROM"})) use += (use.empty() ? "" : " ") + c.take_word().value;
    if (use.empty()) return c.mismatch();
    grant.uses.push_back(std::move(use));
  } while (c.accept(","));
  return {};
}

Result<void> parse_assume_role_tail(Cursor& c, rs::Grant& grant, std::string_view direction) {
  TRY(c.expect(direction));
  grant.grantees = TRY(parse_grantees(c));
  return parse_uses(c, grant);
}

Result<void> parse_roles(Cursor& c, rs::Grant& grant) {
  do {
    c.accept("ROLE");
    grant.roles.push_back(TRY(parse_principal_name(c)));
  } while (c.accept(","));
  return {};
}

Result<void> parse_option_for(Cursor& c, rs::Grant& grant) {
  if (!grant.revoke) return {};
  grant.option_only = c.accept_all({"GRANT", "OPTION", "FOR"}) || c.accept_all({"ADMIN", "OPTION", "FOR"});
  return {};
}

}  // namespace

Result<StatementPtr> parse_grant(Cursor& c) {
  auto begin = c.mark();
  auto grant = std::make_unique<rs::Grant>();
  grant->revoke = c.at("REVOKE");
  c.skip();
  std::string_view direction = grant->revoke ? "FROM" : "TO";
  TRY(parse_option_for(c, *grant));
  if (c.accept("ROLE")) {
    TRY(parse_roles(c, *grant));
  } else {
    grant->privileges = TRY(parse_privileges(c));
    if (c.accept("ON")) {
      TRY(parse_target(c, *grant));
      if (grant->on == rs::Grant::On::assume_role) {
        TRY(parse_assume_role_tail(c, *grant, direction));
        return finish(c, begin, std::move(grant));
      }
    } else if (c.accept("FOR")) {
      TRY(parse_scope(c, *grant));
    }
  }
  TRY(c.expect(direction));
  grant->grantees = TRY(parse_grantees(c));
  grant->cascade = accept_cascade(c).value_or(false);
  return finish(c, begin, std::move(grant));
}

Result<StatementPtr> parse_default_privileges(Cursor& c) {
  auto begin = c.mark();
  TRY(c.expect_all({"ALTER", "DEFAULT", "PRIVILEGES"}));
  auto defaults = std::make_unique<rs::DefaultPrivileges>();
  if (c.accept("FOR")) {
    TRY(c.expect_any({"USER", "ROLE"}));
    defaults->for_users = TRY(c.identifiers());
  }
  if (c.accept_all({"IN", "SCHEMA"})) defaults->in_schemas = TRY(c.identifiers());
  defaults->revoke = TRY(c.expect_any({"GRANT", "REVOKE"})) == "REVOKE";
  if (defaults->revoke) defaults->option_only = c.accept_all({"GRANT", "OPTION", "FOR"});
  defaults->privileges = TRY(parse_privileges(c));
  TRY(c.expect("ON"));
  defaults->on = lower_ascii(TRY(c.expect_any({"TABLES", "FUNCTIONS", "PROCEDURES"})));
  TRY(c.expect(defaults->revoke ? "FROM" : "TO"));
  defaults->grantees = TRY(parse_grantees(c));
  accept_cascade(c);
  return finish(c, begin, std::move(defaults));
}

}  // namespace tarn::sql::redshift
