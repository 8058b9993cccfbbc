// What may be typed at a place of a preset: keys, step words, kinds, names of declared objects, models. All words are
// the engine's (the catalogue) or the text's own.
#pragma once

#include "app/catalogue.h"
#include "app/editor/json_tree.h"

#include <vector>

namespace corelane {

struct Offer {
    QString word;    // as it is shown
    QString note;    // what it is or takes; may be empty
    QString insert;  // replaces Spot::word
    int back = 0;    // how far before the end of `insert` the cursor goes
};

// Those that begin with what is typed already.
std::vector<Offer> offersAt(const JsonTree&, const JsonTree::Spot&, const Catalogue&);

}  // namespace corelane
