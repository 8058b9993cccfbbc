// Where in a text the values of a JSON document stand, also while it is being typed: unclosed strings, missing commas
// and stray brackets are taken as they come. It judges nothing; whether the text is right, the engine says.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace corelane {

struct TextRange {
    qsizetype begin = 0, end = 0;
    bool contains(qsizetype at) const { return at >= begin && at < end; }
    friend bool operator==(const TextRange&, const TextRange&) = default;
};

class JsonTree {
  public:
    struct Node {
        enum class Kind { Missing, Object, Array, Text, Other } kind = Kind::Missing;
        int parent = -1;  // -1: the root
        QString token;    // its key, or its number in a list
        TextRange key;    // with quotes; empty in a list
        TextRange value;  // with quotes or brackets
        bool colon = false;
        std::vector<int> children;
    };
    static constexpr int none = -1;

    explicit JsonTree(const QString& text);

    const std::vector<Node>& nodes() const { return m_nodes; }  // the first is the root, when there is one
    const Node& node(int i) const { return m_nodes[static_cast<std::size_t>(i)]; }
    int child(int node, const QString& token) const;  // none: there is none; the last one when it stands twice
    int at(const QStringList& tokens) const;
    QString text(int node) const;  // of a string without its quotes, of others as it stands
    QStringList pathOf(int node) const;

    // The part of the text to point at for a place: the key where a pointer ends in one whose value is a container,
    // else the value. A place that does not exist gives the nearest one around it.
    TextRange rangeOf(const QString& pointer) const;

    // What can be typed at an offset.
    struct Spot {
        enum class Kind { Key, Value, Nothing } kind = Kind::Nothing;
        int container = none;  // the object or list around it
        QString key;           // Value: the key or number it belongs to
        QString prefix;        // of the word that is being typed, without its quote
        TextRange word;        // what a completion replaces, quotes and all
        bool quoted = false;   // within a string
        bool colonFollows = false;
    };
    Spot spotAt(qsizetype offset) const;

  private:
    QString m_text;
    std::vector<Node> m_nodes;
};

// "/a~1b/3" in its parts, "a/b" and "3".
QStringList pointerTokens(const QString& pointer);

}  // namespace corelane
