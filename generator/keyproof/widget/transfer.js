/**
 * Progress as a file, and back: pure, no page. What is read from a file is data, whoever wrote it.
 * In: stored texts by key, and the text of a file. Out: the text of a file, and what it brings.
 */

/** @import { Course } from './contract.js' */

/** Version of the file's format. */
const version = 1;

/**
 * Writes everything that is stored into the text of a file.
 *
 * @param {Record<string, string>} entries  By key, without the prefix.
 * @param {{ site: string, at: Date }} about
 */
export function pack(entries, { site, at }) {
  /** @type {Record<string, unknown>} */
  const values = {};
  for (const [key, text] of Object.entries(entries)) {
    const value = parse(text);
    if (value !== undefined) values[key] = value;
  }
  return JSON.stringify({ keyproof: version, site, at: at.toISOString(), entries: values }, null, 1);
}

/**
 * Reads a file and chooses what to take from it: of two records of one thing the later.
 *
 * @param {string} text
 * @param {(key: string) => string} read  What is stored here.
 * @param {{ now?: number, course?: Course | null }} about  Without a course its entries are not held against one.
 * @returns {{ fault: '' | 'strange' | 'newer', take: [string, string][], left: number, strange: number }}
 */
export function unpack(text, read, { now = Date.now(), course = null } = {}) {
  const fits = course ? fitting(course) : () => true;
  // Clocks of two devices differ, but not by more than a day.
  const latest = now + 86_400_000;
  const file = parse(text);
  const entries = file?.entries;
  const result = { fault: /** @type {'' | 'strange' | 'newer'} */ (''), take: /** @type {[string, string][]} */ ([]), left: 0, strange: 0 };
  if (!isObject(file) || !Number.isInteger(file.keyproof) || !isObject(entries)) return { ...result, fault: 'strange' };
  if (file.keyproof > version) return { ...result, fault: 'newer' };
  for (const [key, value] of Object.entries(entries)) {
    if (!/^[\w:.-]{1,200}$/.test(key) || !(isObject(value) || Number.isFinite(value)) || value.at > latest || !fits(key, value)) result.strange += 1;
    else if (isLater(value, parse(read(key)))) result.take.push([key, JSON.stringify(value)]);
    else result.left += 1;
  }
  return result;
}

/**
 * Tells which entries a course has a place for, by their key and shape.
 *
 * @param {Course} course
 * @returns {(key: string, value: any) => boolean}
 */
function fitting({ topics }) {
  const slugs = new Set(topics.map(({ slug }) => slug));
  const known = topics.flatMap(({ pages }) => pages.flatMap(({ exercises }) => exercises));
  const digests = new Map(known.map(({ id, digest }) => [id, digest]));
  const cards = new Set(topics.flatMap(({ pages }) => pages.flatMap((page) => page.cards ?? [])));
  return (key, value) => {
    const [sort = '', name = ''] = key.includes(':') ? key.split(/:(.*)/) : ['', key];
    if (sort === 'run') return typeof value.draft === 'string';
    if (sort === 'set') return Number.isInteger(value) && value >= 0;
    if (sort === 'review') return (digests.has(name) || cards.has(name)) && Number.isFinite(value.due);
    if (sort === 'test') return slugs.has(name) && Array.isArray(value.drawn);
    if (sort === 'challenge') return slugs.has(name) && Array.isArray(value.problems);
    return !sort && digests.has(name) && digests.get(name) === value.digest && Array.isArray(value.tries);
  };
}

/** @type {(value: any, here: any) => boolean} */
function isLater(value, here) {
  if (here === undefined || here === null) return true;
  return stamp(value) > Math.max(stamp(here), -1);
}

/** When a record was last changed; of what comes back, when it was last seen. @type {(value: any) => number} */
const stamp = ({ at, last }) => [at, last].find(Number.isFinite) ?? -1;

/** @type {(value: unknown) => boolean} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @type {(text: string) => any} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
