package com.amazonaws.services.glue

import scala.collection.mutable

/** Paths as the transforms take them: names joined by dots, names that hold dots in backticks: a.b, `a.b`.c. */
object FieldPath {
  def parse(path: String): Vector[String] = {
    val parts = mutable.ArrayBuffer.empty[String]
    val current = new StringBuilder
    var quoted = false
    path.foreach {
      case '`' => quoted = !quoted
      case '.' if !quoted && current.nonEmpty => parts += current.toString; current.clear()
      case c => current += c
    }
    if (current.nonEmpty) parts += current.toString
    parts.toVector
  }

  /** As a column expression of Spark's. */
  def quote(parts: Seq[String]): String = parts.map(part => "`" + part.replace("`", "``") + "`").mkString(".")
}
