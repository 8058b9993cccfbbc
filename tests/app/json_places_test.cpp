// Where in a text the values of a JSON document stand, also while it is typed, and what may be typed there.
#include "app/editor/completion.h"
#include "app/editor/json_tree.h"
#include "app/editor/preset_text.h"

#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include <algorithm>

namespace corelane::test {
namespace {

// A text with | for the cursor.
struct Typed {
    QString text;
    qsizetype at;
};

Typed typed(QString text) {
    const qsizetype at = text.indexOf('|');
    return {text.remove(at, 1), at};
}

}  // namespace

class JsonPlacesTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        QProcess engine;
        engine.start(CORELANE_BIN "/corelane-engine", {"list", "--json"});
        QVERIFY(engine.waitForFinished(20000));
        const auto catalogue = parseCatalogue(engine.readAllStandardOutput());
        QVERIFY(catalogue);
        m_catalogue = *catalogue;
        QCOMPARE(m_catalogue.objectKinds.size(), 9);
        QVERIFY(m_catalogue.step("lock"));
        QCOMPARE(m_catalogue.step("lock")->objects, QStringList({"mutex", "shared_mutex"}));
    }

    void aPointerHasItsPlaceInTheText() {
        const QString text = "{\"a\": [1, {\"b/c\": \"x\"}], \"n\": 42, \"o\": {}}";
        const JsonTree tree(text);
        const auto at = [&](const char* pointer) {
            const TextRange range = tree.rangeOf(pointer);
            return text.mid(range.begin, range.end - range.begin);
        };
        QCOMPARE(at("/n"), QString("42"));
        QCOMPARE(at("/a/0"), QString("1"));
        QCOMPARE(at("/a/1/b~1c"), QString("\"x\""));
        QCOMPARE(at("/o"), QString("\"o\""));  // of a container, its key
        QCOMPARE(at("/a/1"), QString("{\"b/c\": \"x\"}"));
        QCOMPARE(at("/n/deeper/still"), QString("42"));  // what there is around it
    }

    void aKeyThatStandsTwiceIsTheSecond() {
        const QString text = "{\"a\": 1, \"a\": 2}";
        QCOMPARE(JsonTree(text).rangeOf("/a"), (TextRange{14, 15}));
    }

    // Whatever is typed, every place is within the text.
    void brokenTextIsTakenAsItComes() {
        const QString whole = newScriptText();
        for (qsizetype cut = 0; cut < whole.size(); cut += 3) {
            for (const char* end : {"", "}", "]", "\"", ",", ":"}) {
                const QString text = whole.left(cut) + end;
                const JsonTree tree(text);
                for (const JsonTree::Node& node : tree.nodes()) {
                    QVERIFY(node.value.begin >= 0 && node.value.end <= text.size());
                    QVERIFY(node.value.begin <= node.value.end);
                }
                const auto spot = tree.spotAt(text.size());
                QVERIFY(spot.word.begin >= 0 && spot.word.end <= text.size());
                offersAt(tree, spot, m_catalogue);
            }
        }
    }

    void offers_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("has");
        QTest::addColumn<QStringList>("hasNot");
        // Quotes are single here, and made double.
        const QString script = "{'workload': {'kind': 'script', 'objects': {'L': 'mutex', 'S': {'kind': 'semaphore', "
                               "'capacity': 2}, 'C': 'condition'}, 'actors': {'Ann': {'steps': [%1]}}}}";
        const QStringList none;
        QTest::newRow("keys of a preset")
            << "{|" << QStringList({"name", "workload", "models"}) << QStringList("lock");
        QTest::newRow("not those that are there")
            << "{'name': 'x', |}" << QStringList("models") << QStringList("name");
        QTest::newRow("half a key") << "{'mod|" << QStringList("models") << QStringList("name");
        QTest::newRow("words of steps") << script.arg("{'|") << QStringList({"lock", "run", "each"})
                                        << QStringList("name");
        QTest::newRow("keys of a step") << script.arg("{'run': 5, '|") << QStringList("label") << QStringList("lock");
        QTest::newRow("steps within steps")
            << script.arg("{'loop': 5, 'steps': [{'un|'}]}") << QStringList("unlock") << QStringList("lock");
        QTest::newRow("names of mutexes") << script.arg("{'lock': '|") << QStringList("L") << QStringList({"S", "C"});
        QTest::newRow("names of semaphores")
            << script.arg("{'acquire': '|'}") << QStringList("S") << QStringList("L");
        QTest::newRow("the mutex of a wait")
            << script.arg("{'wait': 'C', 'mutex': '|'}") << QStringList("L") << QStringList({"S", "C"});
        QTest::newRow("behind a word nothing") << script.arg("{'lock': 'L'|}") << none << QStringList("L");
        QTest::newRow("kinds of objects")
            << "{'workload': {'kind': 'script', 'objects': {'x': '|'}}}" << QStringList({"mutex", "queue"}) << none;
        QTest::newRow("keys of an object") << "{'workload': {'kind': 'script', 'objects': {'x': {'|'}}}}"
                                           << QStringList({"kind", "capacity"}) << QStringList("steps");
        QTest::newRow("keys of an actor")
            << "{'workload': {'kind': 'script', 'actors': {'x': {|}}}}" << QStringList({"steps", "count"}) << none;
        QTest::newRow("models of scripts") << "{'workload': {'kind': 'script'}, 'models': ['|']}"
                                           << QStringList({"serial", "threads"}) << QStringList("openmp_for");
        QTest::newRow("models of graphs")
            << "{'models': [{'model': '|'}]}" << QStringList({"serial", "openmp_for"}) << none;
        QTest::newRow("kinds of workload")
            << "{'workload': {'kind': '|'}}" << QStringList({"script", "task_graph"}) << none;
        QTest::newRow("options of a graph")
            << "{'workload': {'graphs': [{'|'}]}}" << QStringList({"pattern", "steps"}) << none;
        QTest::newRow("choices of an option")
            << "{'workload': {'graphs': [{'pattern': 'st|'}]}}" << QStringList("stencil_1d") << QStringList("fft");
        QTest::newRow("options of a model")
            << "{'models': [{'model': 'process_pool', 'options': {'|'}}]}" << QStringList("transport") << none;
        QTest::newRow("measures") << "{'expect': [{'measure': '|'}]}" << QStringList("speedup") << none;
        QTest::newRow("models of the preset") << "{'models': ['serial'], 'expect': [{'model': '|'}]}"
                                              << QStringList("serial") << QStringList("threads");
        QTest::newRow("flags") << "{'pin': |}" << QStringList({"true", "false"}) << none;
    }
    void offers() {
        QFETCH(QString, text);
        QFETCH(QStringList, has);
        QFETCH(QStringList, hasNot);
        const Typed at = typed(text.replace('\'', '"'));
        const JsonTree tree(at.text);
        QStringList words;
        for (const Offer& offer : offersAt(tree, tree.spotAt(at.at), m_catalogue)) words << offer.word;
        for (const QString& word : has) QVERIFY2(words.contains(word), qPrintable(word + " in " + words.join(' ')));
        for (const QString& word : hasNot)
            QVERIFY2(!words.contains(word), qPrintable(word + " in " + words.join(' ')));
    }

    void aPresetAsTextIsTheSamePreset() {
        QVERIFY(m_catalogue.presets.size() > 20);
        for (const PresetEntry& preset : m_catalogue.presets) {
            const QString text = presetText(preset.preset, m_catalogue);
            const QJsonDocument read = QJsonDocument::fromJson(text.toUtf8());
            QCOMPARE(read.object(), preset.preset);
            QVERIFY2(text.startsWith("{\n  \"name\": "), qPrintable(text.left(40)));
        }
    }

    void aStepStandsOnOneLine() {
        const QString text = presetText(m_catalogue.preset("philosophers")->preset, m_catalogue);
        QVERIFY2(text.contains("{\"lock\": \"fork 1\"},\n"), qPrintable(text));
        QVERIFY(text.contains("{\"run\": {\"uniform\": [50, 350]}, \"label\": \"think\"}"));
    }

  private:
    Catalogue m_catalogue;
};

}  // namespace corelane::test

int json_placesTest(const QStringList& words) {
    corelane::test::JsonPlacesTest test;
    return QTest::qExec(&test, words);
}

#include "json_places_test.moc"
