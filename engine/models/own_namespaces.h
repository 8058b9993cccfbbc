// A network and a /dev/shm of a process's own, for programs that open ports and leave files wherever they are. Both
// are there for the process and what it starts, nobody else sees them, and they vanish with the last of these,
// however it ends. The network has the loopback device alone.
#pragma once

#include <string>

namespace corelane {

// For a process of one thread, before it becomes another program. Null: done. Else what the system refused, with the
// reason in errno. Allocates nothing. As root, or in a user namespace of its own that maps the user to himself.
const char* enterOwnNamespaces();

// Whether it would work, found out once in a process that ends at once: "" or a sentence. Any thread.
std::string ownNamespacesRefused();

}  // namespace corelane
