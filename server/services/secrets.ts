import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../config.ts';
import type { Store } from '../stores/store.ts';

/** How a secret is shown wherever it can be read. */
export const MASK = '********';

/**
 * Whether the key is the one that the store's secrets were encrypted with first. With another, a node reads none of
 * them, and the others read none that it writes.
 */
export async function isKeyOf(store: Pick<Store, 'setting' | 'change'>, key: Buffer): Promise<boolean> {
  const proof = createHmac('sha256', key).update('cairn').digest('hex').slice(0, 16);
  if (await store.change(KEY_PROOF, 0, proof)) return true;
  return (await store.setting(KEY_PROOF))?.value === proof;
}

const KEY_PROOF = 'secret_key_proof';

/** Encrypts what sources need to log in with. `place` binds a cipher text to where it is kept. */
export interface SecretBox {
  seal(plain: string, place: string): string;
  open(sealed: string, place: string): string;
}

/** AES-256-GCM; the text form is "v1:nonce:tag:cipher", each part in base64. */
export function secretBox(key: Buffer): SecretBox {
  return {
    seal(plain, place) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return ['v1', ...[nonce, cipher.getAuthTag(), text].map(part => part.toString('base64'))].join(':');
    },
    open(sealed, place) {
      const [version, ...parts] = sealed.split(':');
      const [nonce, tag, text] = parts.map(part => Buffer.from(part, 'base64'));
      if (version !== 'v1' || !nonce || !tag || !text) throw new Error('A kept secret has an unknown form');
      const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place)).setAuthTag(tag);
      return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
    },
  };
}

/** The key of DATA_DIR/secret.key, made at the first start; only its owner may read it. */
export async function loadSecretKey(dataDir: string): Promise<Buffer> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, 'secret.key');
  const own = `${path}.${process.pid}`;
  await writeFile(own, randomBytes(32).toString('hex'), { mode: 0o600 });
  // A link fails where the file exists: of two first starts at once, one key wins and both read it.
  await link(own, path).catch((error: unknown) => {
    if (!isCode(error, 'EEXIST')) throw error;
  });
  await rm(own);
  await chmod(path, 0o600);
  const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'hex');
  if (key.length === 32) return key;
  throw new ConfigError(
    `${path} does not hold 64 hexadecimal digits. Restore it, or set SECRET_KEY to the key that was in it.`,
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
