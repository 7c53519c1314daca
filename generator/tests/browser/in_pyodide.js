/**
 * Runs programs in Pyodide, with the package in the place of `torch`: the very runtime that a page has.
 *
 * In (stdin): JSON, `{"files": {path: source}, "runner": source, "programs": […]}`. Out (stdout): JSON, a list of texts.
 * Everything comes from the npm package `pyodide`; nothing is fetched.
 */

import { readFileSync } from 'node:fs'

import { loadPyodide } from 'pyodide'

import * as products from '../../keyproof/browser/products.mjs'

const asked = JSON.parse(readFileSync(0, 'utf8'))
const python = await loadPyodide()
python.registerJsModule('keyproof_products', products)
const write = python.runPython(`
import sys
from pathlib import Path

def write(path, source):
    file = Path("/package") / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, encoding="utf-8")

sys.path.insert(0, "/package")
write
`)
for (const [path, source] of Object.entries(asked.files)) write(path, source)
write('one_runtime.py', asked.runner)
const run = python.runPython(`
import json
from one_runtime import outcome

lambda programs: json.dumps([outcome(program) for program in json.loads(programs)])
`)
process.stdout.write(run(JSON.stringify(asked.programs)), () => process.exit(0))
