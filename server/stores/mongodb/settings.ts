import { gunzipSync, gzipSync } from 'node:zlib';
import { Binary } from 'mongodb';
import type { Json } from '../../../engine/model.ts';
import type { Store } from '../store.ts';
import type { Connection, SettingDocument } from './connection.ts';
import { written } from './documents.ts';
import { isDuplicateKey } from './unavailable.ts';

/** Longer texts are packed: a program is a megabyte, and is read by every node. */
const PACKED_FROM = 64 * 1024;

/** A document holds 16 MB. */
const MOST_BYTES = 15 * 1024 * 1024;

/**
 * Values under keys, changed by compare and set. A removed one leaves its revision behind: were it counted from one
 * again, a reader of the old value could overwrite the new one.
 */
export function createSettings(connection: Connection): Pick<Store, 'setting' | 'settings' | 'change'> {
  const { settings, patiently } = connection;

  async function replace(key: string, rev: number, value: SettingDocument['value']): Promise<boolean> {
    try {
      if (rev === 0) {
        await settings.insertOne({ _id: key, rev: 1, value });
        return true;
      }
      const { matchedCount } = await settings.replaceOne({ _id: key, rev }, { rev: rev + 1, value });
      return matchedCount === 1;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  return {
    async setting(key) {
      const found = await patiently(() => settings.findOne({ _id: key }));
      return found && found.value !== null ? { rev: found.rev, value: valueOf(found.value) } : null;
    },
    async settings(prefix) {
      const found = await patiently(() =>
        settings
          .find({ _id: { $gte: prefix, $lt: `${prefix}\uffff` } })
          .sort({ _id: 1 })
          .toArray(),
      );
      return found.flatMap(({ _id, rev, value }) =>
        value === null ? [] : [{ key: _id, rev, value: valueOf(value) }],
      );
    },
    async change(key, rev, value) {
      const stored = value === null ? null : storedOf(key, JSON.stringify(value));
      // A try of which nobody heard may have succeeded: what is then found is recognised by its revision and value.
      let tries = 0;
      return patiently(async () => {
        tries += 1;
        const found = await settings.findOne({ _id: key });
        const exists = found !== null && found.value !== null;
        const before = found?.rev ?? 0;
        if (rev === (exists ? before : 0))
          return !exists && value === null ? true : replace(key, before, stored);
        return tries > 1 && isOwn(found, rev, stored);
      });
    },
  };
}

function isOwn(found: SettingDocument | null, rev: number, stored: SettingDocument['value']): boolean {
  if (found === null || (rev !== 0 && found.rev !== rev + 1)) return false;
  if (found.value === null || stored === null) return found.value === stored;
  return JSON.stringify(valueOf(found.value)) === JSON.stringify(valueOf(stored));
}

function storedOf(key: string, text: string): string | Uint8Array {
  if (text.length < PACKED_FROM) return text;
  const packed = gzipSync(text);
  if (packed.length > MOST_BYTES) {
    throw new Error(
      `The setting ${key} has ${packed.length} bytes packed; a document of MongoDB holds 16 MB.`,
    );
  }
  return packed;
}

function valueOf(stored: string | Uint8Array | Binary): Json {
  if (typeof stored === 'string') return written<Json>(stored);
  const bytes = stored instanceof Binary ? stored.buffer : stored;
  return written<Json>(gunzipSync(bytes).toString());
}
