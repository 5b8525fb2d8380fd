// Arguments by value, rounding handed over, flags handed over: so the library keeps no state of its own.
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <wchar.h>
#include <bid_conf.h>
#include <bid_functions.h>
