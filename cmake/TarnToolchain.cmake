# Compiler cache, linker and warnings, the same for every target.
find_program(CCACHE ccache)
if(CCACHE)
  # hash_dir off and base_dir set: build folders and clones of this repository share one cache. Times of includes count: without them a
  # file that is edited while it compiles is answered with the object of its older text.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}
      CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()
add_compile_options(-Wall -Wextra -Wno-missing-field-initializers -Wno-unused-parameter -fdiagnostics-color=auto)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 warns wrongly about std::string and std::optional once they are inlined.
  add_compile_options(-Wno-restrict -Wno-maybe-uninitialized -Wno-dangling-pointer -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds -Wno-free-nonheap-object)
else()
  add_compile_options(-Wno-gnu-statement-expression)
endif()
