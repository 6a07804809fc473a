; Installs Naast for one user, without administrator rights: a folder, entries in the Start menu, and `.naast` files.
;
;   makensis /DVERSION=0.1.0 /DFOLDER=..\..\build\package\dist\naast /DICON=..\..\build\package\icons\naast.ico /DOUT=naast-setup.exe naast.nsi
;
; Silent: naast-setup.exe /S [/D=C:\where]

Unicode true
SetCompressor /SOLID lzma
!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"

!define ID "org.naast.Naast"
!define TYPE "Naast.Project"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"

Name "Naast"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Naast"
InstallDirRegKey HKCU "Software\${ID}" "Folder"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Naast"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Naast setup"
VIAddVersionKey "LegalCopyright" "The Naast contributors, Apache License 2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\naastw.exe"
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "Software\${ID}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "Language"
!insertmacro MUI_PAGE_LICENSE "${FOLDER}/LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Dutch"
!insertmacro MUI_RESERVEFILE_LANGDLL

LangString PROJECT ${LANG_ENGLISH} "Naast project"
LangString PROJECT ${LANG_DUTCH} "Naast-project"
LangString RUNNING ${LANG_ENGLISH} "Naast is open. Close it and try again."
LangString RUNNING ${LANG_DUTCH} "Naast is nog open. Sluit het en probeer het opnieuw."

Function .onInit
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

Function un.onInit
  !insertmacro MUI_UNGETLANGUAGE
FunctionEnd

; An open program holds its file: it cannot be renamed.
!macro NOT_RUNNING
  ${If} ${FileExists} "$INSTDIR\naastw.exe"
    ClearErrors
    Rename "$INSTDIR\naastw.exe" "$INSTDIR\naastw.try"
    ${If} ${Errors}
      MessageBox MB_ICONEXCLAMATION|MB_OK "$(RUNNING)" /SD IDOK
      Abort
    ${EndIf}
    Rename "$INSTDIR\naastw.try" "$INSTDIR\naastw.exe"
  ${EndIf}
!macroend

Section "Naast"
  !insertmacro NOT_RUNNING
  ; What an earlier version left would be loaded beside what is new. Only what setup itself put there is removed.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Naast.lnk" "$INSTDIR\naastw.exe"

  WriteRegStr HKCU "Software\${ID}" "Folder" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\.naast" "" "${TYPE}"
  WriteRegStr HKCU "Software\Classes\.naast" "Content Type" "application/vnd.naast"
  WriteRegStr HKCU "Software\Classes\.naast\OpenWithProgids" "${TYPE}" ""
  WriteRegStr HKCU "Software\Classes\${TYPE}" "" "$(PROJECT)"
  WriteRegStr HKCU "Software\Classes\${TYPE}\DefaultIcon" "" "$INSTDIR\naastw.exe,0"
  WriteRegStr HKCU "Software\Classes\${TYPE}\shell\open\command" "" '"$INSTDIR\naastw.exe" "%1"'
  ; `naast` in the Run box and for programs that ask Windows where it is; the search path is left alone.
  WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\App Paths\naast.exe" "" "$INSTDIR\naast.exe"

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Naast"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Naast contributors"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\naastw.exe,0"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

; Settings, unsaved work and projects of the user stay where they are.
Section "Uninstall"
  !insertmacro NOT_RUNNING
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\naast.exe"
  Delete "$INSTDIR\naastw.exe"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\NOTICE"
  Delete "$INSTDIR\README.md"
  Delete "$INSTDIR\replacing-qt.md"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Naast.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\${ID}"
  DeleteRegKey HKCU "Software\Classes\${TYPE}"
  DeleteRegValue HKCU "Software\Classes\.naast\OpenWithProgids" "${TYPE}"
  ReadRegStr $0 HKCU "Software\Classes\.naast" ""
  ${If} $0 == "${TYPE}"
    DeleteRegKey HKCU "Software\Classes\.naast"
  ${EndIf}
  DeleteRegKey HKCU "Software\Microsoft\Windows\CurrentVersion\App Paths\naast.exe"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
