; The setup for Windows: for one user, without an administrator. Settings and journal lie elsewhere and are never touched.
; Made by packaging/windows.sh, which gives VERSION, FROM (the program's folder) and TO (the setup).
Target amd64-unicode
Unicode true
SetCompressor /SOLID lzma
SetCompressorDictSize 64
Name "Vialnote"
OutFile "${TO}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Vialnote"
InstallDirRegKey HKCU "Software\Vialnote" "Folder"
Icon "${ICON}"
UninstallIcon "${ICON}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Vialnote"
VIAddVersionKey "FileDescription" "Vialnote setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT licence"
!define OFFERED "Software\Classes\Applications\vialnote-window.exe"
!define LISTED "Software\Microsoft\Windows\CurrentVersion\Uninstall\Vialnote"

Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

Section
    ; What an earlier version had and this one has not would stay otherwise. Nothing but the program lies there.
    RMDir /r "$INSTDIR\_internal"
    SetOutPath "$INSTDIR"
    File /r "${FROM}/*.*"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortcut "$SMPROGRAMS\Vialnote.lnk" "$INSTDIR\vialnote-window.exe"
    WriteRegStr HKCU "Software\Vialnote" "Folder" "$INSTDIR"
    ; Among the programs that "Open with" offers for a PDF; whatever opens PDFs stays as it is.
    WriteRegStr HKCU "${OFFERED}" "FriendlyAppName" "Vialnote"
    WriteRegStr HKCU "${OFFERED}\shell\open\command" "" '"$INSTDIR\vialnote-window.exe" "%1"'
    WriteRegStr HKCU "${OFFERED}\SupportedTypes" ".pdf" ""
    WriteRegStr HKCU "${LISTED}" "DisplayName" "Vialnote"
    WriteRegStr HKCU "${LISTED}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${LISTED}" "DisplayIcon" "$INSTDIR\vialnote-window.exe"
    WriteRegStr HKCU "${LISTED}" "Publisher" "Vialnote contributors"
    WriteRegStr HKCU "${LISTED}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${LISTED}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${LISTED}" "NoModify" 1
    WriteRegDWORD HKCU "${LISTED}" "NoRepair" 1
SectionEnd

Section "Uninstall"
    RMDir /r "$INSTDIR\_internal"
    Delete "$INSTDIR\vialnote.exe"
    Delete "$INSTDIR\vialnote-window.exe"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\Vialnote.lnk"
    DeleteRegKey HKCU "${OFFERED}"
    DeleteRegKey HKCU "${LISTED}"
    DeleteRegKey HKCU "Software\Vialnote"
SectionEnd
