#include "secrets/secrets_api.h"

#include <algorithm>

#include "aws/arn.h"
#include "base/encoding.h"
#include "secrets/errors.h"
#include "secrets/values.h"

namespace tarn::secrets {
namespace {

constexpr size_t kSuffixCharacters = 6;
constexpr int64_t kDefaultRecoveryDays = 30;
constexpr size_t kMaxTags = 50;
constexpr size_t kDefaultPage = 100;
constexpr std::string_view kAlphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

bool is_gone(const SecretRecord& secret, TimePoint now) { return secret.deleted_at && *secret.deleted_at <= now; }

void erase_secret(kv::Txn& txn, const SecretRecord& secret) {
  for (auto& version : secret.versions) txn.erase(value_key(secret.name, version.id));
  txn.erase(secret_key(secret.name));
}

Result<void> add_tags(const std::vector<Tag>& tags, SecretRecord& secret) {
  for (auto& tag : tags) secret.tags[tag.key.value_or("")] = tag.value.value_or("");
  if (secret.tags.size() > kMaxTags) return errors::invalid_parameter("The request exceeds the limit of 50 tags for a secret.");
  return {};
}

std::optional<std::vector<Tag>> shown_tags(const SecretRecord& secret) {
  std::vector<Tag> out;
  for (auto& [key, value] : secret.tags) out.push_back({key, value});
  return out;
}

std::map<std::string, std::vector<std::string>> shown_stages(const SecretRecord& secret) {
  std::map<std::string, std::vector<std::string>> out;
  for (auto& version : secret.versions)
    if (!version.stages.empty()) out[version.id] = version.stages;
  return out;
}

// What DescribeSecret and ListSecrets show alike.
template <class Shown>
void describe(const SecretRecord& secret, Shown& out) {
  out.arn = secret.arn;
  out.name = secret.name.name;
  if (!secret.description.empty()) out.description = secret.description;
  if (!secret.kms_key_id.empty()) out.kms_key_id = secret.kms_key_id;
  out.last_changed_date = secret.changed_at;
  out.last_accessed_date = secret.accessed_at;
  out.deleted_date = secret.deleted_at;
  if (!secret.tags.empty()) out.tags = shown_tags(secret);
  out.created_date = secret.created_at;
}

// Values are prefixes, "!" before one negates it. Names and descriptions compare without case, tags with it.
bool passes(const SecretRecord& secret, const Filter& filter) {
  auto any_begins = [&](const std::vector<std::string>& texts, const std::string& wanted, bool ignore_case) {
    return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
      return ignore_case ? to_lower(text).starts_with(to_lower(wanted)) : text.starts_with(wanted);
    });
  };
  std::string key = filter.key.value_or("all");
  std::vector<std::string> plain, tags;
  if (key == "name" || key == "all") plain.push_back(secret.name.name);
  if (key == "description" || key == "all") plain.push_back(secret.description);
  for (auto& [tag_key, tag_value] : secret.tags) {
    if (key == "tag-key" || key == "all") tags.push_back(tag_key);
    if (key == "tag-value" || key == "all") tags.push_back(tag_value);
  }
  for (auto& value : filter.values.value_or(std::vector<std::string>{})) {
    bool negated = value.starts_with('!');
    std::string wanted = value.substr(negated ? 1 : 0);
    if ((any_begins(plain, wanted, true) || any_begins(tags, wanted, false)) != negated) return true;
  }
  return false;
}

template <class Output, class Edit>
Result<Output> edit_secret(SecretsState& secrets, const aws::RequestContext& ctx, const std::string& secret_id, Edit edit) {
  return secrets.store.transact([&](kv::Txn& txn) -> Result<Output> {
    auto secret = TRY(resolve_secret(txn, ctx.access, secret_id));
    auto out = TRY(edit(txn, secret));
    put_secret(txn, secret);
    return out;
  });
}

}  // namespace

Result<SecretRecord> resolve_secret(kv::Reader& reader, const aws::AccessContext& who, const std::string& secret_id) {
  SecretName name{who.account_id(), who.region, secret_id};
  constexpr std::string_view kResource = "secret:";
  auto arn = aws::Arn::parse(secret_id);
  if (arn && arn->service == "secretsmanager" && arn->resource.starts_with(kResource))
    name = {arn->account_id, arn->region, arn->resource.substr(kResource.size())};
  std::optional<SecretRecord> found;
  // A name may itself end in a hyphen and six characters, so the full ARN is tried first.
  bool may_have_suffix = arn && name.name.size() > kSuffixCharacters + 1 && name.name[name.name.size() - kSuffixCharacters - 1] == '-';
  if (may_have_suffix) {
    auto cut = name;
    cut.name.resize(cut.name.size() - kSuffixCharacters - 1);
    found = TRY(find_secret(reader, cut));
    if (found && found->arn != secret_id) found.reset();
  }
  if (!found) found = TRY(find_secret(reader, name));
  if (!found || is_gone(*found, who.now)) return errors::not_found();
  return std::move(*found);
}

