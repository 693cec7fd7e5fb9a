package com.amazonaws.services.glue

import org.apache.spark.sql.types._

/** printSchema's layout: root, then "|-- name: type", children indented. */
object SchemaText {
  def apply(schema: StructType): String = ("root" +: schema.fields.toSeq.flatMap(lines(_, ""))).mkString("", "\n", "\n")

  private def lines(field: StructField, indent: String): Seq[String] =
    if (Choice.isChoice(field)) s"$indent|-- ${field.name}: choice" +: Choice.members(field).map(member => s"$indent|    |-- ${member.name}")
    else s"$indent|-- ${field.name}: ${GlueTypes.nameOf(field.dataType)}" +: children(field.dataType, indent + "|    ")

  private def children(dataType: DataType, indent: String): Seq[String] = dataType match {
    case inner: StructType => inner.fields.toSeq.flatMap(lines(_, indent))
    case ArrayType(element, _) => s"$indent|-- element: ${GlueTypes.nameOf(element)}" +: children(element, indent + "|    ")
    case MapType(_, value, _) =>
      Seq(s"$indent|-- keyType: string", s"$indent|-- valueType: ${GlueTypes.nameOf(value)}") ++ children(value, indent + "|    ")
    case _ => Seq.empty
  }
}
