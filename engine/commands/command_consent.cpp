#include "engine/commands/command_consent.h"

#include "workloads/command_chain.h"

#include <fmt/format.h>

namespace corelane {

Result<> checkConsent(const Preset& preset, std::string_view source, Consent consent) {
    if (!preset.commands || consent == Consent::Given) return {};
    return fail(
        Error::Kind::Invalid, fmt::format(
                                  "{}: starts programs where it runs, with exactly these words and without a "
                                  "shell: {}. Run it with --yes "
                                  "if they may.",
                                  source, chainText(preset.commands->commands())));
}

}  // namespace corelane
