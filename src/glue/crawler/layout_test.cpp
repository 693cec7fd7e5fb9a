#include "glue/crawler/layout.h"

#include <gtest/gtest.h>

#include "glue/crawler/glob.h"

namespace tarn::glue::crawler {
namespace {

FileClass of_columns(const std::string& columns, const std::string& classification = "json") {
  FileClass out;
  out.classification = out.format = classification;
  for (char c : columns) out.columns.push_back({std::string(1, c), sql::simple(sql::TypeKind::integer)});
  return out;
}

FoundFile file_of(const std::string& key, FileClass file_class) { return ClassPool().file(key, 1, std::move(file_class)); }

struct File {
  std::string key, columns;
};

// "root[key,key](partitions) root ..."
std::string tables(const std::string& target, const std::vector<File>& files, LayoutOptions options = {}) {
  std::vector<FoundFile> found;
  for (auto& file : files) found.push_back(file_of(file.key, of_columns(file.columns)));
  std::string out;
  for (auto& table : find_tables(target, std::move(found), options)) {
    out += (out.empty() ? "" : " ") + table.root;
    for (size_t i = 0; i < table.partition_keys.size(); i++) out += (i ? "," : "[") + table.partition_keys[i];
    if (!table.partition_keys.empty()) out += "](" + std::to_string(table.partitions.size()) + ")";
  }
  return out;
}

// The worked examples of glue-crawlers.md 5.1.
TEST(Layout, WorkedExamples) {
  EXPECT_EQ(tables("sales/", {{"sales/year=2019/month=Jan/day=1/a", "xyz"}, {"sales/year=2019/month=Jan/day=2/a", "xyz"},
                              {"sales/year=2019/month=Feb/day=1/a", "xyz"}, {"sales/year=2020/month=Jan/day=1/a", "xyz"}}),
            "sales/[year,month,day](4)");
  std::vector<File> folder1{{"folder1/table1/partition1/f", "xyz"}, {"folder1/table1/partition2/f", "xyz"}, {"folder1/table1/partition3/f", "xyz"},
                            {"folder1/table2/partition4/f", "xyz"}, {"folder1/table2/partition5/f", "xyz"}};
  EXPECT_EQ(tables("folder1/", folder1), "folder1/[partition_0,partition_1](5)");
  EXPECT_EQ(tables("folder1/table1/", {folder1.begin(), folder1.begin() + 3}), "folder1/table1/[partition_0](3)");
  std::vector<File> unlike{{"table1/year=2017/f", "ab"}, {"table1/year=2018/f", "cd"}};
  EXPECT_EQ(tables("table1/", unlike), "table1/year=2017/ table1/year=2018/");
  EXPECT_EQ(tables("table1/", unlike, {.combine_compatible = true, .table_level = {}}), "table1/[year](2)");
  EXPECT_EQ(tables("m/", {{"m/a.json", "abc"}, {"m/b.json", "def"}, {"m/c.json", "ghi"}}), "m/a.json m/b.json m/c.json");
  EXPECT_EQ(tables("billing/", {{"billing/unrelated.csv", "abc"}, {"billing/year=2016/f", "xyz"}, {"billing/year=2017/f", "xyz"}}),
            "billing/year=2016/ billing/year=2017/ billing/unrelated.csv");
}

TEST(Layout, TargetsAndFolders) {
  EXPECT_EQ(tables("raw/", {{"raw/users/1.csv", "abc"}, {"raw/users/2.csv", "abc"}}), "raw/users/") << "a lone folder is the table";
  EXPECT_EQ(tables("raw/", {{"raw/users/1", "abc"}, {"raw/orders/1", "xyz"}}), "raw/orders/ raw/users/");
  EXPECT_EQ(tables("raw/one.json", {{"raw/one.json", "abc"}}), "raw/one.json");
  EXPECT_EQ(tables("", {{"a", "abc"}, {"b", "abc"}}), "");
  EXPECT_EQ(tables("t/", {{"t/x=1/f", "abc"}}), "t/[x](1)");
  EXPECT_EQ(tables("t/", {{"t/x=1/f", "abc"}, {"t/y=1/f", "abc"}}), "t/[partition_0](2)") << "two keys at one level";
  EXPECT_EQ(tables("b/", {{"b/a/b/f", "abc"}, {"b/a/c/f", "xyz"}}, {.combine_compatible = false, .table_level = 3}), "b/a/[partition_0](2)");
}

TEST(Layout, KindsDoNotMix) {
  std::vector<FoundFile> files{file_of("t/x=1/f", of_columns("abc", "json")), file_of("t/x=2/f", of_columns("abc", "parquet"))};
  EXPECT_EQ(find_tables("t/", files, {}).size(), 2u);
  files[1] = file_of("t/x=1/readme", of_columns("", "UNKNOWN"));
  auto found = find_tables("t/", files, {});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].totals.files, 1u);
}

TEST(Layout, PartitionValuesAreDecoded) {
  auto found = find_tables("t/", {file_of("t/Day=a%2Fb/f", of_columns("abc"))}, {});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].partition_keys, std::vector<std::string>{"day"});
  EXPECT_EQ(found[0].partitions[0].values, std::vector<std::string>{"a/b"});
}

TEST(Glob, FollowsThePublishedExamples) {
  struct {
    std::string_view pattern, path;
    bool matches;
  } cases[] = {{"departments/**", "departments/a/b.csv", true}, {"**.csv", "a/b/c.csv", true},        {"**.csv", "a/b/c.json", false},
               {"employees/*.csv", "employees/a.csv", true},    {"employees/*.csv", "employees/x/a.csv", false},
               {"myfolder**", "myfolder/a", true},              {"?.csv", "a.csv", true},              {"?.csv", "ab.csv", false},
               {"[a-c]x", "bx", true},                          {"[!a-c]x", "bx", false},              {"{a,b}/c", "b/c", true},
               {"\\*", "*", true},                              {"\\*", "a", false},                   {"a[]]b", "a]b", true}};
  for (auto& c : cases) EXPECT_EQ(glob_matches(c.pattern, c.path), c.matches) << c.pattern << " on " << c.path;
  EXPECT_FALSE(is_valid_glob("[a"));
  EXPECT_FALSE(is_valid_glob("{a"));
  EXPECT_TRUE(is_valid_glob("{a,b}/[!x]*"));
}

}  // namespace
}  // namespace tarn::glue::crawler
