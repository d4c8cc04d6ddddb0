# Language level, warnings and sanitizers, as one interface target that every target of ours links.
include(CTest)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

option(HEADROOM_WERROR "Treat warnings as errors" ON)
set(HEADROOM_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined")
option(HEADROOM_FUZZ "Build the libFuzzer programs of tests/fuzz (Clang only)" OFF)

# What tools generate in the build folder isn't held to our style; clang-tidy refuses to run without any check.
file(WRITE "${PROJECT_BINARY_DIR}/.clang-tidy" "Checks: '-*,bugprone-infinite-loop'\n")

add_library(headroom_options INTERFACE)
add_library(headroom::options ALIAS headroom_options)
target_include_directories(headroom_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(headroom_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-align -Wunused -Woverloaded-virtual
    $<$<BOOL:${HEADROOM_WERROR}>:-Werror>
    -ffp-contract=off
    # Precompiled headers the same in every checkout, so that ccache knows what was compiled with them.
    "$<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>")
if(HEADROOM_SANITIZE)
    target_compile_options(headroom_options INTERFACE -fsanitize=${HEADROOM_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(headroom_options INTERFACE -fsanitize=${HEADROOM_SANITIZE})
    # GCC takes the checks a sanitizer inserts for uses of uninitialised memory, in the standard library's headers too.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(headroom_options INTERFACE -Wno-maybe-uninitialized)
    endif()
    # SimGrid's reference counts use fences, which ThreadSanitizer doesn't follow; all of SimGrid runs on one thread here.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND HEADROOM_SANITIZE MATCHES "thread")
        target_compile_options(headroom_options INTERFACE -Wno-tsan)
    endif()
endif()

if(HEADROOM_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        message(FATAL_ERROR "HEADROOM_FUZZ needs Clang for libFuzzer: use the preset fuzz")
    endif()
    target_compile_options(headroom_options INTERFACE -fsanitize=fuzzer-no-link)
    target_link_options(headroom_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
    set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()
