package com.amazonaws.services.glue

import com.amazonaws.services.glue.catalog.{CatalogPartition, CatalogTable}
import org.apache.spark.sql.{DataFrame, DataFrameReader, Row, SparkSession}
import org.apache.spark.sql.functions.{expr, lit}
import org.apache.spark.sql.types._

/** Reads files of the lake as records: by a catalog table, or by paths and a format. */
class Sources(spark: SparkSession) {

  /** `predicate`: Spark SQL over the partition columns, evaluated before any file is listed. Matching nothing gives an empty frame. */
  def readTable(table: CatalogTable, partitions: => Seq[CatalogPartition], predicate: String, options: Map[String, String]): DataFrame = {
    val reading = FormatOptions.ofTable(table, options)
    if (table.partitionKeys.isEmpty) readPaths(table.classification, Seq(table.location), None, Seq.empty, Some(table.dataColumns), reading)
    else {
      val kept = prune(table, partitions, predicate)
      if (kept.isEmpty) spark.createDataFrame(spark.sparkContext.emptyRDD[Row], table.schema)
      else readPartitions(table, kept, reading)
    }
  }

  /** `format` csv, json, parquet, orc or avro; the types come from the data. */
  def readFiles(format: String, paths: Seq[String], options: Map[String, String]): DataFrame =
    readPaths(format, paths, None, Seq.empty, None, options)

  private def prune(table: CatalogTable, partitions: Seq[CatalogPartition], predicate: String): Seq[CatalogPartition] =
    if (predicate.trim.isEmpty || partitions.isEmpty) partitions
    else {
      val keys = StructType(table.partitionKeys)
      val texts = StructType(keys.map(key => StructField(key.name, StringType)) :+ StructField("partition index", IntegerType))
      val rows = partitions.zipWithIndex.map { case (partition, i) => Row.fromSeq(partition.values :+ i) }
      val typed = spark
        .createDataFrame(spark.sparkContext.parallelize(rows, 1), texts)
        .selectExpr(keys.map(key => s"cast(`${key.name}` as ${key.dataType.sql}) as `${key.name}`") :+ "`partition index`": _*)
      val kept = typed.where(expr(predicate)).select("partition index").collect().map(_.getInt(0)).toSet
      partitions.zipWithIndex.collect { case (partition, i) if kept(i) => partition }
    }

  private def readPartitions(table: CatalogTable, partitions: Seq[CatalogPartition], options: Map[String, String]): DataFrame = {
    val root = table.location.stripSuffix("/")
    val regular = partitions.forall { partition =>
      val folders = table.partitionKeys.zip(partition.values).map { case (key, value) => s"${key.name}=$value" }
      partition.location.stripSuffix("/") == (root +: folders).mkString("/")
    }
    if (regular) readPaths(table.classification, partitions.map(_.location), Some(root), table.partitionKeys, Some(table.dataColumns), options)
    else
      partitions
        .map { partition =>
          val data = readPaths(table.classification, Seq(partition.location), None, Seq.empty, Some(table.dataColumns), options)
          table.partitionKeys.zip(partition.values).foldLeft(data) { case (df, (key, value)) => df.withColumn(key.name, lit(value).cast(key.dataType)) }
        }
        .reduce(_.unionByName(_, allowMissingColumns = true))
  }

  private def readPaths(format: String, paths: Seq[String], basePath: Option[String], keys: Seq[StructField], columns: Option[Seq[StructField]],
      options: Map[String, String]): DataFrame = {
    def reader(withColumns: Seq[StructField]): DataFrameReader = {
      val base = basePath.fold(spark.read)(path => spark.read.option("basePath", path)).option("recursiveFileLookup", (keys.isEmpty && options.get("recurse").contains("true")).toString)
      if (withColumns.isEmpty && keys.isEmpty) base else base.schema(StructType(withColumns ++ keys))
    }
    format match {
      case "json" => JsonRecords.toDataFrame(spark, reader(Seq(StructField("value", StringType))).option("wholetext", FormatOptions.multiLine(options).toString).text(paths: _*))
      case "csv" =>
        val csv = FormatOptions.csv(options)
        columns match {
          case Some(wanted) => CsvValues.convert(reader(wanted.map(_.copy(dataType = StringType))).options(csv).csv(paths: _*), wanted)
          case None => named(reader(Seq.empty).options(csv).csv(paths: _*), csv)
        }
      case "parquet" | "glueparquet" => reader(columns.getOrElse(Seq.empty)).parquet(paths: _*)
      case "orc" => reader(columns.getOrElse(Seq.empty)).orc(paths: _*)
      case other => throw new IllegalArgumentException(s"format '$other' is not implemented")
    }
  }

  /** Without a header the columns are col0, col1, ...; Spark says _c0. */
  private def named(df: DataFrame, csv: Map[String, String]): DataFrame =
    if (csv("header") == "true") df else df.toDF(df.columns.indices.map(i => s"col$i"): _*)
}
