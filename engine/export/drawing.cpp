#include "engine/export/drawing.h"

#include <fmt/format.h>

#include <cairo-pdf.h>
#include <cmath>
#include <librsvg/rsvg.h>
#include <memory>

namespace corelane {

namespace {

struct Release {
    void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
using Handle = std::unique_ptr<RsvgHandle, Release>;
using Surface = std::unique_ptr<cairo_surface_t, Release>;
using Pen = std::unique_ptr<cairo_t, Release>;

cairo_status_t take(void* out, const unsigned char* bytes, unsigned int length) {
    auto& stream = *static_cast<std::ostream*>(out);
    stream.write(reinterpret_cast<const char*>(bytes), length);
    return stream ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

tl::unexpected<Error> failed(cairo_status_t status) {
    if (status == CAIRO_STATUS_WRITE_ERROR)
        return fail(
            Error::Kind::Io, "The picture could not be written: the output took no more bytes; is the disk full?");
    return fail(
        Error::Kind::Failed, fmt::format("The picture could not be drawn: {}.", cairo_status_to_string(status)));
}

struct Size {
    double width = 0, height = 0;
};

Result<Handle> parsed(const std::string& svg, Size& size) {
    GError* error = nullptr;
    GInputStream* bytes = g_memory_input_stream_new_from_data(svg.data(), static_cast<gssize>(svg.size()), nullptr);
    Handle handle(rsvg_handle_new_from_stream_sync(bytes, nullptr, RSVG_HANDLE_FLAG_UNLIMITED, nullptr, &error));
    g_object_unref(bytes);
    if (!handle) {
        const std::string why = error ? error->message : "no reason given";
        g_clear_error(&error);
        return fail(Error::Kind::Format, fmt::format("The picture is not understood by librsvg: {}", why));
    }
    rsvg_handle_set_dpi(handle.get(), 96);
    rsvg_handle_get_intrinsic_size_in_pixels(handle.get(), &size.width, &size.height);
    return handle;
}

Result<> render(RsvgHandle* handle, cairo_t* pen, Size size) {
    GError* error = nullptr;
    const RsvgRectangle all{0, 0, size.width, size.height};
    if (rsvg_handle_render_document(handle, pen, &all, &error)) return {};
    const std::string why = error ? error->message : "no reason given";
    g_clear_error(&error);
    return fail(Error::Kind::Format, fmt::format("The picture cannot be drawn by librsvg: {}", why));
}

}  // namespace

Result<> drawPdf(std::span<const std::string> pages, const PageFacts& facts, std::ostream& out) {
    constexpr double points = 72.0 / 96.0;
    const Surface surface(cairo_pdf_surface_create_for_stream(&take, &out, 1, 1));
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, facts.title.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "Corelane");
    // A date that is no date is not written; today's would make every export another.
    cairo_pdf_surface_set_metadata(
        surface.get(), CAIRO_PDF_METADATA_CREATE_DATE,
        facts.created.empty() ? "2000-01-01T00:00:00Z" : facts.created.c_str());
    const Pen pen(cairo_create(surface.get()));
    for (const std::string& page : pages) {
        Size size;
        const Handle handle = TRY(parsed(page, size));
        cairo_pdf_surface_set_size(surface.get(), size.width * points, size.height * points);
        // An output that takes nothing is known before anything is drawn on it.
        if (const auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS)
            return failed(status);
        cairo_save(pen.get());
        cairo_scale(pen.get(), points, points);
        TRY(render(handle.get(), pen.get(), size));
        cairo_restore(pen.get());
        cairo_show_page(pen.get());
    }
    cairo_surface_finish(surface.get());
    const cairo_status_t status = cairo_surface_status(surface.get());
    if (status != CAIRO_STATUS_SUCCESS) return failed(status);
    return {};
}

Result<> drawPng(const std::string& svg, double scale, std::ostream& out) {
    constexpr double mostPixels = 32767;  // cairo's
    Size size;
    const Handle handle = TRY(parsed(svg, size));
    const double width = std::ceil(size.width * scale), height = std::ceil(size.height * scale);
    if (!(width >= 1 && height >= 1 && width <= mostPixels && height <= mostPixels))
        return fail(
            Error::Kind::Invalid,
            fmt::format(
                "--scale {:g}: the picture would have {:.0f} x {:.0f} pixels, and 1 to {:.0f} a "
                "side are possible",
                scale, width, height, mostPixels));
    const Surface surface(
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, static_cast<int>(width), static_cast<int>(height)));
    const Pen pen(cairo_create(surface.get()));
    cairo_scale(pen.get(), scale, scale);
    TRY(render(handle.get(), pen.get(), size));
    if (const auto status = cairo_surface_write_to_png_stream(surface.get(), &take, &out);
        status != CAIRO_STATUS_SUCCESS)
        return failed(status);
    return {};
}

}  // namespace corelane
