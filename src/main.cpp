// tarn serve | env | check: reads the flags and does what they say.
#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>

#include "check_command.h"
#include "server.h"

namespace {

using namespace tarn;

int fail(const Error& error) {
  std::cerr << "tarn: " << error.message << "\n";
  return 1;
}

// Waits for SIGINT or SIGTERM, which every thread has blocked since before it was made.
void wait_for_signal(const sigset_t& signals) {
  int signal = 0;
  sigwait(&signals, &signal);
}

int serve(const ServeOptions& options) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);

  auto server = start_server(options);
  if (!server.ok()) return fail(server.error());
  const auto& info = (*server)->info();
  std::cout << "AWS APIs on " << info.endpoint << "\nRedshift on " << info.redshift_host << ":" << info.redshift_port << std::endl;
  wait_for_signal(signals);
  (*server)->stop();
  return 0;
}

int print_env(const std::string& data) {
  auto served = read_served(data);
  if (!served.ok()) return fail(served.error());
  const auto& [info, credentials] = *served;
  const std::pair<const char*, std::string> exports[] = {
      {"AWS_ENDPOINT_URL", info.endpoint},
      {"AWS_ACCESS_KEY_ID", credentials.access_key_id},
      {"AWS_SECRET_ACCESS_KEY", credentials.secret_access_key},
      {"AWS_REGION", info.region},
      {"AWS_DEFAULT_REGION", info.region},
      {"PGHOST", info.redshift_host},
      {"PGPORT", std::to_string(info.redshift_port)},
      {"PGUSER", "admin"},
      {"PGPASSWORD", credentials.redshift_password},
      {"PGDATABASE", "dev"},
  };
  for (const auto& [name, value] : exports) std::cout << "export " << name << "='" << value << "'\n";
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Tarn: a self-hosted data lake that speaks AWS"};
  app.require_subcommand(1);

  ServeOptions options;
  net::TlsFiles tls;
  auto* serve_command = app.add_subcommand("serve", "serve the AWS APIs and the Redshift protocol");
  serve_command->add_option("--data", options.data, "data folder, made at the first start")->required();
  serve_command->add_option("--port", options.port, "port of the AWS APIs; 0 picks a free one")->capture_default_str();
  serve_command->add_option("--redshift-port", options.redshift_port, "port of the PostgreSQL protocol; 0 picks a free one")->capture_default_str();
  serve_command->add_option("--account-id", options.account_id)->capture_default_str()->check(CLI::Validator(
      [](const std::string& id) { return id.size() == 12 && id.find_first_not_of("0123456789") == std::string::npos ? "" : "12 digits, please"; }, "ACCOUNT"));
  serve_command->add_option("--region", options.region)->capture_default_str();
  auto* certificate = serve_command->add_option("--tls-cert", tls.certificate, "PEM certificate chain: serve HTTPS");
  serve_command->add_option("--tls-key", tls.key, "PEM private key")->needs(certificate);
  serve_command->add_option("--schedule-clock", options.schedule_clock, "for tests: file with the seconds by which schedules run ahead");

  std::string data;
  auto* env_command = app.add_subcommand("env", "print the shell exports for a serving data folder");
  env_command->add_option("--data", data)->required();
  auto* check_command = app.add_subcommand("check", "verify everything at rest in a data folder that is not being served");
  check_command->add_option("--data", data)->required();
  CLI11_PARSE(app, argc, argv);

  if (*env_command) return print_env(data);
  if (*check_command) return run_check(data);
  if (!tls.certificate.empty()) options.tls = tls;
  return serve(options);
}
