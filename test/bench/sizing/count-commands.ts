import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface CommandCounts {
  /** What a client connects to instead of the server. */
  readonly url: string;
  /** How often each command came so far. */
  counts(): ReadonlyMap<string, number>;
  close(): void;
}

const HEADER_BYTES = 16;
const OP_MSG = 2013;
/** After the header: flags, the kind of the first section, its document's length, the type of the first value. */
const NAME_AT = HEADER_BYTES + 4 + 1 + 4 + 1;

/** A way through to a MongoDB server that counts its clients' commands by name. */
export async function countCommands(serverUrl: string): Promise<CommandCounts> {
  const { hostname, port } = new URL(serverUrl);
  const counts = new Map<string, number>();
  const proxy = createServer(client => {
    const server = connect(Number(port), hostname);
    const read = messageReader(message => {
      const name = commandOf(message);
      if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
    });
    client.on('data', read);
    client.pipe(server).pipe(client);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `mongodb://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    counts: () => new Map(counts),
    close: () => proxy.close(),
  };
}

/** Puts a stream's pieces together to messages, each of which begins with its length. */
function messageReader(use: (message: Buffer) => void): (piece: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return piece => {
    rest = Buffer.concat([rest, piece]);
    while (rest.length >= HEADER_BYTES && rest.length >= rest.readInt32LE(0)) {
      const length = rest.readInt32LE(0);
      use(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
  };
}

/** The first key of a command's document is its name. */
function commandOf(message: Buffer): string | null {
  if (message.readInt32LE(12) !== OP_MSG) return null;
  return message.toString('utf8', NAME_AT, message.indexOf(0, NAME_AT));
}
