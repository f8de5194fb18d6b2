# Language level, warnings, sanitizers and the compiler cache, the same for every target.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

# NDEBUG stays unset in every build type: a broken invariant ends the process, also in production.
# Nobody replaces a function of ours at load time: it may be inlined where it is seen.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -fno-semantic-interposition")

# The presets that do most of the work compile several files as one, which halves their time: most of it is headers. The
# presets debug and layers compile each file alone, and so find what a file forgot to include.
set(CMAKE_UNITY_BUILD_BATCH_SIZE 12)

set(TRUEWAIT_SANITIZE "" CACHE STRING "Comma-separated list for -fsanitize=, empty for none")
add_compile_options(-Wall -Wextra -Wconversion -Wshadow -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # g++ 12 sees overflows that are not there when it inlines variants and strings; the sanitizers look for real ones.
  add_compile_options(-Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-array-bounds -Wno-restrict)
endif()
if(TRUEWAIT_SANITIZE)
  add_compile_options(-fsanitize=${TRUEWAIT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${TRUEWAIT_SANITIZE})
  add_compile_options(-Wno-tsan)
endif()
if(BUILD_SHARED_LIBS)
  # A library that names something above or beside its layer does not link.
  add_link_options(-Wl,-z,defs)
endif()
