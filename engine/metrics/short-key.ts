/**
 * A key of 8 letters made of the keeper's id alone, since ids are long and stand in every customer's document.
 * Two ids with one key (one in a hundred million for a large program) would mix their facts: refused.
 */
export function shortKey(id: string, known: ReadonlyMap<string, { readonly key: string }>): string {
  const key = (hash32(id, 0x811c9dc5) * 512 + (hash32(id, 0x01000193) >>> 23)).toString(36).padStart(8, '0');
  for (const other of known.values()) {
    if (other.key === key) throw new Error(`two keepers have the key ${key}; ${id} needs another spelling`);
  }
  return key;
}

/** FNV-1a over UTF-16 code units, mixed so that all bits depend on all letters. */
export function hash32(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
