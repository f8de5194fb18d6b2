// `truewait key create|list|revoke`: the bearer keys of a store; works while a service runs on it.
// A key's secret is shown once, when it is made, and never again.
#pragma once

#include <iosfwd>
#include <string>

#include "truewait/domain/time.hpp"

namespace CLI {
class App;
}

namespace truewait::app {

struct NewKey {
  std::string store = "truewait.db";
  std::string site = "default";
  std::string name;    ///< 1 to 64 characters of [A-Za-z0-9._-]; default source of the events it reports
  std::string scopes;  ///< comma-separated
};

void add_key(CLI::App& root, int& exit_code);

/// The key alone on `out`; the store is created when it is missing. 1 when the store cannot take it, 2 when an option
/// makes no sense or the name has two live keys already, in words on `err`.
int create_key(const NewKey& wanted, domain::Instant now, std::ostream& out, std::ostream& err);

/// All keys, revoked ones too, as a table without anything secret.
int list_keys(const std::string& store, std::ostream& out, std::ostream& err);

/// `id` is the key's id, or the whole key. Revoking twice is no error.
int revoke_key(const std::string& store, const std::string& id, domain::Instant now, std::ostream& out,
               std::ostream& err);

}  // namespace truewait::app
