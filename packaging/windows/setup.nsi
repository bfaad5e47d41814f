; The setup for Windows: for one user, without an administrator. Settings and journal lie elsewhere, and are left alone
; unless the one who uninstalls says otherwise. Quiet: /S, and /D=FOLDER last.
; Made by packaging/windows.py, which gives VERSION, FROM (the program's folder), ICON and TO (the setup).
Target amd64-unicode
Unicode true
SetCompressor /SOLID lzma
SetCompressorDictSize 64
SetDateSave off ; the same bytes from the same files
!include FileFunc.nsh
!include LogicLib.nsh
!include nsDialogs.nsh
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
!define DATA "$LOCALAPPDATA\Vialnote"
Var Tick
Var Delete

Page directory
Page instfiles
UninstPage custom un.Ask un.Answered
UninstPage instfiles

; A program that runs keeps its files from being replaced: better nothing is changed than half of it.
!macro WaitUntilClosed PROGRAM
    ${Do}
        ClearErrors
        ${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
            ${ExitDo}
        ${EndIf}
        FileOpen $0 "$INSTDIR\${PROGRAM}" a
        ${IfNot} ${Errors}
            FileClose $0
            ${ExitDo}
        ${EndIf}
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Vialnote is running. Close it, then try again." /SD IDCANCEL \
            IDRETRY +3
        SetErrorLevel 2
        Quit
    ${Loop}
!macroend

Section
    !insertmacro WaitUntilClosed "vialnote-window.exe"
    !insertmacro WaitUntilClosed "vialnote.exe"
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

Function un.onInit
    StrCpy $Delete ${BST_UNCHECKED}
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/DELETE-JOURNAL" $1
    ${IfNot} ${Errors}
        StrCpy $Delete ${BST_CHECKED}
    ${EndIf}
FunctionEnd

Function un.Ask
    nsDialogs::Create 1018
    Pop $0
    ${NSD_CreateLabel} 0 0 100% 24u "Vialnote is removed from this computer. Journal and settings stay."
    Pop $0
    ${NSD_CreateCheckbox} 0 28u 100% 12u "&Delete my journal, drafts and settings too"
    Pop $Tick
    ${NSD_SetState} $Tick $Delete
    ${NSD_CreateLabel} 12u 42u 95% 24u "Notes in ${DATA} are lost for good. Keep them as long as the law asks."
    Pop $0
    nsDialogs::Show
FunctionEnd

Function un.Answered
    ${NSD_GetState} $Tick $Delete
FunctionEnd

Section "Uninstall"
    !insertmacro WaitUntilClosed "vialnote-window.exe"
    !insertmacro WaitUntilClosed "vialnote.exe"
    RMDir /r "$INSTDIR\_internal"
    Delete "$INSTDIR\vialnote.exe"
    Delete "$INSTDIR\vialnote-window.exe"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\Vialnote.lnk"
    DeleteRegKey HKCU "${OFFERED}"
    DeleteRegKey HKCU "${LISTED}"
    DeleteRegKey HKCU "Software\Vialnote"
    ${If} $Delete == ${BST_CHECKED}
        RMDir /r "${DATA}"
    ${EndIf}
SectionEnd
