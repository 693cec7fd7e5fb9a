// The installed Spark of a Glue version, and how a driver of it is set up in its folder.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace tarn::glue::job {

// Where the pieces are on this machine; tools/setup and spark/build make them.
struct SparkRuntime {
  std::string environment;    // the Python environment that holds pyspark
  std::string site_packages;  // in it
  std::string jars;           // folder of S3A's and the JDBC drivers' jars
  std::string tarn_jar;       // our library
  std::string python;         // folder of the awsglue package
  std::string java_home;

  // Everything a driver must be able to read.
  std::vector<std::string> readable() const;
};

// Looks for the runtime of Glue 5.0 below `root` (a checkout or an installation: .spark, .spark-jars, build/spark, python). nullopt:
// a piece is missing.
std::optional<SparkRuntime> find_spark_runtime(const std::string& root);

// What one driver is told.
struct DriverSettings {
  std::string region;
  uint16_t api_port = 0;  // of the AWS APIs, inside the sandbox
  bool data_catalog = false;  // Spark SQL's catalog is the Data Catalog (--enable-glue-datacatalog)
  std::string warehouse;      // s3:// location of the catalog database "default"
  std::vector<std::pair<std::string, std::string>> conf;  // the user's --conf: wins over ours
  std::vector<std::string> extra_jars;                    // paths inside the sandbox
};

// The text of spark-defaults.conf and log4j2.properties.
std::string spark_defaults(const SparkRuntime& runtime, const DriverSettings& settings);
std::string log4j_properties();

// Beside PATH, HOME and what the sandbox sets.
std::vector<std::pair<std::string, std::string>> driver_environment(const SparkRuntime& runtime, const DriverSettings& settings);

}  // namespace tarn::glue::job
