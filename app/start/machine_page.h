// This machine, as a comparison would find it: cores and how quiet they are, the clock, which models can run, what a
// recording sees, and the command that makes it see more. Asked of the engine, once, and not while anything runs: the
// question takes a moment of one core.
#pragma once

#include "app/engine_question.h"
#include "app/session.h"

#include <QGridLayout>
#include <QTimer>
#include <QWidget>

namespace corelane {

struct MachineFacts {
    int cores = 0;
    QString cpu, clock, recordingDetail;
    double clockReadNs = 0, busyShare = -1;  // busyShare: below 0: not known
    int recordingLevel = 0;
    QString raisedBy;     // a command; empty: none is known
    QStringList missing;  // "mpi: install …", of models that cannot run here
    int models = 0;
};

Result<MachineFacts> parseMachine(const QByteArray& json);

class MachinePage : public QWidget {
    Q_OBJECT

  public:
    MachinePage(Session&, QWidget* parent = nullptr);
    void show(const MachineFacts&);
    using QWidget::show;

  protected:
    void showEvent(QShowEvent*) override;
    void changeEvent(QEvent*) override;

  private:
    enum class Tone { Good, Warn };
    void ask();
    void addRow(Tone, const QString& name, const QString& value, const QString& tip);

    Session& m_session;
    EngineQuestion m_question;
    QTimer m_rest;
    std::optional<MachineFacts> m_facts;
    QGridLayout* m_rows;
    int m_count = 0;
};

}  // namespace corelane
