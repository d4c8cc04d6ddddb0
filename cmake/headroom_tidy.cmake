# The target `tidy`: clang-tidy on every source of ours, by the compilation database. Nothing is compiled for it; without precompiled
# headers, as its preset has it, it also finds an include that is missing. A source without a finding is remembered.
find_program(HEADROOM_RUN_CLANG_TIDY NAMES run-clang-tidy run-clang-tidy-14)
string(REGEX REPLACE "([][+.*?()^$|{}])" "\\\\\\1" headroom_sources "${PROJECT_SOURCE_DIR}")
if(HEADROOM_RUN_CLANG_TIDY)
    add_custom_target(tidy
        COMMAND "${HEADROOM_RUN_CLANG_TIDY}" -quiet -p "${PROJECT_BINARY_DIR}"
            -clang-tidy-binary "${PROJECT_SOURCE_DIR}/tools/clang_tidy_cached.sh"
            "^${headroom_sources}/(app|sim|model|connectors|services|tests)/"
        USES_TERMINAL VERBATIM)
endif()
