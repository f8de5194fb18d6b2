// GET /v1/texts
#include "edge/api.hpp"
#include "edge/target.hpp"
#include "edge/texts.hpp"

namespace truewait::edge {
namespace {

std::string known_languages() {
  std::string names;
  for (const std::string_view language : languages) names.append(names.empty() ? "" : ", ").append(language);
  return names;
}

}  // namespace

void Api::texts(const Request& request, Reply& reply) {
  const auto query = decode_query(split_target(request.target).query);
  std::string asked(languages.front());
  std::vector<PartError> errors;
  for (const auto& [name, value] : query.value_or(QueryParameters{})) {
    if (name != "language") {
      errors.push_back({"?" + name, "Leave it out: only language is known."});
    } else if (sentences(value).empty()) {
      errors.push_back({"?language", "Give one of: " + known_languages() + "."});
    } else {
      asked = primary_language(value);
    }
  }
  if (!query || !errors.empty()) {
    return refuse(reply, ProblemId::invalid_parameter, "There are texts in: " + known_languages() + ".", errors);
  }
  reply.body = texts_body(asked, sentences(asked));
}

}  // namespace truewait::edge
