"""Stores a document with a password to open it, with a LibreOffice that listens on the pipe "fixtures"."""
import sys
import time

import uno
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException

source, target, kind = sys.argv[1:]


def desktop():
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(60):
        try:
            context = resolver.resolve("uno:pipe,name=fixtures;urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            time.sleep(1)
    sys.exit("LibreOffice does not answer")


def options(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


document = desktop().loadComponentFromURL(uno.systemPathToFileUrl(source), "_blank", 0, options(Hidden=True))
password = uno.Any("[]com.sun.star.beans.NamedValue", (NamedValue("CryptoType", "Standard"), NamedValue("OOXPassword", "secret")))
document.storeToURL(uno.systemPathToFileUrl(target), options(FilterName=kind, EncryptionData=password))
document.close(True)
