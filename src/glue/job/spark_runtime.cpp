#include "glue/job/spark_runtime.h"

#include <filesystem>

namespace tarn::glue::job {
namespace {

namespace fs = std::filesystem;

std::string resolved(const fs::path& path) {
  std::error_code failed;
  auto canonical = fs::canonical(path, failed);
  return failed ? std::string() : canonical.string();
}

std::string find_site_packages(const std::string& environment) {
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(environment + "/lib", failed)) {
    const fs::path candidate = entry.path() / "site-packages";
    if (fs::exists(candidate / "pyspark")) return candidate.string();
  }
  return {};
}

std::string endpoint(const DriverSettings& settings) { return "http://127.0.0.1:" + std::to_string(settings.api_port); }

}  // namespace

std::vector<std::string> SparkRuntime::readable() const { return {environment, jars, tarn_jar, python}; }

std::optional<SparkRuntime> find_spark_runtime(const std::string& root) {
  SparkRuntime runtime;
  runtime.environment = resolved(root + "/.spark");
  runtime.jars = resolved(root + "/.spark-jars");
  runtime.tarn_jar = resolved(root + "/build/spark/tarn-spark.jar");
  runtime.python = resolved(root + "/python");
  for (const char* java : {"/usr/lib/jvm/java-17-openjdk-amd64", "/usr/lib/jvm/java-17-openjdk-arm64"})
    if (fs::exists(std::string(java) + "/bin/java")) runtime.java_home = java;
  if (!runtime.environment.empty()) runtime.site_packages = find_site_packages(runtime.environment);
  const bool complete = !runtime.site_packages.empty() && !runtime.jars.empty() && !runtime.tarn_jar.empty() && !runtime.python.empty() && !runtime.java_home.empty();
  return complete ? std::optional(runtime) : std::nullopt;
}

std::string spark_defaults(const SparkRuntime& runtime, const DriverSettings& settings) {
  std::string class_path = runtime.tarn_jar + ":" + runtime.jars + "/*";
  for (const auto& jar : settings.extra_jars) class_path += ":" + jar;
  std::vector<std::pair<std::string, std::string>> conf{
      {"spark.master", "local[*]"},
      {"spark.driver.memory", "2g"},
      {"spark.driver.host", "127.0.0.1"},
      {"spark.driver.bindAddress", "127.0.0.1"},
      {"spark.driver.extraClassPath", class_path},
      // A driver lives for seconds to minutes: the first compiler and the serial collector start in half the time.
      {"spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.io.tmpdir=/job/tmp"},
      {"spark.local.dir", "/job/tmp"},
      {"spark.ui.enabled", "false"},
      {"spark.ui.showConsoleProgress", "false"},
      {"spark.sql.shuffle.partitions", "8"},
      {"spark.sql.warehouse.dir", "/job/warehouse"},
      {"spark.sql.sources.partitionOverwriteMode", "dynamic"},
      {"spark.hadoop.hadoop.tmp.dir", "/job/tmp"},
      {"spark.hadoop.fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem"},
      {"spark.hadoop.fs.s3n.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem"},
      {"spark.hadoop.fs.s3a.endpoint", endpoint(settings)},
      {"spark.hadoop.fs.s3a.endpoint.region", settings.region},
      {"spark.hadoop.fs.s3a.path.style.access", "true"},
      {"spark.hadoop.fs.s3a.connection.ssl.enabled", "false"},
      {"spark.hadoop.fs.s3a.aws.credentials.provider", "com.amazonaws.auth.EnvironmentVariableCredentialsProvider"},
      {"spark.hadoop.fs.s3a.directory.marker.retention", "keep"},
      {"spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false"},
  };
  if (settings.data_catalog) conf.emplace_back("spark.sql.catalogImplementation", "hive");
  conf.insert(conf.end(), settings.conf.begin(), settings.conf.end());
  std::string text;
  for (const auto& [name, value] : conf) text += name + " " + value + "\n";
  return text;
}

std::string log4j_properties() {
  return "rootLogger.level = warn\n"
         "rootLogger.appenderRef.stderr.ref = console\n"
         "appender.console.type = Console\n"
         "appender.console.name = console\n"
         "appender.console.target = SYSTEM_ERR\n"
         "appender.console.layout.type = PatternLayout\n"
         "appender.console.layout.pattern = %d{yy/MM/dd HH:mm:ss} %p %c{1}: %m%n%ex\n"
         "logger.glue.name = GlueLogger\n"
         "logger.glue.level = info\n"
         // No native Hadoop library on this platform: not worth a line in every log.
         "logger.native.name = org.apache.hadoop.util.NativeCodeLoader\n"
         "logger.native.level = error\n";
}

std::vector<std::pair<std::string, std::string>> driver_environment(const SparkRuntime& runtime, const DriverSettings& settings) {
  return {
      {"PYTHONPATH", runtime.python + ":" + runtime.site_packages + ":/job/modules"},
      {"PYTHONUNBUFFERED", "1"},
      {"PYTHONDONTWRITEBYTECODE", "1"},
      {"PYSPARK_PYTHON", "/usr/bin/python3"},
      {"PYSPARK_DRIVER_PYTHON", "/usr/bin/python3"},
      {"SPARK_HOME", runtime.site_packages + "/pyspark"},
      {"SPARK_CONF_DIR", "/job/conf"},
      {"SPARK_LOCAL_IP", "127.0.0.1"},
      {"JAVA_HOME", runtime.java_home},
      {"AWS_ENDPOINT_URL", endpoint(settings)},
      {"AWS_REGION", settings.region},
      {"AWS_DEFAULT_REGION", settings.region},
      {"AWS_EC2_METADATA_DISABLED", "true"},
      {"TARN_WAREHOUSE", settings.warehouse},
      {"GLUE_VERSION", "5.0"},
  };
}

}  // namespace tarn::glue::job
