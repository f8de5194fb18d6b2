#include "end_to_end/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace truewait::test {

namespace {

using Clock = std::chrono::steady_clock;

int milliseconds_to(Clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return left < 0 ? 0 : static_cast<int>(left);
}

[[noreturn]] void give_up(const char* what) {
  std::perror(what);
  std::abort();
}

/// Appends what can be read; false at the end of the stream.
bool drain(int fd, std::string& into) {
  char buffer[16384];
  const ssize_t n = ::read(fd, buffer, sizeof buffer);
  if (n > 0) into.append(buffer, static_cast<std::size_t>(n));
  return n > 0;
}

void close_fd(int& fd) {
  if (fd >= 0) ::close(fd);
  fd = -1;
}

}  // namespace

Process::Process(const std::vector<std::string>& arguments) {
  const std::string program = TRUEWAIT_BINARY_DIR "/truewait";
  std::vector<char*> argv{const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  int out[2], err[2];
  if (::pipe2(out, O_CLOEXEC) != 0 || ::pipe2(err, O_CLOEXEC) != 0) give_up("pipe2");
  pid_ = ::fork();
  if (pid_ < 0) give_up("fork");
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(out[1], STDOUT_FILENO);
    ::dup2(err[1], STDERR_FILENO);
    ::execv(program.c_str(), argv.data());
    std::perror(program.c_str());
    ::_exit(127);
  }
  ::close(out[1]);
  ::close(err[1]);
  out_fd_ = out[0];
  err_fd_ = err[0];
}

Process::~Process() {
  if (!ended_) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  close_fd(out_fd_);
  close_fd(err_fd_);
}

void Process::signal(int number) const {
  if (!ended_) ::kill(pid_, number);
}

bool Process::pump(Clock::time_point deadline) {
  pollfd fds[2] = {{out_fd_, POLLIN, 0}, {err_fd_, POLLIN, 0}};
  if (::poll(fds, 2, milliseconds_to(deadline)) <= 0) return false;
  if (fds[0].revents && !drain(out_fd_, out_)) close_fd(out_fd_);
  if (fds[1].revents && !drain(err_fd_, err_)) close_fd(err_fd_);
  return true;
}

std::optional<std::string> Process::read_line(std::chrono::milliseconds within) {
  const auto deadline = Clock::now() + within;
  for (;;) {
    if (const auto end = out_.find('\n', read_to_); end != std::string::npos) {
      const std::string line = out_.substr(read_to_, end - read_to_);
      read_to_ = end + 1;
      return line;
    }
    if (out_fd_ < 0 || !pump(deadline)) return std::nullopt;
  }
}

std::optional<int> Process::wait(std::chrono::milliseconds within) {
  const auto deadline = Clock::now() + within;
  while (out_fd_ >= 0 || err_fd_ >= 0) {  // both close with the process; poll(2) skips a closed one
    if (!pump(deadline)) return std::nullopt;
  }
  if (ended_) return ended_;
  int status = 0;
  if (::waitpid(pid_, &status, 0) != pid_) give_up("waitpid");
  ended_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ended_;
}

Outcome run(const std::vector<std::string>& arguments) {
  Process process(arguments);
  const auto code = process.wait();
  return {code.value_or(-1), process.out(), process.err()};
}

TempDir::TempDir() : path_(std::filesystem::temp_directory_path() / "truewait-XXXXXX") {
  if (!::mkdtemp(path_.data())) give_up("mkdtemp");
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace truewait::test
