"""Opens documents in a headless LibreOffice. Run by `tools.office`, in a Python that has `uno` (Debian: python3-uno).

One line of JSON in, one out:  {"path": "a.docx", "do": "accept"}  →  {"paragraphs": ["...", ...]}
do: "read", "accept" (all tracked changes), "reject", or "pdf" with "out". LibreOffice is started once and ended with
the input.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress

import uno
from com.sun.star.beans import PropertyValue

COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}
START_S = 60


def value(name, what):
    made = PropertyValue()
    made.Name, made.Value = name, what
    return made


class Office:
    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="naast-office-")
        pipe = f"naast{os.getpid()}"
        self.process = subprocess.Popen(
            [
                "soffice",
                "--headless",
                "--norestore",
                "--nologo",
                f"-env:UserInstallation=file://{self.profile}",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        begun = time.monotonic()
        while True:
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:
                if time.monotonic() - begun > START_S:
                    raise
                time.sleep(0.1)
        services = context.ServiceManager
        self.desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.dispatcher = services.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)

    def do(self, path, what, out=None):
        url = uno.systemPathToFileUrl(os.path.abspath(path))
        document = self.desktop.loadComponentFromURL(url, "_blank", 0, (value("Hidden", True),))
        if document is None:
            raise ValueError("LibreOffice does not open it")
        try:
            if what in COMMANDS:
                self.dispatcher.executeDispatch(document.CurrentController.Frame, COMMANDS[what], "", 0, ())
            if what == "pdf":
                kind = "calc_pdf_Export" if path.endswith("xlsx") else "writer_pdf_Export"
                document.storeToURL(uno.systemPathToFileUrl(os.path.abspath(out)), (value("FilterName", kind),))
                return {}
            return {"paragraphs": list(paragraphs(document)), "changes": document.getRedlines().hasElements()}
        finally:
            document.close(True)

    def close(self):
        with suppress(Exception):
            self.desktop.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        shutil.rmtree(self.profile, ignore_errors=True)


def paragraphs(document):
    walk = document.Text.createEnumeration()
    while walk.hasMoreElements():
        element = walk.nextElement()
        if element.supportsService("com.sun.star.text.Paragraph"):
            yield element.getString()


def main():
    office = Office()
    try:
        print(json.dumps({"ready": True}), flush=True)
        for line in sys.stdin:
            task = json.loads(line)
            try:
                answer = office.do(task["path"], task["do"], task.get("out"))
            except Exception as error:
                answer = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps(answer), flush=True)
    finally:
        office.close()


if __name__ == "__main__":
    main()
