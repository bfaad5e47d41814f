/* For Wine 8 only: it lacks this library of Windows 10. Qt asks it for other encodings than Unicode's; here it has none. */
#define SHARED __declspec(dllexport)

enum { NO_SUCH_FILE = 4 };

static void refuse(int *error) {
    if (error) *error = NO_SUCH_FILE;
}

SHARED void *ucnv_open(const char *name, int *error) { refuse(error); return 0; }
SHARED const char *ucnv_getName(void *converter, int *error) { refuse(error); return 0; }
SHARED const char *ucnv_getStandardName(const char *name, const char *standard, int *error) { refuse(error); return 0; }
SHARED const char *ucnv_getAvailableName(int place) { return 0; }
SHARED int ucnv_countAvailable(void) { return 0; }
SHARED signed char ucnv_getMaxCharSize(void *converter) { return 1; }
SHARED int ucnv_toUCountPending(void *converter, int *error) { refuse(error); return 0; }
SHARED int ucnv_fromUCountPending(void *converter, int *error) { refuse(error); return 0; }
SHARED void ucnv_close(void *converter) {}
SHARED void ucnv_reset(void *converter) {}
SHARED void ucnv_getToUCallBack(void) {}
SHARED void ucnv_getFromUCallBack(void) {}
SHARED void ucnv_setToUCallBack(void) {}
SHARED void ucnv_setFromUCallBack(void) {}
SHARED void ucnv_cbToUWriteUChars(void) {}
SHARED void ucnv_cbFromUWriteUChars(void) {}
SHARED void ucnv_toUnicode(void) {}
SHARED void ucnv_fromUnicode(void) {}
SHARED void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
SHARED void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
