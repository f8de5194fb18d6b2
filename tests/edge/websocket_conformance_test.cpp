// RFC 6455 case by case: what a client may send and what it must not, whole and in pieces of every awkward size.
#include <gtest/gtest.h>

#include "edge/websocket_frames.hpp"

namespace truewait::edge {
namespace {

struct Case {
  std::string name, bytes, expected;
};

void PrintTo(const Case& each, std::ostream* out) {
  *out << each.name;
}

FrameShape reserved(unsigned bits) {
  FrameShape shape;
  shape.reserved = bits;
  return shape;
}

FrameShape unfinished() {
  FrameShape shape;
  shape.final = false;
  return shape;
}

FrameShape extended(int bytes) {
  FrameShape shape;
  shape.length_bytes = bytes;
  return shape;
}

std::string long_text(std::size_t size) {
  std::string out;
  while (out.size() < size) out += static_cast<char>('a' + out.size() % 26);
  return out;
}

void add_lengths(std::vector<Case>& cases) {
  for (const std::size_t size : {0, 1, 7, 8, 9, 125, 126, 127, 128, 65535, 65536}) {
    const std::string payload = long_text(size);
    cases.push_back({"TextOf" + std::to_string(size), text(payload), "text(" + payload + ")"});
  }
  cases.push_back({"TextOverTheLimit", text(long_text(65537)), "failed(1009)"});
  cases.push_back({"LengthIsRefusedBeforeItsBytes", client_header(1, 1ULL << 40), "failed(1009)"});
  cases.push_back({"FragmentsOverTheLimit", text(long_text(40000), false) + more(long_text(30000)), "failed(1009)"});
  cases.push_back(
      {"FragmentsUpToTheLimit", text(long_text(65535), false) + more("b"), "text(" + long_text(65535) + "b)"});
  cases.push_back({"TwoByteLengthForAShortText", client_frame(1, "short", extended(2)), "failed(1002)"});
  cases.push_back({"TwoByteLengthOf125", client_frame(1, long_text(125), extended(2)), "failed(1002)"});
  cases.push_back({"EightByteLengthForAShortText", client_frame(1, "short", extended(8)), "failed(1002)"});
  cases.push_back({"EightByteLengthOf65535", client_frame(1, long_text(65535), extended(8)), "failed(1002)"});
  cases.push_back({"LengthWithTheHighestBit", client_header(1, 1ULL << 63, extended(8)), "failed(1002)"});
}

void add_pings(std::vector<Case>& cases) {
  const std::string most = long_text(125), binary("\x00\xff\xfe\x00", 4);
  cases.push_back({"PingWithoutPayload", ping(), "ping()"});
  cases.push_back({"PingWithPayload", ping("hello"), "ping(hello)"});
  cases.push_back({"PingWithBinaryPayload", ping(binary), "ping(" + binary + ")"});
  cases.push_back({"PingOf125", ping(most), "ping(" + most + ")"});
  cases.push_back({"PingOf126", client_frame(9, long_text(126)), "failed(1002)"});
  cases.push_back({"PingWithEightByteLength", client_frame(9, "x", extended(8)), "failed(1002)"});
  cases.push_back({"PongUnasked", pong() + ping("x"), "pong() ping(x)"});
  cases.push_back({"PongWithPayload", pong("anything"), "pong(anything)"});
  cases.push_back({"TenPings",
                   ping("0") + ping("1") + ping("2") + ping("3") + ping("4") + ping("5") + ping("6") + ping("7") +
                       ping("8") + ping("9"),
                   "ping(0) ping(1) ping(2) ping(3) ping(4) ping(5) ping(6) ping(7) ping(8) ping(9)"});
  cases.push_back({"PingInFragments", client_frame(9, "frag", unfinished()) + more("ment"), "failed(1002)"});
  cases.push_back({"PongInFragments", client_frame(10, "frag", unfinished()) + more("ment"), "failed(1002)"});
  cases.push_back({"CloseInFragments", client_frame(8, "\x03\xe8", unfinished()) + more("bye"), "failed(1002)"});
}

void add_reserved(std::vector<Case>& cases) {
  for (unsigned bits = 1; bits <= 7; ++bits) {
    const unsigned opcodes[] = {1, 9, 10, 8, 1, 9, 1};
    cases.push_back({"ReservedBits" + std::to_string(bits),
                     text("before") + client_frame(opcodes[bits - 1], "hi", reserved(bits)) + ping(),
                     "text(before) failed(1002)"});
  }
  for (const unsigned opcode : {3U, 4U, 5U, 6U, 7U, 11U, 12U, 13U, 14U, 15U}) {
    cases.push_back({"ReservedOpcode" + std::to_string(opcode), text("before") + client_frame(opcode, "") + ping(),
                     "text(before) failed(1002)"});
    cases.push_back({"ReservedOpcode" + std::to_string(opcode) + "WithPayload",
                     client_frame(opcode, "payload") + ping(), "failed(1002)"});
  }
}

void add_masks(std::vector<Case>& cases) {
  FrameShape bare, zero, ones;
  bare.masked = false;
  zero.mask = std::string(4, '\0');
  ones.mask = "\xff\xff\xff\xff";
  cases.push_back({"TextWithoutMask", client_frame(1, "hello", bare), "failed(1002)"});
  cases.push_back({"EmptyTextWithoutMask", client_frame(1, "", bare), "failed(1002)"});
  cases.push_back({"PingWithoutMask", client_frame(9, "", bare), "failed(1002)"});
  cases.push_back({"CloseWithoutMask", client_frame(8, "\x03\xe8", bare), "failed(1002)"});
  cases.push_back({"ContinuationWithoutMask", text("a", false) + client_frame(0, "b", bare), "failed(1002)"});
  cases.push_back({"MaskOfZeroes", client_frame(1, "hello there", zero), "text(hello there)"});
  cases.push_back({"MaskOfOnes", client_frame(1, "hello there", ones), "text(hello there)"});
  cases.push_back({"MasksPerFragment",
                   client_frame(1, "hel", unfinished()) +
                       client_frame(0, "lo th",
                                    [] {
                                      FrameShape shape = unfinished();
                                      shape.mask = "abcd";
                                      return shape;
                                    }()) +
                       client_frame(0, "ere", ones),
                   "text(hello there)"});
  // The examples of RFC 6455 section 5.7.
  cases.push_back({"MaskedHelloOfTheRfc", std::string("\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58"), "text(Hello)"});
  cases.push_back({"MaskedPongOfTheRfc", std::string("\x8a\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58"), "pong(Hello)"});
}

void add_fragments(std::vector<Case>& cases) {
  cases.push_back({"TwoFragments", text("one ", false) + more("two"), "text(one two)"});
  cases.push_back({"PingBetweenFragments", text("one ", false) + ping("p") + more("two"), "ping(p) text(one two)"});
  cases.push_back({"PongBetweenFragments", text("one ", false) + pong("p") + more("two"), "pong(p) text(one two)"});
  cases.push_back({"PingsBetweenManyFragments",
                   text("a", false) + more("b", false) + ping("1") + more("c", false) + more("d", false) + ping("2") +
                       more("e") + text("f"),
                   "ping(1) ping(2) text(abcde) text(f)"});
  cases.push_back(
      {"CloseBetweenFragments", text("one", false) + close_of(1000, "bye") + more("two"), "close(1000,bye)"});
  cases.push_back({"EmptyFragments", text("", false) + more("", false) + more(""), "text()"});
  cases.push_back({"EmptyFirstAndLastFragment", text("", false) + more("middle", false) + more(""), "text(middle)"});
  cases.push_back({"ContinuationOfNothing", more("alone"), "failed(1002)"});
  cases.push_back({"UnfinishedContinuationOfNothing", more("alone", false), "failed(1002)"});
  cases.push_back({"ContinuationAfterAWholeMessage", text("whole") + more("and more"), "text(whole) failed(1002)"});
  cases.push_back({"ContinuationAfterFragments", text("a", false) + more("b") + more("c"), "text(ab) failed(1002)"});
  cases.push_back({"MessageInsideAMessage", text("one", false) + text("two"), "failed(1002)"});
  cases.push_back({"FragmentInsideAMessage", text("one", false) + text("two", false), "failed(1002)"});
  cases.push_back({"BinaryInsideAMessage", text("one", false) + client_frame(2, "two"), "failed(1002)"});
  cases.push_back({"Binary", client_frame(2, "bytes"), "failed(1003)"});
  cases.push_back({"EmptyBinary", client_frame(2, ""), "failed(1003)"});
  cases.push_back({"BinaryInFragments", client_frame(2, "bytes", unfinished()) + more("more"), "failed(1003)"});
  cases.push_back({"NothingAfterAFailure", more("x") + text("y") + ping(), "failed(1002)"});
}

/// Valid and invalid forms of every length, and where in the text they stand.
void add_utf8(std::vector<Case>& cases) {
  const std::pair<const char*, std::string> valid[] = {
      {"Greek", "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5"},
      {"FirstOfTwoBytes", "\xc2\x80"},
      {"LastOfTwoBytes", "\xdf\xbf"},
      {"FirstOfThreeBytes", "\xe0\xa0\x80"},
      {"LastBeforeSurrogates", "\xed\x9f\xbf"},
      {"FirstAfterSurrogates", "\xee\x80\x80"},
      {"Replacement", "\xef\xbf\xbd"},
      {"NonCharacter", "\xef\xbf\xbf"},
      {"FirstOfFourBytes", "\xf0\x90\x80\x80"},
      {"LastOfAll", "\xf4\x8f\xbf\xbf"},
      {"Delete", "\x7f"},
  };
  const std::pair<const char*, std::string> invalid[] = {
      {"LoneContinuation", "\x80"},
      {"LastContinuation", "\xbf"},
      {"OverlongOfTwo", "\xc0\xaf"},
      {"OverlongC1", "\xc1\xbf"},
      {"OverlongOfThree", "\xe0\x9f\xbf"},
      {"OverlongOfFour", "\xf0\x8f\xbf\xbf"},
      {"FirstSurrogate", "\xed\xa0\x80"},
      {"LastSurrogate", "\xed\xbf\xbf"},
      {"SurrogatePair", "\xed\xa0\x80\xed\xb0\x80"},
      {"AboveUnicode", "\xf4\x90\x80\x80"},
      {"FiveBytes", "\xf8\x88\x80\x80\x80"},
      {"SixBytes", "\xfc\x84\x80\x80\x80\x80"},
      {"ByteFE", "\xfe"},
      {"ByteFF", "\xff"},
      {"TwoBytesCut", "\xc2"},
      {"ThreeBytesCut", "\xe2\x82"},
      {"FourBytesCut", "\xf0\x9f\x98"},
      {"LeadAfterLead", "\xc2\xc2\x80"},
      {"TextInsideACharacter", "\xe2\x82x"},
  };
  for (const auto& [name, bytes] : valid) {
    cases.push_back({std::string("Utf8") + name, text("12345678" + bytes + "z"), "text(12345678" + bytes + "z)"});
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
      cases.push_back({std::string("Utf8") + name + "CutAt" + std::to_string(cut),
                       text("a" + bytes.substr(0, cut), false) + ping("p") + more(bytes.substr(cut) + "z"),
                       "ping(p) text(a" + bytes + "z)"});
    }
  }
  for (const auto& [name, bytes] : invalid) {
    cases.push_back({std::string("NotUtf8") + name, text("before") + text(bytes), "text(before) failed(1007)"});
    cases.push_back({std::string("NotUtf8") + name + "InText", text("abcdefgh" + bytes + "ijklmnop"), "failed(1007)"});
    cases.push_back({std::string("NotUtf8") + name + "AtTheEnd", text("abcdefgh" + bytes), "failed(1007)"});
    for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
      cases.push_back({std::string("NotUtf8") + name + "CutAt" + std::to_string(cut),
                       text("a" + bytes.substr(0, cut), false) + more(bytes.substr(cut)), "failed(1007)"});
    }
  }
  // What can never become text is refused before the message is complete.
  cases.push_back({"NotUtf8InAnUnfinishedMessage", text("\xce\xba\xed\xa0\x80", false) + ping("late"), "failed(1007)"});
  FrameShape shape;
  cases.push_back({"NotUtf8InAnUnfinishedFrame",
                   client_header(1, 1000, shape) + masked_text("\xf4\x90" + std::string(20, 'x'), shape.mask),
                   "failed(1007)"});
  cases.push_back({"Utf8IncompleteAtAFragmentsEndIsFine", text("\xf0\x9f", false) + ping(), "ping()"});
}

