#include "app/start/first_questions.h"

namespace corelane {
namespace {

constexpr FirstQuestion questions[] = {
    // Steps that end when the slowest neighbour has.
    {"stencil",
     {"uuuuuuuluuuuuuuuuuuuuulluuuuuuuluuuuuuuuuuuuulll",  //
      "uuuuuuuuuuuuuulluuuuuuuluuuuullluuuuuuuluuuuuuuu",  //
      "uuuuuulluuuuuuuluuuuuuuuuuuuuuuuuuuuuulluuuuuuul",  //
      "uuuuuuuluuuuullluuuuuuuluuuuuuuluuuuullluuuuuull"}},
    // One holds it at a time.
    {"lock",
     {"uuuulllllllllllluuuulllllllllllluuuullllllllllll",  //
      "lllluuuulllllllllllluuuulllllllllllluuuullllllll",  //
      "lllllllluuuulllllllllllluuuulllllllllllluuuullll",  //
      "lllllllllllluuuulllllllllllluuuulllllllllllluuuu"}},
    // Workers that must start first, and then wait for each task.
    {"process_pool",
     {"sssssssssuuuuuqqouuuuuqqouuuuuqqouuuuuqqouuuuuqq",  //
      "sssssssssssqouuuuuqqouuuuuqqouuuuuqqouuuuuqqouuu",  //
      "ssssssssssquuuuuoqquuuuuoqquuuuuoqquuuuuoqquuuuu",  //
      "ssssssssssssouuuuuqqouuuuuqqouuuuuqqouuuuuqqouuu"}},
    // One long callback, and all others ready and not run.
    {"loop_stall",
     {"uquququququuuuuuuuuuuuuuuuuuuuuuuuuqququququququ",  //
      "qqqqqqqqqqrrrrrrrrrrrrrrrrrrrrrrrrruqqquqqquqqqu",  //
      "qquqqqquqqrrrrrrrrrrrrrrrrrrrrrrrrrruqqquqqquqqq",  //
      "qqqquqqqqurrrrrrrrrrrrrrrrrrrrrrrrrrruqqquqqquqq"}},
    // More handing out than work.
    {"divide_fine",
     {"uoouououoouoouououoouoouououoouououoououoouououo",  //
      "ouoouqouoouoouoouqouoouoouoouqouoouoouoouqouoouo",  //
      "oouoqqoouoqqoouoqqoouoqqoouoqqoouoqqoouoqqoouoqq",  //
      "qqoouoqoouooqqoouoqoouooqqoouoqoouooqqoouoqoouoo"}},
    // Two workers that stay, and two that begin anew for each job.
    {"job_queue",
     {"uuuuuoqquuuuuoqquuuuuoqquuuuuoqquuuuuoqquuuuuoqq",  //
      "quuuuuoqquuuuuoqquuuuuoqquuuuuoqquuuuuoqquuuuuoq",  //
      "sssuuuoqsssuuuoqsssuuuoqsssuuuoqsssuuuoqsssuuuoq",  //
      "qsssuuuoqsssuuuoqsssuuuoqsssuuuoqsssuuuoqsssuuuo"}},
};

}  // namespace

std::span<const FirstQuestion> firstQuestions() {
    return questions;
}

}  // namespace corelane
