package com.amazonaws.services.glue

import com.amazonaws.services.glue.catalog.CatalogTable

/** Glue's format options as Spark's readers and writers name them. */
object FormatOptions {

  /** What a table's parameters say about its files; options of the call win. */
  def ofTable(table: CatalogTable, options: Map[String, String]): Map[String, String] = {
    val p = table.parameters
    val openCsv = table.serde.endsWith("OpenCSVSerde")
    val separator = p.get("delimiter").orElse(if (openCsv) p.get("separatorChar").orElse(Some(",")) else p.get("field.delim")).orElse(p.get("separatorChar"))
    Map("separator" -> separator.getOrElse(","), "quoteChar" -> p.getOrElse("quoteChar", "\""), "withHeader" -> (p.getOrElse("skip.header.line.count", "0") != "0").toString) ++
      p.get("escapeChar").orElse(p.get("escape.delim")).map("escaper" -> _) ++ options
  }

  def multiLine(options: Map[String, String]): Boolean = options.get("multiLine").orElse(options.get("multiline")).exists(_.toBoolean)

  def csv(options: Map[String, String]): Map[String, String] = {
    val quote = options.getOrElse("quoteChar", "\"")
    Map(
      "sep" -> options.getOrElse("separator", ","),
      "quote" -> (if (quote == "-1") "\u0000" else quote),
      "escape" -> options.getOrElse("escaper", if (quote == "-1") "\u0000" else quote),
      "header" -> options.getOrElse("withHeader", "false"),
      "multiLine" -> multiLine(options).toString,
      "mode" -> "PERMISSIVE",
      "enforceSchema" -> "true"
    )
  }

  def csvWriter(options: Map[String, String]): Map[String, String] = {
    val quote = options.getOrElse("quoteChar", "\"")
    Map(
      "sep" -> options.getOrElse("separator", ","),
      "header" -> options.getOrElse("writeHeader", "true"),
      "quote" -> (if (quote == "-1") "\u0000" else quote),
      "escape" -> (if (quote == "-1") "\u0000" else quote),
      "emptyValue" -> (if (quote == "-1") "" else quote + quote)
    )
  }
}
