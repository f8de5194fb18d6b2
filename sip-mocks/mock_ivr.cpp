// The program mock_ivr: a front-end and its switch that speak only the public protocol with a running service.
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

#include "centre/demo_day.hpp"
#include "ivr/demo_view.hpp"
#include "ivr/options.hpp"
#include "ivr/session.hpp"
#include "live/board.hpp"

namespace {

using namespace truewait;

constexpr double belief_window_s = 7 * 24 * 3600.0;

volatile std::sig_atomic_t stop_asked = 0;

void ask_to_stop(int) {
  stop_asked = 1;
}

double steady_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Ids of one run never meet those of another: events repeated under the same id would be taken for known ones.
std::string run_prefix() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return "ivr" + std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(since).count()) + "-";
}

std::optional<std::string> read_list(const std::string& path) {
  std::ostringstream text;
  if (path == "-") {
    text << std::cin.rdbuf();
    return text.str();
  }
  std::ifstream file(path);
  if (!file) return std::nullopt;
  text << file.rdbuf();
  return text.str();
}

/// Tells what happens: as lines of a trace, on a table, or as a line when the service goes away or comes back.
class Teller {
 public:
  Teller(const ivr::Options& options, const std::vector<std::string>& queues)
      : trace_(options.trace), view_(queues, options.speed), terminal_(::isatty(STDOUT_FILENO) != 0) {
    if (options.demo && !trace_) board_.emplace(terminal_);
  }

  void tell(ivr::Session& session, ivr::FrontEnd& front_end, double now_s) {
    for (const ivr::Happening& happening : front_end.take_happenings()) {
      tally_.add(happening);
      if (trace_) std::puts(ivr::trace_line(happening).c_str());
    }
    if (trace_) std::fflush(stdout);
    if (board_) {
      if (now_s < next_draw_s_) return;
      next_draw_s_ = now_s + (terminal_ ? 1 : 10);
      const auto phase = centre::demo_phase(session.time().now_s(now_s));
      return board_->draw(view_.refresh(session, tally_, phase, now_s));
    }
    if (session.connected() == was_connected_) return;
    was_connected_ = session.connected();
    std::fprintf(stderr, "mock_ivr: %s\n", was_connected_ ? "connected" : session.trouble().c_str());
  }

  void sum_up() {
    board_.reset();
    std::FILE* to = trace_ ? stderr : stdout;
    for (const std::string& line : tally_.summary()) std::fprintf(to, "%s\n", line.c_str());
  }

 private:
  bool trace_;
  ivr::Tally tally_;
  ivr::DemoView view_;
  bool terminal_, was_connected_ = false;
  std::optional<live::Board> board_;
  double next_draw_s_ = 0;
};

bool run(const ivr::Options& options, const ivr::Plan& plan, ivr::Session& session, ivr::FrontEnd& front_end) {
  Teller teller(options, plan.queues);
  const double began_s = steady_s();
  bool belief_due = options.demo, ok = true;
  while (stop_asked == 0 && (options.duration_s == 0 || steady_s() - began_s < options.duration_s)) {
    ok = session.tick(steady_s());
    teller.tell(session, front_end, steady_s());
    if (!ok || (!plan.endless && session.finished())) break;
    if (belief_due && session.connected()) {
      front_end.post_belief(belief_window_s);
      belief_due = false;
    }
  }
  teller.sum_up();
  return ok;
}

int refuse(const std::string& why) {
  std::fprintf(stderr, "mock_ivr: %s\n", why.c_str());
  return 2;
}

}  // namespace

int main(int argc, char** argv) try {
  ivr::Options options;
  CLI::App app("A front-end with its switch: plays calls against a running truewait service over the public protocol");
  ivr::describe(app, options);
  CLI11_PARSE(app, argc, argv);
  const auto url = live::parse_url(options.url);
  if (!url) return refuse("--url must be like http://127.0.0.1:8080");
  const auto list = options.list.empty() ? std::optional<std::string>("") : read_list(options.list);
  if (!list) return refuse(options.list + " cannot be read");
  ivr::Plan plan = ivr::make_plan(options, *list, run_prefix());
  for (const std::string& error : plan.errors) std::fprintf(stderr, "mock_ivr: %s\n", error.c_str());
  if (!plan.errors.empty()) return 2;
  std::optional<ivr::DialLedger> ledger;
  options.dials.empty() ? ledger.emplace() : ledger.emplace(options.dials);
  ivr::FrontEnd front_end(std::move(*plan.script), *ledger);
  for (const ivr::Phone& phone : plan.phones) front_end.script_phone(phone.number, phone.dials);
  ivr::Session session({*url, options.key, options.name, options.speed, plan.queues}, front_end, *ledger);
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGTERM, ask_to_stop);
  return run(options, plan, session, front_end) ? 0 : refuse(session.fatal());
} catch (const std::exception& error) {
  return refuse(error.what());
}
