#include "app/replay/ablation.hpp"

#include <spdlog/fmt/fmt.h>

#include <ostream>

namespace truewait::app {
namespace {

constexpr auto longest_asked_again = asked_again_after.size() - 1;

std::string_view words_of(const Ablation& row) {
  return row.without ? domain::part_words[static_cast<std::size_t>(*row.without)] : "everything";
}

std::string ablation_json(const Ablation& row, const Ablation& whole) {
  auto text =
      fmt::format(R"("n":{},"rmse_s":{},"median_mae_s":{},"interval_score_s":{},"n_remaining":{},)"
                  R"("remaining_mae_s":{})",
                  row.n, row.rmse_s, row.median_mae_s, row.interval_score_s, row.n_remaining, row.remaining_mae_s);
  if (!row.without) return "{" + text + "}";
  const auto p = static_cast<std::size_t>(*row.without);
  return fmt::format(R"({{"part":"{}","words":"{}",{},"buys":{{"rmse_s":{},"median_mae_s":{},"interval_score_s":{},)"
                     R"("remaining_mae_s":{}}}}})",
                     domain::part_names[p], domain::part_words[p], text, row.rmse_s - whole.rmse_s,
                     row.median_mae_s - whole.median_mae_s, row.interval_score_s - whole.interval_score_s,
                     row.remaining_mae_s - whole.remaining_mae_s);
}

}  // namespace

Ablation figures_of(const ReplayScore& score, std::optional<domain::Part> without) {
  const auto& remaining = score.remaining[longest_asked_again].told;
  return {without,
          score.served_mean.n(),
          score.served_mean.rmse_s(),
          score.served_median.mae_s(),
          score.interval_score_s,
          remaining.n(),
          remaining.mae_s()};
}

std::vector<Ablation> ablate(const telephony::History& history, const std::vector<domain::QueueConfig>& queues,
                             const std::function<void(double)>& progress) {
  std::vector<Ablation> rows;
  constexpr double replays = domain::part_count + 1;
  const auto add = [&](std::optional<domain::Part> without) {
    const auto parts = without ? domain::LearnerParts::without(*without) : domain::LearnerParts{};
    const auto done = static_cast<double>(rows.size());
    LaterPredictions later;
    const auto predictions = replay(
        history, queues, [&](double share) { progress((done + share) / replays); }, &later, parts);
    rows.push_back(figures_of(score(history, predictions, later), without));
  };
  add(std::nullopt);
  for (std::size_t p = 0; p < domain::part_count; ++p) add(static_cast<domain::Part>(p));
  return rows;
}

void print_ablation_table(const std::vector<Ablation>& rows, std::ostream& out) {
  const auto& whole = rows.front();
  const auto asked_after_s = asked_again_after[longest_asked_again].count() / 1000;
  out << fmt::format("{} calls waited and were answered; {} still waited after {} s\n", whole.n, whole.n_remaining,
                     asked_after_s);
  out << "RMSE of the mean, MAE of the median, score of the 80 % interval; of the remaining wait: MAE of the mean\n";
  out << "in brackets: the seconds that the part buys\n\n";
  out << fmt::format("{:<44} {:>16} {:>16} {:>17} {:>16}\n", "without", "RMSE s", "MAE s", "interval s",
                     fmt::format("after {} s", asked_after_s));
  for (const auto& row : rows) {
    out << fmt::format("{:<44}", words_of(row));
    const auto figure = [&](double s, double whole_s, int width) {
      out << fmt::format(" {:>{}.2f} ", s, width)
          << (row.without ? fmt::format("({:+7.2f})", s - whole_s) : "         ");
    };
    figure(row.rmse_s, whole.rmse_s, 6);
    figure(row.median_mae_s, whole.median_mae_s, 6);
    figure(row.interval_score_s, whole.interval_score_s, 7);
    figure(row.remaining_mae_s, whole.remaining_mae_s, 6);
    out << "\n";
  }
}

void print_ablation_json(const std::vector<Ablation>& rows, std::ostream& out) {
  const auto& whole = rows.front();
  out << fmt::format(R"({{"remaining_after_s":{},"whole":{},"without":[)",
                     asked_again_after[longest_asked_again].count() / 1000, ablation_json(whole, whole));
  for (std::size_t i = 1; i < rows.size(); ++i) out << (i == 1 ? "" : ",") << ablation_json(rows[i], whole);
  out << "]}\n";
}

}  // namespace truewait::app
