import type { Program } from '../../dsl/program/program.ts';
import type { Engine } from '../../engine/index.ts';
import type { Command, Entry, NormalisedEvent, PointsCommand } from '../../engine/model.ts';
import { toTimestamp } from '../time.ts';
import { formatQuantity, formatValue } from '../../engine/explain/format-value.ts';
import { showEffect } from './effect.ts';
import type { Note } from './timeline-notes.ts';
import type { ShownEffect } from './effect.ts';

export interface ShownEntry {
  readonly id: string;
  readonly at: string;
  readonly occurred_at: string | null;
  readonly kind: Entry['kind'];
  readonly title: string;
  readonly detail: string;
  readonly event?: NormalisedEvent;
  readonly effects: readonly ShownEffect[];
  readonly sentences: readonly string[];
  /** How an event came in: late, again, taken back. */
  readonly notes: readonly Note[];
  readonly program: string;
  readonly release: number;
}

/** One entry of a customer's journal, for people to read. */
export function showEntry(
  entry: Entry,
  program: Program,
  engine: Engine,
  notes: readonly Note[] = [],
): ShownEntry {
  const event = eventOf(entry);
  const effects = entry.effects.map(effect => showEffect(effect, engine));
  return {
    id: entry.id,
    at: toTimestamp(entry.at),
    occurred_at: event?.occurred_at ?? null,
    kind: entry.kind,
    ...titleOf(entry, program),
    ...(event ? { event } : {}),
    effects,
    sentences: effects.map(effect => effect.sentence).filter(sentence => sentence !== ''),
    notes,
    program: entry.program,
    release: entry.release,
  };
}

export function eventOf(entry: Entry): NormalisedEvent | null {
  return entry.kind === 'event' && entry.input !== null && 'event_id' in entry.input ? entry.input : null;
}

function commandOf(entry: Entry): Command | null {
  return entry.kind === 'command' && entry.input !== null && 'do' in entry.input ? entry.input : null;
}

/** Why a command changed nothing; it is kept all the same, so that its key gets the same answer again. */
function refusalOf({ answer }: Entry): string | null {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer) || answer.ok !== false) return null;
  return 'detail' in answer && typeof answer.detail === 'string' ? answer.detail : 'it could not be done';
}

function titleOf(entry: Entry, program: Program): { readonly title: string; readonly detail: string } {
  const event = eventOf(entry);
  if (event)
    return {
      title: program.events[event.event_type]?.name ?? event.event_type,
      detail: detailOf(event, program),
    };
  const command = commandOf(entry);
  if (command) {
    const refused = refusalOf(entry);
    const title = COMMANDS[command.do];
    if (refused === null) return { title, detail: subjectOf(command) };
    return {
      title: `Refused: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
      detail: `${subjectOf(command)} – ${refused}`,
    };
  }
  return { title: 'Time passed', detail: '' };
}

const COMMANDS: Readonly<Record<Command['do'], string>> = {
  generate: 'Missions generated',
  progress: 'Progress set by hand',
  approve: 'Mission approved',
  decline: 'Mission declined',
  withdraw: 'Mission withdrawn',
  check_badges: 'Badges checked',
  award: 'Badge awarded by hand',
  revoke: 'Badge revoked',
  redeem: 'Points redeemed',
  hold: 'Points put on hold',
  capture: 'Points on hold captured',
  release: 'Points on hold released',
  reverse: 'Points reversed by hand',
};

/** What came, shortest way: quantities as people say them, yes/no attributes only where they are yes. */
function detailOf(event: NormalisedEvent, program: Program): string {
  const type = program.events[event.event_type];
  const value = event.value === undefined ? [] : [formatQuantity(event.value, event.unit)];
  const attributes = Object.entries(event.attributes).flatMap(([name, attribute]) => {
    const words = name.replaceAll('_', ' ');
    if (typeof attribute === 'boolean') return attribute ? [words] : [];
    const text =
      typeof attribute === 'number' ? formatQuantity(attribute, type?.attributes[name]?.unit) : attribute;
    return [`${words} ${text}`];
  });
  const reversal = event.reversal_of === undefined ? [] : [`takes back ${event.reversal_of}`];
  return [...value, ...attributes, ...reversal, `from ${event.source_name}`].join(', ');
}

/** How many points, of what, and why. */
function pointsSubjectOf(command: PointsCommand): string {
  const amount =
    'amount' in command && command.amount !== undefined ? [formatValue(command.amount, 'points')] : [];
  const of = 'hold' in command ? [command.hold] : 'posting' in command ? [command.posting] : [];
  const reason = command.reason === undefined ? '' : ` (${command.reason})`;
  return `${[...amount, ...of].join(' of ')}${reason}`;
}

function subjectOf(command: Command): string {
  switch (command.do) {
    case 'generate':
      return `up to ${command.max_missions}${command.force_regenerate ? ', untouched ones replaced' : ''}`;
    case 'progress':
      return `${command.mission}: ${command.current_value}${command.target_value === undefined ? '' : ` of ${command.target_value}`}`;
    case 'approve':
    case 'decline':
    case 'withdraw':
      return [command.mission, command.reason].filter(Boolean).join(': ');
    case 'check_badges':
      return command.badge ?? 'all';
    case 'award':
    case 'revoke':
      return `${command.badge}:${command.level}, ${command.reason}`;
    case 'redeem':
    case 'hold':
    case 'capture':
    case 'release':
    case 'reverse':
      return pointsSubjectOf(command);
  }
}
