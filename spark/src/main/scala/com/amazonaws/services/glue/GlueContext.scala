package com.amazonaws.services.glue

import java.util.Properties

import scala.jdk.CollectionConverters._

import com.amazonaws.services.glue.catalog.{ConnectionInfo, DataCatalog, GlueClient}
import com.amazonaws.services.glue.redshift.{RedshiftSink, RedshiftTarget}
import org.apache.spark.SparkContext
import org.apache.spark.sql.{DataFrame, SaveMode, SparkSession}

/** The entry point of Glue scripts: sources and sinks of DynamicFrames over one Spark session. */
class GlueContext(val spark: SparkSession) {
  def this(context: SparkContext) = this(SparkSession.builder().config(context.getConf).getOrCreate())

  lazy val catalog = new DataCatalog(GlueClient.fromEnvironment)
  private val sources = new Sources(spark)

  def getSparkSession: SparkSession = spark

  /** from_catalog. `options` may hold catalogPartitionPredicate (sent to GetPartitions) and format options. */
  def fromCatalog(database: String, tableName: String, pushDownPredicate: String = "", options: Map[String, String] = Map.empty): DynamicFrame = {
    val table = catalog.table(database, tableName)
    val partitions = catalog.partitions(table, options.getOrElse("catalogPartitionPredicate", ""))
    new DynamicFrame(sources.readTable(table, partitions, pushDownPredicate, options), this, tableName)
  }

  /** from_options: S3 files, or a table behind JDBC. */
  def fromOptions(connectionType: String, options: Map[String, String], paths: Seq[String], format: String, formatOptions: Map[String, String]): DynamicFrame = {
    val df = connectionType.toLowerCase match {
      case "s3" | "file" => sources.readFiles(format.toLowerCase, paths, options ++ formatOptions)
      case kind @ ("parquet" | "orc") => sources.readFiles(kind, paths, options ++ formatOptions)
      case "mysql" | "postgresql" | "oracle" | "sqlserver" | "redshift" | "jdbc" => readJdbc(options)
      case other => throw new IllegalArgumentException(s"connection type '$other' is not implemented")
    }
    new DynamicFrame(df, this)
  }

  def writeFrame(frame: DynamicFrame, connectionType: String, options: Map[String, String], partitionKeys: Seq[String], format: String,
      formatOptions: Map[String, String]): Unit = connectionType.toLowerCase match {
    case "s3" | "file" =>
      val path = options.getOrElse("path", throw new IllegalArgumentException("connection_options: path is missing"))
      Sinks.writeFiles(frame.df, path, format.toLowerCase, partitionKeys, options.get("compression"), formatOptions)
    case "redshift" =>
      val target = RedshiftTarget(required(options, "url"), options.getOrElse("user", ""), options.getOrElse("password", ""), required(options, "dbtable"))
      RedshiftSink.write(frame.df, target, options.getOrElse("redshiftTmpDir", ""), options)
    case "mysql" | "postgresql" | "oracle" | "sqlserver" | "jdbc" =>
      frame.df.write.mode(SaveMode.Append).jdbc(required(options, "url"), required(options, "dbtable"), loginOf(options))
    case other => throw new IllegalArgumentException(s"connection type '$other' is not implemented")
  }

  /** Into the database behind a connection of the Data Catalog; Redshift is loaded through `redshiftTmpDir`. */
  def writeFrameToConnection(frame: DynamicFrame, connectionName: String, options: Map[String, String], redshiftTmpDir: String): Unit = {
    val login = jdbcConf(connectionName)
    val url = options.get("database").fold(login("fullUrl"))(database => s"${login("url")}/$database")
    val all = options ++ Map("url" -> url, "user" -> login("user"), "password" -> login("password"), "redshiftTmpDir" -> redshiftTmpDir)
    writeFrame(frame, login("vendor"), all, Seq.empty, "", Map.empty)
  }

  /** extract_jdbc_conf: user, password, vendor, url (without database), fullUrl. */
  def jdbcConf(connectionName: String): Map[String, String] = {
    val connection: ConnectionInfo = catalog.connection(connectionName)
    val fullUrl = connection.properties.getOrElse("JDBC_CONNECTION_URL", throw new IllegalArgumentException(s"connection $connectionName has no JDBC_CONNECTION_URL"))
    val vendor = fullUrl.stripPrefix("jdbc:").takeWhile(_ != ':')
    val slash = fullUrl.indexOf('/', fullUrl.indexOf("//") + 2)
    Map("user" -> connection.properties.getOrElse("USERNAME", ""), "password" -> connection.properties.getOrElse("PASSWORD", ""), "vendor" -> vendor,
      "url" -> (if (slash < 0) fullUrl else fullUrl.substring(0, slash)), "fullUrl" -> fullUrl)
  }

  private def readJdbc(options: Map[String, String]): DataFrame = spark.read.jdbc(required(options, "url"), required(options, "dbtable"), loginOf(options))

  private def loginOf(options: Map[String, String]): Properties = {
    val login = new Properties()
    Seq("user", "password").foreach(key => options.get(key).foreach(login.setProperty(key, _)))
    login
  }

  private def required(options: Map[String, String], name: String): String =
    options.getOrElse(name, throw new IllegalArgumentException(s"connection_options: $name is missing"))

  // ---- what the Python package calls


  def frameOf(df: DataFrame, name: String): DynamicFrame = new DynamicFrame(df, this, name)
  def fromCatalogJava(database: String, tableName: String, pushDownPredicate: String, options: java.util.Map[String, String]): DynamicFrame =
    fromCatalog(database, tableName, pushDownPredicate, options.asScala.toMap)
  def fromOptionsJava(connectionType: String, options: java.util.Map[String, String], paths: java.util.List[String], format: String,
      formatOptions: java.util.Map[String, String]): DynamicFrame =
    fromOptions(connectionType, options.asScala.toMap, paths.asScala.toSeq, format, formatOptions.asScala.toMap)
  def writeFrameJava(frame: DynamicFrame, connectionType: String, options: java.util.Map[String, String], partitionKeys: java.util.List[String],
      format: String, formatOptions: java.util.Map[String, String]): Unit =
    writeFrame(frame, connectionType, options.asScala.toMap, partitionKeys.asScala.toSeq, format, formatOptions.asScala.toMap)
  def writeFrameToConnectionJava(frame: DynamicFrame, connectionName: String, options: java.util.Map[String, String], redshiftTmpDir: String): Unit =
    writeFrameToConnection(frame, connectionName, options.asScala.toMap, redshiftTmpDir)
  def jdbcConfJava(connectionName: String): java.util.Map[String, String] = jdbcConf(connectionName).asJava
}
