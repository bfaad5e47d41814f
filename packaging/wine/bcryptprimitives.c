/* For Wine 8 only: it lacks this library of Windows 10, from which programs written in Rust take random bytes. */
#include <windows.h>

BOOLEAN WINAPI SystemFunction036(PVOID at, ULONG size);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE at, SIZE_T size) {
    return SystemFunction036(at, (ULONG)size);
}
