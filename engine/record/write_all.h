#pragma once

#include <string_view>

namespace corelane {

// Writes everything, over signals and short writes. 0, or the errno that stopped it.
int writeAll(int fd, std::string_view bytes);

}  // namespace corelane
