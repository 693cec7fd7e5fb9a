#include "athena/storage_classes.h"

#include <array>

#include "base/encoding.h"

namespace tarn::athena {
namespace {

constexpr std::string_view kLazySimple = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";
constexpr std::string_view kTextInput = "org.apache.hadoop.mapred.TextInputFormat";
constexpr std::string_view kTextOutput = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";

constexpr std::array kClasses{
    StorageClasses{"TEXTFILE", kTextInput, kTextOutput, kLazySimple},
    StorageClasses{"PARQUET", "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
                   "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat", "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"},
    StorageClasses{"ORC", "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat", "org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat",
                   "org.apache.hadoop.hive.ql.io.orc.OrcSerde"},
    StorageClasses{"AVRO", "org.apache.hadoop.hive.ql.io.avro.AvroContainerInputFormat",
                   "org.apache.hadoop.hive.ql.io.avro.AvroContainerOutputFormat", "org.apache.hadoop.hive.serde2.avro.AvroSerDe"},
    StorageClasses{"SEQUENCEFILE", "org.apache.hadoop.mapred.SequenceFileInputFormat",
                   "org.apache.hadoop.hive.ql.io.HiveSequenceFileOutputFormat", kLazySimple},
    StorageClasses{"RCFILE", "org.apache.hadoop.hive.ql.io.RCFileInputFormat", "org.apache.hadoop.hive.ql.io.RCFileOutputFormat",
                   "org.apache.hadoop.hive.serde2.columnar.LazyBinaryColumnarSerDe"},
    StorageClasses{"ION", "com.amazon.ionhiveserde.formats.IonInputFormat", "com.amazon.ionhiveserde.formats.IonOutputFormat",
                   "com.amazon.ionhiveserde.IonHiveSerDe"},
    StorageClasses{"JSONFILE", kTextInput, kTextOutput, "org.apache.hive.hcatalog.data.JsonSerDe"},
    StorageClasses{"JSON", kTextInput, kTextOutput, "org.openx.data.jsonserde.JsonSerDe"},  // format = 'JSON' of CTAS
};

}  // namespace

const StorageClasses* find_storage_classes(std::string_view format) {
  for (auto& classes : kClasses)
    if (equals_ignoring_case(classes.format, format)) return &classes;
  return nullptr;
}

void set_storage_classes(catalog::StorageDescriptor& storage, const StorageClasses& classes) {
  storage.input_format = classes.input;
  storage.output_format = classes.output;
  storage.serde_library = classes.serde;
}

}  // namespace tarn::athena
