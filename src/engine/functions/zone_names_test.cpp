#include "engine/functions/zone_names.h"

#include <gtest/gtest.h>

namespace tarn::engine {
namespace {

constexpr struct {
  const char* zone;
  const char* normal;  // nullptr: none
} kCases[] = {
    {"UTC", "UTC"},          {"utc", nullptr},        {"Z", "UTC"},          {"GMT", "UTC"},      {"+00:00", "UTC"},        {"-00:00", "UTC"},       {"+01:00", "+01:00"},
    {"-03:30", "-03:30"},    {"+5", "+05:00"},        {"+05", "+05:00"},     {"UTC+1", "+01:00"}, {"GMT-02:00", "-02:00"},  {"Etc/GMT-5", "+05:00"}, {"Etc/UTC", "UTC"},
    {"+14:00", "+14:00"},    {"+15:00", nullptr},     {"+0530", "+05:30"},    {"+1:00", nullptr},  {"+01:60", nullptr},      {"", nullptr},           {"12", nullptr},
    {"Europe/Berlin", "Europe/Berlin"}, {"europe/berlin", nullptr}, {"EST", nullptr}, {"+01:00:00", "+01:00"},
};

TEST(ZoneNames, AreSpelledAsTrinoDoes) {
  for (const auto& c : kCases) EXPECT_EQ(normal_zone(c.zone), c.normal ? std::optional<std::string>(c.normal) : std::nullopt) << c.zone;
}

}  // namespace
}  // namespace tarn::engine
