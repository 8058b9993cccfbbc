// The parts of a session that read and write files, and the summaries made beside the window's thread.
#include "app/figures.h"
#include "app/reports/report_preview.h"
#include "app/session.h"
#include "engine/export/exporter.h"
#include "engine/trace/differences.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>

namespace corelane {
namespace {

// Writes a file whole or not at all. Empty: done; else a sentence. Any thread.
QString whyNotReplaced(const QString& path, const std::function<bool(QIODevice&)>& write) {
    // The new file takes the old one's place, whatever that is: a device would be gone for everybody.
    const QFileInfo old(path);
    if (old.exists() && !old.isFile())
        return QObject::tr("%1 is not an ordinary file. Choose another name.").arg(path);
    QSaveFile target(path);
    if (target.open(QIODevice::WriteOnly) && write(target) && target.commit()) return {};
    return QObject::tr("%1 cannot be written: %2. Choose another folder or make room there.")
        .arg(path, target.errorString());
}

}  // namespace

ReadProgress Session::beginLoading(const QString& path) {
    if (m_loadingGivenUp) *m_loadingGivenUp = true;  // what is asked for later is meant instead
    m_loadingGivenUp = std::make_shared<std::atomic<bool>>(false);
    m_loading = Loading{path, 0, -1};
    emit loadingChanged();
    QElapsedTimer since;
    since.start();
    return [this, since, path, givenUp = m_loadingGivenUp](double share) {
        if (*givenUp) return false;
        const double seconds = double(since.elapsed()) / 1000;
        const double left = share > 0 ? seconds / share * (1 - share) : -1;
        QMetaObject::invokeMethod(
            this,
            [this, path, share, left, givenUp] {
                if (*givenUp || !m_loading) return;
                m_loading = Loading{path, share, left};
                emit loadingChanged();
            },
            Qt::QueuedConnection);
        return true;
    };
}

void Session::endLoading() {
    m_loading.reset();
    m_loadingGivenUp.reset();
    emit loadingChanged();
}

void Session::cancelLoading() {
    if (!m_loading) return;
    *m_loadingGivenUp = true;
    const QString file = QFileInfo(m_loading->file).fileName();
    m_toOpenBeside.clear();
    ++m_openings;
    endLoading();
    tell(Message::Kind::Note, tr("Opening %1 was given up.").arg(file));
}

void Session::askSummary() {
    if (m_summarising) {
        m_summaryStale = true;
        return;
    }
    if (!m_trace) return;
    m_summarising = true;
    m_summaryStale = false;
    m_sinceSummary.start();
    m_pool.start([this, trace = m_trace] {
        auto summary = std::make_shared<const Summary>(summarize(*trace));
        QMetaObject::invokeMethod(
            this,
            [this, summary, trace] {
                m_summarising = false;
                const bool same = m_trace && m_trace->comparison.uuid == trace->comparison.uuid;
                if (same) {
                    m_summary = summary;
                    updateDrawn();
                    emit summaryChanged();
                    emit traceChanged();
                }
                if (m_summaryStale || !same) askSummary();
            },
            Qt::QueuedConnection);
    });
}

void Session::updateOrder() {
    m_orderedRuns = m_trace->runs.size();
    m_order.clear();
    const QJsonObject preset =
        QJsonDocument::fromJson(QByteArray::fromStdString(m_trace->comparison.presetJson)).object();
    // The engine wrote every default out, so an entry's options are its runs' options.
    const auto describes = [](const QJsonObject& entry, const RunInfo& info) {
        if (entry["model"].toString().toStdString() != info.model) return false;
        if (const int workers = entry["workers"].toInt(); workers > 0 && workers != info.workers) return false;
        const QJsonObject given = entry["options"].toObject();
        return std::ranges::all_of(info.options.values(), [&](const auto& option) {
            const QJsonValue value = given[QString::fromStdString(option.first)];
            if (const auto* text = std::get_if<std::string>(&option.second))
                return value.toString().toStdString() == *text;
            if (const auto* flag = std::get_if<bool>(&option.second)) return value.toBool() == *flag;
            if (const auto* integer = std::get_if<std::int64_t>(&option.second)) return value.toInteger() == *integer;
            return value.toDouble() == std::get<double>(option.second);
        });
    };
    for (const QJsonValue& entry : preset["models"].toArray())
        for (const auto& run : m_trace->runs) {
            const std::string key = runKey(run->info);
            if (std::ranges::find(m_order, key) != m_order.end() || !describes(entry.toObject(), run->info)) continue;
            m_order.push_back(key);
            break;
        }
}

void Session::show(std::shared_ptr<const Trace> trace) {
    m_trace = std::move(trace);
    m_summary = nullptr;
    m_orderedRuns = 0;
    m_longestSeen = 0;
    m_beside.clear();
    m_arrangement = {};
    m_selection.reset();
    m_notes.show({});
    m_notesUnreadable = false;
    emit arrangementChanged();
    updateDrawn();
    const QJsonObject preset =
        QJsonDocument::fromJson(QByteArray::fromStdString(m_trace->comparison.presetJson)).object();
    if (!preset.isEmpty()) setPlan(Plan(preset));
    emit traceChanged();
    emit summaryChanged();
    askSummary();
}

void Session::open(const QString& path) {
    if (!sweepFileOf(path).isEmpty()) return m_sweeps.open(path);
    if (m_running) {
        tell(Message::Kind::Error, tr("A comparison is running; stop it with Esc before you open a file."));
        return;
    }
    emit messageCleared();
    const int opening = ++m_openings;
    m_pool.start([this, path, opening, progress = beginLoading(path)] {
        auto read = readTrace(path.toStdString(), nullptr, progress);
        auto notes = read ? readNotes(notesFileOf(path), **read) : Result<std::vector<Note>>();
        QMetaObject::invokeMethod(
            this,
            [this, path, opening, read = std::move(read), notes = std::move(notes)] {
                if (opening != m_openings) return;
                endLoading();
                if (!read) {
                    tell(Message::Kind::Error, QString::fromStdString(read.error().message));
                    return;
                }
                m_spool.reset();
                m_file = path;
                emit fileChanged();
                show(*read);
                openNextBeside();
                m_notesUnreadable = !notes;
                if (notes)
                    m_notes.show(*notes);
                else
                    tell(Message::Kind::Warning, QString::fromStdString(notes.error().message));
                const Trace& trace = **read;
                if (trace.tornBytes > 0)
                    tell(
                        Message::Kind::Warning, plural(
                                                    static_cast<long long>(trace.tornBytes),
                                                    tr("%2 ends in the middle of a packet: its last %1 byte could "
                                                       "not be read. Everything before is shown."),
                                                    tr("%2 ends in the middle of a packet: its last %1 bytes could "
                                                       "not be read. Everything before is shown."))
                                                    .arg(QFileInfo(path).fileName()));
                else if (!trace.ended)
                    tell(
                        Message::Kind::Warning, tr("%1 was not finished when it was written: the comparison has no "
                                                   "end. What it holds is shown.")
                                                    .arg(QFileInfo(path).fileName()));
            },
            Qt::QueuedConnection);
    });
}

void Session::openAll(const QStringList& paths, bool beside) {
    if (paths.isEmpty()) return;
    m_toOpenBeside = paths;
    if (beside)
        openNextBeside();
    else
        open(m_toOpenBeside.takeFirst());
}

void Session::openNextBeside() {
    if (!m_toOpenBeside.isEmpty()) openBeside(m_toOpenBeside.takeFirst());
}

void Session::openBeside(const QString& path) {
    if (!m_trace) return open(path);
    if (m_running) {
        tell(Message::Kind::Error, tr("A comparison is running; stop it with Esc before you open a file."));
        return;
    }
    emit messageCleared();
    const auto same = [&path](const QString& other) {
        return !other.isEmpty() && QFileInfo(other).canonicalFilePath() == QFileInfo(path).canonicalFilePath();
    };
    if (same(m_file) || std::ranges::any_of(m_beside, same, &Beside::path)) {
        tell(Message::Kind::Note, tr("The runs of %1 are shown already.").arg(QFileInfo(path).fileName()));
        return openNextBeside();
    }
    const int opening = m_openings;
    const auto& before = m_beside.empty() ? m_trace : m_beside.back().trace;
    m_pool.start([this, path, opening, before, progress = beginLoading(path)] {
        auto read = readTrace(path.toStdString(), before.get(), progress);
        Beside beside{QFileInfo(path).completeBaseName(), path, {}, {}};
        if (read) {
            beside.trace = *read;
            beside.summary = std::make_shared<const Summary>(summarize(**read));
        }
        QMetaObject::invokeMethod(
            this,
            [this, opening, before, beside, read = std::move(read)] {
                if (opening != m_openings) return;  // given up, or something else was opened
                endLoading();
                if (!read) return tell(Message::Kind::Error, QString::fromStdString(read.error().message));
                // Another file that was opened at the same time has taken the same numbers.
                const auto& last = m_beside.empty() ? m_trace : m_beside.back().trace;
                if (last == before) addBeside(beside);
                openNextBeside();
            },
            Qt::QueuedConnection);
    });
}

void Session::addBeside(Beside beside) {
    // Its table names the spans of all that were there before, too.
    auto widened = std::make_shared<Trace>(*m_trace);
    widened->names = beside.trace->names;
    m_trace = std::move(widened);
    const QString name = beside.name;
    const bool sameRuns = !beside.trace->runs.empty() && !m_trace->runs.empty() &&
                          sameWork(*beside.trace->runs.front(), *m_trace->runs.front());
    for (int n = 2; std::ranges::any_of(m_beside, [&](const Beside& b) { return b.name == beside.name; }); ++n)
        beside.name = QString("%1 (%2)").arg(name).arg(n);
    m_beside.push_back(std::move(beside));
    updateDrawn();
    emit traceChanged();
    if (!sameRuns)
        tell(
            Message::Kind::Note, tr("%1 holds other work: its runs are shown on the same axis, but no task of "
                                    "them is one of the others'.")
                                     .arg(name));
}

void Session::closeBeside() {
    if (m_beside.empty()) return;
    m_beside.clear();
    Arrangement plain = m_arrangement;
    const auto gone = [](const std::string& key) { return key.find('@') != std::string::npos; };
    std::erase_if(plain.hidden, gone);
    std::erase_if(plain.order, gone);
    if (gone(plain.baseline)) plain.baseline.clear();
    m_selection.setTask(0);
    m_arrangement = plain;
    emit arrangementChanged();
    updateDrawn();
    emit traceChanged();
}

bool Session::replaceFile(const QString& path, const std::function<bool(QIODevice&)>& write) {
    const QString why = whyNotReplaced(path, write);
    if (!why.isEmpty()) tell(Message::Kind::Error, why);
    return why.isEmpty();
}

bool Session::saveAs(const QString& path) {
    if (!m_trace) {
        tell(Message::Kind::Error, tr("There is nothing to save yet; run a comparison first with F5."));
        return false;
    }
    QFile opened(m_file);
    QFile* source = m_spool ? static_cast<QFile*>(m_spool.get()) : &opened;
    if (m_spoolBroken || (!source->isOpen() && !source->open(QIODevice::ReadOnly))) {
        tell(Message::Kind::Error, tr("The recorded bytes are not there any more: %1.").arg(source->errorString()));
        return false;
    }
    const qint64 position = source->pos();
    source->seek(0);
    const bool saved = replaceFile(path, [source](QIODevice& target) {
        while (!source->atEnd()) {
            const QByteArray part = source->read(1 << 20);
            if (part.isEmpty() || target.write(part) != part.size()) return false;
        }
        return true;
    });
    source->seek(position);
    if (!saved) return false;
    if (!m_running) {
        m_notesUnreadable &= m_file == path;
        m_file = path;
        if (!m_notes.all().empty()) saveNotes();
        emit fileChanged();
    }
    tell(Message::Kind::Note, tr("Saved as %1.").arg(path));
    return true;
}

void Session::saveNotes() {
    // Without a file they wait for the one the comparison is saved as.
    if (m_file.isEmpty() || m_running || !m_trace) return;
    if (m_notesUnreadable) {
        tell(
            Message::Kind::Error,
            tr("The notes are not saved: %1 could not be read, and is left as it is. Move it away, or save the "
               "comparison under another name.")
                .arg(notesFileOf(m_file)));
        return;
    }
    // A disk may take its time, and the session waits for its pool before it ends.
    m_pool.start([this, path = notesFileOf(m_file), notes = m_notes.all(), trace = m_trace] {
        const QByteArray json = notesJson(notes, *trace);
        const QString why =
            whyNotReplaced(path, [&json](QIODevice& file) { return file.write(json) == json.size(); });
        if (why.isEmpty()) return;
        QMetaObject::invokeMethod(
            this, [this, why] { tell(Message::Kind::Error, why); }, Qt::QueuedConnection);
    });
}

bool Session::exportAs(const QString& path, const QString& name) {
    const Exporter* exporter = findExporter(name.toStdString());
    if (!m_trace || !exporter) {
        tell(
            Message::Kind::Error, m_trace ? tr("There is no export format named %1.").arg(name)
                                          : tr("There is nothing to export yet; run a comparison first with F5."));
        return false;
    }
    const auto bytes = exported(*m_trace, m_notes.all(), *exporter);
    if (!bytes) {
        tell(Message::Kind::Error, QString::fromStdString(bytes.error().message));
        return false;
    }
    const std::string& text = *bytes;
    const auto size = static_cast<qint64>(text.size());
    if (!replaceFile(path, [&](QIODevice& target) { return target.write(text.data(), size) == size; })) return false;
    tell(Message::Kind::Note, tr("Exported to %1.").arg(path));
    return true;
}

}  // namespace corelane
