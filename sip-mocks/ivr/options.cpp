#include "ivr/options.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <set>

#include "centre/demo_day.hpp"
#include "ivr/call_list.hpp"
#include "ivr/day_calls.hpp"

namespace truewait::ivr {
namespace {

constexpr int most_agents = 10'000;

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

Plan demo_plan(const Options& options, const std::string& run) {
  Plan plan;
  const centre::Scenario day = centre::demo_day();
  const auto calls = std::make_shared<DayCalls>(day, options.seed, run);
  for (const centre::QueuePlan& queue : day.queues) plan.queues.push_back(queue.name);
  plan.script.emplace(Script{run, AgentPool(pool_groups(day), day.head_start_per_priority_s), Duty(day),
                             [calls] { return calls->next(); }, options.seed, Survey{true, {}, {}}});
  plan.endless = true;
  return plan;
}

Plan list_plan(const Options& options, const std::string& list, const std::string& run) {
  Plan plan;
  CallList read = read_call_list(list);
  plan.errors = std::move(read.errors);
  std::vector<PoolGroup> groups;
  std::set<std::string> queues, served;
  for (const std::string& written : options.agents) {
    const auto group = read_group(written);
    if (!group) {
      plan.errors.push_back("--agents " + written + ": write NAME=N or NAME=N:QUEUE,QUEUE");
      continue;
    }
    groups.push_back(*group);
    served.insert(group->serves.begin(), group->serves.end());
  }
  for (const PlannedCall& call : read.calls) {
    if (queues.insert(call.queue).second && !served.contains(call.queue)) {
      plan.errors.push_back("nobody answers queue " + call.queue + ": add --agents " + call.queue + "=1");
    }
  }
  queues.insert(served.begin(), served.end());
  plan.queues.assign(queues.begin(), queues.end());
  plan.endless = options.list.empty();
  const std::size_t group_count = groups.size();
  auto next = [calls = std::make_shared<std::vector<PlannedCall>>(std::move(read.calls)),
               at = std::size_t{0}]() mutable -> std::optional<PlannedCall> {
    return at < calls->size() ? std::optional((*calls)[at++]) : std::nullopt;
  };
  plan.script.emplace(Script{run, AgentPool(std::move(groups)), Duty(group_count), std::move(next), options.seed, {}});
  return plan;
}

}  // namespace

void describe(CLI::App& app, Options& options) {
  app.add_option("--url", options.url, "Where the service listens (http only)")->capture_default_str();
  app.add_option("--key", options.key,
                 "Bearer key with estimate:read, events:write, callbacks:write; with --demo reports:read too")
      ->envname("TRUEWAIT_KEY")
      ->required();
  auto* list = app.add_option("--list", options.list, "Calls to play, a JSON object per line; - reads standard input");
  app.add_flag("--demo", options.demo, "Play the demo's day instead, without end, with a live table")->excludes(list);
  app.add_option("--agents", options.agents, "Who answers: NAME=N or NAME=N:QUEUE,QUEUE; may repeat");
  app.add_option(
      "--phone", options.phones,
      "What happens when a number is dialled: NUMBER=busy,no_answer,answers; may repeat. Other numbers answer");
  app.add_option("--dials", options.dials, "File that remembers the dials begun, so that a restart dials none twice");
  app.add_option("--name", options.name, "This front-end's name")->capture_default_str();
  app.add_option("--speed", options.speed, "How many times real time; the service's --clock-speed")
      ->capture_default_str()
      ->check(CLI::Range(0.01, 1000.0));
  app.add_option("--seed", options.seed, "The same seed gives the same calls and answers")->capture_default_str();
  app.add_option("--duration-s", options.duration_s,
                 "Stop after so many real seconds; 0: when all is over, with --demo or without a list at Ctrl-C")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  app.add_flag("--trace", options.trace, "One JSON line per thing that happens, on standard output");
}

std::optional<PoolGroup> read_group(const std::string& written) {
  const std::size_t equals = written.find('=');
  if (equals == std::string::npos || equals == 0) return std::nullopt;
  PoolGroup group;
  group.name = written.substr(0, equals);
  const std::size_t colon = std::min(written.find(':', equals), written.size());
  const char* end = written.data() + colon;
  const auto [stop, error] = std::from_chars(written.data() + equals + 1, end, group.agents);
  if (error != std::errc{} || stop != end || group.agents < 1 || group.agents > most_agents) return std::nullopt;
  group.serves = colon < written.size() ? words(std::string_view(written).substr(colon + 1))
                                        : std::vector<std::string>{group.name};
  if (group.serves.empty()) return std::nullopt;
  return group;
}

std::optional<Phone> read_phone(const std::string& written) {
  const std::size_t equals = written.find('=');
  if (equals == std::string::npos || equals == 0) return std::nullopt;
  Phone phone{written.substr(0, equals), {}};
  for (const std::string& word : words(std::string_view(written).substr(equals + 1))) {
    const auto script = read_dial_script(word);
    if (!script) return std::nullopt;
    phone.dials.push_back(*script);
  }
  return phone.dials.empty() ? std::nullopt : std::optional(std::move(phone));
}

Plan make_plan(const Options& options, const std::string& list, const std::string& run) {
  Plan plan = options.demo ? demo_plan(options, run) : list_plan(options, list, run);
  for (const std::string& written : options.phones) {
    if (auto phone = read_phone(written)) {
      plan.phones.push_back(std::move(*phone));
    } else {
      plan.errors.push_back("--phone " + written + ": write NUMBER=answers or another word of a call list's answers");
    }
  }
  return plan;
}

}  // namespace truewait::ivr
