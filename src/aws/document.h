// A protocol-neutral value with the model's member names: what decoders make of a request and encoders make into a reply.
//
// Structures and maps are objects, lists arrays. Timestamps are int64 microseconds since 1970 (UTC), blobs are strings of raw
// bytes, integers int64, floating numbers double. Absent members are absent, never null.
#pragma once

namespace boost::json {
class value;
}

namespace tarn::aws {

using Document = boost::json::value;

}  // namespace tarn::aws
