#include "glue/crawler/grok.h"

#include <gtest/gtest.h>

#include "glue/crawler/builtin.h"

namespace tarn::glue::crawler {
namespace {

bool matches(const std::string& name, const std::string& line) {
  auto grok = Grok::compile("^%{" + name + "}$", "");
  EXPECT_TRUE(grok.ok()) << name << ": " << (grok.ok() ? "" : grok.error().message);
  return grok.ok() && grok->matches(line);
}

TEST(Grok, BuiltInPatterns) {
  struct {
    const char *name, *yes, *no;
  } cases[] = {
      {"USERNAME", "a.b-c_9", "a b"}, {"INT", "-12", "1.5"}, {"BASE10NUM", "1.5", "x"}, {"BASE16NUM", "0xFFaa", "xyz"}, {"BOOLEAN", "TRUE", "yes"},
      {"POSINT", "12", "012"}, {"NONNEGINT", "012", "-1"}, {"WORD", "word", "two words"}, {"NOTSPACE", "a/b", "a b"}, {"SPACE", "  ", "a"},
      {"QUOTEDSTRING", "\"a \\\" b\"", "\"a"}, {"UUID", "123e4567-e89b-12d3-a456-426614174000", "123e4567"}, {"MAC", "00:1A:2b:3C:4d:5E", "00:1A"},
      {"CISCOMAC", "001A.2b3C.4d5E", "001A"}, {"IPV6", "fe80::1%eth0", "fe80"}, {"IPV6", "::ffff:10.0.0.1", "10"}, {"IPV4", "10.0.0.255", "10.0.0.256"},
      {"HOSTNAME", "a-b.example.com", "a b"}, {"HOSTPORT", "localhost:80", "localhost"}, {"UNIXPATH", "/usr/local/bin", "usr"}, {"WINPATH", "C:\\a\\b", "C"},
      {"URI", "https://user:x@example.com:8080/a/b?c=d", "example"}, {"MONTH", "September", "Septober"}, {"MONTHNUM", "09", "13"}, {"MONTHDAY", "31", "32"},
      {"DAY", "Tuesday", "Today"}, {"YEAR", "2024", "123"}, {"TIME", "23:59:59.123", "24:00:00"}, {"DATE_US", "12/31/2024", "31/12/2024"},
      {"DATE_EU", "31.12.2024", "12.31.2024"}, {"TIMESTAMP_ISO8601", "2024-01-02T03:04:05.678Z", "2024-01"}, {"TIMESTAMP_ISO8601", "2024-01-02 03:04:05+01:00", "x"},
      {"DATESTAMP_RFC822", "Tue Nov 24 2026 10:00:00 UTC", "x"}, {"DATESTAMP_RFC2822", "Tue, 24 Nov 2026 10:00:00 +0000", "x"}, {"DATESTAMP_EVENTLOG", "20261124100000", "2026"},
      {"CISCOTIMESTAMP", "Nov 24 2026 10:00:00", "x"}, {"HTTPDATE", "24/Nov/2026:10:00:00 +0000", "x"}, {"SYSLOGTIMESTAMP", "Nov  4 10:00:00", "x"},
      {"SYSLOGPROG", "sshd[123]", "a b"}, {"SYSLOGBASE", "Nov 24 10:00:00 host sshd[123]:", "x"}, {"SYSLOGFACILITY", "<1.2>", "1.2"}, {"LOGLEVEL", "WARNING", "loud"},
      {"COMMONAPACHELOG", "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /a.gif HTTP/1.0\" 200 2326", "x"},
      {"COMBINEDAPACHELOG", "127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 - \"-\" \"curl\"", "x"},
      {"COMMONAPACHELOG_DATATYPED", "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /a.gif HTTP/1.0\" 200 2326", "x"},
      {"MESSAGESLOG", "Nov 24 10:00:00 host app: hello", "x"}};
  for (auto& c : cases) {
    EXPECT_TRUE(matches(c.name, c.yes)) << c.name << " on " << c.yes;
    EXPECT_FALSE(matches(c.name, c.no)) << c.name << " on " << c.no;
  }
}

TEST(Grok, FieldsAndTypes) {
  auto grok = Grok::compile("%{CODE:Code:int} %{NUMBER:n:float} %{GREEDYDATA:rest}", "CODE [A-Z]?\\d+\n# a note\n");
  ASSERT_TRUE(grok.ok());
  std::string shown;
  for (auto& column : grok->columns()) shown += column.name + ":" + hive_type_text(column.type) + " ";
  EXPECT_EQ(shown, "code:int n:float rest:string ");
  EXPECT_TRUE(grok->matches("A12 1.5 and so on"));
}

TEST(Grok, Refusals) {
  for (auto pattern : {"%{NOSUCH:x}", "%{WORD:x:complex}", "%{WORD", "(", "%{WORD:}"}) EXPECT_FALSE(Grok::compile(pattern, "").ok()) << pattern;
  EXPECT_FALSE(Grok::compile("%{A}", "A %{B}\nB %{A}").ok());
  std::string growing = "A0 " + std::string(1000, 'x') + "\n";
  for (int i = 1; i < 6; i++) {
    std::string below = "%{A" + std::to_string(i - 1) + "}";
    growing += "A" + std::to_string(i) + " " + below + below + below + below + below + "\n";
  }
  EXPECT_FALSE(Grok::compile("%{A5}", growing).ok());
}

TEST(Grok, APatternThatRunsAwayDoesNotMatch) {
  auto grok = Grok::compile("^(a+)+$", "");
  ASSERT_TRUE(grok.ok());
  EXPECT_FALSE(grok->matches(std::string(5000, 'a') + "b"));
}

TEST(Logs, EachKindIsFound) {
  struct {
    const char *classification, *line;
  } cases[] = {
      {"combined_apache", "127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 23 \"http://x/\" \"curl\""},
      {"apache", "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 2326"},
      {"linux_kernel", "Nov 24 10:00:00 host kernel: [    0.000000] Linux version 6.1"},
      {"microsoft_log", "192.168.114.201, -, 03/20/01, 7:55:20, W3SVC2, SERVER, 172.21.13.45, 4502, 163, 3223, 200, 0, GET, /DeptLogo.gif, -,"},
      {"ruby_logger", "I, [2024-01-02T03:04:05.678901 #1234]  INFO -- main: hello"},
      {"squid", "1286536308.779 180 192.168.0.224 TCP_MISS/200 411 GET http://example.com/a - DIRECT/10.1.2.3 text/html"},
      {"redismonlog", "1339518083.107412 [0 127.0.0.1:60866] \"keys\" \"*\""},
      {"redislog", "1234:M 24 Nov 2026 10:00:00.123 * Ready to accept connections"}};
  for (auto& c : cases) {
    auto found = classify_logs(Sample{std::string(c.line) + "\n" + c.line + "\n", true});
    ASSERT_TRUE(found) << c.classification;
    EXPECT_EQ(found->classification, c.classification);
  }
  EXPECT_FALSE(classify_logs(Sample{"a,b\n1,2\n", true}));
}

}  // namespace
}  // namespace tarn::glue::crawler
