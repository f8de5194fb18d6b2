// JSON text, negotiation, targets, routes: the small pure parts.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "edge/json_text.hpp"
#include "edge/negotiation.hpp"
#include "edge/problem.hpp"
#include "edge/routes.hpp"
#include "edge/target.hpp"

namespace truewait::edge {
namespace {

std::string quoted(std::string_view text) {
  std::string out;
  append_json(out, text);
  return out;
}

std::string decimal(double value, int decimals = 3) {
  std::string out;
  append_decimal(out, value, decimals);
  return out;
}

TEST(JsonText, EscapesWhatMustBeEscaped) {
  EXPECT_EQ(quoted("a\"b\\c"), R"("a\"b\\c")");
  EXPECT_EQ(quoted(std::string_view("\0\n\x1f\x7f", 4)), R"("\u0000\u000a\u001f\u007f")");
  EXPECT_EQ(quoted("</script>"), R"("</script>")");
}

TEST(JsonText, KeepsUtf8AndReplacesWhatIsNot) {
  EXPECT_EQ(quoted("Z\xc3\xbcrich \xe2\x82\xac \xf0\x9f\x93\x9e"), "\"Z\xc3\xbcrich \xe2\x82\xac \xf0\x9f\x93\x9e\"");
  EXPECT_EQ(quoted("a\xffz"), R"("a\ufffdz")");
  EXPECT_EQ(quoted("\xc0\xaf"), R"("\ufffd\ufffd")") << "overlong";
  EXPECT_EQ(quoted("\xed\xa0\x80"), R"("\ufffd\ufffd\ufffd")") << "a surrogate";
  EXPECT_EQ(quoted("\xe2\x82"), R"("\ufffd\ufffd")") << "cut off";
  EXPECT_EQ(quoted("\xf4\x90\x80\x80"), R"("\ufffd\ufffd\ufffd\ufffd")") << "beyond Unicode";
}

TEST(JsonText, WritesDecimalsWithoutNeedlessZeros) {
  EXPECT_EQ(decimal(0), "0");
  EXPECT_EQ(decimal(-0.0), "0");
  EXPECT_EQ(decimal(61.5), "61.5");
  EXPECT_EQ(decimal(0.0004), "0");
  EXPECT_EQ(decimal(0.0005), "0.001");
  EXPECT_EQ(decimal(-12.3456), "-12.346");
  EXPECT_EQ(decimal(-0.25), "-0.25");
  EXPECT_EQ(decimal(1.005, 0), "1");
  EXPECT_EQ(decimal(99.9999), "100");
  EXPECT_EQ(decimal(0.050001, 6), "0.050001");
  EXPECT_EQ(decimal(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(decimal(std::nan("")), "null");
  EXPECT_EQ(decimal(1e20), "1e+20");
}

TEST(Negotiation, PrefersTextOnlyWhenTheClientDoes) {
  EXPECT_TRUE(prefers("text/plain", "text/plain"));
  EXPECT_TRUE(prefers("Text/Plain; q=0.5", "text/plain"));
  EXPECT_TRUE(prefers("text/plain, */*", "text/plain"));
  EXPECT_TRUE(prefers("text/*", "text/csv"));
  EXPECT_TRUE(prefers("application/json;q=0.4, text/csv;q=0.5", "text/csv"));
  for (const char* accept :
       {"", "*/*", "application/json", "text/plain;q=0", "application/json, text/plain",
        "text/plain;q=0.8, application/json;q=0.9", "text/html,*/*;q=0.8", "text/plainer", ",,;;="}) {
    EXPECT_FALSE(prefers(accept, "text/plain")) << accept;
  }
}

TEST(Negotiation, KnowsJson) {
  EXPECT_TRUE(is_json("application/json"));
  EXPECT_TRUE(is_json("Application/JSON ; charset=utf-8"));
  for (const char* type : {"", "text/json", "application/jsonp", "application/x-www-form-urlencoded", "application"}) {
    EXPECT_FALSE(is_json(type)) << type;
  }
}

TEST(TargetText, SplitsOriginAndAbsoluteForm) {
  EXPECT_EQ(split_target("/a/b?c=d?e").path, "/a/b");
  EXPECT_EQ(split_target("/a/b?c=d?e").query, "c=d?e");
  EXPECT_EQ(split_target("http://host:80/a?b").path, "/a");
  EXPECT_EQ(split_target("https://host").path, "/");
  EXPECT_EQ(split_target("http://host?x").query, "x");
  EXPECT_EQ(split_target("*").path, "*");
}

TEST(TargetText, DecodesSegmentsToPrintableAsciiOrNothing) {
  EXPECT_EQ(decode_segment("two%20words"), "two words");
  EXPECT_EQ(decode_segment("a%2Fb%2f"), "a/b/");
  EXPECT_EQ(decode_segment("a+b"), "a+b");
  for (const char* bad : {"%", "%4", "%zz", "a%00b", "a%0Ab", "%c3%bc", "\xc3\xbc"})
    EXPECT_FALSE(decode_segment(bad)) << bad;
}

TEST(TargetText, DecodesQueries) {
  const auto query = decode_query("a=1&&b=x%3Dy&c&=d");
  ASSERT_TRUE(query);
  const QueryParameters wanted{{"a", "1"}, {"b", "x=y"}, {"c", ""}, {"", "d"}};
  EXPECT_EQ(*query, wanted);
  EXPECT_FALSE(decode_query("a=%"));
}

TEST(Routes, EachPathLeadsWhereItShould) {
  const auto id = [](std::string_view path, Method method = Method::get, Listener on = Listener::service) {
    const Found found = find_route(method, path, on);
    return found.route ? std::optional(found.route->id) : std::nullopt;
  };
  EXPECT_EQ(id("/v1/queues"), RouteId::queues);
  EXPECT_EQ(id("/v1/queues/support"), RouteId::queue);
  EXPECT_EQ(id("/v1/queues/estimate"), RouteId::queue) << "a queue may be called that";
  EXPECT_EQ(id("/v1/queues/support/estimate"), RouteId::queue_estimate);
  EXPECT_EQ(id("/v1/queues/support/estimate", Method::head), RouteId::queue_estimate);
  EXPECT_EQ(id("/v1/queues/support/estimate/explain"), RouteId::explain_queue);
  EXPECT_EQ(id("/v1/calls/c1/estimate/explain"), RouteId::explain_call);
  EXPECT_EQ(find_route(Method::get, "/v1/queues/a%2Fb/estimate", Listener::service).segment, "a%2Fb");
  EXPECT_EQ(id("/v1/events", Method::post), RouteId::post_events);
  EXPECT_EQ(id("/v1/queues/support/switches"), RouteId::switches);
  EXPECT_EQ(id("/v1/queues/support/switches", Method::put), RouteId::turn_switches);
  EXPECT_EQ(allowed_methods("/v1/queues/a/switches", Listener::service), "GET, HEAD, PUT, OPTIONS");
  EXPECT_EQ(id("/metrics", Method::get, Listener::operations), RouteId::metrics);
  EXPECT_FALSE(id("/metrics"));
  EXPECT_FALSE(id("/v1/queues", Method::get, Listener::operations));
  EXPECT_EQ(id("/"), RouteId::page);
  EXPECT_EQ(id("/assets/page.0123.js"), RouteId::asset);
  EXPECT_FALSE(id("/", Method::get, Listener::operations));
  for (const char* path : {"", "/assets/", "/assets/a/b", "/v1", "/v1/queues/", "/v1/queues//estimate",
                           "/v1/queues/a/b/estimate", "/v1/queues/support/estimate/", "/v1/queues//estimate/explain",
                           "/v1/../metrics", "/V1/queues", "/v1/eventsx"}) {
    EXPECT_FALSE(id(path)) << path;
  }
  EXPECT_EQ(allowed_methods("/v1/events", Listener::service), "POST, OPTIONS");
  EXPECT_EQ(allowed_methods("/v1/queues/a", Listener::service), "GET, HEAD, OPTIONS");
  EXPECT_EQ(allowed_methods("/nowhere", Listener::service), "");
}

TEST(Problems, AreFoundByTheirNameInEitherSpelling) {
  EXPECT_EQ(problem_named("unknown_queue").id, ProblemId::unknown_queue);
  EXPECT_EQ(problem_named("in-the-future").id, ProblemId::in_the_future);
  EXPECT_EQ(problem_named("no such name").id, ProblemId::event_refused);
}

}  // namespace
}  // namespace truewait::edge
