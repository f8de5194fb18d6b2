# The live page: bundled by npm in the build tree, never in the source tree, and embedded into the library truewait_web.
find_program(NPM_PROGRAM npm)
find_program(NODE_PROGRAM NAMES node nodejs)
if(NOT NPM_PROGRAM OR NOT NODE_PROGRAM)
  truewait_missing("nodejs npm")
endif()
execute_process(COMMAND ${NODE_PROGRAM} -p "process.versions.node.split('.')[0]" OUTPUT_VARIABLE node_major
                OUTPUT_STRIP_TRAILING_WHITESPACE)
if(node_major LESS 18)
  message(FATAL_ERROR "The live page is built with Node 18 or newer; ${NODE_PROGRAM} is ${node_major}.")
endif()
enable_language(ASM)

set(web_source ${CMAKE_SOURCE_DIR}/web)
set(web_build ${CMAKE_BINARY_DIR}/web)
file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS ${web_source}/src/*)
file(GLOB_RECURSE web_tests CONFIGURE_DEPENDS ${web_source}/tests/*)
set(web_files ${web_sources} ${web_source}/build.js ${web_source}/embed.js ${web_source}/index.html)

# Fetched once for each lock file, and without a network when npm has the packages already. No package runs a script.
add_custom_command(
  OUTPUT ${web_build}/node_modules/.package-lock.json
  COMMAND ${CMAKE_COMMAND} -E make_directory ${web_build}
  COMMAND ${CMAKE_COMMAND} -E copy ${web_source}/package.json ${web_source}/package-lock.json ${web_build}
  COMMAND ${CMAKE_COMMAND} -E chdir ${web_build}
          ${NPM_PROGRAM} ci --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error
  COMMAND ${CMAKE_COMMAND} -E touch ${web_build}/node_modules/.package-lock.json
  DEPENDS ${web_source}/package.json ${web_source}/package-lock.json
  COMMENT "Fetching what the live page is built with" VERBATIM)

add_custom_command(
  OUTPUT ${web_build}/embedded/web_bytes.S ${web_build}/embedded/web_assets.cpp
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${web_build}/src
  COMMAND ${CMAKE_COMMAND} -E copy_directory ${web_source}/src ${web_build}/src
  COMMAND ${CMAKE_COMMAND} -E copy ${web_source}/build.js ${web_source}/embed.js ${web_source}/index.html ${web_build}
  COMMAND ${NODE_PROGRAM} ${web_build}/build.js ${web_build}/dist
  COMMAND ${NODE_PROGRAM} ${web_build}/embed.js ${web_build}/dist ${web_build}/embedded
  DEPENDS ${web_files} ${web_build}/node_modules/.package-lock.json
  COMMENT "Bundling the live page" VERBATIM)

# Always static: it is data, and a shared build has no use for it on its own.
add_library(truewait_web STATIC ${web_build}/embedded/web_assets.cpp ${web_build}/embedded/web_bytes.S)
target_include_directories(truewait_web PUBLIC ${web_source} ${CMAKE_SOURCE_DIR}/include)
# The compiler does not see which bytes the assembler file includes; that file is written anew whenever they change.
set_source_files_properties(${web_build}/embedded/web_bytes.S PROPERTIES OBJECT_DEPENDS ${web_build}/embedded/web_assets.cpp)

# The page's tests run where its packages are.
add_custom_command(
  OUTPUT ${web_build}/tests.copied
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${web_build}/tests
  COMMAND ${CMAKE_COMMAND} -E copy_directory ${web_source}/tests ${web_build}/tests
  COMMAND ${CMAKE_COMMAND} -E touch ${web_build}/tests.copied
  DEPENDS ${web_tests} VERBATIM)
add_custom_target(web_tests ALL DEPENDS ${web_build}/tests.copied ${web_build}/embedded/web_assets.cpp)
