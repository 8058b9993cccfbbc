# corelane_register(<target> <name>...) compiles <name>.cpp and lists its constant <name> in <target>_table.inc, which the
# target's own table file includes twice: once to declare the constants, once to make the array of pointers. Works from
# static libraries, keeps the order, needs no #ifdef.
function(corelane_register target)
  foreach(name IN LISTS ARGN)
    corelane_entry(${target} ${name} ${name}.cpp)
  endforeach()
endfunction()

# The same for an entry that needs what not every system has: a target of find_package or pkg-config. It is linked, and
# the SOURCES that need it too are compiled. Where it was not found when the build was configured, the entry says so in
# `list`, and which PACKAGES bring it.
#     corelane_register_needing(<target> <name> NEEDS <target>... PACKAGES "<words>" [SOURCES <file>...]
#                               [WORKER <program> <file>...])
# With WORKER only that program is linked with what is needed: it is the entry's workers, and whoever starts anything else
# does not wait until those libraries are loaded. It is built and installed beside the engine.
function(corelane_register_needing target name)
  cmake_parse_arguments(arg "" "PACKAGES" "NEEDS;SOURCES;WORKER" ${ARGN})
  set(missing "")
  foreach(need IN LISTS arg_NEEDS)
    if(NOT TARGET ${need})
      set(missing ${need})
    endif()
  endforeach()
  if(missing)
    message(STATUS "${name} is left out: ${missing} was not found (Debian: ${arg_PACKAGES})")
    set(CORELANE_ABSENT ${name})
    set(CORELANE_ABSENT_PACKAGES ${arg_PACKAGES})
    configure_file(${CMAKE_SOURCE_DIR}/cmake/absent_model.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp @ONLY)
    corelane_entry(${target} ${name} ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  else()
    corelane_entry(${target} ${name} ${name}.cpp)
    target_sources(${target} PRIVATE ${arg_SOURCES})
    if(arg_WORKER)
      list(POP_FRONT arg_WORKER program)
      add_executable(${program} ${arg_WORKER})
      target_link_libraries(${program} PRIVATE ${target} ${arg_NEEDS} corelane_flags fmt::fmt)
      target_link_options(${program} PRIVATE -Wl,--as-needed)  # of what other entries need, nothing
      set_property(GLOBAL APPEND PROPERTY CORELANE_WORKER_PROGRAMS ${program})
      install(TARGETS ${program})
    else()
      target_link_libraries(${target} PRIVATE ${arg_NEEDS})
    endif()
  endif()
endfunction()

function(corelane_entry target name file)
  target_sources(${target} PRIVATE ${file})
  set_property(TARGET ${target} APPEND PROPERTY CORELANE_ENTRIES ${name})
  get_target_property(entries ${target} CORELANE_ENTRIES)
  list(TRANSFORM entries REPLACE "(.+)" "ENTRY(\\1)" OUTPUT_VARIABLE lines)
  list(JOIN lines "\n" text)
  file(CONFIGURE OUTPUT ${target}_table.inc CONTENT "${text}\n")
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
endfunction()
