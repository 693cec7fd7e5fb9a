package com.amazonaws.services.glue

import org.apache.spark.sql.{DataFrame, SaveMode}

/** Writes files of the lake. Always appends: a DynamicFrame write never replaces. */
object Sinks {

  /** `format` csv, json, parquet (glueparquet) or orc. Partition keys become key=value folders and leave the files' bodies. */
  def writeFiles(df: DataFrame, path: String, format: String, partitionKeys: Seq[String], compression: Option[String], options: Map[String, String]): Unit = {
    val writer = df.write.mode(SaveMode.Append).partitionBy(partitionKeys: _*)
    val compressed = compression.orElse(options.get("compression")).fold(writer)(codec => writer.option("compression", codec))
    format match {
      case "csv" => compressed.options(FormatOptions.csvWriter(options)).csv(path)
      case "json" => compressed.json(path)
      case "parquet" | "glueparquet" => compressed.parquet(path)
      case "orc" => compressed.orc(path)
      case other => throw new IllegalArgumentException(s"format '$other' is not implemented")
    }
  }
}
