package com.amazonaws.services.glue

import scala.collection.mutable

import org.apache.spark.sql.types._

/**
 * The type of self-describing records: every type that a place was seen with, in the order of appearance. Merging is associative, so partitions
 * are merged one into the other. int and long stay apart (they form a choice), null gives way to anything.
 */
sealed trait RecordType extends Serializable {
  def merge(other: RecordType): RecordType
}

final case class Scalar(dataType: DataType) extends RecordType {
  def merge(other: RecordType): RecordType = (this, other) match {
    case (_, Scalar(NullType)) => this
    case (Scalar(NullType), _) => other
    case (Scalar(a), Scalar(b)) if a == b => this
    case (Scalar(a: DecimalType), Scalar(b: DecimalType)) =>
      val scale = a.scale.max(b.scale)
      Scalar(DecimalType((a.precision - a.scale).max(b.precision - b.scale).+(scale).min(38), scale))
    case (_, choice: OneOf) => OneOf(Vector(this)).merge(choice)
    case _ => OneOf(Vector(this, other))
  }
}

final case class Record(fields: Vector[(String, RecordType)]) extends RecordType {
  def merge(other: RecordType): RecordType = other match {
    case Scalar(NullType) => this
    case Record(more) =>
      val merged = mutable.LinkedHashMap(fields: _*)
      more.foreach { case (name, kind) => merged(name) = merged.get(name).fold(kind)(_.merge(kind)) }
      Record(merged.toVector)
    case choice: OneOf => OneOf(Vector(this)).merge(choice)
    case _ => OneOf(Vector(this, other))
  }
}

final case class Items(element: RecordType) extends RecordType {
  def merge(other: RecordType): RecordType = other match {
    case Scalar(NullType) => this
    case Items(more) => Items(element.merge(more))
    case choice: OneOf => OneOf(Vector(this)).merge(choice)
    case _ => OneOf(Vector(this, other))
  }
}

/** Members differ in their type's name. */
final case class OneOf(members: Vector[RecordType]) extends RecordType {
  def merge(other: RecordType): RecordType = other match {
    case Scalar(NullType) => this
    case OneOf(more) => more.foldLeft(this: RecordType)(_ merge _)
    case _ =>
      val at = members.indexWhere(member => RecordType.nameOf(member) == RecordType.nameOf(other))
      if (at < 0) OneOf(members :+ other) else OneOf(members.updated(at, members(at).merge(other)))
  }
}

object RecordType {
  val Unknown: RecordType = Scalar(NullType)

  def nameOf(kind: RecordType): String = kind match {
    case Scalar(dataType) => GlueTypes.nameOf(dataType)
    case _: Record => "struct"
    case _: Items => "array"
    case _: OneOf => "choice"
  }

  def toField(name: String, kind: RecordType): StructField = kind match {
    case OneOf(members) => Choice.field(name, members.map(toDataType))
    case other => StructField(name, toDataType(other), nullable = true)
  }

  /** A choice inside an array has no field to carry the mark: its elements become text. */
  def toDataType(kind: RecordType): DataType = kind match {
    case Scalar(dataType) => dataType
    case Record(fields) => StructType(fields.map { case (name, field) => toField(name, field) })
    case Items(OneOf(_)) => ArrayType(StringType)
    case Items(element) => ArrayType(toDataType(element))
    case OneOf(_) => StringType
  }
}