Result<CreateSecretOutput> create_secret(SecretsState& secrets, const CreateSecretInput& in, const aws::RequestContext& ctx) {
  auto value = TRY(value_in(in.secret_string, in.secret_binary));
  std::string token = in.client_request_token.value_or(secrets.random.uuid());
  SecretRecord secret;
  secret.name = {ctx.account_id(), ctx.region(), in.name};
  secret.arn = aws::make_arn("secretsmanager", ctx.region(), ctx.account_id(),
                             "secret:" + in.name + "-" + secrets.random.from_alphabet(kAlphanumeric, kSuffixCharacters));
  secret.description = in.description.value_or("");
  secret.kms_key_id = in.kms_key_id.value_or("");
  secret.created_at = secret.changed_at = ctx.now();
  if (in.tags) TRY(add_tags(*in.tags, secret));
  return secrets.store.transact([&](kv::Txn& txn) -> Result<CreateSecretOutput> {
    auto existing = TRY(find_secret(txn, secret.name));
    if (existing && is_gone(*existing, ctx.now())) {
      erase_secret(txn, *existing);
    } else if (existing && existing->deleted_at) {
      return errors::invalid_request("You can't create this secret because a secret with this name is already scheduled for deletion.");
    } else if (existing) {
      // The same request again is no error.
      bool repeated = value && existing->find_version(token) && TRY(read_value(txn, secrets.box, *existing, token)) == *value;
      if (!repeated) return errors::already_exists(in.name);
      return CreateSecretOutput{existing->arn, in.name, token, {}};
    }
    auto made = secret;
    if (value) TRY(add_version(txn, secrets.box, made, token, *value, {"AWSCURRENT"}, ctx.now()));
    put_secret(txn, made);
    CreateSecretOutput out{made.arn, in.name, {}, {}};
    if (value) out.version_id = token;
    return out;
  });
}

Result<UpdateSecretOutput> update_secret(SecretsState& secrets, const UpdateSecretInput& in, const aws::RequestContext& ctx) {
  auto value = TRY(value_in(in.secret_string, in.secret_binary));
  std::string token = in.client_request_token.value_or(secrets.random.uuid());
  return edit_secret<UpdateSecretOutput>(secrets, ctx, in.secret_id, [&](kv::Txn& txn, SecretRecord& secret) -> Result<UpdateSecretOutput> {
    if (secret.deleted_at) return errors::marked_for_deletion();
    if (in.description) secret.description = *in.description;
    if (in.kms_key_id) secret.kms_key_id = *in.kms_key_id;
    secret.changed_at = ctx.now();
    UpdateSecretOutput out{secret.arn, secret.name.name, {}};
    if (!value) return out;
    TRY(add_version(txn, secrets.box, secret, token, *value, {"AWSCURRENT"}, ctx.now()));
    out.version_id = token;
    return out;
  });
}

Result<DescribeSecretOutput> describe_secret(SecretsState& secrets, const DescribeSecretInput& in, const aws::RequestContext& ctx) {
  auto secret = TRY(resolve_secret(*secrets.store.snapshot(), ctx.access, in.secret_id));
  DescribeSecretOutput out;
  describe(secret, out);
  out.version_ids_to_stages = shown_stages(secret);
  return out;
}

Result<ListSecretsOutput> list_secrets(SecretsState& secrets, const ListSecretsInput& in, const aws::RequestContext& ctx) {
  auto after = in.next_token ? from_base64(*in.next_token) : std::optional<std::string>("");
  if (!after) return Error{"InvalidNextTokenException", "Invalid NextToken.", 400, {}};
  size_t limit = in.max_results ? static_cast<size_t>(*in.max_results) : kDefaultPage;
  ListSecretsOutput out;
  out.secret_list.emplace();
  for (auto& entry : TRY(secrets.store.snapshot()->page(kv::Range::prefix(secrets_prefix(ctx.account_id(), ctx.region())), SIZE_MAX))) {
    auto secret = TRY(decode_secret(entry.value));
    bool listed = !is_gone(secret, ctx.now()) && (!secret.deleted_at || in.include_planned_deletion.value_or(false)) && secret.name.name > *after;
    for (auto& filter : in.filters.value_or(std::vector<Filter>{})) listed = listed && passes(secret, filter);
    if (!listed) continue;
    if (out.secret_list->size() == limit) {
      out.next_token = to_base64(*out.secret_list->back().name);
      break;
    }
    auto& shown = out.secret_list->emplace_back();
    describe(secret, shown);
    shown.secret_versions_to_stages = shown_stages(secret);
  }
  return out;
}

