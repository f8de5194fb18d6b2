// The program simulated_centre: a contact centre that calls a running service over HTTP, with a live table.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>

#include "centre/demo_day.hpp"
#include "live/board.hpp"
#include "live/driver.hpp"

namespace {

using namespace truewait;

volatile std::sig_atomic_t stop_asked = 0;

void ask_to_stop(int) {
  stop_asked = 1;
}

struct Options {
  std::string url = "http://127.0.0.1:8080";
  std::string key;
  double speed = 10;
  std::uint64_t seed = 1;
  double duration_s = 0;
  bool quiet = false;
};

void describe(CLI::App& app, Options& options) {
  app.add_option("--url", options.url, "Where the service listens (http only)")->capture_default_str();
  app.add_option("--key", options.key, "Bearer key with the scopes events:write, estimate:read, reports:read")
      ->envname("TRUEWAIT_KEY")
      ->required();
  app.add_option("--speed", options.speed, "How many times real time; the service's --clock-speed")
      ->capture_default_str()
      ->check(CLI::Range(0.01, 1000.0));
  app.add_option("--seed", options.seed, "The same seed gives the same calls")->capture_default_str();
  app.add_option("--duration-s", options.duration_s, "Stop after so many real seconds; 0: at Ctrl-C")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  app.add_flag("--quiet", options.quiet, "No table; a line when the service goes away or comes back");
}

double steady_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Ids of one run never meet those of another: events repeated under the same id would be taken for known ones.
std::string run_prefix() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return "sim" + std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(since).count()) + "-";
}

void say_connection(const live::Driver& driver, bool connected) {
  std::fprintf(stderr, "simulated_centre: %s\n", connected ? "connected" : driver.view().trouble.c_str());
}

/// Runs until told to stop; the exit code.
int run(live::Driver& driver, const Options& options) {
  const bool terminal = ::isatty(STDOUT_FILENO) != 0;
  std::optional<live::Board> board;
  if (!options.quiet) board.emplace(terminal);
  const double began_s = steady_s(), every_s = terminal ? 1 : 10;
  double next_draw_s = terminal ? began_s : began_s + every_s;
  std::optional<bool> was_connected;
  while (stop_asked == 0 && (options.duration_s == 0 || steady_s() - began_s < options.duration_s)) {
    if (!driver.tick(steady_s())) return 2;
    if (!terminal || options.quiet) {
      if (was_connected != driver.connected()) say_connection(driver, driver.connected());
      was_connected = driver.connected();
    }
    if (board && steady_s() >= next_draw_s) {
      board->draw(driver.view());
      next_draw_s += every_s;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  if (board) board->draw(driver.view());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("A simulated contact centre that sends its calls to a running truewait service and shows a live table");
  describe(app, options);
  CLI11_PARSE(app, argc, argv);
  const auto url = live::parse_url(options.url);
  if (!url) {
    std::fprintf(stderr, "simulated_centre: --url must be like http://127.0.0.1:8080\n");
    return 2;
  }
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGTERM, ask_to_stop);
  live::Driver driver(centre::demo_day(), options.seed, run_prefix(), live::Service(*url, options.key), options.speed);
  const int code = run(driver, options);
  if (!driver.fatal().empty()) std::fprintf(stderr, "simulated_centre: %s\n", driver.fatal().c_str());
  return code;
}
