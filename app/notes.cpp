#include "app/notes.h"

#include "app/span_walk.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace corelane {
namespace {

constexpr qint64 largestFile = 16 << 20;
constexpr int version = 1;
constexpr std::array kinds{"core", "worker", "task"};

std::optional<SpanPlace> spanFrom(const QJsonObject& json, const Trace& trace) {
    const auto run =
        std::ranges::find_if(trace.runs, [&](const auto& r) { return r->info.number == json["run"].toInt(-1); });
    const auto kind = std::ranges::find(kinds, json["kind"].toString());
    const qint64 lane = json["lane"].toInteger(-1), span = json["span"].toInteger(-1);
    if (run == trace.runs.end() || kind == kinds.end() || lane < 0 || span < 0) return std::nullopt;
    return placeOf(
        **run, static_cast<LaneKind>(kind - kinds.begin()), static_cast<int>(lane), static_cast<std::size_t>(span));
}

}  // namespace

QString notesFileOf(const QString& traceFile) {
    return traceFile + ".notes.json";
}

QByteArray notesJson(const std::vector<Note>& notes, const Trace& trace) {
    QJsonArray list;
    for (const Note& note : notes) {
        QJsonObject json{{"from_ns", qint64(note.from)}, {"to_ns", qint64(note.to)}, {"text", note.text}};
        if (note.span)
            json["span"] = QJsonObject{
                {"run", note.span->run},
                {"kind", kinds.at(static_cast<std::size_t>(note.span->kind))},
                {"lane", note.span->lane},
                {"span", static_cast<qint64>(note.span->span)}};
        list.push_back(json);
    }
    const QJsonObject whole{
        {"corelane_notes", version}, {"comparison", QString::fromStdString(trace.comparison.uuid)}, {"notes", list}};
    return QJsonDocument(whole).toJson();
}

Result<std::vector<Note>> readNotes(const QString& path, const Trace& trace) {
    const QFileInfo there(path);
    if (!there.exists()) return std::vector<Note>();
    const auto wrong = [&path](const QString& what) {
        return fail(
            Error::Kind::Format,
            QObject::tr("%1 It is left as it is, and new notes are not saved; move it away to begin anew.")
                .arg(what.arg(path))
                .toStdString());
    };
    if (!there.isFile()) return wrong(QObject::tr("%1 is not an ordinary file."));
    if (there.size() > largestFile) return wrong(QObject::tr("%1 is larger than 16 MiB, which no notes are."));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return wrong(QObject::tr("%1 cannot be opened: %2.").arg("%1", file.errorString()));
    QJsonParseError error;
    const QJsonObject whole = QJsonDocument::fromJson(file.readAll(), &error).object();
    if (error.error != QJsonParseError::NoError)
        return wrong(QObject::tr("%1 is no JSON: %2.").arg("%1", error.errorString()));
    const int written = whole["corelane_notes"].toInt();
    if (written == 0) return wrong(QObject::tr("%1 does not hold notes."));
    if (written > version) return wrong(QObject::tr("%1 was written by a later version of Corelane."));
    if (whole["comparison"].toString().toStdString() != trace.comparison.uuid)
        return wrong(QObject::tr("%1 holds the notes on another comparison."));
    std::vector<Note> notes;
    for (const QJsonValue& value : whole["notes"].toArray()) {
        const QJsonObject json = value.toObject();
        const Time from = json["from_ns"].toInteger();
        notes.push_back(
            {from, std::max<Time>(from, json["to_ns"].toInteger(from)), spanFrom(json["span"].toObject(), trace),
             json["text"].toString()});
    }
    return notes;
}

void Notes::renew(std::vector<Note> notes) {
    std::ranges::stable_sort(notes, {}, &Note::from);
    m_all = std::move(notes);
    emit changed();
}

void Notes::show(std::vector<Note> notes) {
    if (!notes.empty() || !m_all.empty()) renew(std::move(notes));
}

void Notes::add(const Note& note) {
    std::vector<Note> notes = m_all;
    notes.push_back(note);
    renew(std::move(notes));
    emit edited();
}

void Notes::remove(std::size_t i) {
    std::vector<Note> notes = m_all;
    notes.erase(notes.begin() + static_cast<std::ptrdiff_t>(i));
    renew(std::move(notes));
    emit edited();
}

void Notes::setText(std::size_t i, const QString& text) {
    std::vector<Note> notes = m_all;
    notes[i].text = text;
    renew(std::move(notes));
    emit edited();
}

}  // namespace corelane