Result<DeleteSecretOutput> delete_secret(SecretsState& secrets, const DeleteSecretInput& in, const aws::RequestContext& ctx) {
  bool force = in.force_delete_without_recovery.value_or(false);
  if (force && in.recovery_window_in_days)
    return errors::invalid_parameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
  return secrets.store.transact([&](kv::Txn& txn) -> Result<DeleteSecretOutput> {
    auto secret = resolve_secret(txn, ctx.access, in.secret_id);
    if (!secret.ok()) {
      // Documented: a forced delete of nothing succeeds.
      if (!force || secret.error().code != "ResourceNotFoundException") return secret.error();
      std::string arn = aws::make_arn("secretsmanager", ctx.region(), ctx.account_id(),
                                      "secret:" + in.secret_id + "-" + secrets.random.from_alphabet(kAlphanumeric, kSuffixCharacters));
      return DeleteSecretOutput{arn, in.secret_id, ctx.now()};
    }
    if (secret->deleted_at && !force) return errors::marked_for_deletion();
    if (force) {
      erase_secret(txn, *secret);
      return DeleteSecretOutput{secret->arn, secret->name.name, ctx.now()};
    }
    secret->deleted_at = ctx.now() + std::chrono::days{in.recovery_window_in_days.value_or(kDefaultRecoveryDays)};
    put_secret(txn, *secret);
    return DeleteSecretOutput{secret->arn, secret->name.name, secret->deleted_at};
  });
}

Result<RestoreSecretOutput> restore_secret(SecretsState& secrets, const RestoreSecretInput& in, const aws::RequestContext& ctx) {
  return edit_secret<RestoreSecretOutput>(secrets, ctx, in.secret_id, [](kv::Txn&, SecretRecord& secret) -> Result<RestoreSecretOutput> {
    secret.deleted_at.reset();
    return RestoreSecretOutput{secret.arn, secret.name.name};
  });
}

Result<TagResourceOutput> tag_resource(SecretsState& secrets, const TagResourceInput& in, const aws::RequestContext& ctx) {
  return edit_secret<TagResourceOutput>(secrets, ctx, in.secret_id, [&](kv::Txn&, SecretRecord& secret) -> Result<TagResourceOutput> {
    TRY(add_tags(in.tags, secret));
    return TagResourceOutput{};
  });
}

Result<UntagResourceOutput> untag_resource(SecretsState& secrets, const UntagResourceInput& in, const aws::RequestContext& ctx) {
  return edit_secret<UntagResourceOutput>(secrets, ctx, in.secret_id, [&](kv::Txn&, SecretRecord& secret) -> Result<UntagResourceOutput> {
    for (auto& key : in.tag_keys) secret.tags.erase(key);
    return UntagResourceOutput{};
  });
}

Result<GetRandomPasswordOutput> get_random_password(SecretsState& secrets, const GetRandomPasswordInput& in, const aws::RequestContext&) {
  std::vector<std::string> kinds;
  auto add = [&](const std::optional<bool>& excluded, std::string characters) {
    if (excluded.value_or(false)) return;
    std::erase_if(characters, [&](char c) { return in.exclude_characters.value_or("").find(c) != std::string::npos; });
    if (!characters.empty()) kinds.push_back(std::move(characters));
  };
  add(in.exclude_lowercase, "abcdefghijklmnopqrstuvwxyz");
  add(in.exclude_uppercase, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  add(in.exclude_numbers, "0123456789");
  add(in.exclude_punctuation, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
  if (in.include_space.value_or(false)) add(false, " ");
  auto length = static_cast<size_t>(in.password_length.value_or(32));
  if (kinds.empty()) return errors::invalid_parameter("There are no characters to make the password of.");
  if (in.require_each_included_type.value_or(true) && length < kinds.size()) return errors::invalid_parameter("The password is too short for each included type.");
  std::string all;
  for (auto& kind : kinds) all += kind;
  // Drawn again until each type is there: the result is as even as a password under that rule can be.
  while (true) {
    auto password = secrets.random.from_alphabet(all, length);
    bool complete = std::all_of(kinds.begin(), kinds.end(), [&](const std::string& kind) { return password.find_first_of(kind) != std::string::npos; });
    if (complete || !in.require_each_included_type.value_or(true)) return GetRandomPasswordOutput{password};
  }
}

}  // namespace tarn::secrets
