// Passwords, write locks, settings and parameter values: the parts of a session that need no engine.
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <thread>

#include "base/encoding.h"
#include "redshift/locks.h"
#include "redshift/passwords.h"
#include "redshift/pg_values.h"
#include "redshift/settings.h"

namespace tarn::redshift {
namespace {

TEST(Passwords, ProveByTheDriversDigest) {
  SeededRandom random(1);
  const std::string stored = stored_password("sha256|Secret1234", "u", random);
  EXPECT_TRUE(stored.starts_with("sha256|"));
  const PasswordChallenge challenge = make_challenge(stored, random);
  ASSERT_TRUE(challenge.digest);
  const std::string digest = sha256(sha256("Secret1234" + challenge.salt) + challenge.server_nonce + "123");
  EXPECT_TRUE(verify_digest(stored, challenge, digest, "123"));
  EXPECT_FALSE(verify_digest(stored, challenge, digest, "124"));
  EXPECT_FALSE(verify_md5(stored, challenge, digest));
}

TEST(Passwords, NobodyProvesAnEmptyOne) {
  SeededRandom random(1);
  const PasswordChallenge challenge = make_challenge("", random);
  EXPECT_FALSE(challenge.digest);
  EXPECT_FALSE(verify_md5("", challenge, "md5"));
  EXPECT_EQ(stored_password("pw", "user", random), "md5871c429757b7a0bf1654fad112b77bd4");
}

TEST(Locks, CirclesAndCancelsEndAWait) {
  LockTable locks;
  std::atomic<bool> cancelled = false;
  ASSERT_TRUE(locks.acquire(1, "a", cancelled).ok());
  ASSERT_TRUE(locks.acquire(1, "a", cancelled).ok());
  ASSERT_TRUE(locks.acquire(2, "b", cancelled).ok());
  std::thread waiter([&] { EXPECT_TRUE(locks.acquire(1, "b", cancelled).ok()); });
  Result<void> circle;
  do circle = locks.acquire(2, "a", std::atomic<bool>(true));  // cancelled until the other waits, then a circle
  while (circle.error().code == "57014");
  EXPECT_EQ(circle.error().code, "40P01");
  locks.release_all(2);
  waiter.join();
}

TEST(Settings, KnowTheirNamesAndKinds) {
  Settings settings;
  EXPECT_EQ(settings.search_path(), (std::vector<std::string>{"$user", "public"}));
  EXPECT_TRUE(settings.set("search_path", "s1, \"S2\"").ok());
  EXPECT_EQ(settings.search_path(), (std::vector<std::string>{"s1", "s2"}));
  EXPECT_EQ(settings.set("nonsense", "1").error().code, "42704");
  EXPECT_EQ(settings.get("standard_conforming_strings").error().code, "42704");
  EXPECT_EQ(settings.set("statement_timeout", "soon").error().code, "22023");
  EXPECT_EQ(settings.set("server_version", "9").error().code, "55P02");
  EXPECT_TRUE(settings.set("search_path", std::nullopt).ok());
  EXPECT_EQ(*settings.get("search_path"), "\"$user\", public");
}

TEST(Parameters, AreReadInBothFormats) {
  using std::string_literals::operator""s;
  const struct {
    std::string bytes;
    int32_t oid;
    const char* text;
  } cases[] = {
      {"\0\0\0\x2a"s, 23, "42"}, {"\xff\xff\xff\xff\xff\xff\xff\xfe"s, 20, "-2"}, {"\0\0"s, 21, "0"}, {"\1"s, 16, "true"}, {"\x3f\xf8\0\0\0\0\0\0"s, 701, "1.5"},
      {"\0\0\0\1"s, 1082, "2000-01-02"}, {"\0\0\0\0\0\xf\x42\x40"s, 1114, "2000-01-01 00:00:01.000000"}, {"abc"s, 1043, "abc"},
  };
  for (const auto& c : cases) EXPECT_EQ(*read_parameter(c.bytes, true, c.oid, sql::varchar()), c.text) << c.oid;
  EXPECT_EQ(read_parameter("abc", true, 23, sql::varchar()).error().code, "22P03");
  EXPECT_EQ(*read_parameter("abc", false, 23, sql::varchar()), "abc");
}

}  // namespace
}  // namespace tarn::redshift
