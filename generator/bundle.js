/**
 * Makes the files that a page loads from the sources of the widget: `npm run build`.
 * In: `keyproof/widget/*.js` and `*.css`. Out: `keyproof/widget/built/`, which is committed, so that
 * installing the package needs no Node.
 */

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
// The build for WebAssembly is one package for all machines.
import { rollup } from '@rollup/wasm-node';
import { build, transform } from 'esbuild';
import { minify } from 'terser';

const sources = new URL('keyproof/widget/', import.meta.url);
const target = new URL('built/', sources);

/** What every page with exercises loads; parts that few readers need are chunks that it imports when they do. */
const entry = 'keyproof.js';

/** What pages load beside it: those with exercises that only their reader can judge, and those with programs to run. */
const beside = ['own.js', 'run.js'];

/** What no page loads as a script: the worker that programs run in. It has no document, so it shares nothing with pages. */
const worker = 'run-worker.js';

/** Bundled by itself, with the libraries it is made of and without what they hold that it doesn't use. */
const editor = 'editor.js';

/**
 * The files of the bundle, by name.
 *
 * @returns {Promise<Map<string, string>>}
 */
export async function bundle() {
  const made = [...(await scripts()), ...(await alone()), ...(await styles())];
  return new Map(made.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * The files that were written last, by name.
 *
 * @returns {Map<string, string>}
 */
export function built() {
  return new Map(readdirSync(target).sort().map((name) => [name, readFileSync(new URL(name, target), 'utf8')]));
}

async function scripts() {
  // Chunks import what they share with the entry from the entry: a page asks for one script, not for a chain.
  const input = [entry, ...beside].map((name) => new URL(name, sources).pathname);
  // No tree shaking: it takes reads of properties for free of effects and has dropped `menu.replaceChildren()`.
  // Nothing here is imported in vain, so it would save no byte of what each page loads.
  const graph = await rollup({ input, treeshake: false, preserveEntrySignatures: false, external: (source) => source.endsWith(editor), plugins: [wordless, dressed, kept] });
  const { output } = await graph.generate({
    format: 'es',
    freeze: false,
    entryFileNames: '[name].js',
    // The folder that they are published in is named after their contents.
    chunkFileNames: '[name].js',
    minifyInternalExports: true,
    banner: ({ moduleIds }) => (moduleIds.some((id) => id.includes('/ts-fsrs/')) ? notice('ts-fsrs') : ''),
  });
  const chunks = output.flatMap((file) => (file.type === 'chunk' ? [file] : []));
  return Promise.all(chunks.map(async ({ fileName, code }) => /** @type {const} */ ([fileName, await shrink(code)])));
}

/** Scripts that stand by themselves. */
async function alone() {
  const entryPoints = [worker, editor].map((name) => fileURLToPath(new URL(name, sources)));
  const { outputFiles } = await build({ entryPoints, bundle: true, format: 'esm', minify: true, legalComments: 'inline', target: 'es2022', outdir: '/', write: false });
  return outputFiles.map(({ path, text }) => /** @type {const} */ ([basename(path), text]));
}

/**
 * Leaves a name where the words of a section go; publishing puts those of the site's language there. So what is
 * built here speaks no language, and a page still asks for one script.
 */
const wordless = {
  name: 'wordless',
  /** @param {string} path */
  load(path) {
    const found = /[/\\]strings(-([a-z]+))?\.js$/.exec(path);
    const section = found?.[2] ?? 'widget';
    return found ? `export default ${mark(section)};` : null;
  },
};

/**
 * The licence of a package, as a comment that stays.
 *
 * @param {string} name
 */
const notice = (name) => `/*! ${name}. ${readFileSync(new URL(`node_modules/${name}/LICENSE`, import.meta.url), 'utf8').trim()} */`;

/** Finds the one library that is kept, and bundled into the chunk that needs it. */
const kept = {
  name: 'kept',
  /** @param {string} source */
  resolveId: (source) => (source === 'ts-fsrs' ? fileURLToPath(import.meta.resolve(source)) : null),
};

/** @type {(section: string) => string} */
export const mark = (section) => `KEYPROOF_${section.toUpperCase()}_WORDS`;

/** Style sheets that scripts have taken in. @type {Set<string>} */
const taken = new Set();

/** Puts the style sheet of a chunk into its script, as text. */
const dressed = {
  name: 'dressed',
  /** @param {string} path */
  async load(path) {
    if (!path.endsWith('.css')) return null;
    taken.add(basename(path));
    return `export default ${JSON.stringify((await style(path)).trim())};`;
  },
};

/** @param {string | URL} path */
async function style(path) {
  // Logical properties and light-dark() stay as written: browsers that lack them are not worth twice the bytes.
  return (await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true, target: 'esnext' })).code;
}

/** @param {string} code */
async function shrink(code) {
  const compress = { passes: 3, unsafe_arrows: true, pure_getters: true };
  // What others have written stays with their notice.
  const format = { comments: /^!/ };
  const { code: small = '' } = await minify(code, { module: true, ecma: 2020, compress, format });
  return `${small}\n`;
}

/** Style sheets that pages load by themselves: those that no script has taken in. */
async function styles() {
  const names = readdirSync(sources).filter((name) => name.endsWith('.css') && !taken.has(name));
  return Promise.all(names.map(async (name) => /** @type {const} */ ([name, await style(new URL(name, sources))])));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target);
  for (const [name, text] of await bundle()) writeFileSync(new URL(name, target), text);
}
