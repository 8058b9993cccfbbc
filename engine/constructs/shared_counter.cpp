#include "engine/constructs/construct.h"

#include <atomic>

namespace corelane {
namespace {

class SharedCounter final : public SuspendingObject {
  public:
    void add(SuspendingActor&, std::uint64_t times) override {
        for (std::uint64_t i = 0; i < times; ++i) m_value.fetch_add(1, std::memory_order_relaxed);
    }
    std::uint64_t value() const override { return m_value.load(std::memory_order_relaxed); }

  private:
    alignas(64) std::atomic<std::uint64_t> m_value{0};
};

}  // namespace

namespace construct {
extern const Construct shared_counter;
constinit const Construct shared_counter = {
    .name = "shared_counter",
    .title = "atomic counter",
    .summary = "one std::atomic that whichever thread runs the actor adds to",
    .family = "coroutines",
    .kind = ObjectKind::Counter,
    .makeSuspending = [](const ScriptObject&, const ObjectUsers&) -> std::unique_ptr<SuspendingObject> {
        return std::make_unique<SharedCounter>();
    }};
}  // namespace construct

}  // namespace corelane
