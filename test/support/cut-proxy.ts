import { createServer, connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** What a client of MongoDB asked for, as far as tests tell its commands apart. */
export interface SeenCommand {
  readonly name: string;
  readonly collection: string;
}

/**
 * Stands between a client and its MongoDB, to cut all connections at a chosen write: before it arrives, or after it was
 * done and before its answer is heard.
 */
export interface CutProxy {
  readonly url: string;
  /** The writes that have come by, in their order. */
  readonly writes: readonly SeenCommand[];
  readonly isCut: boolean;
  /** Cuts at the `n`th write from now on, counted from 1; nobody gets through then until it is mended. */
  cutAt(n: number, when: 'before' | 'after'): void;
  /** Cuts at once. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

const WRITES: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'findAndModify']);

export async function openCutProxy(mongodbUrl: string): Promise<CutProxy> {
  const target = new URL(mongodbUrl);
  const sockets = new Set<Socket>();
  const writes: SeenCommand[] = [];
  let planned: { readonly at: number; readonly when: 'before' | 'after' } | null = null;
  let isCut = false;

  function cut(): void {
    isCut = true;
    planned = null;
    for (const socket of sockets) socket.destroy();
  }

  function hold(socket: Socket): void {
    sockets.add(socket);
    // A cut resets connections, whichever side is at work on them.
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  }

  const server = createServer(client => {
    hold(client);
    if (isCut) return void client.destroy();
    const upstream = connect(Number(target.port), target.hostname);
    hold(upstream);
    let answerCuts = false;
    upstream.on('data', data => {
      if (answerCuts) cut();
      else client.write(data);
    });
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
    forEachMessage(client, message => {
      if (isCut) return;
      const command = commandIn(message);
      if (command !== null && WRITES.has(command.name)) {
        writes.push(command);
        const isHere = planned?.at === writes.length;
        if (isHere && planned?.when === 'before') return cut();
        answerCuts = isHere;
      }
      upstream.write(message);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `mongodb://127.0.0.1:${port}/?serverSelectionTimeoutMS=250&heartbeatFrequencyMS=500&connectTimeoutMS=1000`,
    writes,
    get isCut() {
      return isCut;
    },
    cutAt(n, when) {
      planned = { at: writes.length + n, when };
    },
    cut,
    mend() {
      isCut = false;
    },
    async close() {
      cut();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** The wire protocol's messages begin with their length. */
function forEachMessage(socket: Socket, take: (message: Buffer) => void): void {
  let rest = Buffer.alloc(0);
  socket.on('data', data => {
    rest = Buffer.concat([rest, data]);
    while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
      const length = rest.readInt32LE(0);
      take(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
  });
}

const OP_MSG = 2013;
const [HEADER, FLAGS, SECTION_KIND, LENGTH] = [16, 4, 1, 4];
const TEXT = 2;

/** The first field of an OP_MSG's document names the command, and has the collection for its value. */
function commandIn(message: Buffer): SeenCommand | null {
  if (message.readInt32LE(12) !== OP_MSG) return null;
  const type = HEADER + FLAGS + SECTION_KIND + LENGTH;
  const nameEnds = message.indexOf(0, type + 1);
  const name = message.toString('utf8', type + 1, nameEnds);
  if (message[type] !== TEXT) return { name, collection: '' };
  const collectionEnds = message.indexOf(0, nameEnds + 1 + LENGTH);
  return { name, collection: message.toString('utf8', nameEnds + 1 + LENGTH, collectionEnds) };
}
