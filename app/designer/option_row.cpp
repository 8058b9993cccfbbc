#include "app/designer/option_row.h"

#include "app/engine_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <climits>

#include <algorithm>
#include <cmath>

namespace corelane {
namespace {

constexpr int sliderSteps = 1000;
constexpr double mostOfSlider = 1e6;  // what lies above is typed
constexpr double wide = 200;          // from such a ratio on the slider is logarithmic

struct Scale {
    double least, most;
    bool logarithmic;

    explicit Scale(const OptionEntry& option)
        : least(option.minimum), most(std::min(option.maximum, std::max(mostOfSlider, option.minimum))),
          logarithmic(option.type == "int" && most / std::max(1.0, least) > wide) {}
    // Zero has a place of its own at the left end.
    double valueAt(int step) const {
        const double share = double(step) / sliderSteps;
        if (!logarithmic) return least + (most - least) * share;
        if (step == 0) return least;
        const double low = std::max(1.0, least);
        return std::round(low * std::pow(most / low, share));
    }
    int stepOf(double value) const {
        if (value <= least) return 0;
        const double low = std::max(1.0, least);
        const double share = logarithmic ? std::log(std::max(low, value) / low) / std::log(most / low)
                                         : (value - least) / (most - least);
        return static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * sliderSteps));
    }
};

}  // namespace

OptionRow::OptionRow(const OptionEntry& option, const QJsonValue& value, QGridLayout* grid, QWidget* page)
    : QObject(page), m_name(option.name), m_type(option.type) {
    const int row = grid->rowCount();
    if (option.type == "choice") {
        auto* list = new QComboBox(page);
        for (const QString& choice : option.choices) list->addItem(QString(choice).replace('_', ' '), choice);
        list->setCurrentIndex(std::max(0, list->findData(value.toString())));
        connect(list, &QComboBox::currentIndexChanged, this, &OptionRow::changed);
        grid->addWidget(list, row, 1, 1, 2);
        m_field = list;
    } else if (option.type == "bool") {
        auto* box = new QCheckBox(page);
        box->setChecked(value.toBool());
        connect(box, &QCheckBox::toggled, this, &OptionRow::changed);
        grid->addWidget(box, row, 1, 1, 2);
        m_field = box;
    } else {
        addNumber(option, value.toDouble(), grid, row, page);
    }
    const QString words = QString(option.name).replace('_', ' ');
    auto* label = new QLabel(words, page);
    label->setBuddy(m_field);
    grid->addWidget(label, row, 0);
    m_field->setObjectName("option_" + option.name);
    m_field->setAccessibleName(words);
    m_field->setAccessibleDescription(catalogueText(option.summary));
    m_field->setToolTip(catalogueText(option.summary));
    label->setToolTip(catalogueText(option.summary));
}

void OptionRow::addNumber(const OptionEntry& option, double value, QGridLayout* grid, int row, QWidget* page) {
    const Scale scale(option);
    auto* slider = new QSlider(Qt::Horizontal, page);
    slider->setRange(0, sliderSteps);
    slider->setPageStep(sliderSteps / 10);
    slider->setSingleStep(sliderSteps / 50);
    slider->setValue(scale.stepOf(value));
    slider->setAccessibleName(QString(option.name).replace('_', ' '));
    slider->setToolTip(catalogueText(option.summary));
    grid->addWidget(slider, row, 1);
    // A multiple of 16 is asked for in words only; the slider keeps to it.
    const auto rounded = [bytes = option.name == "output_bytes"](double v) {
        return bytes ? std::max(16.0, std::round(v / 16) * 16) : v;
    };
    const auto tie = [&](auto* box, auto convert) {
        box->setMinimumWidth(112);
        connect(slider, &QSlider::valueChanged, box, [box, scale, rounded, convert](int step) {
            box->setValue(convert(rounded(scale.valueAt(step))));
        });
        connect(box, &std::remove_pointer_t<decltype(box)>::valueChanged, this, [this, slider, scale](auto now) {
            const QSignalBlocker quiet(slider);
            slider->setValue(scale.stepOf(double(now)));
            emit changed();
        });
        grid->addWidget(box, row, 2);
        m_field = box;
    };
    if (option.type == "int") {
        auto* box = new QSpinBox(page);
        box->setRange(static_cast<int>(option.minimum), static_cast<int>(std::min(option.maximum, double(INT_MAX))));
        box->setGroupSeparatorShown(true);
        box->setValue(static_cast<int>(std::min(value, double(INT_MAX))));
        if (option.name == "output_bytes") box->setSingleStep(16);
        tie(box, [](double v) { return static_cast<int>(v); });
    } else {
        auto* box = new QDoubleSpinBox(page);
        box->setRange(option.minimum, option.maximum);
        box->setDecimals(2);
        box->setSingleStep((option.maximum - option.minimum) / 20);
        box->setValue(value);
        tie(box, [](double v) { return v; });
    }
}

QJsonValue OptionRow::value() const {
    if (const auto* list = qobject_cast<QComboBox*>(m_field)) return list->currentData().toString();
    if (const auto* box = qobject_cast<QCheckBox*>(m_field)) return box->isChecked();
    if (const auto* box = qobject_cast<QSpinBox*>(m_field)) return box->value();
    return static_cast<QDoubleSpinBox*>(m_field)->value();
}

}  // namespace corelane
