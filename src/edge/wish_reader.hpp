// Reads what customers and front-ends send about callbacks and what was said: each body strict, every mistake named.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

#include "edge/event_fields.hpp"
#include "truewait/domain/event.hpp"

namespace truewait::edge {

/// What was read is meaningless when errors were added. Fields that nobody knows are errors here.
struct CallbackWish {
  domain::Acceptance wish;
  std::string number;
};
CallbackWish read_callback_wish(const boost::json::object& body, std::vector<PartError>& errors);
domain::Quote read_quote(const boost::json::object& body, std::vector<PartError>& errors);
domain::SurveyReport read_survey(const boost::json::object& body, std::vector<PartError>& errors);
domain::BeliefReport read_belief(const boost::json::object& body, std::vector<PartError>& errors);

/// Unknown fields are let pass: a front-end may say more than we know.
domain::DialReport read_outcome(const boost::json::object& body, std::vector<PartError>& errors);
domain::FrontEndHello read_hello(const boost::json::object& body, std::vector<PartError>& errors);

}  // namespace truewait::edge
