import type { DocumentPath, LoadedDocument } from '../documents/index.ts';
import type { Logic } from '../program/logic.ts';
import type { Subject } from './subject.ts';

/** A condition on which a whole rule, or a level of one, depends. */
export interface Root {
  readonly kind: 'rule' | 'level';
  readonly document: LoadedDocument;
  readonly path: DocumentPath;
  readonly logic: Logic;
  /** What never happens where the condition is true of nobody, as the start of a sentence. */
  readonly loss: string;
}

/** Every condition without which a rule or a level of one is nothing. */
export function rootsOf({ program, documents }: Subject): readonly Root[] {
  const roots: Root[] = [];
  const add = (
    kind: Root['kind'],
    of: LoadedDocument['kind'],
    id: string,
    path: DocumentPath,
    logic: Logic | undefined,
    loss: string,
  ): void => {
    const document = documents.find(other => other.kind === of && other.id === id);
    if (document !== undefined && logic !== undefined) roots.push({ kind, document, path, logic, loss });
  };
  for (const { id, when } of program.segments)
    add('rule', 'segment', id, ['when'], when.logic, `Nobody is in \`${id}\``);
  for (const { id, generate } of program.missions)
    add('rule', 'mission', id, ['generate', 'when'], generate.when.logic, `\`${id}\` is never given`);
  for (const { id, levels } of program.badges) {
    for (const { level, when } of levels)
      add('level', 'badge', id, ['levels', level, 'when'], when.logic, `Nobody reaches \`${level}\``);
  }
  for (const { id, levels } of program.tiers) {
    for (const { id: level, when } of levels)
      add('level', 'tier', id, ['levels', level, 'when'], when?.logic, `Nobody reaches \`${level}\``);
  }
  for (const { id, trigger, audience } of program.campaigns) {
    add('rule', 'campaign', id, ['trigger'], trigger?.where?.logic, `\`${id}\` is never sent`);
    add('rule', 'campaign', id, ['audience'], audience?.logic, `\`${id}\` is never sent`);
  }
  return roots;
}
