/* For Wine 8 only: its own library of colour profiles ends a program that asks for one. Here there is none to be had. */
#define SHARED __declspec(dllexport)

SHARED void *OpenColorProfileW(void *profile, unsigned access, unsigned share, unsigned mode) { return 0; }
SHARED int CloseColorProfile(void *profile) { return 1; }
SHARED int GetColorProfileFromHandle(void *profile, void *buffer, unsigned *size) { return 0; }
SHARED void *WcsCreateIccProfile(void *profile, unsigned options) { return 0; }
