#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pango.h>
#include <pango/pangocairo.h>
