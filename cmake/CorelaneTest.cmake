# corelane_test(<name> LIBRARIES <lib>... SOURCES <file>...) makes a Catch2 executable whose cases are CTest tests.
# The executable links the library it tests and never lists product sources. ALONE: what it measures needs the cores.
include(Catch)
function(corelane_test name)
  cmake_parse_arguments(arg "ALONE" "" "LIBRARIES;SOURCES" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} corelane_test_support)
  catch_discover_tests(${name} TEST_PREFIX "${name}: " PROPERTIES TIMEOUT 600 SKIP_RETURN_CODE 77
    RUN_SERIAL ${arg_ALONE})
endfunction()
