// What a marker says, as the bytes of a packet.
#include "engine/trace/marker.h"
#include "engine/trace/perfetto.h"

namespace corelane {

namespace field = perfetto::annotation;

namespace {

void writeOne(protozero::pbf_writer& parent, protozero::pbf_tag_type tag, const Annotation& a) {
    protozero::pbf_writer out(parent, tag);
    if (!a.name.empty()) out.add_string(field::name, a.name);
    if (const auto* b = std::get_if<bool>(&a.value)) out.add_bool(field::boolean, *b);
    if (const auto* u = std::get_if<std::uint64_t>(&a.value)) out.add_uint64(field::uint, *u);
    if (const auto* i = std::get_if<std::int64_t>(&a.value)) out.add_int64(field::integer, *i);
    if (const auto* d = std::get_if<double>(&a.value)) out.add_double(field::real, *d);
    if (const auto* s = std::get_if<std::string>(&a.value)) out.add_string(field::text, *s);
    for (const Annotation& inner : a.inner)
        writeOne(out, a.nesting == Annotation::Nesting::Dict ? field::dict : field::array, inner);
}

}  // namespace

void writeAnnotations(protozero::pbf_writer& event, const Annotations& all) {
    for (const Annotation& a : all) writeOne(event, perfetto::event::annotation, a);
}

Annotation readAnnotation(protozero::pbf_reader message, int depth) {
    Annotation a;
    while (message.next()) switch (message.tag_and_type()) {
        case protozero::tag_and_type(field::name, protozero::pbf_wire_type::length_delimited):
            a.name = message.get_string();
            break;
        case protozero::tag_and_type(field::boolean, protozero::pbf_wire_type::varint):
            a.value = message.get_bool();
            break;
        case protozero::tag_and_type(field::uint, protozero::pbf_wire_type::varint):
            a.value = message.get_uint64();
            break;
        case protozero::tag_and_type(field::integer, protozero::pbf_wire_type::varint):
            a.value = message.get_int64();
            break;
        case protozero::tag_and_type(field::real, protozero::pbf_wire_type::fixed64):
            a.value = message.get_double();
            break;
        case protozero::tag_and_type(field::text, protozero::pbf_wire_type::length_delimited):
            a.value = message.get_string();
            break;
        case protozero::tag_and_type(field::dict, protozero::pbf_wire_type::length_delimited):
        case protozero::tag_and_type(field::array, protozero::pbf_wire_type::length_delimited):
            a.nesting = message.tag() == field::dict ? Annotation::Nesting::Dict : Annotation::Nesting::Array;
            if (depth < 16)
                a.inner.push_back(readAnnotation(message.get_message(), depth + 1));
            else
                message.skip();
            break;
        default:
            message.skip();
        }
    return a;
}

}  // namespace corelane
