// The codec beyond the RFC's cases: what it holds while idle, what it writes, and noise.
#include "edge/websocket_codec.hpp"

#include <gtest/gtest.h>

#include <random>

#include "edge/websocket_frames.hpp"

namespace truewait::edge {
namespace {

using Event = WebSocketReader::Event;

Event feed(WebSocketReader& reader, std::string& bytes) {
  std::size_t consumed = 0;
  return reader.feed(bytes, consumed);
}

TEST(WebSocketReading, HoldsNothingBetweenMessages) {
  WebSocketReader reader(1000);
  std::string none;
  for (const std::string& whole : {text("hello"), ping("p"), text("a", false) + more("b")}) {
    for (std::size_t i = 0; i < whole.size(); ++i) {
      std::string byte = whole.substr(i, 1);
      feed(reader, byte);
    }
    EXPECT_EQ(feed(reader, none), Event::need_more);
    EXPECT_TRUE(reader.idle());
  }
  std::string begun = text("a", false) + ping("p");
  EXPECT_EQ(feed(reader, begun), Event::ping);
  EXPECT_FALSE(reader.idle()) << "a message is begun";
}

TEST(WebSocketReading, AWholeMessageIsNotCopied) {
  WebSocketReader reader(1000);
  std::string bytes = text("hello");
  ASSERT_EQ(feed(reader, bytes), Event::text);
  EXPECT_EQ(reader.payload(), "hello");
  EXPECT_EQ(reader.payload().data() + reader.payload().size(), bytes.data() + bytes.size());
}

TEST(WebSocketReading, AFailureSaysWhy) {
  WebSocketReader reader(10);
  std::string bytes = text("eleven bytes");
  ASSERT_EQ(feed(reader, bytes), Event::failed);
  EXPECT_EQ(reader.code(), 1009);
  EXPECT_EQ(reader.payload(), "the message is too long");
  std::string later = ping();
  EXPECT_EQ(feed(reader, later), Event::need_more) << "nothing more is read";
}

/// The outcome depends on the bytes alone, never on how they were cut; and every reason can be sent.
TEST(WebSocketReading, SeededNoise) {
  std::mt19937 random(20260305);
  int texts = 0, failures = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes;
    for (auto frames = 1 + random() % 5; frames > 0; --frames) {
      std::string payload(random() % 200, 'x');
      if (random() % 4 == 0) {
        for (char& c : payload) c = static_cast<char>(random());
      }
      FrameShape shape;
      shape.final = random() % 3 != 0;
      if (random() % 50 == 0) shape.reserved = 1 + static_cast<unsigned>(random() % 7);
      const unsigned opcodes[] = {0, 1, 1, 1, 8, 9, 10};
      bytes += client_frame(opcodes[random() % 7], payload, shape);
    }
    if (random() % 3 == 0) bytes[random() % bytes.size()] = static_cast<char>(random());
    if (random() % 10 == 0) {
      for (char& c : bytes) c = static_cast<char>(random());
    }
    const std::string whole = transcript(bytes, bytes.size(), 300);
    EXPECT_EQ(transcript(bytes, 1 + random() % 20, 300), whole) << "round " << round;
    texts += whole.find("text(") != std::string::npos;
    failures += whole.find("failed(") != std::string::npos;
  }
  EXPECT_GT(texts, 1000);
  EXPECT_GT(failures, 1000);
}

TEST(WebSocketWriting, LengthsInTheirShortestForm) {
  const auto header_of = [](std::size_t size) {
    std::string out;
    append_frame(out, Opcode::text, std::string(size, 'x'));
    EXPECT_EQ(out.substr(out.size() - size), std::string(size, 'x'));
    return out.substr(0, out.size() - size);
  };
  EXPECT_EQ(header_of(0), std::string("\x81\x00", 2));
  EXPECT_EQ(header_of(125), "\x81\x7d");
  EXPECT_EQ(header_of(126), std::string("\x81\x7e\x00\x7e", 4));
  EXPECT_EQ(header_of(65535), "\x81\x7e\xff\xff");
  EXPECT_EQ(header_of(65536), std::string("\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10));
  EXPECT_EQ(*text_frame("Hello"), "\x81\x05Hello");
}

TEST(WebSocketWriting, ControlFrames) {
  std::string out;
  append_frame(out, Opcode::ping, "");
  append_frame(out, Opcode::pong, "p");
  EXPECT_EQ(out, std::string("\x89\x00\x8a\x01p", 5));
  EXPECT_EQ(close_frame(1000, ""), "\x88\x02\x03\xe8");
  EXPECT_EQ(close_frame(1012, "restart"), "\x88\x09\x03\xf4restart");
}

TEST(WebSocketWriting, ALongReasonIsCutAtACharacter) {
  for (std::size_t before = 100; before < 130; ++before) {
    const std::string reason = std::string(before, 'x') + "\xe2\x82\xac" + std::string(50, 'y');
    const std::string frame = close_frame(1000, reason);
    ASSERT_LE(frame.size(), 127U);
    EXPECT_EQ(static_cast<unsigned char>(frame[1]), frame.size() - 2);
    Utf8Check check;
    EXPECT_TRUE(check.feed(std::string_view(frame).substr(4)));
    EXPECT_TRUE(check.complete()) << before;
    EXPECT_GE(frame.size(), 124U);
  }
}

TEST(WebSocketWriting, WhichCodesMayBeSent) {
  int allowed = 0;
  for (unsigned code = 0; code <= 65535; ++code) allowed += may_be_sent(static_cast<std::uint16_t>(code));
  EXPECT_EQ(allowed, 4 + 8 + 2000);
}

}  // namespace
}  // namespace truewait::edge
