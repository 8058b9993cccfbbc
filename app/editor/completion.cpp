#include "app/editor/completion.h"

#include "app/engine_words.h"

#include <QObject>
#include <QRegularExpression>

#include <algorithm>

namespace corelane {
namespace {

using Spot = JsonTree::Spot;

QString quoted(QString word) {
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
}

// Collects what fits at one spot.
class Offers {
  public:
    Offers(const JsonTree& tree, const Spot& spot, const Catalogue& catalogue)
        : m_tree(tree), m_spot(spot), m_catalogue(catalogue), m_path(tree.pathOf(spot.container)),
          m_workload(tree.text(tree.at({"workload", "kind"}))) {
        if (m_workload.isEmpty()) m_workload = "task_graph";
    }

    std::vector<Offer> take() {
        if (m_spot.kind == Spot::Kind::Key)
            keys();
        else if (m_spot.kind == Spot::Kind::Value)
            values();
        return std::move(m_offers);
    }

  private:
    bool within(const char* pattern) const {
        const QStringList parts = pointerTokens(pattern);
        if (parts.size() != m_path.size()) return false;
        for (qsizetype i = 0; i < parts.size(); ++i)
            if (parts[i] != "*" && parts[i] != m_path[i]) return false;
        return true;
    }
    // "/workload/actors/*/steps/3", and any depth of steps below.
    bool inStep() const {
        static const QRegularExpression steps("^(/(steps|else)/\\d+)+$");
        if (m_path.size() < 5 || m_path[0] != "workload" || m_path[1] != "actors") return false;
        return steps.match('/' + m_path.mid(3).join('/')).hasMatch();
    }
    const StepEntry* stepHere() const {
        for (const int i : m_tree.node(m_spot.container).children)
            if (const StepEntry* step = m_catalogue.step(m_tree.node(i).token)) return step;
        return nullptr;
    }
    const std::vector<OptionEntry>* optionsHere() const {
        if (within("/workload/graphs/*")) {
            const WorkloadEntry* workload = m_catalogue.workload(m_workload);
            return workload ? &workload->options : nullptr;
        }
        if (!within("/models/*/options")) return nullptr;
        const ModelEntry* model = m_catalogue.model(m_tree.text(m_tree.at({"models", m_path[1], "model"})));
        return model ? &model->options : nullptr;
    }

    void offer(const QString& word, const QString& note, const QString& insert, int back = 0) {
        const bool repeats = std::ranges::any_of(m_offers, [&](const Offer& o) { return o.word == word; });
        if (!repeats && word.startsWith(m_spot.prefix, Qt::CaseInsensitive))
            m_offers.push_back({word, note, insert, back});
    }
    void word(const QString& text, const QString& note = {}) { offer(text, note, quoted(text)); }
    // A bare value does not go into a string.
    void bare(const QString& text, const QString& note = {}, int back = 0) {
        if (!m_spot.quoted) offer(text, note, text, back);
    }

    void key(const QString& name, const QString& note, bool namesObject = false) {
        // One that stands there already would stand there twice.
        const int present = m_tree.child(m_spot.container, name);
        if (present != JsonTree::none && m_tree.node(present).key != m_spot.word) return;
        if (m_spot.colonFollows) return offer(name, note, quoted(name));
        static const QStringList lists = {"steps", "else", "models", "graphs", "expect"},
                                 objects = {"workload", "objects", "actors", "options"};
        const QString value = lists.contains(name) ? "[]" : objects.contains(name) ? "{}" : namesObject ? "\"\"" : "";
        offer(name, note, quoted(name) + ": " + value, value.isEmpty() ? 0 : 1);
    }
    void keys() {
        if (inStep()) {
            const StepEntry* here = stepHere();
            // The word that is being typed may be one already; then the others are still to choose from.
            if (here && m_tree.node(m_tree.child(m_spot.container, here->name)).key == m_spot.word) here = nullptr;
            if (here)
                for (const QString& name : here->keys) key(name, {}, name == "mutex");
            else
                for (const StepEntry& step : m_catalogue.steps)
                    key(step.name, step.objects.isEmpty() ? step.takes : step.objects.join(", "),
                        step.takes == "object");
            return;
        }
        if (const auto* options = optionsHere())
            for (const OptionEntry& option : *options) key(option.name, catalogueText(option.summary));
        for (const KeysEntry& entry : m_catalogue.keys)
            if ((entry.workload.isEmpty() || entry.workload == m_workload) &&
                (entry.place.isEmpty() ? m_path.isEmpty() : within(entry.place.toUtf8().constData())))
                for (const QString& name : entry.keys) key(name, {});
    }

