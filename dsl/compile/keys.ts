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
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** JSON with sorted keys and nothing undefined: what hashes are taken of. */
export function stableJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
