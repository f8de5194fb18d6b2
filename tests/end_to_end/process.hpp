// The real binary as a child process: started, watched on its pipes, ended. Every wait has a deadline and is a poll(2)
// on the pipe it waits for.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace truewait::test {

/// Time enough on a busy machine under a sanitizer; a test that needs it has failed.
constexpr std::chrono::seconds patience{60};

class Process {
 public:
  /// `arguments` follow the program's name. Aborts the test program when it cannot be started.
  explicit Process(const std::vector<std::string>& arguments);
  ~Process();  ///< kills what still runs
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void signal(int number) const;
  /// The next line of stdout without its end, or nothing at the end of it or after the deadline.
  std::optional<std::string> read_line(std::chrono::milliseconds within = patience);
  /// Exit code, or 128 + the signal that ended it; nothing when it still runs at the deadline.
  std::optional<int> wait(std::chrono::milliseconds within = patience);
  /// All of stdout and stderr so far; complete after wait().
  const std::string& out() const { return out_; }
  const std::string& err() const { return err_; }

 private:
  bool pump(std::chrono::steady_clock::time_point deadline);

  pid_t pid_ = -1;
  int out_fd_ = -1, err_fd_ = -1;
  std::string out_, err_;
  std::size_t read_to_ = 0;
  std::optional<int> ended_;
};

struct Outcome {
  int exit_code = -1;
  std::string out, err;
};

/// Runs `truewait` with these arguments to its end.
Outcome run(const std::vector<std::string>& arguments);

/// A directory of its own, removed with all in it.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace truewait::test
