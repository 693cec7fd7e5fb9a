// `tarn check`: reads every record and every byte at rest and reports what fails its checksum, what a record names and is not
// there, and what no record names.
#pragma once
#include <string>

namespace tarn {

// Prints one line for each defect. Exit status: 0 sound, 1 defects found or the folder cannot be opened.
int run_check(const std::string& data);

}  // namespace tarn
