#include "engine/export/exporter.h"

#include <fmt/format.h>

#include <iterator>

namespace corelane {

namespace exporter {
#define ENTRY(name) extern const Exporter name;
#include "corelane_export_table.inc"
#undef ENTRY
}  // namespace exporter

namespace {
const Exporter* const table[] = {
#define ENTRY(name) &exporter::name,
#include "corelane_export_table.inc"
#undef ENTRY
};
}  // namespace

Result<> allWritten(const std::ostream& out, std::string_view what) {
    if (out) return {};
    return fail(
        Error::Kind::Io,
        fmt::format("{} could not be written: the output took no more bytes; is the disk full?", what));
}

std::span<const Exporter* const> exporters() {
    return {table, std::size(table)};
}

const Exporter* findExporter(std::string_view name) {
    for (const Exporter* exporter : table)
        if (exporter->name == name) return exporter;
    return nullptr;
}

}  // namespace corelane
