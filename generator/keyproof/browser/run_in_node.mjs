/**
 * Runs programs under Node in the very files that a page loads, one after another.
 *
 * In (argument): the folder of these files; (stdin): a JSON line for each program, `{"source", "setup", "before", "tests"}`.
 * Out (stdout): first `{"ready": …}`, then a JSON line for each: what it printed and what `run_program.py` told of it.
 */

import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const folder = resolve(process.argv[2] ?? '.')
const say = (told) => process.stdout.write(`${JSON.stringify(told)}\n`)
const ignore = () => {}

async function start() {
  const { loadPyodide } = await import(pathToFileURL(join(folder, 'pyodide.mjs')).href)
  const python = await loadPyodide({
    indexURL: `${folder}/`,
    lockFileURL: join(folder, 'pyodide-lock.json'),
    packageBaseUrl: `${folder}/`,
    // What a program writes past `sys.stdout` must not be taken for an answer.
    stdout: ignore,
    stderr: ignore,
  })
  python.registerJsModule('keyproof_products', await import(pathToFileURL(join(folder, 'products.mjs')).href))
  await python.loadPackagesFromImports('import torch', { messageCallback: ignore, errorCallback: ignore })
  python.FS.writeFile('/home/pyodide/run_program.py', readFileSync(join(folder, 'run_program.py')))
  return python.pyimport('run_program').run
}

try {
  const run = await start()
  // What is imported once is not a part of any program's time.
  run.callKwargs('import torch', { write: ignore })
  say({ ready: true })
  for await (const line of createInterface({ input: process.stdin })) {
    const { source, ...parts } = JSON.parse(line)
    const printed = []
    const began = performance.now()
    const ended = run.callKwargs(source, { ...parts, write: (text) => printed.push(text) })
    const seconds = (performance.now() - began) / 1000
    say({ stdout: printed.join(''), ...ended.toJs({ dict_converter: Object.fromEntries }), seconds })
    ended.destroy()
  }
} catch (error) {
  process.stderr.write(`${String(error.message ?? error).slice(-2000)}\n`)
  process.exitCode = 1
}
