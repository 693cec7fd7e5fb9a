// Printing of users, grants, policies, routines and datashares of Redshift.
#include "sql/ast/writer.h"
#include "sql/scanner/dialect.h"

namespace tarn::sql::ast {

namespace rs = redshift;

namespace {

// sys:operator is one name and is not quoted.
void write_principal_name(Writer& w, const Identifier& name) {
  if (name.value.starts_with("sys:")) {
    w << name.value;
  } else {
    write_name(w, name);
  }
}

void write_user_options(Writer& w, const rs::Principal& user) {
  if (user.password) {
    w << " PASSWORD ";
    write_string(w, *user.password);
  }
  if (user.password_disabled) w << " PASSWORD DISABLE";
  if (user.create_db) w << (*user.create_db ? " CREATEDB" : " NOCREATEDB");
  if (user.create_user) w << (*user.create_user ? " CREATEUSER" : " NOCREATEUSER");
  if (user.syslog_unrestricted) w << " SYSLOG ACCESS " << (*user.syslog_unrestricted ? "UNRESTRICTED" : "RESTRICTED");
  if (!user.in_groups.empty()) {
    w << " IN GROUP ";
    write_names(w, user.in_groups);
  }
  if (user.valid_until) {
    w << " VALID UNTIL ";
    write_string(w, *user.valid_until);
  }
  if (user.connection_limit) w << " CONNECTION LIMIT " << (*user.connection_limit < 0 ? "UNLIMITED" : std::to_string(*user.connection_limit));
  if (user.session_timeout) {
    w << (*user.session_timeout == 0 ? " RESET SESSION TIMEOUT" : " SESSION TIMEOUT " + std::to_string(*user.session_timeout));
  }
  for (const auto& [name, value] : user.settings) {
    w << (value ? " SET " : " RESET ") << name;
    if (!value) continue;
    w << " TO ";
    write_string(w, *value);
  }
}

void write_principal(Writer& w, const rs::Principal& principal) {
  constexpr std::string_view kWhat[] = {"USER ", "GROUP ", "ROLE "};
  w << (principal.alter ? "ALTER " : "CREATE ") << kWhat[static_cast<size_t>(principal.what)] << (principal.if_not_exists ? "IF NOT EXISTS " : "");
  write_principal_name(w, principal.name);
  if (!principal.members.empty()) {
    w << " WITH USER ";
    write_names(w, principal.members);
  }
  if (principal.rename_to) {
    w << " RENAME TO ";
    write_name(w, *principal.rename_to);
  }
  if (principal.owner) {
    w << " OWNER TO ";
    write_name(w, *principal.owner);
  }
  write_user_options(w, principal);
  if (!principal.external_id) return;
  w << " EXTERNALID ";
  write_string(w, *principal.external_id);
}

void write_alter_group(Writer& w, const rs::AlterGroup& group) {
  w << "ALTER GROUP ";
  write_name(w, group.name);
  if (group.rename_to) {
    w << " RENAME TO ";
    write_name(w, *group.rename_to);
    return;
  }
  w << (group.add.empty() ? " DROP USER " : " ADD USER ");
  write_names(w, group.add.empty() ? group.drop : group.add);
}

void write_privileges(Writer& w, const std::vector<rs::Privilege>& privileges) {
  write_list(w, privileges, [&](const rs::Privilege& privilege) {
    w << upper_ascii(privilege.name);
    if (privilege.columns.empty()) return;
    w << " ";
    write_parenthesized(w, privilege.columns);
  });
}

void write_grantees(Writer& w, const std::vector<rs::Grantee>& grantees) {
  using Kind = rs::Grantee::Kind;
  constexpr std::string_view kKinds[] = {"", "ROLE ", "GROUP ", "PUBLIC", "IAM_ROLE ", "NAMESPACE ", "ACCOUNT "};
  write_list(w, grantees, [&](const rs::Grantee& grantee) {
    w << kKinds[static_cast<size_t>(grantee.kind)];
    if (grantee.kind == Kind::iam_role || grantee.kind == Kind::namespace_ || grantee.kind == Kind::account) {
      write_string(w, grantee.text);
    } else if (grantee.kind != Kind::public_) {
      write_principal_name(w, grantee.name);
    }
    if (grantee.grant_option) w << " WITH GRANT OPTION";
    if (grantee.admin_option) w << " WITH ADMIN OPTION";
  });
}

void write_types(Writer& w, const std::vector<DataType>& types) {
  w << "(";
  write_list(w, types, [&](const DataType& type) { write_type(w, type); });
  w << ")";
}

void write_grant_target(Writer& w, const rs::Grant& grant) {
  using On = rs::Grant::On;
  constexpr std::string_view kTargets[] = {"", "TABLE ", "ALL TABLES IN SCHEMA ", "ALL FUNCTIONS IN SCHEMA ", "ALL PROCEDURES IN SCHEMA ", "SCHEMA ",
                                           "DATABASE ", "FUNCTION ", "PROCEDURE ", "LANGUAGE ", "DATASHARE ", "EXTERNAL SCHEMA ", "EXTERNAL TABLE ",
                                           "EXTERNAL COLUMN ", "", "COPY JOB ", "MODEL ", "", "RLS POLICY ", "MASKING POLICY ", "TEMPLATE ",
                                           "ALL COPY JOBS"};
  if (grant.on == On::nothing) return;
  if (grant.on == On::scoped) {
    w << " FOR " << upper_ascii(grant.scope) << " ";
  } else {
    w << " ON " << kTargets[static_cast<size_t>(grant.on)];
  }
  for (size_t i = 0; i < grant.objects.size(); ++i) {
    if (i > 0) w << ", ";
    write_name(w, grant.objects[i]);
    if (i < grant.argument_types.size()) write_types(w, grant.argument_types[i]);
  }
  if (grant.on != On::assume_role) return;
  write_list(w, grant.roles_arns, [&](const std::string& arn) {
    if (arn == "default" || arn == "all") {
      w << upper_ascii(arn);
    } else {
      write_string(w, arn);
    }
  });
}

void write_grant(Writer& w, const rs::Grant& grant) {
  w << (grant.revoke ? "REVOKE " : "GRANT ");
  if (grant.option_only) w << (grant.roles.empty() ? "GRANT OPTION FOR " : "ADMIN OPTION FOR ");
  if (!grant.roles.empty()) {
    write_list(w, grant.roles, [&](const Identifier& role) {
      w << "ROLE ";
      write_principal_name(w, role);
    });
  }
  write_privileges(w, grant.privileges);
  write_grant_target(w, grant);
  w << (grant.revoke ? " FROM " : " TO ");
  write_grantees(w, grant.grantees);
  if (!grant.uses.empty()) {
    w << " FOR ";
    write_list(w, grant.uses, [&](const std::string& use) { w << upper_ascii(use); });
  }
  if (grant.cascade) w << " CASCADE";
}

void write_default_privileges(Writer& w, const rs::DefaultPrivileges& defaults) {
  w << "ALTER DEFAULT PRIVILEGES";
  if (!defaults.for_users.empty()) {
    w << " FOR USER ";
    write_names(w, defaults.for_users);
  }
  if (!defaults.in_schemas.empty()) {
    w << " IN SCHEMA ";
    write_names(w, defaults.in_schemas);
  }
  w << (defaults.revoke ? " REVOKE " : " GRANT ") << (defaults.option_only ? "GRANT OPTION FOR " : "");
  write_privileges(w, defaults.privileges);
  w << " ON " << upper_ascii(defaults.on) << (defaults.revoke ? " FROM " : " TO ");
  write_grantees(w, defaults.grantees);
}

void write_policy_head(Writer& w, std::string_view kind, bool or_replace, bool if_not_exists, const Identifier& name,
                       const std::vector<rs::PolicyColumn>& columns) {
  w << "CREATE " << (or_replace ? "OR REPLACE " : "") << kind << " POLICY " << (if_not_exists ? "IF NOT EXISTS " : "");
  write_name(w, name);
  if (columns.empty()) return;
  w << " WITH (";
  write_list(w, columns, [&](const rs::PolicyColumn& column) {
    write_name(w, column.name);
    w << " ";
    write_type(w, column.type);
  });
  w << ")";
}

void write_rls_policy(Writer& w, const rs::CreateRlsPolicy& policy) {
  write_policy_head(w, "RLS", policy.or_replace, policy.if_not_exists, policy.name, policy.columns);
  if (policy.alias) {
    w << " AS ";
    write_name(w, *policy.alias);
  }
  w << " USING (";
  write_expr(w, *policy.predicate);
  w << ")";
}

void write_masking_policy(Writer& w, const rs::CreateMaskingPolicy& policy) {
  write_policy_head(w, "MASKING", policy.or_replace, policy.if_not_exists, policy.name, policy.columns);
  w << " USING (";
  write_exprs(w, policy.expressions);
  w << ")";
}

void write_object_list(Writer& w, const std::vector<ObjectName>& names) {
  write_list(w, names, [&](const ObjectName& name) { write_name(w, name); });
}

void write_attach(Writer& w, const rs::AttachPolicy& attach) {
  w << (attach.detach ? "DETACH " : "ATTACH ") << (attach.masking ? "MASKING POLICY " : "RLS POLICY ");
  write_name(w, attach.policy);
  w << " ON ";
  write_object_list(w, attach.tables);
  if (!attach.output_columns.empty()) {
    w << " (";
    write_object_list(w, attach.output_columns);
    w << ")";
  }
  if (!attach.input_columns.empty()) {
    w << " USING (";
    write_object_list(w, attach.input_columns);
    w << ")";
  }
  w << (attach.detach ? " FROM " : " TO ");
  write_grantees(w, attach.grantees);
  if (attach.priority) w << " PRIORITY " << std::to_string(*attach.priority);
}

void write_alter_policy(Writer& w, const rs::AlterPolicy& alter) {
  w << "ALTER " << (alter.masking ? "MASKING POLICY " : "RLS POLICY ");
  write_name(w, alter.name);
  w << " USING (";
  write_exprs(w, alter.expressions);
  w << ")";
}

// --- routines

void write_call_statement(Writer& w, const rs::Call& call) {
  w << "CALL ";
  write_name(w, call.name);
  w << "(";
  write_exprs(w, call.arguments);
  w << ")";
}

void write_routine_options(Writer& w, const rs::CreateRoutine& routine) {
  for (const auto& option : routine.options) {
    w << " " << upper_ascii(option.name);
    if (!option.value) continue;
    w << (option.name.starts_with("set ") ? " TO " : " ");
    bool number = !option.value->empty() && option.value->find_first_not_of("0123456789") == std::string::npos;
    if (number || (option.name == "iam_role" && *option.value == "default")) {
      w << *option.value;
    } else {
      write_string(w, *option.value);
    }
  }
}

void write_routine(Writer& w, const rs::CreateRoutine& routine) {
  constexpr std::string_view kWhat[] = {"FUNCTION ", "PROCEDURE ", "EXTERNAL FUNCTION "};
  w << "CREATE " << (routine.or_replace ? "OR REPLACE " : "") << kWhat[static_cast<size_t>(routine.what)];
  write_name(w, routine.name);
  w << "(";
  write_list(w, routine.arguments, [&](const auto& argument) {
    if (argument.name) {
      write_name(w, *argument.name);
      w << " ";
    }
    if (argument.mode != "in") w << upper_ascii(argument.mode) << " ";
    write_type(w, argument.type);
  });
  w << ")";
  if (routine.returns) {
    w << " RETURNS ";
    write_type(w, *routine.returns);
  }
  if (routine.nonatomic) w << " NONATOMIC";
  if (!routine.volatility.empty()) w << " " << upper_ascii(routine.volatility);
  if (!routine.body.empty()) {
    w << " AS ";
    write_string(w, routine.body);
  }
  if (!routine.language.empty()) w << " LANGUAGE " << routine.language;
  if (routine.security_definer) w << (*routine.security_definer ? " SECURITY DEFINER" : " SECURITY INVOKER");
  write_routine_options(w, routine);
}

void write_datashare(Writer& w, const rs::Datashare& share) {
  w << (share.alter ? "ALTER DATASHARE " : "CREATE DATASHARE ");
  write_name(w, share.name);
  if (!share.object_kind.empty()) {
    w << (share.add ? " ADD " : " REMOVE ") << upper_ascii(share.object_kind) << " ";
    write_object_list(w, share.objects);
  }
  if (share.publicly_accessible) w << " SET PUBLICACCESSIBLE " << (*share.publicly_accessible ? "TRUE" : "FALSE");
  if (!share.include_new) return;
  w << " SET INCLUDENEW " << (*share.include_new ? "TRUE" : "FALSE") << " FOR SCHEMA ";
  write_name(w, share.include_new_schema);
}

}  // namespace

bool write_redshift_security(Writer& w, const Statement& s) {
  switch (s.kind) {
    case StatementKind::rs_principal: write_principal(w, as<rs::Principal>(s)); return true;
    case StatementKind::rs_alter_group: write_alter_group(w, as<rs::AlterGroup>(s)); return true;
    case StatementKind::rs_grant: write_grant(w, as<rs::Grant>(s)); return true;
    case StatementKind::rs_default_privileges: write_default_privileges(w, as<rs::DefaultPrivileges>(s)); return true;
    case StatementKind::rs_create_rls_policy: write_rls_policy(w, as<rs::CreateRlsPolicy>(s)); return true;
    case StatementKind::rs_create_masking_policy: write_masking_policy(w, as<rs::CreateMaskingPolicy>(s)); return true;
    case StatementKind::rs_alter_policy: write_alter_policy(w, as<rs::AlterPolicy>(s)); return true;
    case StatementKind::rs_attach_policy: write_attach(w, as<rs::AttachPolicy>(s)); return true;
    case StatementKind::rs_call: write_call_statement(w, as<rs::Call>(s)); return true;
    case StatementKind::rs_create_routine: write_routine(w, as<rs::CreateRoutine>(s)); return true;
    case StatementKind::rs_datashare: write_datashare(w, as<rs::Datashare>(s)); return true;
    default: return false;
  }
}

}  // namespace tarn::sql::ast
