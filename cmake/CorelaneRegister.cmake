# corelane_register(<target> <name>...) compiles <name>.cpp and lists its constant <name> in <target>_table.inc, which the
# target's own table file includes twice: once to declare the constants, once to make the array of pointers. Works from
# static libraries, keeps the order, needs no #ifdef.
function(corelane_register target)
  foreach(name IN LISTS ARGN)
    target_sources(${target} PRIVATE ${name}.cpp)
    set_property(TARGET ${target} APPEND PROPERTY CORELANE_ENTRIES ${name})
  endforeach()
  get_target_property(entries ${target} CORELANE_ENTRIES)
  list(TRANSFORM entries REPLACE "(.+)" "ENTRY(\\1)" OUTPUT_VARIABLE lines)
  list(JOIN lines "\n" text)
  file(CONFIGURE OUTPUT ${target}_table.inc CONTENT "${text}\n")
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
endfunction()