    void objectNames(const QStringList& kinds) {
        const int objects = m_tree.at({"workload", "objects"});
        if (objects == JsonTree::none) return;
        for (const int i : m_tree.node(objects).children) {
            const int told = m_tree.child(i, "kind");
            const QString kind = m_tree.text(told == JsonTree::none ? i : told);
            if (kinds.contains(kind)) word(m_tree.node(i).token, kind);
        }
    }
    void stepValue() {
        const StepEntry* step = stepHere();
        if (!step) return;
        if (m_spot.key == "mutex") return objectNames({"mutex"});
        if (m_spot.key != step->name) return;
        if (step->takes == "object") objectNames(step->objects);
        if (step->takes == "rounds") word("forever", QObject::tr("only of a background actor"));
        if (step->takes == "true") bare("true");
        if (step->takes == "micros") {
            bare("{\"uniform\": []}", QObject::tr("from, to"), 2);
            bare("{\"exponential\": }", QObject::tr("mean"), 1);
            bare("{\"lognormal\": []}", QObject::tr("median, sigma"), 2);
        }
    }
    void models(bool ofThePreset) {
        if (ofThePreset) {
            const int list = m_tree.at({"models"});
            if (list == JsonTree::none) return;
            for (const int i : m_tree.node(list).children) {
                const int named = m_tree.child(i, "model");
                const QString name = m_tree.text(named == JsonTree::none ? i : named);
                if (const ModelEntry* model = m_catalogue.model(name)) word(name, catalogueText(model->title));
            }
            return;
        }
        for (const ModelEntry& model : m_catalogue.models)
            if (model.runs(m_workload)) word(model.name, catalogueText(model.summary));
    }
    void flags() {
        bare("true");
        bare("false");
    }
    void values() {
        const QString& key = m_spot.key;
        if (inStep()) return stepValue();
        if (const auto* options = optionsHere()) {
            for (const OptionEntry& option : *options) {
                if (option.name != key) continue;
                for (const QString& choice : option.choices) word(choice);
                if (option.type == "bool") flags();
            }
        } else if (within("/workload") && key == "kind") {
            for (const WorkloadEntry& workload : m_catalogue.workloads)
                word(workload.name, catalogueText(workload.summary));
        } else if (within("/workload/objects") || (within("/workload/objects/*") && key == "kind")) {
            for (const QString& kind : m_catalogue.objectKinds) word(kind);
        } else if (within("/models") || (within("/models/*") && key == "model")) {
            models(false);
        } else if (within("/expect/*") && key == "measure") {
            for (const QString& measure : m_catalogue.measures) word(measure);
        } else if (within("/expect/*") && (key == "model" || key == "baseline")) {
            models(true);
        } else if (m_path.isEmpty() && key == "recording_level") {
            word("auto");
        } else if (
            (m_path.isEmpty() && key == "pin") || (within("/workload/actors/*") && key == "background") ||
            (within("/workload/objects/*") && key == "recursive")) {
            flags();
        }
    }

    const JsonTree& m_tree;
    const Spot& m_spot;
    const Catalogue& m_catalogue;
    QStringList m_path;  // of the container
    QString m_workload;
    std::vector<Offer> m_offers;
};

}  // namespace

std::vector<Offer> offersAt(const JsonTree& tree, const Spot& spot, const Catalogue& catalogue) {
    if (spot.container == JsonTree::none || spot.kind == Spot::Kind::Nothing) return {};
    return Offers(tree, spot, catalogue).take();
}

}  // namespace corelane
