#include "app/editor/preset_text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace corelane {
namespace {

constexpr qsizetype lineWidth = 76;

class Printer {
  public:
    explicit Printer(const Catalogue& catalogue) {
        for (const KeysEntry& entry : catalogue.keys) m_order << entry.keys;
        for (const StepEntry& step : catalogue.steps) m_steps << step.name;
    }

    QString print(const QJsonValue& value, int depth) const {
        if (!value.isObject() && !value.isArray()) return scalar(value);
        const bool object = value.isObject();
        const QStringList parts = partsOf(value, depth, false);
        if (parts.isEmpty()) return object ? "{}" : "[]";
        const QString flat = (object ? "{" : "[") + partsOf(value, depth, true).join(", ") + (object ? "}" : "]");
        const bool fits = flat.size() + 2 * depth <= lineWidth && levels(value) <= 3;
        if (depth > 0 && fits) return flat;
        const QString inner = '\n' + QString(2 * (depth + 1), ' '), outer = '\n' + QString(2 * depth, ' ');
        return (object ? "{" : "[") + inner + parts.join(',' + inner) + outer + (object ? "}" : "]");
    }

  private:
    static QString scalar(const QJsonValue& value) {
        const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        return QString::fromUtf8(list.mid(1, list.size() - 2));
    }
    static int levels(const QJsonValue& value) {
        int most = 0;
        for (const QJsonValue& part : value.toArray()) most = std::max(most, levels(part));
        const QJsonObject object = value.toObject();
        for (const auto& part : object) most = std::max(most, levels(part));
        return value.isObject() || value.isArray() ? most + 1 : 0;
    }
    QString flat(const QJsonValue& value) const {
        if (!value.isObject() && !value.isArray()) return scalar(value);
        const QString parts = partsOf(value, 0, true).join(", ");
        return value.isObject() ? '{' + parts + '}' : '[' + parts + ']';
    }
    QStringList partsOf(const QJsonValue& value, int depth, bool inOneLine) const {
        const auto written = [&](const QJsonValue& part) { return inOneLine ? flat(part) : print(part, depth + 1); };
        QStringList parts;
        if (value.isArray())
            for (const QJsonValue& part : value.toArray()) parts << written(part);
        const QJsonObject object = value.toObject();
        for (const QString& key : keysOf(object)) parts << scalar(key) + ": " + written(object[key]);
        return parts;
    }
    // A step's word first, then keys as the documentation has them, then names as they are sorted.
    QStringList keysOf(const QJsonObject& object) const {
        QStringList keys = object.keys();
        std::ranges::stable_sort(keys, {}, [this](const QString& key) {
            if (m_steps.contains(key)) return qsizetype(-1);
            const qsizetype rank = m_order.indexOf(key);
            return rank < 0 ? m_order.size() : rank;
        });
        return keys;
    }

    QStringList m_order, m_steps;
};

}  // namespace

QString presetText(const QJsonObject& preset, const Catalogue& catalogue) {
    return Printer(catalogue).print(preset, 0) + '\n';
}

QString newScriptText() {
    return R"({
  "name": "my_script",
  "title": "My script",
  "question": "What does a lock cost that two actors share?",
  "explanation": "Ann and Bob each work alone for 200 µs, then together under the lock L for 300 µs. Give them other steps: Ctrl+Space shows what may stand at a place. Ctrl+Return runs the text.",
  "workload": {
    "kind": "script",
    "objects": {"L": "mutex"},
    "actors": {
      "Ann": {
        "steps": [
          {"loop": 20, "steps": [
            {"run": 200, "label": "alone"},
            {"lock": "L"},
            {"run": 300, "label": "together"},
            {"unlock": "L"}
          ]}
        ]
      },
      "Bob": {
        "steps": [
          {"loop": 20, "steps": [
            {"run": 200, "label": "alone"},
            {"lock": "L"},
            {"run": 300, "label": "together"},
            {"unlock": "L"}
          ]}
        ]
      }
    }
  },
  "models": ["serial", "threads"],
  "repetitions": 5,
  "warmup": 1,
  "pin": false
}
)";
}

}  // namespace corelane
