include(GoogleTest)

# Read once per target instead of once per file; every file still names what it uses.
set(TRUEWAIT_STANDARD_HEADERS <algorithm> <chrono> <cstdint> <functional> <map> <memory> <optional> <string>
                              <string_view> <unordered_map> <utility> <variant> <vector>)

# Small targets whose files reuse short names of their own (Case, p, Fast) are compiled file by file in every preset.
set(TRUEWAIT_FILE_BY_FILE truewait_queueing truewait_telephony test_queueing test_statistics test_telephony)
function(truewait_unity target)
  if(target IN_LIST TRUEWAIT_FILE_BY_FILE)
    set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
  endif()
endfunction()

# truewait_layer(NAME LINKS target... PRIVATE_LINKS target... PRECOMPILE header... EXCEPT file...): one library per layer,
# of the sources in its folder except those named.
# Headers under include/truewait/NAME are what other layers may name; those under src/NAME are private.
function(truewait_layer name)
  cmake_parse_arguments(arg "" "" "LINKS;PRIVATE_LINKS;PRECOMPILE;EXCEPT" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  foreach(file ${arg_EXCEPT})
    list(REMOVE_ITEM sources ${CMAKE_CURRENT_SOURCE_DIR}/${file})
  endforeach()
  add_library(truewait_${name} ${sources})
  truewait_unity(truewait_${name})
  target_include_directories(truewait_${name} PUBLIC ${CMAKE_SOURCE_DIR}/include PRIVATE ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(truewait_${name} PUBLIC ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
  target_precompile_headers(truewait_${name} PRIVATE ${TRUEWAIT_STANDARD_HEADERS} ${arg_PRECOMPILE})
  if(TRUEWAIT_SANITIZE AND NOT name MATCHES "^(queueing|statistics|domain)$")
    target_compile_options(truewait_${name} PRIVATE -O0)  # what waits for disks and sockets need not be fast
  endif()
endfunction()

# truewait_test(NAME LINKS target... LABELS label TIMEOUT seconds): the executable test_NAME of the sources in this
# folder, each case known to CTest (under a sanitizer the program as a whole). A layer's tests reach its private headers
# as "NAME/file.hpp".
function(truewait_test name)
  cmake_parse_arguments(arg "" "TIMEOUT;LABELS" "LINKS" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_executable(test_${name} ${sources})
  truewait_unity(test_${name})
  target_include_directories(test_${name} PRIVATE ${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(test_${name} PRIVATE ${arg_LINKS} GTest::gtest GTest::gtest_main)
  target_precompile_headers(test_${name} PRIVATE <gtest/gtest.h> ${TRUEWAIT_STANDARD_HEADERS})
  target_compile_definitions(test_${name} PRIVATE TRUEWAIT_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                                                  TRUEWAIT_BINARY_DIR="${CMAKE_BINARY_DIR}")
  if(NOT name MATCHES "^(queueing|simulation)$")
    target_compile_options(test_${name} PRIVATE -O0)  # what is under test stays optimised; its tests build sooner
  endif()
  if(TRUEWAIT_SANITIZE)
    target_compile_options(test_${name} PRIVATE -fno-sanitize=undefined)  # for what is under test; it doubles the build
  endif()
  add_dependencies(all_tests test_${name})
  if(TRUEWAIT_SANITIZE)
    # A program under a sanitizer takes a quarter of a second to start: one start for all its cases.
    add_test(NAME test_${name} COMMAND test_${name})
    set_tests_properties(test_${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT 900 COST 10)
  else()
    gtest_discover_tests(test_${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT} DISCOVERY_TIMEOUT 60)
  endif()
endfunction()
