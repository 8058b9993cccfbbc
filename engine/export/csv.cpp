// One row a run, columns as CSV.md documents them: every field of the run's JSON, in its order. RFC 4180.
#include "engine/export/exporter.h"
#include "engine/export/run_json.h"
#include "engine/export/wording.h"

#include <fmt/format.h>

#include <vector>

namespace corelane {

namespace {

using Json = nlohmann::ordered_json;

struct Field {
    std::string column, text;
};

std::string scalarText(const Json& value) {
    if (value.is_null()) return "";
    if (value.is_string()) return cleanUtf8(value.get<std::string>());
    // JSON's numbers are the same in every locale.
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// {"useful": 1, ...} under "balance_ns" becomes balance_useful_ns, ...; other objects stay JSON, lists are spaced.
std::vector<Field> fieldsOf(const Json& run, const Json& shape) {
    std::vector<Field> fields;
    for (const auto& [key, example] : shape.items()) {
        const Json& value = run.at(key);
        if (key == "balance_ns") {
            for (const auto& [state, unused] : example.items())
                fields.push_back(
                    {fmt::format("balance_{}_ns", state), value.is_null() ? "" : scalarText(value.at(state))});
        } else if (value.is_array()) {
            std::string text;
            for (const Json& element : value) {
                if (!text.empty()) text += ' ';
                text += scalarText(element);
            }
            fields.push_back({key, text});
        } else {
            fields.push_back({key, scalarText(value)});
        }
    }
    return fields;
}

std::string csvText(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

void writeLine(std::ostream& out, const std::vector<Field>& fields, std::string Field::*which) {
    for (std::size_t i = 0; i < fields.size(); ++i) out << (i > 0 ? "," : "") << csvText(fields[i].*which);
    out << "\r\n";
}

Result<> write(const Trace& trace, std::ostream& out) {
    const Summary summary = summarize(trace);
    // The columns are there without a run as well.
    const Json shape = runJson({std::make_shared<Run>(), {}}, "");
    writeLine(out, fieldsOf(shape, shape), &Field::column);
    for (const RunSummary& entry : summary.runs)
        writeLine(out, fieldsOf(runJson(entry, variantOf(summary, *entry.run)), shape), &Field::text);
    return allWritten(out, "The CSV");
}

}  // namespace

namespace exporter {
extern const Exporter csv;
const Exporter csv{
    "csv", ".csv", "text/csv", "One row a run: wall time, counts and balance, for a spreadsheet", write};
}  // namespace exporter

}  // namespace corelane
