// The reports of a backend without a journal: folded at once from the facts at hand. Used on the loop thread only.
#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "truewait/edge/backend.hpp"

namespace truewait::edge {

class FoldedReports : public Backend {
 public:
  void accuracy(const Access&, const domain::ReportQuery& query,
                std::function<void(std::optional<std::vector<domain::AccuracyRow>>)> done) override {
    last_query = query;
    fold(domain::AccuracyReport(query), std::move(done));
  }
  void experience(const Access&, const domain::ReportQuery& query,
                  std::function<void(std::optional<domain::Experience>)> done) override {
    fold(domain::ExperienceReport(query, {}), std::move(done));
  }
  void promise(const Access&, const domain::ReportQuery& query,
               std::function<void(std::optional<domain::Promises>)> done) override {
    fold(domain::PromiseReport(query), std::move(done));
  }
  void calibration(const Access&, const domain::ReportQuery& query,
                   std::function<void(std::optional<domain::Calibration>)> done) override {
    fold(domain::CalibrationReport(query, {}), std::move(done));
  }
  void callback_report(const Access&, const domain::ReportQuery& query,
                       std::function<void(std::optional<domain::CallbackSummary>)> done) override {
    fold(domain::CallbackReport(query, {}), std::move(done));
  }
  void fairness(const Access&, const domain::ReportQuery& query,
                std::function<void(std::optional<domain::Fairness>)> done) override {
    fold(domain::FairnessReport(query), std::move(done));
  }
  void time_to_human(const Access&, const domain::ReportQuery& query,
                     std::function<void(std::optional<domain::TimeToHuman>)> done) override {
    fold(domain::TimeToHumanReport(query), std::move(done));
  }

  std::vector<domain::Fact> facts;
  domain::ReportQuery last_query;
  bool report_readable = true;

 private:
  template <class Report, class Result>
  void fold(Report report, std::function<void(std::optional<Result>)> done) {
    if (!report_readable) return done(std::nullopt);
    for (const domain::Fact& fact : facts) report.add(fact);
    done(report.result());
  }
};

}  // namespace truewait::edge
