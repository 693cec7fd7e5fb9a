package com.amazonaws.services.glue

import org.apache.spark.sql.{Column, DataFrame}
import org.apache.spark.sql.functions.{col, lit}
import org.apache.spark.sql.types._

/** resolveChoice: turns top-level choice fields into something that every engine reads. Actions: cast:T, make_cols, make_struct, project:T. */
object ResolveChoice {

  /** `specs`: (path, action) for single fields; `choice`: one action for every choice field. */
  def apply(df: DataFrame, specs: Seq[(String, String)], choice: String): DataFrame = {
    val actions = specs.map { case (path, action) => FieldPath.parse(path) -> action }.toMap
    val resolved = df.schema.fields.toSeq.map { field =>
      actions.get(Vector(field.name)) match {
        case Some(action) => resolve(field, action)
        case None if choice.nonEmpty && Choice.isChoice(field) => resolve(field, choice)
        case None => (Seq(col(FieldPath.quote(Seq(field.name)))), Seq.empty)
      }
    }
    // The first type's column takes the old place, the rest follow at the end of the schema.
    df.select(resolved.flatMap(_._1) ++ resolved.flatMap(_._2): _*)
  }

  /** match_catalog: every field that the table has is cast to the table's type. */
  def matchCatalog(df: DataFrame, table: StructType): DataFrame =
    df.select(df.schema.fields.toSeq.map { field =>
      val column = col(FieldPath.quote(Seq(field.name)))
      table.fields.find(_.name.equalsIgnoreCase(field.name)) match {
        case Some(wanted) => Mapping.cast(column, field, wanted.dataType.catalogString).as(field.name)
        case None => column
      }
    }: _*)

  private def resolve(field: StructField, action: String): (Seq[Column], Seq[Column]) = {
    val column = col(FieldPath.quote(Seq(field.name)))
    val isChoice = Choice.isChoice(field)
    action.split(":", 2) match {
      case Array("cast", target) => (Seq(Mapping.cast(column, field, target).as(field.name)), Seq.empty)
      case Array("project", target) if isChoice =>
        val wanted = GlueTypes.parse(target).map(GlueTypes.nameOf).getOrElse(target)
        val kept = Choice.members(field).find(_.name == wanted)
        (Seq(kept.fold(lit(null).cast(GlueTypes.parse(target).getOrElse(NullType)))(member => column.getField(member.name)).as(field.name)), Seq.empty)
      case Array("make_cols") if isChoice =>
        val columns = Choice.members(field).map(member => column.getField(member.name).as(s"${field.name}_${member.name}"))
        (columns.take(1), columns.drop(1))
      case Array("make_struct") if isChoice => (Seq(column.as(field.name, Metadata.empty)), Seq.empty)
      case Array("project", _) | Array("make_cols") | Array("make_struct") => (Seq(column), Seq.empty)
      case _ => throw new IllegalArgumentException(s"resolveChoice: unknown action '$action'")
    }
  }
}
