/**
 * The files of Python in the worker: counted as they come, and kept for the next time.
 * In: the folder they stand in, which is named after their contents. Out: a `fetch` that takes what is kept.
 */

/** Begins the name of every cache of ours. */
const prefix = 'keyproof-runtime:';

/**
 * Makes the `fetch`. What stands elsewhere is fetched as ever.
 *
 * @param {string} folder
 * @param {(bytes: number) => void} count
 * @param {typeof fetch} plain
 * @returns {typeof fetch}
 */
export function keeping(folder, count, plain) {
  const opened = open(folder);
  return async (asked, options) => {
    const address = asked instanceof Request ? asked.url : String(asked);
    if (!address.startsWith(folder)) return plain(asked, options);
    const cache = await opened;
    const kept = await cache?.match(address);
    // Counted before it is kept: keeping waits for the last byte.
    const answer = counted(kept ?? (await plain(address, options)), count);
    // A full disk is no reason not to run.
    if (!kept && answer.ok) await cache?.put(address, answer.clone()).catch(() => {});
    return answer;
  };
}

/** Lets go of what is kept: it may be a page of somebody between, and not a file of ours. @param {string} folder */
export async function forget(folder) {
  await globalThis.caches?.delete(prefix + folder).catch(() => {});
}

/** Browsers have no caches where the page came by plain http. @param {string} folder */
async function open(folder) {
  try {
    const name = prefix + folder;
    for (const other of await caches.keys()) {
      // Another build's: the site keeps one.
      if (other.startsWith(prefix + folder.replace(/[^/]*\/$/, '')) && other !== name) await caches.delete(other);
    }
    return await caches.open(name);
  } catch {
    return null;
  }
}

/**
 * @param {Response} answer
 * @param {(bytes: number) => void} count
 */
function counted(answer, count) {
  if (!answer.body) return answer;
  const counter = new TransformStream({
    transform(chunk, controller) {
      count(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = answer;
  return new Response(answer.body.pipeThrough(counter), { status, statusText, headers });
}
