import type { NameInfo, Scope } from '../../check/scope.ts';
import type { DocumentOf } from '../../documents/document.ts';
import type { CollectingRegistry } from '../features/feature-registry.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import type { Names } from '../named/names.ts';

export type MissionDocument = DocumentOf<'mission'>;
type MissionValue = MissionDocument['value'];

/** What a variant may say in place of the mission itself. */
export type Course = Pick<MissionValue, 'period' | 'progress' | 'target'> & {
  readonly when?: string | undefined;
};

/** Names that only this mission's own expressions see. */
export type OwnNames = Readonly<Record<string, NameInfo>>;

/** What the parts of a mission's compilation share. */
export interface MissionCompiler {
  readonly document: MissionDocument;
  readonly names: Names;
  readonly fields: FieldCompiler;
  readonly features: CollectingRegistry;
}

/** The names of all rules and the mission's own; `fixed` names may be compared with an event's attribute. */
export function missionScope({ names }: MissionCompiler, own: OwnNames): Scope {
  const fixedNames = Object.entries(own).flatMap(([name, info]) => (isFixed(info) ? [name] : []));
  return names.scope(own, { fixedNames, periodWindow: true, stepWindow: true });
}

function isFixed({ logic }: NameInfo): boolean {
  const path =
    typeof logic === 'object' && logic !== null && !Array.isArray(logic) && 'var' in logic
      ? logic['var']
      : '';
  return typeof path === 'string' && path.startsWith('mission.fixed.');
}
