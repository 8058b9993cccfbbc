#include "app/command_line.h"

#include "app/language.h"

namespace corelane {

QString commandLineHelp() {
    return "Usage: corelane [FILE…|SWEEP|PRESET] [options]\n"
           "Runs one workload under every concurrency model and shows where each core's time went.\n\n"
           "  FILE…                  recorded comparisons, shown beside each other\n"
           "  SWEEP                  the folder of a sweep\n"
           "  PRESET                 a preset's name; stencil when nothing is given\n"
           "  --run                  start the comparison at once\n"
           "  --screenshot OUT.png   paint the window once, after the run with --run, and leave\n"
           "  --size WxH             the window's size, 1600x1000\n"
           "  --theme NAME           light, dark, contrast or system\n"
           "  --language NAME        en, zh_CN or system\n"
           "  --version, --help\n";
}

Result<CommandLine> parseCommandLine(const QStringList& words) {
    CommandLine line;
    const auto wrong = [](const QString& text) { return fail(Error::Kind::Invalid, text.toStdString()); };
    for (qsizetype i = 0; i < words.size(); ++i) {
        QString word = words[i], value;
        const bool joined = word.startsWith("--") && word.contains('=');
        if (joined) {
            value = word.section('=', 1);
            word = word.section('=', 0, 0);
        }
        const bool takesValue =
            word == "--screenshot" || word == "--size" || word == "--theme" || word == "--language";
        if (takesValue && !joined) {
            if (i + 1 >= words.size()) return wrong(word + " needs a value; see corelane --help.");
            value = words[++i];
        }
        if (word == "--run")
            line.run = true;
        else if (word == "--help" || word == "-h")
            line.help = true;
        else if (word == "--version")
            line.version = true;
        else if (word == "--frame-bench")
            line.frameBench = true;
        else if (word == "--first-lanes")
            line.firstLanes = true;
        else if (word == "--screenshot")
            line.screenshot = value;
        else if (word == "--size") {
            const QStringList sides = value.split('x');
            const QSize size = sides.size() == 2 ? QSize(sides[0].toInt(), sides[1].toInt()) : QSize();
            if (size.width() < 640 || size.height() < 400 || size.width() > 16384 || size.height() > 16384)
                return wrong(
                    "--size must be WIDTHxHEIGHT in pixels, 640x400 or more, such as 1920x1080; got " + value + ".");
            line.size = size;
        } else if (word == "--theme") {
            if (value != "light" && value != "dark" && value != "contrast" && value != "system")
                return wrong("--theme must be light, dark, contrast or system; got " + value + ".");
            line.theme = themeFromName(value);
        } else if (word == "--language") {
            if (value != "system" && !languages().contains(value))
                return wrong("--language must be system, " + languages().join(" or ") + "; got " + value + ".");
            line.language = value == "system" ? QString() : value;
        } else if (word.startsWith('-') && word.size() > 1) {
            return wrong("There is no option " + word + "; see corelane --help.");
        } else if (line.what.isEmpty()) {
            line.what = word;
        } else {
            line.beside << word;
        }
    }
    return line;
}

}  // namespace corelane
