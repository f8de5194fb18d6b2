// What systemd hears, on a socket of the kind it listens on.
#include "app/host/systemd_notice.hpp"

#include <gtest/gtest.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/local/datagram_protocol.hpp>
#include <string>

#include <unistd.h>

namespace truewait::app {
namespace {

using datagram = boost::asio::local::datagram_protocol;

struct SystemdNoticeTest : ::testing::Test {
  boost::asio::io_context loop{1};
  std::string name = "truewait-notice-" + std::to_string(::getpid());
  datagram::socket listener{loop, datagram::endpoint(std::string(1, '\0') + name)};

  std::string heard() {
    char buffer[256];
    const auto size = listener.receive(boost::asio::buffer(buffer));
    return {buffer, size};
  }
};

TEST_F(SystemdNoticeTest, ReadyAliveAndStopping) {
  SystemdNotice notice(loop, "@" + name, std::chrono::milliseconds(20));
  notice.ready("serving");
  EXPECT_EQ(heard(), "READY=1\nSTATUS=serving");
  EXPECT_EQ(heard(), "WATCHDOG=1");
  loop.run_one();
  EXPECT_EQ(heard(), "WATCHDOG=1") << "again, from the loop";
  notice.stopping();
  EXPECT_EQ(heard(), "STOPPING=1");
}

TEST_F(SystemdNoticeTest, WithoutAWatchdogThereAreNoSignsOfLife) {
  SystemdNotice notice(loop, "@" + name, std::nullopt);
  notice.ready("serving");
  heard();
  EXPECT_EQ(loop.run_one(), 0u) << "no timer is armed";
}

TEST(SystemdNotice, WithoutSystemdNothingHappens) {
  boost::asio::io_context loop;
  SystemdNotice notice(loop, "", std::chrono::seconds(1));
  notice.ready("serving");
  notice.stopping();
  EXPECT_EQ(loop.run(), 0u);
}

}  // namespace
}  // namespace truewait::app
