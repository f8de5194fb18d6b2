#include "truewait/storage/error.hpp"

#include <string>

namespace truewait::storage {
namespace {

const char* words(StoreError e) {
  switch (e) {
    case StoreError::full:
      return "no space is left for the store";
    case StoreError::io:
      return "reading, writing or syncing the store failed";
    case StoreError::corrupt:
      return "the file is damaged or is not a truewait store";
    case StoreError::newer_format:
      return "the store was written by a newer release of truewait";
    case StoreError::not_found:
      return "the store does not exist";
    case StoreError::exists:
      return "it exists already and is not overwritten";
    case StoreError::locked:
      return "another process holds the store";
    case StoreError::out_of_sequence:
      return "a record is not the next of its shard";
    case StoreError::denied:
      return "permission denied";
  }
  return "unknown storage error";
}

class Category final : public boost::system::error_category {
 public:
  const char* name() const noexcept override { return "truewait.storage"; }
  std::string message(int value) const override { return words(static_cast<StoreError>(value)); }
};

}  // namespace

boost::system::error_code make_error_code(StoreError e) {
  static const Category category;
  return {static_cast<int>(e), category};
}

}  // namespace truewait::storage
