// import: another program's description of a workload, as a preset.
#include "engine/commands/commands.h"
#include "engine/commands/preset_source.h"
#include "engine/record/write_all.h"
#include "engine/run/rtapp.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <unistd.h>

namespace corelane {

namespace {

struct Words {
    std::string file, where;
};

int write(const std::string& where, const std::string& text) {
    if (where.empty() || where == "-") return print(text);
    const int fd = open(where.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    const int error = fd < 0 ? errno : writeAll(fd, text);
    if (fd >= 0) close(fd);
    if (error == 0) return status::done;
    return report(
        {Error::Kind::Invalid,
         fmt::format(
             "{}: cannot be written ({}); name a file in a folder you may write to", where, strerror(error))});
}

int import(const Words& words) {
    const auto source = readFileOrInput(words.file);
    if (!source) return report(source.error());
    const auto imported = importRtApp(source->json, source->name);
    if (!imported) return report(imported.error());
    for (const std::string& remark : imported->remarks) message(remark);
    return write(words.where, imported->preset.dump(2) + "\n");
}

}  // namespace

void addImport(CLI::App& app, int& exitStatus) {
    const auto words = std::make_shared<Words>();
    CLI::App* command = app.add_subcommand("import", "Make a preset of an rt-app file");
    command->footer("What has no counterpart here is left out, and said by line on standard error.");
    command->add_option("FILE", words->file, "An rt-app JSON file, or - for standard input")->required();
    command->add_option("-o", words->where, "Write the preset there; without it, or -: to standard output");
    command->callback([words, &exitStatus] { exitStatus = import(*words); });
}

}  // namespace corelane
