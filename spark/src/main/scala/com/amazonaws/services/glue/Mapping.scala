package com.amazonaws.services.glue

import org.apache.spark.sql.{Column, DataFrame}
import org.apache.spark.sql.functions.{coalesce, col, lit, struct, when}
import org.apache.spark.sql.types._

/** One line of ApplyMapping: the source path, the target path and the target's type (empty: as it is). */
final case class MappingSpec(sourcePath: String, targetPath: String, targetType: String)

/** ApplyMapping: the output holds exactly the mapped targets; dots in a target build structs; a source that is nowhere gives no field. */
object Mapping {
  private sealed trait Node
  private final case class Leaf(column: Column) extends Node
  private final case class Branch(children: Vector[(String, Node)]) extends Node

  def apply(df: DataFrame, specs: Seq[MappingSpec], caseSensitive: Boolean): DataFrame = {
    val tree = specs.foldLeft(Branch(Vector.empty)) { (root, spec) =>
      findField(df.schema, FieldPath.parse(spec.sourcePath), caseSensitive) match {
        case Some((path, field)) => insert(root, FieldPath.parse(spec.targetPath), cast(col(FieldPath.quote(path)), field, spec.targetType))
        case None => root
      }
    }
    df.select(tree.children.map { case (name, node) => toColumn(node).as(name) }: _*)
  }

  /** The field at a path through structs, with the names as the schema spells them. */
  def findField(schema: StructType, path: Seq[String], caseSensitive: Boolean): Option[(Vector[String], StructField)] = {
    def same(a: String, b: String) = if (caseSensitive) a == b else a.equalsIgnoreCase(b)
    for {
      head <- path.headOption
      field <- schema.fields.find(_.name == head).orElse(schema.fields.find(f => same(f.name, head)))
      found <- (path.tail, field.dataType) match {
        case (Seq(), _) => Some((Vector(field.name), field))
        case (rest, inner: StructType) if !Choice.isChoice(field) =>
          findField(inner, rest, caseSensitive).map { case (names, last) => (field.name +: names, last) }
        case _ => None
      }
    } yield found
  }

  /** A value that cannot be cast becomes null; a choice is cast from whichever type the record holds. */
  def cast(column: Column, field: StructField, targetType: String): Column = {
    val target = if (targetType.isEmpty) None else GlueTypes.parse(targetType)
    target match {
      case None => column
      case Some(wanted) if Choice.isChoice(field) =>
        coalesce(Choice.members(field).map(member => castScalar(column.getField(member.name), member.dataType, wanted)): _*)
      case Some(wanted) => castScalar(column, field.dataType, wanted)
    }
  }

  private def castScalar(column: Column, from: DataType, to: DataType): Column = (from, to) match {
    case (a, b) if a == b => column
    case (StringType, BooleanType) =>
      val text = org.apache.spark.sql.functions.lower(column)
      when(text === "true", lit(true)).when(text === "false", lit(false))
    case (_: StructType | _: ArrayType | _: MapType, StringType) => org.apache.spark.sql.functions.to_json(column)
    case (_: StructType | _: ArrayType | _: MapType, _) => lit(null).cast(to)
    case _ => column.cast(to)
  }

  private def insert(branch: Branch, path: Vector[String], column: Column): Branch = {
    val at = branch.children.indexWhere(_._1 == path.head)
    val child: Node =
      if (path.size == 1) Leaf(column)
      else
        insert(if (at >= 0 && branch.children(at)._2.isInstanceOf[Branch]) branch.children(at)._2.asInstanceOf[Branch] else Branch(Vector.empty), path.tail, column)
    Branch(if (at >= 0) branch.children.updated(at, path.head -> child) else branch.children :+ (path.head -> child))
  }

  private def toColumn(node: Node): Column = node match {
    case Leaf(column) => column
    case Branch(children) => struct(children.map { case (name, child) => toColumn(child).as(name) }: _*)
  }
}
