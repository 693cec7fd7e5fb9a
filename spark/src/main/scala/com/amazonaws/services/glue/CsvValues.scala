package com.amazonaws.services.glue

import org.apache.spark.sql.{Column, DataFrame}
import org.apache.spark.sql.functions.{col, count, struct, when}
import org.apache.spark.sql.types._

/**
 * Delimited text under a catalog schema: values are converted to the column's type; where a column has a value that does not convert, such values
 * stay strings and the field becomes a choice. Finding that out takes one pass over the columns that are not strings.
 */
object CsvValues {

  /** `text` has only string columns, named as in `wanted`; further columns (partition keys) are kept. */
  def convert(text: DataFrame, wanted: Seq[StructField]): DataFrame = {
    val typed = wanted.filter(_.dataType != StringType)
    val broken = brokenColumns(text, typed)
    val converted = wanted.map { field =>
      val raw = column(field)
      if (field.dataType == StringType) raw
      else if (!broken(field.name)) raw.cast(field.dataType).as(field.name)
      else choice(raw, field)
    }
    val rest = text.columns.toSeq.filterNot(name => wanted.exists(_.name == name)).map(name => col(FieldPath.quote(Seq(name))))
    text.select(converted ++ rest: _*)
  }

  private def brokenColumns(text: DataFrame, typed: Seq[StructField]): Set[String] =
    if (typed.isEmpty) Set.empty
    else {
      val failures = typed.map(field => count(when(column(field).isNotNull && column(field).cast(field.dataType).isNull, 1)))
      val counts = text.agg(failures.head, failures.tail: _*).head()
      typed.zipWithIndex.collect { case (field, i) if counts.getLong(i) > 0 => field.name }.toSet
    }

  private def choice(raw: Column, field: StructField): Column = {
    val value = raw.cast(field.dataType)
    val marked = Choice.field(field.name, Seq(field.dataType, StringType))
    val members = Choice.members(marked)
    when(raw.isNotNull, struct(value.as(members.head.name), when(value.isNull, raw).as(members(1).name))).as(field.name, Choice.metadata)
  }

  private def column(field: StructField): Column = col(FieldPath.quote(Seq(field.name)))
}
