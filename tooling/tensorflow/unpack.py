"""Unpacks what tfjs-node needs out of a tensorflow-cpu wheel: python3 unpack.py WHEEL FOLDER"""
import sys
import zipfile

WANTED = ("tensorflow/libtensorflow_cc.so.2", "tensorflow/libtensorflow_framework.so.2", "tensorflow/include/tensorflow/c/",
          "tensorflow/include/tensorflow/core/", "tensorflow/include/tensorflow/tsl/", "tensorflow/include/tsl/")

wheel, folder = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    members = [name for name in archive.namelist() if name.startswith(WANTED)]
    for library in WANTED[:2]:
        if library not in members:
            sys.exit(f"error: {wheel} has no {library}")
    archive.extractall(folder, members)
