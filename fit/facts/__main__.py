"""Reads a Django project without running any of it, and prints what it finds as JSON: a list of facts.

Each fact has a `kind`, a `file` relative to the project, a `line` (0: the file as a whole), and what its kind needs.
rules/ turns facts into findings; nothing here judges. Values that can be secret never leave this program.

Usage: python3 -I facts FOLDER
"""

import gc
import json
import sys
import warnings
from pathlib import Path

if sys.version_info < (3, 10):
    sys.exit("Python 3.10 or newer is needed to read a project, and this is " + sys.version.split()[0] + ".")

import background
import calls
import data
import deployment
import environment
import logins
import modules
import requirements
import settings
import static
import tables
import tree

# Deep expressions of generated code need it.
sys.setrecursionlimit(10_000)


def main(folder: str) -> None:
    gc.disable()  # Syntax trees are millions of objects, and none of them is garbage.
    warnings.simplefilter("ignore")  # Such as invalid escapes in the project's strings.
    files = tree.read(Path(folder).resolve())
    python = modules.read(files)
    found = settings.find(files, python)
    facts = [
        *files.facts,
        *python.facts,
        *found.facts,
        *requirements.facts(files, found.root),
        *requirements.pythons(files, found.root),
        *environment.facts(python, found),
        *calls.facts(python, found),
        *background.facts(python, found),
        *tables.facts(files, python, found),
        *logins.facts(python, found),
        *static.facts(files, found),
        *deployment.facts(files),
        *data.facts(files),
    ]
    json.dump({"python": sys.version.split()[0], "root": found.root, "facts": facts}, sys.stdout)


main(sys.argv[1])
