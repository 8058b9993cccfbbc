#include "app/editor/json_tree.h"

#include <algorithm>

namespace corelane {
namespace {

constexpr std::size_t deepest = 200;  // the engine refuses far less; what is deeper has no places here

// The end of a string that begins at a quote: behind its other quote, or where its line ends without one.
qsizetype stringEnd(const QString& text, qsizetype begin) {
    for (qsizetype i = begin + 1; i < text.size(); ++i) {
        if (text[i] == '\n') return i;
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            return i + 1;
    }
    return text.size();
}

bool isClosed(const QString& text, const TextRange& range) {
    return range.end - range.begin >= 2 && text[range.end - 1] == '"' && text[range.begin] == '"';
}

bool isPunctuation(QChar c) {
    return c == '{' || c == '}' || c == '[' || c == ']' || c == ':' || c == ',' || c == '"';
}

// The escapes that names need; others stay as they stand.
QString unescaped(QString text) {
    if (!text.contains('\\')) return text;
    return text.replace("\\\"", "\"").replace("\\/", "/").replace("\\\\", "\\");
}

}  // namespace

JsonTree::JsonTree(const QString& text) : m_text(text) {
    std::vector<int> open;  // containers around the place
    int pending = none;     // a key that waits for its value
    const auto add = [&](Node node) {
        const int index = static_cast<int>(m_nodes.size());
        node.parent = open.empty() ? none : open.back();
        if (node.parent != none) {
            Node& parent = m_nodes[static_cast<std::size_t>(node.parent)];
            if (parent.kind == Node::Kind::Array) node.token = QString::number(parent.children.size());
            parent.children.push_back(index);
        }
        m_nodes.push_back(std::move(node));
        return index;
    };
    const auto inObject = [&] { return !open.empty() && node(open.back()).kind == Node::Kind::Object; };
    const auto addValue = [&](Node::Kind kind, TextRange range) {
        if (inObject() && pending != none) {
            Node& target = m_nodes[static_cast<std::size_t>(pending)];
            target.kind = kind;
            target.value = range;
            return std::exchange(pending, none);
        }
        Node fresh;
        fresh.kind = kind;
        fresh.value = range;
        return add(std::move(fresh));
    };
    const auto close = [&](qsizetype end) {
        m_nodes[static_cast<std::size_t>(open.back())].value.end = end;
        open.pop_back();
        pending = none;
    };
    for (qsizetype i = 0; i < text.size();) {
        const QChar c = text[i];
        if (c.isSpace()) {
            ++i;
        } else if (c == '"') {
            const TextRange range{i, stringEnd(text, i)};
            i = range.end;
            if (!inObject() || (pending != none && node(pending).colon)) {
                addValue(Node::Kind::Text, range);
                continue;
            }
            Node key;
            key.key = range;
            key.value = {range.end, range.end};
            const qsizetype length = range.end - range.begin - (isClosed(text, range) ? 2 : 1);
            key.token = unescaped(text.mid(range.begin + 1, length));
            pending = add(std::move(key));
        } else if (c == ':') {
            if (pending != none) m_nodes[static_cast<std::size_t>(pending)].colon = true;
            ++i;
        } else if (c == ',') {
            pending = none;
            ++i;
        } else if (c == '{' || c == '[') {
            const int container = addValue(c == '{' ? Node::Kind::Object : Node::Kind::Array, {i, text.size()});
            ++i;
            if (open.size() < deepest) open.push_back(container);
        } else if (c == '}' || c == ']') {
            ++i;
            const auto kind = c == '}' ? Node::Kind::Object : Node::Kind::Array;
            const bool opened = std::ranges::any_of(open, [&](int n) { return node(n).kind == kind; });
            while (opened && node(open.back()).kind != kind) close(i - 1);
            if (opened) close(i);
        } else {
            const qsizetype begin = i;
            while (i < text.size() && !text[i].isSpace() && !isPunctuation(text[i])) ++i;
            addValue(Node::Kind::Other, {begin, i});
        }
    }
}

int JsonTree::child(int parent, const QString& token) const {
    if (parent == none) return none;
    const auto& all = node(parent).children;
    const auto found = std::find_if(all.rbegin(), all.rend(), [&](int i) { return node(i).token == token; });
    return found == all.rend() ? none : *found;
}

int JsonTree::at(const QStringList& tokens) const {
    int now = m_nodes.empty() ? none : 0;
    for (const QString& token : tokens) now = child(now, token);
    return now;
}

QString JsonTree::text(int i) const {
    if (i == none) return {};
    const Node& n = node(i);
    if (n.kind != Node::Kind::Text) return m_text.mid(n.value.begin, n.value.end - n.value.begin);
    return unescaped(
        m_text.mid(n.value.begin + 1, n.value.end - n.value.begin - (isClosed(m_text, n.value) ? 2 : 1)));
}

QStringList JsonTree::pathOf(int i) const {
    QStringList path;
    for (; i != none && node(i).parent != none; i = node(i).parent) path.prepend(node(i).token);
    return path;
}

TextRange JsonTree::rangeOf(const QString& pointer) const {
    if (m_nodes.empty()) return {};
    int now = 0;
    for (const QString& token : pointerTokens(pointer)) {
        const int next = child(now, token);
        if (next == none) break;
        now = next;
    }
    const Node& n = node(now);
    const bool container = n.kind == Node::Kind::Object || n.kind == Node::Kind::Array;
    if (!container && n.value.end > n.value.begin) return n.value;
    if (n.key.end > n.key.begin) return n.key;
    // A step in a list: up to the end of its first line, which says what it is.
    const qsizetype line = m_text.indexOf('\n', n.value.begin);
    return {n.value.begin, line < 0 ? n.value.end : std::min(n.value.end, std::max(line, n.value.begin + 1))};
}

JsonTree::Spot JsonTree::spotAt(qsizetype offset) const {
    Spot spot;
    spot.word = {offset, offset};
    // The innermost container around the offset; nodes stand in the order of their begins.
    for (std::size_t i = 0; i < m_nodes.size() && m_nodes[i].value.begin < offset; ++i) {
        const Node& n = m_nodes[i];
        const bool container = n.kind == Node::Kind::Object || n.kind == Node::Kind::Array;
        const bool closed =
            n.value.end > n.value.begin + 1 && (m_text[n.value.end - 1] == '}' || m_text[n.value.end - 1] == ']');
        if (container && (offset < n.value.end || (!closed && offset <= n.value.end)))
            spot.container = static_cast<int>(i);
    }
    if (spot.container == none) return spot;
    const Node& around = node(spot.container);
    const auto take = [&](const TextRange& range, bool quoted) {
        spot.word = range;
        spot.quoted = quoted;
        const qsizetype begin = range.begin + (quoted ? 1 : 0);
        spot.prefix = m_text.mid(begin, std::max<qsizetype>(0, offset - begin));
    };
    // Within a word, or directly behind it; behind a closed string nothing is typed any more.
    const auto touches = [&](const TextRange& range) {
        if (range.end <= range.begin || offset <= range.begin) return false;
        return offset < range.end || (offset == range.end && !isClosed(m_text, range));
    };
    const Node* before = nullptr;
    for (const int i : around.children) {
        const Node& n = node(i);
        if (touches(n.key)) {
            spot.kind = Spot::Kind::Key;
            spot.colonFollows = n.colon;
            take(n.key, true);
            return spot;
        }
        if (touches(n.value) && (n.kind == Node::Kind::Text || n.kind == Node::Kind::Other)) {
            spot.kind =
                n.key.end > n.key.begin || around.kind == Node::Kind::Array ? Spot::Kind::Value : Spot::Kind::Key;
            spot.key = n.token;
            take(n.value, n.kind == Node::Kind::Text);
            return spot;
        }
        if (std::max(n.key.end, n.value.end) <= offset) before = &n;
    }
    // Between words: what stands before decides.
    qsizetype back = offset;
    while (back > 0 && m_text[back - 1].isSpace()) --back;
    const QChar last = back > 0 ? m_text[back - 1] : QChar();
    if (around.kind == Node::Kind::Array && (last == '[' || last == ',')) {
        spot.kind = Spot::Kind::Value;
        spot.key = QString::number(before ? before->token.toInt() + 1 : 0);
    } else if (around.kind == Node::Kind::Object && (last == '{' || last == ',')) {
        spot.kind = Spot::Kind::Key;
    } else if (around.kind == Node::Kind::Object && last == ':' && before) {
        spot.kind = Spot::Kind::Value;
        spot.key = before->token;
    }
    return spot;
}

QStringList pointerTokens(const QString& pointer) {
    if (!pointer.startsWith('/')) return {};
    QStringList tokens = pointer.mid(1).split('/');
    for (QString& token : tokens) token.replace("~1", "/").replace("~0", "~");
    return tokens;
}

}  // namespace corelane