void add_closes(std::vector<Case>& cases) {
  const std::string most = long_text(123);
  cases.push_back({"CloseWithoutCode", client_frame(8, ""), "close(1005,)"});
  cases.push_back({"CloseWithReason", close_of(1000, "done"), "close(1000,done)"});
  cases.push_back({"CloseWithTheLongestReason", close_of(1000, most), "close(1000," + most + ")"});
  cases.push_back({"CloseWithALongerReason", close_of(1000, long_text(124)), "failed(1002)"});
  cases.push_back({"CloseOfOneByte", client_frame(8, "\x03"), "failed(1002)"});
  cases.push_back({"CloseWithABadReason", close_of(1000, "\xce\xba\xed\xa0\x80"), "failed(1007)"});
  cases.push_back({"CloseWithACutReason", close_of(1000, "\xce"), "failed(1007)"});
  cases.push_back({"NothingAfterAClose", close_of(1000) + text("late") + ping() + close_of(1001), "close(1000,)"});
  for (const unsigned code : {1000U, 1001U, 1002U, 1003U, 1007U, 1008U, 1009U, 1010U, 1011U, 1012U, 1013U, 1014U, 3000U,
                              3999U, 4000U, 4999U}) {
    cases.push_back(
        {"CloseCode" + std::to_string(code), close_of(code, "why"), "close(" + std::to_string(code) + ",why)"});
  }
  for (const unsigned code : {0U, 999U, 1004U, 1005U, 1006U, 1015U, 1016U, 1100U, 2000U, 2999U, 5000U, 65535U}) {
    cases.push_back({"CloseCode" + std::to_string(code) + "Refused", close_of(code), "failed(1002)"});
  }
}

