#include "app/commands/serve.hpp"

#include <fmt/core.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <iostream>
#include <memory>

#include "app/endpoint.hpp"
#include "app/host/host.hpp"
#include "app/host/log.hpp"
#include "app/host/records.hpp"
#include "app/host/shutdown.hpp"
#include "app/host/signals.hpp"
#include "app/host/systemd_notice.hpp"
#include "app/service_options.hpp"
#include "app/version.hpp"
#include "truewait/edge/server.hpp"
#include "truewait/edge/stream.hpp"
#include "web_assets.hpp"

namespace truewait::app {

namespace {

std::int64_t steady_ns() {
  return static_cast<std::int64_t>(Clock::steady().count());
}

/// False when a certificate is configured and cannot be used.
bool load_certificate(const ServiceConfig& config, std::shared_ptr<const edge::TlsContext>& tls, std::ostream& err) {
  if (config.tls.certificate.empty()) return true;
  auto loaded = edge::load_tls(config.tls);
  if (const auto* wrong = std::get_if<std::string>(&loaded)) {
    err << "truewait: " << *wrong << "\n";
    return false;
  }
  tls = std::get<0>(std::move(loaded));
  return true;
}

edge::ServerOptions server_options(const ServiceConfig& config, edge::Stream& stream) {
  edge::ServerOptions options;
  options.steady_ns = steady_ns;
  options.stream = stream.factory();
  options.instance = fmt::format("{:x}", to_ms(Clock::wall()));
  options.allowed_origins = config.allowed_origins;
  options.assets = web_assets();
  return options;
}

/// The operations listener's address, or nothing when it could not be had: the service goes on without.
std::optional<Endpoint> listen_operations(edge::Server& server, const ServiceConfig& config, std::uint16_t bound) {
  Endpoint wanted = config.operations;
  if (wanted.port == 0 && bound != 65535) wanted.port = static_cast<std::uint16_t>(bound + 1);
  const auto port = server.listen_operations(wanted.host, wanted.port);
  if (!port) {
    spdlog::warn("no health and metrics: cannot listen on {}: {}; --operations names another address",
                 to_string(wanted), port.error().message());
    return std::nullopt;
  }
  wanted.port = *port;
  return wanted;
}

}  // namespace

int serve(const ServiceConfig& config, std::ostream& out, std::ostream& err) {
  open_log(config.log_level, config.log_json);
  spdlog::info("truewait {} opens {}", version(), config.store);
  std::shared_ptr<const edge::TlsContext> tls;
  if (!load_certificate(config, tls, err)) return 1;
  boost::asio::io_context loop(1);
  Host host(loop, config);
  edge::StreamOptions stream_options;
  stream_options.steady_ns = steady_ns;
  edge::Stream stream(loop, host, std::move(stream_options));
  edge::ServerOptions options = server_options(config, stream);
  options.tls = tls;
  edge::Server server(loop, host, std::move(options));
  Endpoint bound = config.listen;
  const auto port = server.listen(bound.host, bound.port);
  if (!port) {
    err << "truewait: cannot listen on " << to_string(bound) << ": " << port.error().message()
        << ". Name another address with --listen, or end what listens there.\n";
    return 1;
  }
  bound.port = *port;
  const auto operations = listen_operations(server, config, *port);
  Shutdown shutdown(loop, server, host);
  SystemdNotice systemd = SystemdNotice::from_environment(loop);
  Signals signals(loop, [&] {
    systemd.stopping();
    shutdown.begin();
  });
  out << "listening on " << (tls ? "https://" : "http://") << to_string(bound)
      << (operations ? ", operations on http://" + to_string(*operations) : ", without an operations listener") << "\n"
      << std::flush;
  systemd.ready("serving on " + to_string(bound));
  loop.run();
  return 0;
}

void add_serve(CLI::App& root, int& exit_code) {
  auto* command = root.add_subcommand("serve", "Serve estimates: events in, waits out, over HTTP");
  auto options = std::make_shared<ServiceOptions>();
  add_service_options(*command, *options);
  command->callback([options, &exit_code] {
    auto resolved = resolve(*options);
    if (const auto* errors = std::get_if<std::vector<std::string>>(&resolved)) {
      for (const auto& error : *errors) std::cerr << error << "\n";
      exit_code = 2;
      return;
    }
    exit_code = serve(std::get<ServiceConfig>(resolved), std::cout, std::cerr);
  });
}

}  // namespace truewait::app
