import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The key of a feature: its canonical text without spaces after commas, `~` doubled and `.` written `~d`, because
 * JSONLogic splits variable names at dots. Texts in quotes keep their spaces.
 */
export function featureKey(text: string): string {
  const compact = text.replace(/"(?:[^"\\]|\\.)*"|, /g, part => (part === ', ' ? ',' : part));
  return compact.replaceAll('~', '~~').replaceAll('.', '~d');
}

/** The canonical text behind a feature's key. */
export function featureText(key: string): string {
  return key.replace(/~(~|d)/g, (_, code: string) => (code === 'd' ? '.' : '~'));
}

export function sha256Hex(text: string): string {
  return bytesToHex(sha256(asciiBytes(text) ?? utf8ToBytes(text)));
}

/** Ids are short and plain, and for those the runtime's encoder takes longer than the hash; null: not plain. */
function asciiBytes(text: string): Uint8Array | null {
  if (text.length > SHORT) return null;
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > LAST_ASCII) return null;
    bytes[index] = code;
  }
  return bytes;
}

const SHORT = 128;
const LAST_ASCII = 0x7f;

/** JSON with sorted keys and nothing undefined: what hashes are taken of. */
export function stableJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