/// One message of 64 KiB, in frames of every power of two.
void add_chops(std::vector<Case>& cases) {
  const std::string whole = long_text(65536);
  for (const std::size_t size : {64, 256, 1024, 4096, 16384, 32768}) {
    std::string bytes;
    for (std::size_t at = 0; at < whole.size(); at += size) {
      const bool last = at + size >= whole.size();
      bytes += at == 0 ? text(whole.substr(at, size), last) : more(whole.substr(at, size), last);
    }
    cases.push_back({"FramesOf" + std::to_string(size), bytes, "text(" + whole + ")"});
  }
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  add_lengths(cases);
  add_pings(cases);
  add_reserved(cases);
  add_masks(cases);
  add_fragments(cases);
  add_utf8(cases);
  add_closes(cases);
  add_chops(cases);
  return cases;
}

class WebSocketConformance : public testing::TestWithParam<Case> {};

TEST_P(WebSocketConformance, Case) {
  const Case& c = GetParam();
  for (const std::size_t piece : {c.bytes.size(), std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{7},
                                  std::size_t{13}, std::size_t{1021}}) {
    EXPECT_EQ(transcript(c.bytes, piece), c.expected) << "in pieces of " << piece;
  }
}

INSTANTIATE_TEST_SUITE_P(, WebSocketConformance, testing::ValuesIn(all_cases()),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace truewait::edge
