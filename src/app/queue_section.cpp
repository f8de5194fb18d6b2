#include "app/queue_section.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "app/callback_section.hpp"
#include "app/hours_section.hpp"
#include "app/time_zone.hpp"

namespace truewait::app {
namespace {

using std::chrono::hours;
using SiteAndName = std::pair<std::string, std::string>;

constexpr domain::Duration a_day = hours(24);
constexpr std::size_t most_queues = 10'000;  // names are metric labels: not an open set

void read_name(TableReader& reader, std::string_view key, std::string& into) {
  const auto text = reader.text(key);
  if (!text) return;
  if (auto wrong = name_error(key, *text)) {
    reader.error(reader.place(key), std::move(*wrong));
  } else {
    into = *text;
  }
}

// A site that no key can name would be out of reach.
void read_site(TableReader& reader, domain::QueueConfig& queue) {
  static constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  const auto text = reader.text("site");
  if (!text) return;
  queue.site = *text;
  if (text->empty() || text->size() > 64 || text->find_first_not_of(allowed) != std::string::npos) {
    reader.error(reader.place("site"), "\"site\" must be 1 to 64 characters of A-Z a-z 0-9 . _ -");
  }
}

void read_priorities(TableReader& reader, domain::QueueConfig& queue) {
  const auto rule = reader.choice("priority_rule", {"strict", "head_start"});
  if (rule == "head_start") queue.priority_rule = domain::PriorityRule::head_start;
  const auto head_start = reader.duration("head_start_per_priority", {}, a_day);
  if (!head_start) return;
  if (rule.value_or("strict") == "strict") {
    reader.error(
        reader.place("head_start_per_priority"),
        "\"head_start_per_priority\" has no meaning under the strict rule: add priority_rule = \"head_start\", "
        "or remove it.");
  }
  queue.head_start_per_priority = *head_start;
}

void read_classes(TableReader& reader, domain::QueueConfig& queue, ErrorList& errors) {
  const auto* table = reader.table("class_head_start");
  if (table == nullptr) return;
  for (const auto& entry : std::get<TomlValue::Table>(table->data)) {
    const auto what = "the head start of class \"" + entry.key + "\"";
    if (const auto d = read_duration(entry.value, what, {}, a_day, errors)) queue.class_head_start[entry.key] = *d;
  }
}

void read_zone_and_hours(TableReader& reader, domain::QueueConfig& queue, domain::Instant around) {
  if (const auto zone = reader.text("time_zone")) {
    if (auto wrong = time_zone_error(*zone)) reader.error(reader.place("time_zone"), std::move(*wrong));
    queue.time_zone = *zone;
  }
  read_hours(reader, queue.callback, queue.time_zone, around);
}

domain::QueueConfig read_queue(const TomlValue& table, const domain::EngineLimits& limits, domain::Instant around,
                               ErrorList& errors) {
  domain::QueueConfig queue;
  TableReader reader(table, "[[queues]]", errors);
  read_name(reader, "name", queue.name);
  if (!reader.has("name")) reader.error(reader.place(), "this queue has no name: add name = \"support\".");
  read_site(reader, queue);
  read_name(reader, "group", queue.group);
  read_priorities(reader, queue);
  read_classes(reader, queue, errors);
  queue.handle_time = reader.duration("handle_time", domain::Duration(1000), a_day);
  if (const auto agents = reader.whole("agents", 1, static_cast<std::int64_t>(limits.agents_per_group))) {
    queue.agents = static_cast<int>(*agents);
  }
  if (const auto percent = reader.whole("announce_percent", 50, 95)) {
    queue.announce_level = static_cast<double>(*percent) / 100;
  }
  queue.answer_target = reader.duration("answer_target", domain::Duration(1000), a_day).value_or(queue.answer_target);
  if (reader.choice("estimator", {"learned", "formula"}) == "formula") queue.estimator = domain::Estimator::formula;
  read_callbacks(reader, queue.callback);
  read_zone_and_hours(reader, queue, around);
  reader.finish();
  return queue;
}

/// What a queue shares with others: its name within the site, and its group's order of callers.
class Neighbours {
 public:
  explicit Neighbours(ErrorList& errors) : errors_(errors) {}

  void add(const domain::QueueConfig& queue, Place place) {
    if (queue.name.empty()) return;
    const auto [named, fresh] = names_.emplace(SiteAndName{queue.site, queue.name}, place);
    if (!fresh) {
      errors_.add(place, "the queue \"" + queue.name + "\" stands here a second time (first in line " +
                             std::to_string(named->second.line) + "): give one of them another name.");
      return;
    }
    const auto [group, first] = groups_.emplace(SiteAndName{queue.site, queue.group_name()}, queue);
    if (!first && group->second.priority_rule != queue.priority_rule) {
      errors_.add(place, "the queues \"" + group->second.name + "\" and \"" + queue.name +
                             "\" share the agents of group \"" + queue.group_name() +
                             "\" but not the priority rule: give both the same priority_rule.");
    }
  }

 private:
  ErrorList& errors_;
  std::map<SiteAndName, Place> names_;
  std::map<SiteAndName, domain::QueueConfig> groups_;
};

}  // namespace

std::optional<std::string> name_error(std::string_view what, std::string_view name) {
  const bool printable = std::all_of(name.begin(), name.end(), [](char c) { return c >= ' ' && c <= '~'; });
  if (!name.empty() && name.size() <= 128 && printable && name.front() != ' ' && name.back() != ' ')
    return std::nullopt;
  return "\"" + std::string(what) + "\" must be 1 to 128 printable ASCII characters without a space at either end.";
}

std::vector<domain::QueueConfig> read_queues(const TomlValue& list, const domain::EngineLimits& limits,
                                             domain::Instant around, ErrorList& errors) {
  std::vector<domain::QueueConfig> queues;
  Neighbours neighbours(errors);
  for (const auto& item : std::get<TomlValue::Array>(list.data)) {
    if (!std::holds_alternative<TomlValue::Table>(item.data)) {
      errors.add(item.place, "a queue is a table: write [[queues]] and below it name = \"support\".");
      continue;
    }
    queues.push_back(read_queue(item, limits, around, errors));
    neighbours.add(queues.back(), item.place);
  }
  if (queues.size() > most_queues) {
    errors.add(list.place, "more than " + std::to_string(most_queues) + " queues: split them over several services.");
  }
  return queues;
}

}  // namespace truewait::app
