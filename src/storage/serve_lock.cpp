#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "storage/error_map.hpp"
#include "truewait/storage/store.hpp"

namespace truewait::storage {

ServeLock::ServeLock(ServeLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

ServeLock& ServeLock::operator=(ServeLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

// The file stays: were it removed, a second service could lock a new file of that name while a third still waits on
// the old one.
ServeLock::~ServeLock() {
  if (fd_ >= 0) ::close(fd_);
}

Result<ServeLock> lock_for_serving(const std::string& path) {
  // Two names of one store (a link, a relative path) must meet at one lock.
  std::error_code ignored;
  std::filesystem::path real = std::filesystem::weakly_canonical(path, ignored);
  if (ignored || real.empty()) real = path;
  const int fd = ::open((real.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return from_errno(errno);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    const StoreError error = from_errno(errno);
    ::close(fd);
    return error;
  }
  return ServeLock(fd);
}

}  // namespace truewait::storage
