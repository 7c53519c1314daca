/**
 * Runs pyodide-build's own commands on a wheel inside Pyodide, whose Python is the one they ask for.
 *
 * In (arguments): folders of Pyodide's npm package, of the tools' wheels, of our wheel, and one to write to.
 * Out: in that folder the lock of the site, and the wheel with its code compiled for this very Python.
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const COMMANDS = `
import contextlib, json, os, sys, zipfile
from pathlib import Path

import __main__

def unpack():
    for wheel in Path("/tools").glob("*.whl"):
        zipfile.ZipFile(wheel).extractall("/lib/tools")
    sys.path.insert(0, "/lib/tools")
    # pyodide-build looks up which file it was started as.
    __main__.__file__ = "/lib/tools/pyodide"
    # What is compiled names its source by a hash instead of by the time of this build.
    os.environ["SOURCE_DATE_EPOCH"] = "315532800"
    os.environ["PYTHONHASHSEED"] = "0"

def pyodide(*arguments):
    from pyodide_cli.__main__ import main

    sys.argv = ["pyodide", *arguments]
    with contextlib.suppress(SystemExit):
        main()

def trimmed(lock):
    """Keep of Pyodide's own list of packages none but ours."""
    told = json.loads(lock.read_text("utf-8"))
    told["packages"] = {name: one for name, one in told["packages"].items() if name == "keyproof-torch"}
    lock.write_text(json.dumps(told, indent=2, sort_keys=True) + "\\n", "utf-8")

unpack()
os.chdir("/made")
wheel = next(Path().glob("*.whl")).name
pyodide("lockfile", "add-wheels", wheel, "--input", "/pyodide-lock.json", "--output", "pyodide-lock.json", "--base-path", ".")
trimmed(Path("pyodide-lock.json"))
pyodide("py-compile", "--silent", "--compression-level", "9", ".")
`

const [npm, tools, wheel, out] = process.argv.slice(2)
const { loadPyodide } = await import(pathToFileURL(join(npm, 'pyodide.mjs')).href)
try {
  const python = await loadPyodide()
  const { FS } = python
  const copy = (from, to) => FS.writeFile(to, readFileSync(from))
  for (const folder of ['/tools', '/made']) FS.mkdir(folder)
  for (const name of readdirSync(tools)) copy(join(tools, name), `/tools/${name}`)
  for (const name of readdirSync(wheel)) copy(join(wheel, name), `/made/${name}`)
  copy(join(npm, 'pyodide-lock.json'), '/pyodide-lock.json')
  python.runPython(COMMANDS)
  for (const name of FS.readdir('/made').filter((name) => !name.startsWith('.')))
    writeFileSync(join(out, name), FS.readFile(`/made/${name}`))
} catch (error) {
  process.stderr.write(`${String(error.message ?? error)}\n`)
  process.exitCode = 1
}
